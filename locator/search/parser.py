"""What a visitor asks for in one box: a point, a town, a brand, a street or a place."""

from functools import cached_property

from locator.geo import map_urls
from locator.models import Brand, Place, PlaceQuerySet, Settlement
from locator.search.gazetteer import (
    Addresses,
    beginning_with,
    brands_by_name,
    closest_to,
    exactly,
    settlements_by_name,
    take,
)
from locator.search.query import LONGEST, Kind, ParsedQuery, Suggestion
from locator.search.text import IS_HAN, fold, is_close_word, is_same_word, joined, words

MOST_WORDS = 10
MOST_CHOICES = 20

# What may stand beside the name of a settlement.
BESIDE_SETTLEMENTS = set(
    words(
        "г город пос посёлок село аул city town village қаласы қала ауылы ауыл 市 "
        "Казахстан Қазақстан Kazakhstan Qazaqstan KZ РК ҚР 哈萨克斯坦"
    )
)

# What kinds of places are called; all words of a question must be of one kind.
KINDS = {
    word: kind
    for kind, called in {
        Brand.Kind.OPERATOR: (
            "office offices operator operators офис офисы салон оператор оператора "
            "операторов кеңсе кеңсесі кеңселері оператордың 营业厅 运营商营业厅 运营商"
        ),
        Brand.Kind.STORE: (
            "shop shops store stores supermarket supermarkets магазин магазины "
            "супермаркет супермаркеты дүкен дүкені дүкендер 商店 超市"
        ),
        Brand.Kind.TERMINAL: (
            "payment terminal terminals kiosk платежный платежные терминал терминалы "
            "төлем терминалдар 终端 终端机 缴费机 自助缴费终端"
        ),
    }.items()
    for word in words(called)
}

KINDS_OF_POSITION = {
    map_urls.PointKind.IN_KAZAKHSTAN: Kind.POSITION,
    map_urls.PointKind.SWAPPED: Kind.SWAPPED,
    map_urls.PointKind.OUTSIDE: Kind.OUTSIDE,
    map_urls.PointKind.LINK_WITHOUT_POSITION: Kind.LINK,
}


def parse_query(q: str) -> ParsedQuery:
    """
    Return what the question means; never raises, whatever the text is.

    Coordinates and links cost no query; anything else at most three, and three more
    when the names have to be read again, which is once a minute (`known_names.kept`).
    """
    # PostgreSQL refuses NUL in a text.
    text = q.replace("\0", " ").strip()
    if not text:
        return ParsedQuery(Kind.EMPTY)
    found = map_urls.read(text)
    if found.kind in KINDS_OF_POSITION:
        kind = KINDS_OF_POSITION[found.kind]
        return ParsedQuery(kind, text[:LONGEST], position=found.position)
    if len(text) > LONGEST:
        return ParsedQuery(Kind.TOO_LONG, text[:LONGEST])
    return QueryParser(text).parse()


class QueryParser:
    """A question in words. What is exact comes before what is like it."""

    def __init__(self, text: str):
        self.text = " ".join(text.split())
        self.words = words(text)[:MOST_WORDS]
        self.addresses = Addresses()

    @cached_property
    def settlement_names(self):
        return settlements_by_name()

    @cached_property
    def brand_names(self):
        return brands_by_name()

    @cached_property
    def name(self) -> str:
        """The whole question as one name, without “city” and “Kazakhstan”."""
        own = [word for word in self.words if word not in BESIDE_SETTLEMENTS]
        name = joined(own or self.words)
        is_city = IS_HAN.fullmatch(name) and len(name) > 2
        return name.removesuffix("市") if is_city else name

    def parse(self) -> ParsedQuery:
        if not self.words:
            return ParsedQuery(Kind.NOTHING, self.text)
        return (
            self.settlement(exactly)
            or self.kind_of_place()
            or self.one_brand(exactly)
            or self.combination(exactly, is_same_word)
            or self.settlement(beginning_with)
            or self.one_brand(beginning_with)
            or self.settlement(closest_to)
            or self.one_brand(closest_to)
            or self.combination(closest_to, is_close_word)
            or self.part()
            or ParsedQuery(Kind.NOTHING, self.text)
        )

    def settlement(self, look_up) -> ParsedQuery | None:
        keys = look_up(self.settlement_names, self.name)
        if not keys:
            return None
        return self.settlements(keys, is_exact=look_up is exactly)

    def settlements(self, keys, is_exact) -> ParsedQuery | None:
        found = tuple(
            settlements_with(keys)
            .select_related("region")
            .order_by("-population", "pk")[:MOST_CHOICES]
        )
        if not found:  # they were remembered, and are gone
            return None
        namesakes = []
        if is_exact and not any(settlement.place_count for settlement in found):
            namesakes, _with_number = self.addresses.find(self.words, is_same_word)
        return ParsedQuery(
            Kind.SETTLEMENT if len(found) == 1 else Kind.CHOICE,
            self.text,
            settlements=found,
            places=places_of(settlements=keys) if len(found) == 1 else None,
            namesakes=with_keys(namesakes) if namesakes else None,
            is_exact=is_exact,
        )

    def kind_of_place(self) -> ParsedQuery | None:
        """Read a kind of places, by itself or in a settlement."""
        kinds = {KINDS[word] for word in self.words if word in KINDS}
        others = tuple(word for word in self.words if word not in KINDS)
        keys, rest = self.take_settlement(others, exactly) if others else ([], ())
        if len(kinds) != 1 or rest:
            return None
        places = places_of(settlements=keys).filter(brand__kind=kinds.pop())
        return self.places(places, None, keys, is_exact=True)

    def one_brand(self, look_up) -> ParsedQuery | None:
        brands = look_up(self.brand_names, joined(self.words))
        return self.of_brand(brands[0], look_up is exactly) if brands else None

    def of_brand(self, key, is_exact) -> ParsedQuery | None:
        brand = brand_with(key)
        return brand and ParsedQuery(
            Kind.BRAND,
            self.text,
            brand=brand,
            places=places_of(key),
            is_exact=is_exact,
        )

    def combination(self, look_up, is_met) -> ParsedQuery | None:
        """Read a brand, a settlement and an address, or some of these together."""
        is_exact = look_up is exactly
        nowhere = None
        for brand, keys, address in self.readings(look_up):
            if brand and keys and not address:
                places = places_of(brand, keys)
                if places.exists():
                    return self.places(places, brand, keys, is_exact)
                nowhere = (places, brand, keys)
            elif address:
                found, has_number = self.addresses.find(address, is_met, brand, keys)
                if found:
                    is_it = is_exact and has_number
                    return self.places(with_keys(found), brand, keys, is_it)
        # Of what was guessed it says nothing that the one is not in the other.
        return self.places(*nowhere, is_exact) if nowhere and is_exact else None

    def readings(self, look_up):
        """Return the ways to see brand, settlements and address in the words."""
        brands, besides = take(self.brand_names, self.words, look_up)
        found = []
        for brand, asked in [(brand, besides) for brand in brands[:1]] + [
            (None, self.words)
        ]:
            keys, rest = self.take_settlement(asked, look_up)
            found += [(brand, tuple(keys), rest), (brand, (), asked)]
        return dict.fromkeys(found)

    def take_settlement(self, asked, look_up):
        """Return the settlements that are named, and the other words."""
        own = tuple(word for word in asked if word not in BESIDE_SETTLEMENTS)
        keys, rest = take(self.settlement_names, own, look_up)
        if keys:
            return keys, rest
        if not asked or not IS_HAN.fullmatch(asked[0]):
            return [], asked
        # Chinese has no spaces between a town and its street.
        for size in range(len(asked[0]) - 1, 1, -1):
            if keys := exactly(self.settlement_names, asked[0][:size]):
                return keys, (asked[0][size:].removeprefix("市"), *asked[1:])
        return [], asked

    def places(self, places, brand, settlements, is_exact) -> ParsedQuery:
        return ParsedQuery(
            Kind.PLACES,
            self.text,
            brand=brand_with(brand),
            settlements=tuple(
                settlements_with(settlements).order_by("-population", "pk")[
                    :MOST_CHOICES
                ]
            ),
            places=places,
            is_exact=is_exact,
        )

    def offers(self, look_up) -> list[Suggestion]:
        brands = look_up(self.brand_names, joined(self.words))
        keys = look_up(self.settlement_names, self.name)
        towns = list(settlements_with(keys).select_related("region"))
        # Where there are places; and its name of today before an old one.
        towns.sort(
            key=lambda town: (
                not town.place_count,
                not fold(town.name).startswith(self.name),
            )
        )
        return [
            Suggestion(brand.name, Kind.BRAND, brand.slug, brand.get_kind_display())
            for brand in Place.objects.published().brands().filter(pk__in=brands)
        ] + [
            Suggestion(town.name, Kind.SETTLEMENT, town.slug, town.region.name)
            for town in towns
        ]

    def part(self) -> ParsedQuery | None:
        """Read what can be read, where some of the words say nothing to us."""
        brands, besides = take(self.brand_names, self.words, exactly)
        keys, _rest = self.take_settlement(besides, exactly)
        if brands and keys:
            places = places_of(brands[0], keys)
            return self.places(places, brands[0], keys, is_exact=False)
        if keys:
            return self.settlements(keys, is_exact=False)
        return self.of_brand(brands[0], is_exact=False) if brands else None


def brand_with(key) -> Brand | None:
    return Brand.objects.filter(pk=key).first() if key else None


def settlements_with(keys):
    """Return the settlements with these keys, their published places counted."""
    return Place.objects.published().counted_in(Settlement.objects.filter(pk__in=keys))


def places_of(brand=None, settlements=()) -> PlaceQuerySet:
    places = Place.objects.published()
    if brand:
        places = places.filter(brand=brand)
    return places.filter(settlement__in=settlements) if settlements else places


def with_keys(keys) -> PlaceQuerySet:
    return Place.objects.published().filter(pk__in=keys)


def suggestions(text: str, limit: int = 8) -> list[Suggestion]:
    """
    Return brands and settlements whose names begin so, or else are like it.

    What is exact comes first, then brands, then settlements by population. At most
    four queries, and none for coordinates, links and what is too long.
    """
    text = text.replace("\0", " ").strip()
    if (
        len(text) > LONGEST
        or map_urls.read(text).kind is not map_urls.PointKind.NOTHING
    ):
        return []
    parser = QueryParser(text)
    if not parser.words:
        return []
    for look_ups in [(exactly, beginning_with), (closest_to,)]:
        found = [row for look_up in look_ups for row in parser.offers(look_up)]
        if found:
            return list(dict.fromkeys(found))[:limit]
    return []
