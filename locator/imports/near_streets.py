"""
What places without an address stand by: a street, or the corner of two.

`locator/data/near-streets.csv` ships it by the ids of OpenStreetMap, computed from the
streets there: nearness, not addresses.
"""

import csv
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from locator.geo.geodesy import Position, away
from locator.imports.duplicates import ONE_SHOP_KM
from locator.models import Place

FILE = Path(__file__).parent.parent / "data/near-streets.csv"


class NearStreet(NamedTuple):
    """What stands in `Place.near`, and the point it is true of."""

    position: Position
    near: str


@cache
def shipped_streets() -> Mapping[str, NearStreet]:
    """Return what ships, by id."""
    with FILE.open(encoding="utf-8", newline="") as file:
        return {row["source_id"]: read_row(row) for row in csv.DictReader(file)}


def read_row(row: Mapping[str, str]) -> NearStreet:
    position = Position(float(row["latitude"]), float(row["longitude"]))
    streets = filter(None, [row["street"], row["cross_street"]])
    return NearStreet(position, Place.CORNER.join(streets))


def near_street(source_id: str, position: Position, place: Place | None) -> str:
    """
    Return what a shop at the position stands by, or nothing.

    Of an id that nothing ships of, what its place says is kept; a shop that has moved
    away stands by neither.
    """
    known = shipped_streets().get(source_id)
    if known is None and place:
        known = NearStreet(place.position, place.near)
    if known and away(known.position, position).distance_km <= ONE_SHOP_KM:
        return known.near
    return ""
