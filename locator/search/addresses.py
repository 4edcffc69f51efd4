"""
The addresses that are known, and which of them is meant.

Those of the published places, the streets that places stand by, and every house of the
extracts. Held in memory, as the names are: with every house of the country this is a
question to the table of `Address`, which has an index for it.
"""

import csv
import math
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np

from kztopup.lib.memory import in_memory
from locator.geo.geodesy import Position, away
from locator.models import Address, Landmark, Place, Settlement
from locator.published import published_places
from locator.search.gazetteer import (
    Match,
    NameIndex,
    WordIndex,
    beginning,
    landmarks,
)
from locator.search.text import (
    KINDS_OF_STREET,
    house_words,
    is_number,
    is_same_word,
    join_words,
    leading_digits,
    words,
)
from locator.words import legible

# How many houses of a street are named, where another one is asked for.
MOST_HOUSES = 8

# Two addresses that are nearer than this stand by the corner of their streets.
FARTHEST_CORNER_KM = 1

# Rows of each of two streets that are compared, to find their corner.
MOST_COMPARED = 300

# What streets are called besides: in Chinese, and of old.
OTHER_NAMES = Path(__file__).parent.parent / "data/street-names.csv"
KIND_IN_CHINESE = re.compile(r"(?:大街|大道|街道|街|路)$")

# Letters of two alphabets that look alike, as `words` writes them: “109B” for “109В”.
LOOK_ALIKES = str.maketrans("bhpc", "vnrs")


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
        return Place.CORNER.join(map(legible, self.text.split(Place.CORNER)))

    @property
    def number(self) -> int:
        return number_of(self.house_number)


class Meant(NamedTuple):
    """
    The address that is meant in a settlement, or the one to start from instead.

    `is_exact` is false where there is no house of the number that was asked for.
    `houses` are the others of the street that are known, by their numbers.
    """

    address: KnownAddress
    is_exact: bool
    houses: tuple[KnownAddress, ...] = ()


class AddressIndex(WordIndex):
    """Finds addresses by their words."""

    def __init__(self, known: Iterable[KnownAddress]):
        super().__init__((address, address.text) for address in known)
        # The numbers of a street’s name, and the words of the house’s.
        self.numbers = [
            (
                [word for word in words(address.street) if is_number(word)],
                house_words(address.house_number),
            )
            for address in self.rows
        ]

    def find(
        self, typed: Collection[str], match: Match, settlements: Collection[int] = ()
    ) -> list[Meant]:
        """
        Return what an address may mean: one for each settlement, the largest first.

        Only in some settlements, if any are given by their keys.
        """
        names, numbers = in_parts(typed)
        if names:
            found = self.with_words(names, match)
        elif numbers and not KINDS_OF_STREET.isdisjoint(typed):
            found = self.without_name(numbers[0])
        else:
            return []
        streets = self.by_settlement(found, settlements)
        return [self.meant(street, numbers) for street in streets.values()]

    def with_word(self, typed: str, match: Match) -> set[int]:
        """Return the rows with the word, or with another name of its street."""
        rows = super().with_word(typed, match)
        bare = KIND_IN_CHINESE.sub("", typed)
        for name, other in same_streets().get(beginning(bare), ()):
            if is_same_word(bare, name):
                found = [super(AddressIndex, self).with_word(w, match) for w in other]
                rows |= set.intersection(*found)
        return rows

    def without_name(self, number: str) -> set[int]:
        """Return the rows of a street that is a number: “8 микрорайон”."""
        return {
            row
            for row in super().with_word(number, Match.EXACT)
            if not in_parts(words(self.rows[row].street))[0]
        }

    def corners(
        self, typed: Collection[str], match: Match, settlements: Collection[int] = ()
    ) -> list[Meant]:
        """
        Return where two streets come nearest to each other, as far as is known.

        Where that is far, both: one of the two may still be near.
        """
        names, _numbers = in_parts(typed)
        rows = [self.with_word(name, match) for name in names]
        sizes = [
            size
            for size in range(1, len(names))
            # “би” alone is no street.
            if len("".join(names[:size])) > 3 and len("".join(names[size:])) > 3
        ]
        for size in sizes if all(rows) else []:
            one, other = (
                self.by_settlement(set.intersection(*part), settlements)
                for part in (rows[:size], rows[size:])
            )
            if both := one.keys() & other.keys():
                return [
                    Meant(address, False)
                    for key in one
                    if key in both
                    for address in self.nearest_to_each_other(one[key], other[key])
                ]
        return []

    def by_settlement(self, rows: Iterable[int], settlements) -> dict[int, set[int]]:
        """Return rows by the key of their settlement, the largest first."""
        found = defaultdict(set)
        for row in rows:
            found[self.rows[row].settlement].add(row)
        return {
            town.pk: found[town]
            for town in sorted(found, key=lambda town: (-town.population, town.pk))
            if not settlements or town.pk in settlements
        }

    def meant(self, street: set[int], numbers: list[str]) -> Meant:
        """Return the address that is meant of the rows of one street."""
        asked = {row: self.house_asked(row, numbers) for row in sorted(street)}
        # Самал-1 is not the house 1 of Самал-3.
        fits = [row for row, house in asked.items() if house is not None]
        same = [row for row in fits if asked[row] and self.is_house(row, asked[row])]
        if same:
            # “10” is the house 10, where 10А or 10/2 is known too.
            row = min(same, key=lambda row: (self.numbers[row][1] != asked[row], row))
            return Meant(self.rows[row], True)
        is_exact = bool(fits) and not any(asked[row] for row in fits)
        known = [self.rows[row] for row in fits or sorted(street)]
        houses = sorted(
            (one for one in known if one.house_number), key=lambda one: one.number
        )
        if not houses:
            known.sort(key=lambda one: one.position)
            return Meant(known[len(known) // 2], is_exact)
        # The nearest number; of a whole street its middle, as far as it is known.
        start = houses[len(houses) // 2]
        if numbers and not is_exact:
            wanted = number_of(numbers[-1])
            start = min(houses, key=lambda one: abs(one.number - wanted))
        others = {one.text: one for one in houses if one.text != start.text}
        nearest = sorted(
            others.values(), key=lambda one: abs(one.number - start.number)
        )
        named = sorted(nearest[:MOST_HOUSES], key=lambda one: one.number)
        return Meant(start, is_exact, tuple(named))

    def house_asked(self, row: int, numbers: list[str]) -> tuple[str, ...] | None:
        """Return the numbers that are not the street’s; None if one of those lacks."""
        own, _house = self.numbers[row]
        if not numbers:
            return ()
        if not all(any(is_same_word(one, word) for one in numbers) for word in own):
            return None
        left = list(numbers)
        for word in own:
            left.remove(next(one for one in left if is_same_word(one, word)))
        return tuple(left)

    def is_house(self, row: int, asked: tuple[str, ...]) -> bool:
        """Whether a house has the number, as far as one is asked for: 15 of 15/16."""
        _own, house = self.numbers[row]
        pairs = zip(asked, house, strict=False)
        return len(asked) <= len(house) and all(
            is_same_word(one, known) or one.translate(LOOK_ALIKES) == known
            for one, known in pairs
        )

    def nearest_to_each_other(self, one: set[int], other: set[int]):
        """Yield the row of one street nearest to the other; if it is far, both rows."""
        one, other = sorted(one)[:MOST_COMPARED], sorted(other)[:MOST_COMPARED]
        apart = self.degrees(one)[:, None] - self.degrees(other)[None]
        # Of one city, so it may be flat: a degree of longitude is the shorter one.
        start = self.rows[one[0]].position
        apart *= [1, math.cos(math.radians(start.latitude))]
        squares = (apart**2).sum(axis=2)
        row, column = np.unravel_index(squares.argmin(), squares.shape)
        first, second = self.rows[one[row]], self.rows[other[column]]
        yield first
        if away(first.position, second.position).distance_km > FARTHEST_CORNER_KM:
            yield second

    def degrees(self, rows: list[int]) -> np.ndarray:
        return np.array([self.rows[row].position for row in rows])


def in_parts(typed: Collection[str]) -> tuple[list[str], list[str]]:
    """Return the words that name a street, and the numbers of a house on it."""
    plain = [word for word in typed if word not in KINDS_OF_STREET]
    names = [word for word in plain if not is_number(word)]
    return names, [word for word in plain if is_number(word)]


@cache
def same_streets() -> dict[str, list[tuple[str, tuple[str, ...]]]]:
    """
    Return words that may stand for a street, with those of another name of it.

    By their `beginning`, which words of different endings share.
    """
    found = defaultdict(list)
    with OTHER_NAMES.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            name = words(row["name"])
            for other in map(words, row["other_names"].split("|")):
                found[beginning(*other)].append((*other, name))
                if len(name) == 1:
                    found[beginning(*name)].append((*name, other))
    return dict(found)


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
            yield KnownAddress(*split_address(address), settlement, position)
        elif near := places.near_texts[places.near[row]]:
            yield KnownAddress(near, "", settlement, position)


def split_address(address: str) -> tuple[str, str]:
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
def streets_by_name() -> NameIndex:
    """Return an address of each street by its names, one a settlement; no corners."""
    found, streets = [], defaultdict(list)
    for address in addresses().rows:
        names, _numbers = in_parts(words(address.street))
        if names and Place.CORNER not in address.street:
            known = streets[address.settlement, beginning(names[0])]
            # “Абай даңғылы” and “проспект Абая” are one.
            same = (one for other, one in known if are_same_words(names, other))
            first = next(same, address)
            known.append((names, first))
            found.append((join_words(names), first))
    return NameIndex(found)


def are_same_words(typed: list[str], known: list[str]) -> bool:
    pairs = zip(typed, known, strict=False)
    return len(typed) == len(known) and all(is_same_word(*pair) for pair in pairs)


@in_memory
def place_names() -> WordIndex:
    """Return the keys of the published places by the words of their names."""
    places = published_places()
    names = map(places.name_texts.__getitem__, places.name)
    return WordIndex(zip(places.keys.tolist(), names, strict=True))


def name_of_point(position: Position | None) -> str:
    """Return the landmark or the address that is at a rounded position, or ""."""
    named = position and known_points().get(position)
    return named.name if named else ""


@in_memory
def known_points() -> dict[Position, KnownAddress | Landmark]:
    points = [*addresses().rows, *landmarks()]
    return {one.position.rounded: one for one in points}
