"""
The addresses that are known, and which of them is meant.

Those of the published places, the streets that places stand by, and every house of the
extracts. Held in memory, as the names are: with every house of the country this is a
question to the table of `Address`, which has an index for it.
"""

import math
from array import array
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from functools import partial
from typing import NamedTuple

import numpy as np

from kztopup.lib.memory import in_memory
from locator.geo.geodesy import Position
from locator.models import Address, Settlement
from locator.published import published_places
from locator.search.gazetteer import KINDS_OF_STREET, Match, like
from locator.search.text import is_number, is_same_word, leading_digits, words
from locator.words import legible

# How many houses of a street are named, where another one is asked for.
MOST_HOUSES = 8

# Rows of each of two streets that are compared, to find their corner.
MOST_COMPARED = 300


class KnownAddress(NamedTuple):
    """
    A house of a street, as signposted; without a number a point on the street.

    Two streets with “ / ” between them are a corner.
    """

    street: str
    house_number: str
    settlement: Settlement
    position: Position

    @property
    def text(self) -> str:
        return ", ".join(filter(None, [self.street, self.house_number]))

    @property
    def name(self) -> str:
        """The address in letters that the reader knows."""
        return legible(self.text)

    @property
    def number(self) -> int:
        return number_of(self.house_number)


class Meant(NamedTuple):
    """
    The address that is meant in a settlement, or the one to start from instead.

    `has_number` is false where there is no house of the number that was asked for.
    `houses` are the others of the street that are known, by their numbers.
    """

    address: KnownAddress
    has_number: bool
    houses: tuple[KnownAddress, ...] = ()


class WordIndex:
    """The rows of a table of texts, by their words."""

    def __init__(self, texts: Iterable[str]):
        self.by_word = defaultdict(partial(array, "L"))
        for row, text in enumerate(texts):
            for word in set(words(text)):
                self.by_word[word].append(row)
        # Whatever is the same word begins with the same letters, or digits.
        self.by_beginning = defaultdict(list)
        for word in self.by_word:
            self.by_beginning[beginning(word)].append(word)

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
        """Return the rows that have all of the words; none for no words."""
        found = [self.with_word(word, match) for word in typed]
        return set.intersection(*found) if found else set()


def beginning(word: str) -> str:
    return leading_digits(word) or word[:3]


class AddressIndex(WordIndex):
    """Finds addresses by their words."""

    def __init__(self, known: Iterable[KnownAddress]):
        self.known = list(known)
        super().__init__(address.text for address in self.known)

    def find(
        self, typed: Collection[str], match: Match, settlements: Collection[int] = ()
    ) -> list[Meant]:
        """
        Return what an address may mean: one for each settlement, the largest first.

        Only in some settlements, if any are given by their keys.
        """
        names, numbers = in_parts(typed)
        streets = self.by_settlement(self.with_words(names, match), settlements)
        numbered = [self.with_word(word, match) for word in numbers]
        return [
            self.meant(street, street.intersection(*numbered), numbers)
            for street in streets.values()
        ]

    def corners(
        self, typed: Collection[str], match: Match, settlements: Collection[int] = ()
    ) -> list[Meant]:
        """Return where two streets come nearest to each other, as far as is known."""
        names, _numbers = in_parts(typed)
        for size in range(1, len(names)):
            one, other = (
                self.by_settlement(self.with_words(part, match), settlements)
                for part in (names[:size], names[size:])
            )
            if both := one.keys() & other.keys():
                return [
                    Meant(self.nearest_to_each_other(one[key], other[key]), False)
                    for key in one
                    if key in both
                ]
        return []

    def by_settlement(self, rows: Iterable[int], settlements) -> dict[int, set[int]]:
        """Return rows by the key of their settlement, the largest first."""
        found = defaultdict(set)
        for row in rows:
            found[self.known[row].settlement].add(row)
        return {
            town.pk: found[town]
            for town in sorted(found, key=lambda town: (-town.population, town.pk))
            if not settlements or town.pk in settlements
        }

    def meant(self, street: set[int], house: set[int], numbers) -> Meant:
        """Return the address that is meant of the rows of one street."""
        if numbers and house:
            return Meant(self.known[min(house)], True)
        known = [self.known[row] for row in sorted(street)]
        houses = sorted(
            (one for one in known if one.house_number), key=lambda one: one.number
        )
        if not houses:
            return Meant(known[0], not numbers)
        # The nearest number; of a whole street its middle, as far as it is known.
        start = houses[len(houses) // 2]
        if numbers:
            wanted = number_of(numbers[-1])
            start = min(houses, key=lambda one: abs(one.number - wanted))
        others = {one.text: one for one in houses if one.text != start.text}
        nearest = sorted(
            others.values(), key=lambda one: abs(one.number - start.number)
        )
        named = sorted(nearest[:MOST_HOUSES], key=lambda one: one.number)
        return Meant(start, not numbers, tuple(named))

    def nearest_to_each_other(self, one: set[int], other: set[int]) -> KnownAddress:
        """Return the row of one street that is nearest to a row of the other."""
        one, other = sorted(one)[:MOST_COMPARED], sorted(other)[:MOST_COMPARED]
        here, there = self.flat(one)[:, None], self.flat(other)[None]
        squares = ((here - there) ** 2).sum(axis=2)
        return self.known[one[int(squares.min(axis=1).argmin())]]

    def flat(self, rows: list[int]) -> np.ndarray:
        """Return positions in degrees of latitude: of one city, so it may be flat."""
        degrees = np.array([self.known[row].position for row in rows])
        return degrees * [1, math.cos(math.radians(degrees[0, 0]))]


def in_parts(typed: Collection[str]) -> tuple[list[str], list[str]]:
    """Return the words that name a street, and the numbers of a house on it."""
    plain = [word for word in typed if word not in KINDS_OF_STREET]
    if all(map(is_number, plain)):
        # “8 микрорайон”: the kind is part of the name, and so is the number.
        return ([*typed] if plain and len(plain) < len(typed) else []), []
    names = [word for word in plain if not is_number(word)]
    return names, [word for word in plain if is_number(word)]


def number_of(house: str) -> int:
    """Return a house number without letters, to tell which is nearer to another."""
    return int(leading_digits(house)[:6] or 0)


@in_memory
def addresses() -> AddressIndex:
    """
    Return the addresses by their words, for one query.

    In 0.1 s for 10,000 places, in 1 s for 100,000, once a minute and process.
    """
    return AddressIndex([*of_places(), *of_houses()])


def of_places() -> Iterator[KnownAddress]:
    places = published_places()
    for row in range(len(places)):
        settlement, position = places.settlement_of(row), places.points.position(row)
        if address := places.address_texts[places.address[row]]:
            yield KnownAddress(*street_and_house(address), settlement, position)
        elif near := places.near_texts[places.near[row]]:
            yield KnownAddress(near, "", settlement, position)


def street_and_house(address: str) -> tuple[str, str]:
    street, _comma, house = address.rpartition(", ")
    return (street, house) if street and house[:1].isdigit() else (address, "")


def of_houses() -> Iterator[KnownAddress]:
    settlements = {town.pk: town for town in published_places().settlements}
    rows = Address.objects.order_by("pk").values_list(
        "street", "house_number", "settlement_id", "latitude", "longitude"
    )
    for street, house, settlement, *position in rows:
        # One that is newer than the settlements is in the next reading.
        if settlement in settlements:
            yield KnownAddress(
                street, house, settlements[settlement], Position(*position)
            )


@in_memory
def place_names() -> WordIndex:
    """Return the published places by the words of their names; for no query."""
    places = published_places()
    return WordIndex(map(places.name_texts.__getitem__, places.name))
