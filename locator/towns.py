"""Settlements as the pages of places show them: with what there is, and how far."""

from itertools import groupby
from typing import NamedTuple

import numpy as np

from locator.cards import nearest_rows
from locator.geo.geodesy import Away, Position, away
from locator.geo.map_searches import MapSearches, map_searches
from locator.geo.nearest import Points
from locator.models import Brand, Settlement
from locator.published import PlaceColumns

# What the maps of Kazakhstan call a payment terminal.
TERMINAL = "терминал"

MOST_NEAREST = 3

# So far one goes from the centre of a town for what is not in it.
OUTSIDE_KM = 15


class Town(NamedTuple):
    """A settlement, how many places it has, and how far away it is, if known."""

    settlement: Settlement
    place_count: int
    away: Away | None = None

    @property
    def is_here(self) -> bool:
        """Whether who is that far away from its middle is in it, or nearly."""
        return self.away.distance_km <= OUTSIDE_KM


def towns(
    places: PlaceColumns, settlements, position: Position | None = None
) -> list[Town]:
    """Return settlements with what is known of them, the nearest first."""
    counts = {town.pk: count for town, count in places.settlements_with()}
    found = [
        Town(
            settlement,
            counts.get(settlement.pk, 0),
            position and away(position, settlement.position),
        )
        for settlement in settlements
    ]
    return sorted(found, key=lambda town: town.away) if position else found


def nearest_towns(places: PlaceColumns, position: Position) -> list[Town]:
    """Return the nearest settlements, with places or without."""
    points = Points(
        [town.latitude for town in places.settlements],
        [town.longitude for town in places.settlements],
    )
    rows = np.arange(len(places.settlements))
    nearest, *_measured = points.nearest(position, MOST_NEAREST, rows, rows)
    return towns(places, [places.settlements[row] for row in nearest], position)


def nearest_with_places(places: PlaceColumns, settlement: Settlement) -> list[Town]:
    """Return the nearest other settlements with places."""
    others = [town for town, _count in places.settlements_with() if town != settlement]
    return towns(places, others, settlement.position)[:MOST_NEAREST]


def outside_town(places: PlaceColumns, settlement: Settlement) -> list[tuple]:
    """Return the nearest places that are not in a town but near its centre."""
    others = np.flatnonzero(~places.in_settlements([settlement.pk]))
    near = places.points.within(settlement.position, OUTSIDE_KM, others)
    return nearest_rows(places, near, settlement.position, MOST_NEAREST)


class TownWithoutPlaces(NamedTuple):
    """
    A settlement of which no place is known, and what a visitor can do there.

    `operator` is the brand of their SIM, if they say it; `searches` are words with
    links to a search for them in other maps, `nearest` the nearest towns with places.
    """

    settlement: Settlement
    operator: Brand | None
    searches: list[tuple[str, MapSearches]]
    nearest: list[Town]


def without_places(
    places: PlaceColumns, settlement: Settlement | None, operator: Brand | None = None
) -> TownWithoutPlaces | None:
    """Return what can be done in a settlement, or None if it has places itself."""
    if not settlement or places.in_settlements([settlement.pk]).any():
        return None
    return TownWithoutPlaces(
        settlement,
        operator,
        searches_in(places, settlement, operator),
        nearest_with_places(places, settlement),
    )


def searches_in(
    places: PlaceColumns, settlement: Settlement, operator: Brand | None = None
) -> list[tuple[str, MapSearches]]:
    """Return words to search for in other maps, with links that do."""
    offices = [
        brand
        for brand, _count in places.brands_with()
        if brand.kind == Brand.Kind.OPERATOR
    ]
    # As it stands in those maps, where Latin letters may find nothing.
    town = settlement.name_ru or settlement.name
    names = [brand.name for brand in ([operator] if operator else offices)]
    return [
        (f"{name} {town}", map_searches(f"{name} {town}"))
        for name in [*names, TERMINAL]
    ]


class KindInTown(NamedTuple):
    """A kind of places, how many there are, and of which brands."""

    kind: str
    count: int
    brands: list[tuple[Brand, int]]


def kinds_with(places: PlaceColumns, rows) -> list[KindInTown]:
    """Return the kinds of some places, with their brands, the most frequent first."""
    brands = sorted(places.brands_with(rows), key=lambda pair: pair[0].kind)
    groups = groupby(brands, key=lambda pair: pair[0].get_kind_display())
    kinds = [(kind, list(group)) for kind, group in groups]
    return [
        KindInTown(kind, sum(count for _brand, count in group), group)
        for kind, group in kinds
    ]
