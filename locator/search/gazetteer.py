"""The names in our own data, as they sound, and how to look one up."""

import enum
import re
from array import array
from collections import defaultdict
from collections.abc import Collection, Iterable
from functools import partial

from modeltranslation.utils import get_translation_fields
from rapidfuzz import process
from rapidfuzz.distance import OSA

from kztopup.lib.memory import in_memory
from locator.models import Landmark, Settlement
from locator.published import published_places
from locator.search.text import (
    IS_HAN,
    errors_allowed,
    fold,
    is_number,
    is_same_word,
    join_words,
    leading_digits,
    words,
)

# A name is not longer: more words of a query are not tried together.
MOST_WORDS_IN_NAME = 6

# Places by the words of an address; more are not shown.
MOST_PLACES = 500

# What an address may be written with or without.
KINDS_OF_STREET = set(
    words(
        "улица ул проспект просп пр пр-т пр-кт переулок пер бульвар бул б-р площадь пл "
        "микрорайон мкр мкр-н мкрн м-н шоссе тракт дом д корпус "
        "көшесі көше даңғылы даңғыл ықшамауданы ықшамаудан ауданы үй "
        "street st str avenue ave av road rd boulevard blvd microdistrict house "
        "ulitsa ulica prospekt prospect mikroraion koshesi dangyly 街 路 大街 大道"
    )
)


# What may stand beside the name of a settlement.
BESIDE_SETTLEMENTS = set(
    words(
        "г город пос посёлок село аул city town village қаласы қала ауылы ауыл 市 "
        "Казахстан Қазақстан Kazakhstan Qazaqstan KZ РК ҚР 哈萨克斯坦"
    )
)

# What stands between names and says nothing of its own: “the nearest”, “on”, “at”.
BETWEEN_NAMES = set(
    words(
        "near nearby nearest closest me by next to at on in the у возле около рядом с "
        "со мной недалеко от на по ближайший ближайшая ближайшее ближайшие жанында "
        "жанындағы жанынан қасында маңында маңындағы жақын ең 附近 附近的 旁边 最近的"
    )
)
POSTCODE = re.compile(r"\d{6}")


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


class AddressIndex:
    """
    The keys of the published places by the words of their names and addresses.

    The street that a place without an address stands by counts as one.
    """

    def __init__(self, places: Iterable[tuple[int, str]]):
        self.by_word = defaultdict(partial(array, "Q"))
        for key, text in places:
            for word in set(words(text)):
                self.by_word[word].append(key)
        # Whatever is the same word begins with the same letters, or digits.
        self.by_beginning = defaultdict(list)
        for word in self.by_word:
            self.by_beginning[beginning(word)].append(word)

    def find(self, typed: Collection[str], match: Match) -> tuple[set[int], bool]:
        """
        Return the keys of places with all the words, and whether the numbers are met.

        If no house has the numbers, the places of its street are what is closest.
        """
        plain = [word for word in typed if word not in KINDS_OF_STREET]
        has_name = not all(map(is_number, plain))
        if plain and not has_name:  # “8 микрорайон”: the kind is part of the name
            plain = [*typed]
        named = [word for word in plain if not is_number(word)]
        if not named:
            return set(), False
        street = set.intersection(*(self.with_word(word, match) for word in named))
        numbers = [self.with_word(word, match) for word in plain if is_number(word)]
        house = street.intersection(*numbers)
        return house or (street if has_name else set()), bool(house)

    def with_word(self, typed: str, match: Match) -> set[int]:
        same = [
            known
            for known in self.by_beginning.get(beginning(typed), [])
            if is_same_word(typed, known)
        ]
        if match is Match.FUZZY and not is_number(typed):
            same += [known for known, _errors in like(typed, self.by_word)]
        return set().union(*(self.by_word[word] for word in same))


def beginning(word: str) -> str:
    return leading_digits(word) or word[:3]


@in_memory
def addresses() -> AddressIndex:
    """
    Return the published places by their words; for no query.

    In 0.1 s for 10,000 places, in 1 s for 100,000, once a minute and process. Beyond
    that this belongs into the database.
    """
    places = published_places()
    texts = zip(
        map(places.name_texts.__getitem__, places.name),
        map(places.address_texts.__getitem__, places.address),
        map(places.near_texts.__getitem__, places.near),
        strict=True,
    )
    return AddressIndex(zip(places.keys.tolist(), map(" ".join, texts), strict=True))
