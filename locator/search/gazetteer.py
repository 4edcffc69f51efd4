"""The names in our own data, as they sound, and how to look one up."""

import enum
import re
from array import array
from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable
from functools import partial
from typing import Any

from modeltranslation.utils import get_translation_fields
from rapidfuzz import process
from rapidfuzz.distance import OSA

from kztopup.lib.memory import in_memory
from locator.models import Brand, Landmark, Settlement
from locator.published import published_places
from locator.search.text import (
    BEFORE_STREETS,
    BESIDE_SETTLEMENTS,
    BETWEEN_NAMES,
    IS_HAN,
    KAZAKH_ENDINGS,
    KINDS_OF_REGION,
    KINDS_OF_STREET,
    LARGE,
    LAST_VOWELS,
    METRO,
    PARTS_OF_TOWN,
    POSTCODE,
    RUSSIAN_ENDINGS,
    SHORT_REGIONS,
    errors_allowed,
    fold,
    house_words,
    is_number,
    is_same_word,
    join_words,
    leading_digits,
    words,
)

# A name is not longer: more words of a query are not tried together.
MOST_WORDS_IN_NAME = 6

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


class Match(enum.Enum):
    """The ways in which a name is like what was typed."""

    EXACT = "exact"
    PREFIX = "begins so"
    FUZZY = "a typing error or two"


class NameIndex(dict):
    """Rows, or their keys, by a name as it sounds, the most likely row first."""

    def __init__(self, names: Iterable[tuple[str, Hashable]]):
        for name, key in names:
            if name and key not in self.setdefault(name, []):
                self[name].append(key)

    def find(self, name: str, match: Match) -> list:
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


class WordIndex:
    """Rows by the words of their texts."""

    def __init__(self, texts: Iterable[tuple[Any, str]]):
        self.rows = []
        self.by_word = defaultdict(partial(array, "L"))
        for number, (row, text) in enumerate(texts):
            self.rows.append(row)
            for word in set(house_words(text)):
                self.by_word[word].append(number)
        # Whatever is the same word begins with the same letters, or digits.
        self.by_beginning = defaultdict(list)
        for word in self.by_word:
            self.by_beginning[beginning(word)].append(word)

    def find_rows(self, typed: Collection[str], match: Match) -> list:
        """Return the rows that have all of the words, each once."""
        found = (self.rows[number] for number in sorted(self.with_words(typed, match)))
        return list(dict.fromkeys(found))

    def with_word(self, typed: str, match: Match) -> set[int]:
        same = [
            known
            for known in self.by_beginning.get(beginning(typed), [])
            if is_same_word(typed, known)
        ]
        if match is Match.FUZZY and not is_number(typed):
            same += [known for known, _errors in like(typed, self.by_word)]
        return set().union(*(self.by_word[word] for word in same))

    def with_words(self, typed: Collection[str], match: Match) -> set[int]:
        """Return the numbers of rows that have all of the words; none for no words."""
        rows = None
        for word in typed:
            found = self.with_word(word, match)
            rows = found if rows is None else rows & found
            if not rows:
                break
        return rows or set()


def beginning(word: str) -> str:
    return leading_digits(word) or word[:3]


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
    stem = RUSSIAN_ENDINGS.sub("", word)
    stems = [stem + vowel for vowel in LAST_VOWELS] if stem != word else []
    for town in [bare, *stems]:
        if town in towns and len(town) > 4:
            return [town]
    sizes = range(len(word) - 1, 1, -1) if IS_HAN.fullmatch(word) else []
    size = next((size for size in sizes if word[:size] in towns), len(word))
    return [word[:size], *filter(None, [word[size:].removeprefix("市")])]


def are_towns(keys: Collection[int]) -> bool:
    """Whether the settlements have places, or the largest of them many people."""
    places = published_places()
    populations = [one.population for one in places.settlements if one.pk in keys]
    is_large = max(populations, default=0) >= LARGE
    return is_large or bool(keys and places.in_settlements(keys).any())


def is_town(name: tuple[str, ...]) -> bool:
    """Whether a town is meant, though a street somewhere is called so too."""
    own = [word for word in name if word not in BESIDE_SETTLEMENTS]
    return are_towns(settlements_by_name().find(join_words(own or name), Match.EXACT))


def has_town(name: tuple[str, ...]) -> bool:
    """Whether a word is a town, and no street: Алматы, but not Алматы көшесі."""
    beside = zip(name, ("", *name), (*name[1:], ""), strict=False)
    return any(
        is_town((word,))
        and before not in BEFORE_STREETS
        and after not in KINDS_OF_STREET - BEFORE_STREETS - PARTS_OF_TOWN
        for word, before, after in beside
    )


@in_memory
def metro_by_name() -> NameIndex:
    return NameIndex(
        (join_words(word for word in words(name) if word not in METRO), landmark)
        for landmark in landmarks()
        if landmark.kind == Landmark.Kind.METRO
        for name in [*names_in(landmark), *landmark.aliases]
    )


@in_memory
def regions_by_name() -> NameIndex:
    """Return keys of regions by their names without “region”; cities are towns."""
    regions = {town.region_id: town.region for town in published_places().settlements}
    regions = {
        key: one for key, one in regions.items() if len((one.name_en or "").split()) > 1
    }
    keys = {region.code: key for key, region in regions.items()}
    short = [
        (fold(name), keys[code]) for name, code in SHORT_REGIONS.items() if code in keys
    ]
    return NameIndex(
        short
        + [
            (join_words(without(words(name), KINDS_OF_REGION)), key)
            for key, region in regions.items()
            for name in names_in(region)
        ]
    )


def towns_of_region(name: tuple[str, ...]) -> list[Settlement]:
    """Return the settlements of the regions of a name, those with places first."""
    places = published_places()
    keys = regions_by_name().find(join_words(name), Match.EXACT)
    towns = [town for town in places.settlements if town.region_id in keys]
    with_places = {town.pk for town, _count in places.settlements_with()}
    return sorted(towns, key=lambda town: town.pk not in with_places)


def without(name: tuple[str, ...], kinds: set[str]) -> tuple[str, ...]:
    """Return the words of a name; of a Chinese one the last sign may say the kind."""
    return tuple(word.removesuffix("州") for word in name if word not in kinds)


@in_memory
def landmarks() -> list[Landmark]:
    """Return the landmarks, those of the largest towns first."""
    towns = {town.pk: town for town in published_places().settlements}
    found = [one for one in Landmark.objects.all() if one.settlement_id in towns]
    for landmark in found:
        landmark.settlement = towns[landmark.settlement_id]
    return found


@in_memory
def landmarks_by_name() -> NameIndex:
    return NameIndex(
        (join_words(part), landmark)
        for landmark in landmarks()
        for name in [*names_in(landmark), *landmark.aliases]
        for part in parts_typed(telling(words(name)))
    )


@in_memory
def landmark_words() -> WordIndex:
    """Return the landmarks by the words of all of their names."""
    return WordIndex(
        (one, " ".join([*names_in(one), *one.aliases])) for one in landmarks()
    )


@in_memory
def landmark_names() -> WordIndex:
    """
    Return the landmarks, each with a name’s number of words, by those words.

    But for abbreviations, of which another ending makes another one: AlmaU.
    """
    return WordIndex(
        ((one, len(telling(words(name)))), name)
        for one in landmarks()
        for name in [*names_in(one), *one.aliases]
        if not re.search(r"\w[A-ZА-Я]|\b\w{1,3}\b", name)
    )


def parts_typed(name: tuple[str, ...]) -> list[tuple[str, ...]]:
    """Return a name, and what is left of it beside words of a settlement's name."""
    own = tuple(word for word in name if word not in BESIDE_SETTLEMENTS)
    # “Hotel Kazakhstan” is not the hotel.
    return [name, own] if len(own) > 1 else [name]


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
