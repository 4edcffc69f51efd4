"""A town's places as the pack has them: all of them, and their hours as intervals."""

from datetime import datetime, timedelta
from math import ceil
from typing import NamedTuple

import numpy as np

from locator.cards import places_with
from locator.hours.intervals import open_intervals
from locator.hours.state import ZONE, start_of_day
from locator.models import Brand, Place, Settlement
from locator.open_states import holidays
from locator.published import PlaceColumns
from locator.search.forms import HOLDINGS, operators

# So long the intervals hold: whoever saves a pack uses it in the next days.
DAYS = 14

# Compressed bytes of a pack in the language whose texts are longest, and of a place in
# it: tests measure both.
BYTES_WITHOUT_PLACES = 24_000
BYTES_OF_A_PLACE = 50


def pack_kilobytes(count: int) -> int:
    """Return what a pack with so many places costs to load, at most."""
    return ceil((BYTES_WITHOUT_PLACES + BYTES_OF_A_PLACE * count) / 1024)


class PackedPlace(NamedTuple):
    """A place, and the number of its hours among those of all; None if not known."""

    place: Place
    hours: int | None


class PackedPlaces(NamedTuple):
    """
    Places in the order of lists, and what the pack's script goes by.

    `hours` are the intervals of each kind of hours, in minutes since `since`, which is
    in minutes too; `brands` says for each brand how well it is known that it tops up an
    operator, or takes what one holds, by their names in addresses.
    """

    rows: list[PackedPlace]
    hours: list[list]
    since: int
    brands: dict[str, dict[str, int]]


def packed_places(
    places: PlaceColumns, settlement: Settlement, moment: datetime
) -> PackedPlaces:
    index = places.settlement_indices[settlement.pk]
    rows = np.flatnonzero(places.settlement == index)
    found = list(places_with(places, rows.tolist()).values())
    today = moment.astimezone(ZONE).date()
    around = range(-1, DAYS + 1)
    days = tuple(
        day for one in around if (day := today + timedelta(days=one)) in holidays()
    )
    hours, numbers = [], {}
    for text in sorted({place.opening_hours for place in found if place.opening_hours}):
        intervals = open_intervals(text, today, DAYS, days)
        if intervals is not None:
            numbers[text] = len(hours)
            hours.append(intervals)
    return PackedPlaces(
        [PackedPlace(place, numbers.get(place.opening_hours)) for place in found],
        hours,
        int(start_of_day(today).timestamp()) // 60,
        {brand.slug: known_of(places, brand) for brand in brands_of(found)},
    )


def brands_of(places: list[Place]) -> list[Brand]:
    """Return the brands of places, each once, by name."""
    brands = {place.brand_id: place.brand for place in places}
    return sorted(brands.values(), key=lambda brand: brand.name.casefold())


def known_of(places: PlaceColumns, brand: Brand) -> dict[str, int]:
    """Return what is known of a brand: above 0 yes, 0 nothing, below 0 no."""
    row = places.brand_indices[brand.pk]
    columns = {one.slug: places.tops_up.get(one.pk) for one in operators()}
    columns |= {value: places.takes.get(value) for value, _name in HOLDINGS}
    return {
        name: int(column[row])
        for name, column in columns.items()
        if column is not None and column[row]
    }
