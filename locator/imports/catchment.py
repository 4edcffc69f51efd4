"""Which settlement a position belongs to. No queries."""

from collections.abc import Iterable

import numpy as np

from locator.geo.geodesy import Position
from locator.geo.nearest import Points
from locator.models import Settlement

# GeoNames gives no population for some, and district centres of several thousand
# people are among them: with none at all they would reach nothing.
POPULATION_IF_UNKNOWN = 5_000


class Catchment:
    """
    The settlements, each with the area that it reaches.

    A position does not belong to the nearest one: a settlement is one point in the
    data, and most of a large city lies nearer to the point of some suburb. Reach grows
    with the square root of population, as in Reilly's law of retail gravitation (1931)
    and in Huff's model with its usual exponent of 2 (1964): the pull is population /
    distance², so the strongest pull is the smallest distance / √population. The same
    root describes a built-up area of one density.
    """

    def __init__(self, settlements: Iterable[Settlement]):
        self.settlements = list(settlements)
        self.points = Points(
            [settlement.latitude for settlement in self.settlements],
            [settlement.longitude for settlement in self.settlements],
        )
        self.reach = np.sqrt(
            [
                settlement.population or POPULATION_IF_UNKNOWN
                for settlement in self.settlements
            ]
        )

    def settlement_of(self, position: Position) -> Settlement:
        """
        Return the settlement with the shortest distance for its reach.

        The first of equals; ValueError if there are no settlements.
        """
        arcs = np.arcsin(np.sqrt(self.points.squared_chords(position)) / 2)
        return self.settlements[int(np.argmin(arcs / self.reach))]
