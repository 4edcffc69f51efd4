"""The names in our own data, as they sound, and three ways to look one up."""

from array import array
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from functools import cached_property, partial, wraps
from typing import NamedTuple

from django.core.cache import caches
from django.db.models import Count, Q
from modeltranslation.utils import get_translation_fields

from kztopup.lib.caching import PAGE_SECONDS
from locator.models import Brand, Place, Settlement
from locator.search.text import (
    IS_HAN,
    errors_between,
    fold,
    is_number,
    joined,
    words,
)

# Keys of rows by a name as it sounds, the most likely row first.
Index = dict[str, list[int]]
Lookup = Callable[[Index, str], list[int]]

# A name is not longer: more words of a question are not tried together.
MOST_WORDS_IN_NAME = 6

# Places by the words of an address; more are not shown, and not kept in a query.
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


def kept(make):
    """
    Keep what a function without arguments returns, as long as a page may be kept.

    Beside the pages, in the memory of this process: ten thousand places are too many
    to be read for every question.
    """

    @wraps(make)
    def made():
        key = f"names:{make.__name__}"
        return caches["pages"].get_or_set(key, make, PAGE_SECONDS)

    return made


@kept
def settlements_by_name() -> Index:
    """Return the settlements by each of their names."""
    index = defaultdict(list)
    rows = Settlement.objects.order_by("-population", "pk").values_list(
        "pk", "other_names", *get_translation_fields("name")
    )
    for key, others, *own in rows:
        for name in {fold(name) for name in [*own, *others] if name} - {""}:
            index[name].append(key)
    return dict(index)


@kept
def brands_by_name() -> Index:
    """Return the brands by each of their names, those with most places first."""
    index = defaultdict(list)
    is_published = Q(places__status=Place.Status.PUBLISHED)
    brands = Brand.objects.annotate(count=Count("places", filter=is_published))
    for brand in brands.order_by("-count", "pk"):
        for name in {fold(name) for name in [brand.name, *brand.aliases]} - {""}:
            index[name].append(brand.pk)
    return dict(index)


def exactly(index: Index, name: str) -> list[int]:
    return index.get(name, [])


def beginning_with(index: Index, name: str) -> list[int]:
    """Return the rows with a name that begins so; one letter is not a beginning."""
    if len(name) < 2 and not IS_HAN.fullmatch(name):
        return []
    return once(
        key for known in index if known.startswith(name) for key in index[known]
    )


def closest_to(index: Index, name: str) -> list[int]:
    """Return the rows whose name differs by the fewest typing errors, if by few."""
    errors = {known: errors_between(name, known) for known in index}
    fewest = min(
        (count for count in errors.values() if count is not None), default=None
    )
    if fewest is None:
        return []
    return once(
        key for known in index if errors[known] == fewest for key in index[known]
    )


def once(keys: Iterable[int]) -> list[int]:
    return list(dict.fromkeys(keys))


def take(index: Index, asked: tuple[str, ...], look_up: Lookup):
    """Return what a run of words at either end names, and the words besides."""
    for size in range(min(len(asked), MOST_WORDS_IN_NAME), 0, -1):
        for start in (0, len(asked) - size):
            run = joined(asked[start : start + size])
            if found := look_up(index, run):
                return found, asked[:start] + asked[start + size :]
    return [], asked


class AddressIndex(NamedTuple):
    """The keys of the published places, by what is known of each."""

    by_word: dict[str, array]
    by_brand: dict[int, array]
    by_settlement: dict[int, array]


@kept
def addresses() -> AddressIndex:
    """
    Return the published places by the words of their names and addresses.

    All of them are read, by one query: in 0.1 s for 10,000 places, in 1 s for
    100,000, once a minute and process. Beyond that this belongs into the database.
    """
    index = AddressIndex(*(defaultdict(partial(array, "Q")) for _ in range(3)))
    places = Place.objects.published().order_by("pk")
    for key, brand, settlement, name, address in places.values_list(
        "pk", "brand", "settlement", "name", "address"
    ).iterator(chunk_size=2000):
        index.by_brand[brand].append(key)
        index.by_settlement[settlement].append(key)
        for word in set(words(f"{name} {address}")):
            index.by_word[word].append(key)
    return AddressIndex(*map(dict, index))


class Addresses:
    """Finds places by words, for one question."""

    def __init__(self):
        self.known = {}

    @cached_property
    def index(self) -> AddressIndex:
        return addresses()

    def with_word(self, word: str, is_met: Callable[[str, str], bool]) -> set[int]:
        if (word, is_met) not in self.known:
            index = self.index.by_word
            met = [keys for known, keys in index.items() if is_met(word, known)]
            self.known[word, is_met] = set().union(*met)
        return self.known[word, is_met]

    def find(
        self,
        asked: Collection[str],
        is_met: Callable[[str, str], bool],
        brand: int | None = None,
        settlements: Collection[int] = (),
    ) -> tuple[list[int], bool]:
        """
        Return the keys of places with all the words, and whether the numbers are met.

        If no house has the numbers, the places of its street are what is closest.
        """
        plain = [word for word in asked if word not in KINDS_OF_STREET]
        has_name = not all(map(is_number, plain))
        if plain and not has_name:  # “8 микрорайон”: the kind is part of the name
            plain = [*asked]
        named = [word for word in plain if not is_number(word)]
        if not named:
            return [], False
        street = set.intersection(*(self.with_word(word, is_met) for word in named))
        if brand:
            street &= {*self.index.by_brand.get(brand, ())}
        if settlements:
            street &= {
                key
                for settlement in settlements
                for key in self.index.by_settlement.get(settlement, ())
            }
        numbers = [self.with_word(word, is_met) for word in plain if is_number(word)]
        house = street.intersection(*numbers)
        closest = house or (street if has_name else set())
        return sorted(closest)[:MOST_PLACES], bool(house)
