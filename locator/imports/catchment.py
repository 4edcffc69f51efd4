"""Which settlement a position belongs to. No queries."""

import math
from collections.abc import Iterable

from locator.geo.geodesy import Position, haversine_km
from locator.models import Settlement

# GeoNames gives no population for some, and district centres of several thousand
# people are among them: with none at all they would reach nothing.
POPULATION_IF_UNKNOWN = 5_000


def settlement_of(position: Position, settlements: Iterable[Settlement]) -> Settlement:
    """
    Return the settlement with the shortest distance for its reach.

    Not the nearest one: a settlement is one point in the data, and most of a large
    city lies nearer to the point of some suburb. Reach grows with the square root of
    population, as in Reilly's law of retail gravitation (1931) and in Huff's model
    with its usual exponent of 2 (1964): the pull is population / distance², so the
    strongest pull is the smallest distance / √population. The same root describes a
    built-up area of one density.

    The first of equals; ValueError if there are no settlements.
    """
    return min(
        settlements,
        key=lambda settlement: (
            haversine_km(position, settlement.position) / reach(settlement)
        ),
    )


def reach(settlement: Settlement) -> float:
    return math.sqrt(settlement.population or POPULATION_IF_UNKNOWN)
