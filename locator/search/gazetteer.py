"""The names in our own data, as they sound, and how to look one up."""

import enum
import re
from collections.abc import Iterable

from modeltranslation.utils import get_translation_fields
from rapidfuzz import process
from rapidfuzz.distance import OSA

from kztopup.lib.memory import in_memory
from locator.models import Brand, Landmark, Settlement
from locator.published import published_places
from locator.search.text import (
    IS_HAN,
    errors_allowed,
    fold,
    join_words,
    words,
)

# A name is not longer: more words of a query are not tried together.
MOST_WORDS_IN_NAME = 6

# What an address may be written with or without.
KINDS_OF_STREET = set(
    words(
        "улица ул проспект просп пр пр-т пр-кт переулок пер бульвар бул б-р площадь пл "
        "микрорайон мкр мкр-н мкрн м-н шоссе тракт дом д корпус "
        "көшесі көше даңғылы даңғыл ықшамауданы ықшамаудан ауданы үй "
        "street st str avenue ave av road rd boulevard blvd microdistrict district "
        "house highway hwy lane ln embankment square sq alley набережная наб проезд "
        "аллея ulitsa ulica prospekt prospect mikroraion koshesi dangyly "
        "街 路 大街 大道 号 號"
    )
)


# What may stand beside the name of a settlement.
BESIDE_SETTLEMENTS = set(
    words(
        "г город пос посёлок село аул city town village қаласы қала ауылы ауыл 市 "
        "центр centre center downtown орталығы орталық 市中心 中心 "
        "Казахстан Қазақстан Kazakhstan Qazaqstan KZ РК ҚР 哈萨克斯坦"
    )
)

# What kinds of places are called; all words of a query must be of one kind.
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

# What stands between names and says nothing of its own: “the nearest”, “on”, “at”.
BETWEEN_NAMES = set(
    words(
        "near nearby nearest closest me by next to at on in the is are where find how "
        "top up где найти находится есть как пополнить баланс баланса нужен трц тц тд "
        "қайда толықтыру балансты 哪里 在哪里 哪里有 充值 "
        "у в во возле около рядом с "
        "со мной недалеко от на по ближайший ближайшая ближайшее ближайшие жанында "
        "угол угла пересечение corner of and и қиылысы бұрышы 交叉口 路口 拐角 "
        "жанындағы жанынан қасында маңында маңындағы жақын ең 附近 附近的 旁边 最近的"
    )
)
# Of these, what asks for a place near the visitor, if it names nothing else.
NEAR_ME = set(
    words(
        "me nearby nearest closest рядом мной недалеко ближайший ближайшая ближайшее "
        "ближайшие жақын 附近 附近的 最近的"
    )
)
# In Chinese they stand before a name or after it without a space.
NEAR_IN_CHINESE = re.compile(r"^(?:离我)?(?:附近|最近)的?|附近$")
# Six digits, or as Kazakhstan writes them since 2015: A05E6P0.
POSTCODE = re.compile(r"\d{6}|[a-z]\d{2}[a-z]\d[a-z]\d")

# What a station of the metro is called with, which is no name.
METRO = set(words("metro station метро станция станциясы бекеті 地铁 地铁站"))

# What a town's name takes on: Астанадағы, Алматыда; the Russian endings are few errors.
KAZAKH_ENDINGS = re.compile(r"(?:[dt][ae]gi|[dt][ae]|[gk][ae]|[dt]an|den|ten|nin|din)$")

KINDS_OF_REGION = set(
    words("region oblast область облысы обл province district район ауданы 州 地区")
)
# The letters that people write for a long name.
SHORT_REGIONS = {"ско": "KZ-59", "вко": "KZ-63", "зко": "KZ-27", "юко": "KZ-61"}


class Match(enum.Enum):
    """The ways in which a name is like what was typed."""

    EXACT = "exact"
    PREFIX = "begins so"
    FUZZY = "a typing error or two"


class NameIndex(dict):
    """Keys of rows by a name as it sounds, the most likely row first."""

    def __init__(self, names: Iterable[tuple[str, int]]):
        for name, key in names:
            if name and key not in self.setdefault(name, []):
                self[name].append(key)

    def find(self, name: str, match: Match) -> list[int]:
        """Return the rows with a name that is so like it, each once."""
        names = self.names_like(name, match)
        return list(dict.fromkeys(key for known in names for key in self[known]))

    def names_like(self, name: str, match: Match) -> list[str]:
        if match is Match.EXACT:
            return [name] if name in self else []
        if match is Match.FUZZY:
            return closest_to(name, self)
        # One letter is not a beginning.
        is_beginning = len(name) > 1 or IS_HAN.fullmatch(name)
        return [known for known in self if is_beginning and known.startswith(name)]

    def take(self, typed: tuple[str, ...], match: Match):
        """Return what a run of words at either end names, and the words besides."""
        return next(self.takes(typed, match), ([], typed))

    def takes(self, typed: tuple[str, ...], match: Match):
        """Yield the same of every such run that names something, the longest first."""
        for size in range(min(len(typed), MOST_WORDS_IN_NAME), 0, -1):
            for start in dict.fromkeys((0, len(typed) - size)):
                run = join_words(typed[start : start + size])
                if found := self.find(run, match):
                    yield found, typed[:start] + typed[start + size :]


def closest_to(typed: str, known: Iterable[str]) -> list[str]:
    """Return what differs from the text by the fewest typing errors, if by few."""
    found = like(typed, known)
    fewest = min((errors for _name, errors in found), default=None)
    return [name for name, errors in found if errors == fewest]


def like(typed: str, known: Iterable[str]) -> list[tuple[str, int]]:
    """Return what differs from the text by few typing errors, and by how many."""
    found = process.extract(
        typed,
        list(known),
        scorer=OSA.distance,
        score_cutoff=errors_allowed(typed),
        limit=None,
    )
    # In the order of what is known: the more likely comes first.
    return [(name, errors) for name, errors, _ in sorted(found, key=lambda row: row[2])]


def telling(typed: tuple[str, ...]) -> tuple[str, ...]:
    """Return the words of names, without what stands between them, if there are any."""
    names = tuple(
        word
        for word in typed
        if word not in BETWEEN_NAMES and not POSTCODE.fullmatch(word)
    )
    return names or typed


@in_memory
def settlements_by_name() -> NameIndex:
    return NameIndex(
        (fold(name), settlement.pk)
        for settlement in published_places().settlements
        for name in names_of(settlement)
    )


def names_of(settlement: Settlement) -> list[str]:
    return [*names_in(settlement), *filter(None, settlement.other_names)]


def names_in(row: Settlement | Landmark) -> list[str]:
    """Return its names in all languages."""
    names = [getattr(row, field) for field in get_translation_fields("name")]
    return [name for name in names if name]


def with_town_apart(word: str) -> list[str]:
    """
    Return a word, or the town that it begins with and the rest.

    Chinese has no space after a town, and Kazakh adds what English says before it.
    """
    towns = settlements_by_name()
    if word in towns:
        return [word]
    bare = KAZAKH_ENDINGS.sub("", word)
    if bare in towns and len(bare) > 4:
        return [bare]
    sizes = range(len(word) - 1, 1, -1) if IS_HAN.fullmatch(word) else []
    size = next((size for size in sizes if word[:size] in towns), len(word))
    return [word[:size], *filter(None, [word[size:].removeprefix("市")])]


@in_memory
def metro_by_name() -> NameIndex:
    return NameIndex(
        (join_words(word for word in words(name) if word not in METRO), landmark.pk)
        for landmark in landmarks().values()
        if landmark.kind == Landmark.Kind.METRO
        for name in [*names_in(landmark), *landmark.aliases]
    )


@in_memory
def regions_by_name() -> NameIndex:
    """Return keys of regions by their names without “region”; cities are towns."""
    regions = {town.region_id: town.region for town in published_places().settlements}
    regions = {key: one for key, one in regions.items() if len(one.name.split()) > 1}
    short = [
        (fold(name), key)
        for name, code in SHORT_REGIONS.items()
        for key, region in regions.items()
        if region.code == code
    ]
    return NameIndex(
        short
        + [
            (join_words(without(words(name), KINDS_OF_REGION)), key)
            for key, region in regions.items()
            for name in names_in(region)
        ]
    )


def without(name: tuple[str, ...], kinds: set[str]) -> tuple[str, ...]:
    """Return the words of a name; of a Chinese one the last sign may say the kind."""
    return tuple(word.removesuffix("州") for word in name if word not in kinds)


@in_memory
def landmarks() -> dict[int, Landmark]:
    """Return the landmarks by key, those of the largest towns first."""
    towns = {town.pk: town for town in published_places().settlements}
    found = [one for one in Landmark.objects.all() if one.settlement_id in towns]
    for landmark in found:
        landmark.settlement = towns[landmark.settlement_id]
    return {landmark.pk: landmark for landmark in found}


@in_memory
def landmarks_by_name() -> NameIndex:
    return NameIndex(
        (join_words(part), landmark.pk)
        for landmark in landmarks().values()
        for name in [*names_in(landmark), *landmark.aliases]
        for part in parts_typed(telling(words(name)))
    )


def parts_typed(name: tuple[str, ...]) -> list[tuple[str, ...]]:
    """Return a name, and what is left of it beside the name of a settlement."""
    return [name, tuple(word for word in name if word not in BESIDE_SETTLEMENTS)]


@in_memory
def brands_by_name() -> NameIndex:
    """Return the brands by each of their names, those with most places first."""
    places = published_places()
    counts = {brand.pk: count for brand, count in places.brands_with()}
    brands = sorted(places.brands, key=lambda brand: -counts.get(brand.pk, 0))
    return NameIndex(
        (fold(name), brand.pk)
        for brand in brands
        for name in [brand.name, *brand.aliases]
    )
