"""Read words: a town, landmark, house, street, brand, kind of places, or several."""

from collections.abc import Iterable
from dataclasses import replace
from functools import cached_property
from itertools import chain

from locator.models import Brand, Settlement
from locator.published import published_places
from locator.search.addresses import Meant, addresses, in_parts, place_names
from locator.search.gazetteer import (
    KINDS,
    Match,
    are_towns,
    brands_by_name,
    has_town,
    is_town,
    landmark_names,
    landmark_words,
    landmarks_by_name,
    metro_by_name,
    settlements_by_name,
    telling,
    towns_of_region,
    with_town_apart,
    without,
)
from locator.search.query import ParsedQuery, QueryKind, Wanted
from locator.search.text import (
    BESIDE_SETTLEMENTS,
    BETWEEN_NAMES,
    DISTRICTS,
    IS_HAN,
    KINDS_OF_REGION,
    KINDS_OF_STREET,
    METRO,
    NEAR_IN_CHINESE,
    NEAR_ME,
    fold,
    house_words,
    is_number,
    is_surname,
    join_words,
    without_asides,
)

MOST_WORDS = 10
MOST_CHOICES = 20
MOST_PLACES = 500


class WordParser:
    """Parses a query in words: exact matches come before similar ones (`STEPS`)."""

    def __init__(self, text: str):
        self.text = " ".join(text.split())
        typed = house_words(without_asides(text))[:MOST_WORDS]
        bare = tuple(NEAR_IN_CHINESE.sub("", word) for word in typed)
        self.is_near_me = bare != typed or not NEAR_ME.isdisjoint(typed)
        names = tuple(chain.from_iterable(map(with_town_apart, filter(None, bare))))
        self.words = telling(names)
        self.known_starts = {}

        self.places = published_places()

    @cached_property
    def name(self) -> str:
        """The whole query as one name, without “city” and “Kazakhstan”."""
        own = [word for word in self.words if word not in BESIDE_SETTLEMENTS]
        return join_words(own or self.words)

    def parse(self) -> ParsedQuery:
        query = self.meaning()
        is_somewhere = query.points or query.settlements
        return replace(query, is_near_me=self.is_near_me and not is_somewhere)

    def meaning(self) -> ParsedQuery:
        if self.is_near_me and BETWEEN_NAMES.issuperset(self.words):
            return ParsedQuery(QueryKind.EMPTY, self.text)
        # Two letters begin too many names: “где я”.
        is_short = len(self.name) < 3 and not IS_HAN.fullmatch(self.name)
        for read, match in STEPS if self.words else []:
            if is_short and match is Match.PREFIX:
                continue
            if query := read(self, match):
                return query
        return ParsedQuery(QueryKind.NOTHING, self.text)

    def settlement(self, match: Match) -> ParsedQuery | None:
        keys = settlements_by_name().find(self.name, match)
        return self.of_settlements(keys, match is Match.EXACT)

    def town(self, match: Match) -> ParsedQuery | None:
        """Read a town that no landmark or street of the same name is meant for."""
        return self.settlement(match) if is_town(self.words) else None

    def in_town(self, match: Match) -> ParsedQuery | None:
        """Read a brand or a kind of places in a town, whether it has some or not."""
        for wanted, name in self.starts(match):
            what = wanted.brand or wanted.kind
            if what and not name and are_towns(wanted.settlements):
                return self.of_places(wanted, is_exact=match is Match.EXACT)
        return None

    def of_settlements(self, keys, is_exact) -> ParsedQuery | None:
        found = self.with_keys(keys)
        if not found:
            return None
        # A guess that leads nowhere is only offered.
        is_one = len(found) == 1 and (is_exact or self.have_places(keys))
        return ParsedQuery(
            QueryKind.SETTLEMENT if is_one else QueryKind.CHOICE,
            self.text,
            settlements=found,
            wanted=Wanted(settlements=tuple(keys)) if is_one else None,
            is_exact=is_exact,
        )

    def metro(self, match: Match) -> ParsedQuery | None:
        """Read a metro station, which is not called so in full."""
        if METRO.isdisjoint(self.words):
            return None
        others = tuple(word for word in self.words if word not in METRO)
        for wanted, name in self.find_starts(others, match):
            found = metro_by_name().find(join_words(name), match)
            if points := wanted.of_towns(found):
                return self.of_points(points, wanted, self.words, is_exact=True)
        return None

    def landmark(self, match: Match) -> ParsedQuery | None:
        """Read a landmark, and the brand or the kind of places near it."""
        for wanted, name in self.starts(match):
            is_exact = match is Match.EXACT
            if not is_exact and (has_town(name) or BESIDE_SETTLEMENTS.issuperset(name)):
                continue
            found = wanted.of_towns(landmarks_by_name().find(join_words(name), match))
            if is_exact and not found:
                # With an ending: у Меги, возле Хан Шатыра.
                rows = landmark_names().find_rows(name, match)
                of_length = (one for one, length in rows if length == len(name))
                found = wanted.of_towns(dict.fromkeys(of_length))
            if found and is_exact:
                streets = addresses().find(name, match, wanted.settlements)
                found += [one.address for one in streets if one.is_exact]
            if found:
                return self.of_points(found, wanted, name, is_exact)
        return None

    def part_of_landmark(self, match: Match) -> ParsedQuery | None:
        """Read some words of the names of a landmark."""
        for wanted, name in self.starts(match):
            found = landmark_words().find_rows(name, match) if len(name) > 1 else []
            if points := wanted.of_towns(found):
                return self.of_points(points, wanted, name, is_exact=False)
        return None

    def starts(self, match: Match) -> list[tuple[Wanted, tuple[str, ...]]]:
        """Return the ways to see, in the words, what is wanted near something else."""
        if match not in self.known_starts:
            self.known_starts[match] = list(self.find_starts(self.words, match))
        return self.known_starts[match]

    def find_starts(
        self, typed: tuple[str, ...], match: Match
    ) -> Iterable[tuple[Wanted, tuple[str, ...]]]:
        others = tuple(word for word in typed if word not in KINDS)
        kinds = {KINDS[word] for word in typed if word in KINDS}
        readings = [("", typed)]
        if len(kinds) == 1:
            # First: “terminal” is the name of a brand, too.
            readings.insert(0, (kinds.pop(), others))
        for kind, typed in readings:
            for brand, settlements, name in self.readings(typed, match):
                # “Метро Калкаман” is a station that we do not know, not the chain.
                is_metro = brand and fold(self.brand_with(brand).name) in METRO
                if not is_metro or (not name and are_towns(settlements)):
                    yield Wanted(brand, settlements, kind), name

    def towns(self, match: Match) -> ParsedQuery | None:
        """Read two towns with places, of which one is meant."""
        keys, rest = self.take_settlement(self.words, match)
        others = settlements_by_name().find(join_words(rest), match)
        if keys and others and self.have_places(keys) and self.have_places(others):
            both = self.with_keys([*keys, *others])
            return ParsedQuery(QueryKind.CHOICE, self.text, settlements=both)
        return None

    def region(self, match: Match) -> ParsedQuery | None:
        """Read a region, whose towns are to choose from."""
        named = without(self.words, KINDS_OF_REGION)
        if named == self.words and match is Match.EXACT:
            return None
        if found := tuple(towns_of_region(named)[:MOST_CHOICES]):
            return ParsedQuery(QueryKind.CHOICE, self.text, settlements=found)
        return None

    def address(self, match: Match) -> ParsedQuery | None:
        """Read a house, a street or a corner, with what is wanted near it."""
        is_district = not DISTRICTS.isdisjoint(self.words)
        if is_district and not any(map(is_number, self.words)):
            return None
        for find in (addresses().find, addresses().corners):
            for wanted, name in self.starts(match):
                is_house = wanted.settlements and any(map(is_number, name))
                if has_town(name) and not is_house:
                    continue
                if found := find(name, match, wanted.settlements):
                    return self.of_addresses(found, wanted, name, match)
        return None

    def surname(self, match: Match) -> ParsedQuery | None:
        """Read a street that is known without the first name that was typed."""
        misspelt_brands, _rest = brands_by_name().take(self.words, Match.FUZZY)
        if misspelt_brands:
            return None
        for wanted, name in self.starts(match):
            names, numbers = in_parts(name)
            last = names[-1:]
            if len(names) < 2 or not is_surname(last[0]) or has_town(name):
                continue
            street = (*last, *numbers)
            if found := addresses().find(street, match, wanted.settlements):
                query = self.of_addresses(found, wanted, name, match)
                return replace(query, is_exact=False)
        return None

    def of_addresses(
        self, found: list[Meant], wanted: Wanted, name, match: Match
    ) -> ParsedQuery:
        exact = [one for one in found if one.is_exact]
        # Where the largest town with the street has the house, that one is meant.
        if found[0].is_exact:
            found = exact
        query = self.of_points(
            [one.address for one in exact or found]
            + [one.address for one in found if exact and not one.is_exact],
            wanted,
            name,
            is_exact=match is Match.EXACT and bool(exact),
        )
        return replace(query, houses_of={one.address: one.houses for one in found})

    def of_points(self, points, wanted: Wanted, name, is_exact) -> ParsedQuery:
        """Return the query for places around one of the points of a name."""
        query = ParsedQuery(
            QueryKind.CHOICE,
            self.text,
            points=tuple(points),
            brand=self.brand_with(wanted.brand),
            wanted=Wanted(wanted.brand, kind=wanted.kind),
            is_exact=is_exact,
        )
        # A village of the same name may be meant as well.
        villages = []
        if not wanted.settlements:
            villages = settlements_by_name().find(join_words(name), Match.EXACT)
        if len(points) == 1 and not villages:
            return query.at(points[0])
        return replace(query, settlements=self.with_keys(villages))

    def kind_of_place(self, match: Match) -> ParsedQuery | None:
        """Read a kind of places, by itself or in a settlement."""
        kinds = {KINDS[word] for word in self.words if word in KINDS}
        others = tuple(word for word in self.words if word not in KINDS)
        keys, rest = self.take_settlement(others, match) if others else ([], ())
        if len(kinds) != 1 or rest:
            return None
        wanted = Wanted(settlements=tuple(keys), kind=kinds.pop())
        return self.of_places(wanted, is_exact=True)

    def one_brand(self, match: Match) -> ParsedQuery | None:
        brands = brands_by_name().find(join_words(self.words), match)
        return self.of_brand(brands[0], match is Match.EXACT) if brands else None

    def of_brand(self, key, is_exact) -> ParsedQuery:
        return ParsedQuery(
            QueryKind.BRAND,
            self.text,
            brand=self.brand_with(key),
            wanted=Wanted(brand=key),
            is_exact=is_exact,
        )

    def combination(self, match: Match) -> ParsedQuery | None:
        """Read a brand in a settlement, or the name of a place beside these."""
        for wanted, name in self.starts(match):
            if name:
                found = place_names().find_rows(name, match)
                if keys := self.keys_of(wanted, found):
                    wanted = replace(wanted, places=keys)
                    return self.of_places(wanted, match is Match.EXACT)
            elif wanted.brand and wanted.is_narrow and self.has_places(wanted):
                return self.of_places(wanted, match is Match.EXACT)
        return None

    def nowhere(self, match: Match) -> ParsedQuery | None:
        """Read a brand in a settlement that it has no place in."""
        for wanted, name in self.starts(match):
            if wanted.brand and wanted.settlements and not name:
                return self.of_places(wanted, match is Match.EXACT)
        return None

    def readings(self, typed, match: Match) -> Iterable[tuple]:
        """Return the ways to see brand, settlements and another name in the words."""
        brands, besides = brands_by_name().take(typed, match)
        found = []
        for brand, left in [*((one, besides) for one in brands[:1]), (None, typed)]:
            for keys, rest in self.take_settlements(left, match):
                found.append((brand, tuple(keys), rest))
            found.append((brand, (), left))
        return dict.fromkeys(found)

    def take_settlement(self, typed, match: Match):
        """Return the settlements that are named, and the other words."""
        return next(iter(self.take_settlements(typed, match)), ([], typed))

    def take_settlements(self, typed, match: Match) -> list[tuple]:
        """Return the same for every name at either end, those with places first."""
        own = tuple(word for word in typed if word not in BESIDE_SETTLEMENTS)
        takes = settlements_by_name().takes
        # “Village” may also be of the name that is beside.
        runs = dict.fromkeys((typed, own))
        found = [one for run in runs for one in takes(run, match)]
        return sorted(found, key=lambda one: not self.have_places(one[0]))

    def have_places(self, settlements) -> bool:
        return self.has_places(Wanted(settlements=tuple(settlements)))

    def part(self, match: Match) -> ParsedQuery | None:
        """Read what can be read, where some of the words say nothing to us."""
        brands, besides = brands_by_name().take(self.words, match)
        keys, rest = self.take_settlement(besides, match)
        is_village = keys and not are_towns(keys)
        if is_village and not KINDS_OF_STREET.isdisjoint(rest):
            # A street of the name of a village somewhere.
            keys = []
        if brands and keys:
            return self.of_places(Wanted(brands[0], tuple(keys)), is_exact=False)
        if keys:
            return self.of_settlements(keys, is_exact=False)
        return self.of_brand(brands[0], is_exact=False) if brands else None

    def of_places(self, wanted: Wanted, is_exact) -> ParsedQuery:
        return ParsedQuery(
            QueryKind.PLACES,
            self.text,
            brand=self.brand_with(wanted.brand),
            settlements=self.with_keys(wanted.settlements),
            wanted=wanted,
            is_exact=is_exact,
        )

    def keys_of(self, wanted: Wanted, keys) -> tuple[int, ...]:
        """Return the keys of those of some places that are wanted."""
        is_one = wanted.among(self.places) & self.places.with_keys(keys)
        return tuple(sorted(self.places.keys[is_one].tolist()))[:MOST_PLACES]

    def has_places(self, wanted: Wanted) -> bool:
        return bool(wanted.among(self.places).any())

    def with_keys(self, keys) -> tuple[Settlement, ...]:
        """Return the settlements, the largest first."""
        found = [town for town in self.places.settlements if town.pk in keys]
        return tuple(found[:MOST_CHOICES])

    def brand_with(self, key) -> Brand | None:
        return next((brand for brand in self.places.brands if brand.pk == key), None)


# What is tried in turn. The first that says something is what the query means.
STEPS = [
    (WordParser.town, Match.EXACT),
    (WordParser.in_town, Match.EXACT),
    (WordParser.metro, Match.EXACT),
    (WordParser.landmark, Match.EXACT),
    (WordParser.region, Match.EXACT),
    (WordParser.kind_of_place, Match.EXACT),
    (WordParser.one_brand, Match.EXACT),
    (WordParser.combination, Match.EXACT),
    (WordParser.towns, Match.EXACT),
    (WordParser.address, Match.EXACT),
    (WordParser.nowhere, Match.EXACT),
    (WordParser.settlement, Match.EXACT),
    (WordParser.part_of_landmark, Match.EXACT),
    (WordParser.region, Match.PREFIX),
    (WordParser.settlement, Match.PREFIX),
    (WordParser.one_brand, Match.PREFIX),
    (WordParser.surname, Match.EXACT),
    (WordParser.settlement, Match.FUZZY),
    (WordParser.one_brand, Match.FUZZY),
    (WordParser.landmark, Match.PREFIX),
    (WordParser.combination, Match.FUZZY),
    (WordParser.landmark, Match.FUZZY),
    (WordParser.address, Match.FUZZY),
    (WordParser.part, Match.EXACT),
]
