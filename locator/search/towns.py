"""Settlements as the pages of places show them: with what there is, and how far."""

from datetime import date
from itertools import groupby
from typing import NamedTuple

from locator.geo.geodesy import Away, Position, away
from locator.models import Brand, Settlement
from locator.published import PlaceColumns


class Town(NamedTuple):
    """A settlement, how many places it has, and how far away it is, if known."""

    settlement: Settlement
    place_count: int
    away: Away | None = None


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


def nearest_town(places: PlaceColumns, settlement: Settlement) -> Town | None:
    """Return the nearest other settlement with places, or None."""
    others = [town for town, _count in places.settlements_with() if town != settlement]
    return next(iter(towns(places, others, settlement.position)), None)


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


def last_seen_on(places: PlaceColumns, rows) -> date | None:
    """Return the day of the newest extract that had one of the places, if any had."""
    day = int(places.seen[rows].max(initial=0))
    return date.fromordinal(day) if day else None
