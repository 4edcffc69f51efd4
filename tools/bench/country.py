"""A country of made-up places, the same in every run. No Django."""

import math
import random
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from locator.geo.geodesy import EAST, NORTH, SOUTH, WEST, Position, away

SIGMA_KM = 8
KM_PER_DEGREE = 111.2
PUBLISHED_SHARE = 0.8

# Shipped brands, and how many of a thousand places are theirs.
BRANDS = {
    "magnum": 250,
    "kaspi-terminal": 160,
    "payment-terminal": 150,
    "small": 120,
    "kcell": 115,
    "quickpay": 100,
    "beeline": 75,
    "spar": 30,
}
# With "published": 42 % and 2.4 % of all places.
COMMON = ["magnum", "kaspi-terminal", "kcell"]
RARE = ["spar"]

# How far the steppe is from the centre of any of the cities.
STEPPE_KM = (150, 420)


class City(NamedTuple):
    pk: int
    position: Position
    population: int


class Point(NamedTuple):
    """The position of a place, and its brand."""

    city: City
    position: Position
    brand: str
    is_published: bool


def points(cities: Sequence[City]) -> Iterator[Point]:
    """Yield places without end: a larger country has all those of a smaller one."""
    chance = random.Random(1)
    while True:
        city = some_city(cities, chance)
        yield Point(
            city,
            somewhere_in(city, chance),
            chance.choices(list(BRANDS), BRANDS.values())[0],
            chance.random() < PUBLISHED_SHARE,
        )


def queries(cities: Sequence[City], in_city=100, in_steppe=40):
    """Return positions that visitors ask from, rounded as the site rounds them."""
    chance = random.Random(2)
    return {
        "city": [
            rounded(somewhere_in(some_city(cities, chance), chance))
            for _ in range(in_city)
        ],
        "steppe": [rounded(somewhere_far(cities, chance)) for _ in range(in_steppe)],
    }


def some_city(cities, chance):
    return chance.choices(cities, [city.population for city in cities])[0]


def somewhere_in(city, chance):
    latitude, longitude = city.position
    degrees = SIGMA_KM / KM_PER_DEGREE
    north = chance.gauss(latitude, degrees)
    east = chance.gauss(longitude, degrees / math.cos(math.radians(latitude)))
    return Position(
        round(min(max(north, SOUTH), NORTH), 7), round(min(max(east, WEST), EAST), 7)
    )


def somewhere_far(cities, chance):
    nearest, farthest = STEPPE_KM
    while True:
        here = Position(chance.uniform(SOUTH, NORTH), chance.uniform(WEST, EAST))
        nearest_km = min(away(here, city.position).distance_km for city in cities)
        if nearest <= nearest_km <= farthest:
            return here


def rounded(position):
    return Position(*(round(degrees, 3) for degrees in position))
