"""
Which of many places are the nearest: exact, without reading them all.

A box around the position grows until it holds enough places. How far the last of the
nearest in it is bounds how far the true ones can be, so that one more box which reaches
that far proves the answer. The query of a box is compiled once and run again with other
bounds: compiling costs more than running it.
"""

import math
from functools import cached_property
from heapq import nsmallest
from typing import NamedTuple

from django.core.exceptions import EmptyResultSet

from kztopup.lib.compiled_query import Prepared
from locator.geo import geodesy
from locator.geo.geodesy import Position

FIRST_REACH_KM = 1.0
GROWTH = 3.0
# A fuller box is not read to its end but made smaller.
MOST_ROWS = 250
# Places that a box so much smaller, or so small, does not tell apart are read all.
LEAST_SHRINKING = 1.2
LEAST_REACH_KM = 0.01
# No two points of Kazakhstan are farther apart.
WHOLE_COUNTRY_KM = 3500.0
# The corners of a large box may hold whole cities: strips of it leave them out.
STRIPS_FROM_KM = 60.0
STRIPS = 8


class Candidate(NamedTuple):
    """A place that may be among the nearest; `chord` grows with the distance."""

    chord: float
    pk: int
    latitude: float
    longitude: float


class Strip(NamedTuple):
    """What lies between two latitudes and two longitudes, in degrees."""

    south: float
    north: float
    west: float
    east: float


def candidates(places, position: Position, limit: int, reach_km: float | None = None):
    """
    Return every place that may be among the `limit` nearest of a queryset, unordered.

    `reach_km` leaves out most of what is farther. The queryset must not be sliced.
    """
    search = Search(places, position)
    whole_km = WHOLE_COUNTRY_KM if reach_km is None else min(reach_km, WHOLE_COUNTRY_KM)
    most = max(MOST_ROWS, 4 * limit)
    reach = min(FIRST_REACH_KM, whole_km)
    too_small, too_full, enough = 0.0, None, whole_km
    while True:
        found, is_cut = search.look_within(reach, most)
        bound = bound_km(found, limit)
        if is_cut:
            # Of a box that is not read to its end, the nearest are not known, but
            # others are in hand which the nearest are not beyond.
            too_full, enough = reach, min(enough, bound)
        elif bound is None and reach < whole_km:
            too_small = reach
        else:
            is_all = bound is None or bound <= reach or reach >= whole_km
            return found if is_all else search.within(min(bound, enough))
        if too_full is None:
            reach = min(reach * GROWTH, whole_km)
        elif too_full < max(LEAST_REACH_KM, too_small * LEAST_SHRINKING):
            return search.within(enough)
        else:
            halfway = math.sqrt((too_small or too_full / GROWTH**2) * too_full)
            reach = min(halfway, enough)


def bound_km(found: list[Candidate], limit: int) -> float | None:
    """
    Return how far any of the `limit` nearest can be by haversine, None if unknown.

    Whatever places are found, the true ones are no farther.
    """
    if len(found) < limit:
        return None
    last = nsmallest(limit, found)[-1]
    return km_of(last.chord) * geodesy.ELLIPSOID_MARGIN


def shortlist(found: list[Candidate], limit: int) -> list[Candidate]:
    """Return those that the geodesic may put among the `limit` nearest."""
    bound = bound_km(found, limit)
    if bound is None:
        return found
    return [candidate for candidate in found if km_of(candidate.chord) <= bound]


def km_of(chord: float) -> float:
    return 2 * geodesy.MEAN_EARTH_RADIUS_KM * math.asin(min(1.0, math.sqrt(chord)))


def strips_around(position: Position, reach_km: float, count: int) -> list[Strip]:
    """Return strips that together hold all within the reach, on the mean sphere."""
    angle = reach_km / geodesy.MEAN_EARTH_RADIUS_KM
    latitude = math.radians(position.latitude)
    south, north = latitude - angle, latitude + angle
    if south <= -math.pi / 2 or north >= math.pi / 2:
        return [Strip(-90, 90, -180, 180)]
    # Where the circle is widest: nearer to the pole than its centre.
    widest = math.asin(math.sin(latitude) / math.cos(angle))
    edges = [south + (north - south) * number / count for number in range(count + 1)]
    strips = []
    for low, high in zip(edges, edges[1:], strict=False):
        width = half_width(latitude, angle, min(max(widest, low), high))
        strips.append(
            Strip(
                math.degrees(low) - ROUNDING,
                math.degrees(high) + ROUNDING,
                position.longitude - width - ROUNDING,
                position.longitude + width + ROUNDING,
            )
        )
    return strips


# Degrees, about 0.1 mm: more than the arithmetic above can be off.
ROUNDING = 1e-9


def half_width(latitude: float, angle: float, at: float) -> float:
    """Return how many degrees of longitude a circle reaches at a latitude (radians)."""
    cosine = (math.cos(angle) - math.sin(latitude) * math.sin(at)) / (
        math.cos(latitude) * math.cos(at)
    )
    return math.degrees(math.acos(max(-1.0, min(1.0, cosine))))


class Search:
    """The places of a queryset, in boxes around a position."""

    def __init__(self, places, position: Position):
        # Not rewritten: modeltranslation would shuffle the columns.
        self.places = places.order_by().rewrite(False)
        self.position = position
        self.bands = places.model._meta.get_field("band")

    def within(self, reach_km: float) -> list[Candidate]:
        """Return all places of a box that holds the reach."""
        strips = self.strips(reach_km, STRIPS if reach_km > STRIPS_FROM_KM else 1)
        return self.measured([row for strip in strips for row in self.rows_of(strip)])

    def look_within(self, reach_km: float, most: int) -> tuple[list[Candidate], bool]:
        """Return places of that box, and whether those beyond `most` were cut off."""
        [strip] = self.strips(reach_km, 1)
        rows = self.rows_of(strip, most + 1)
        return self.measured(rows), len(rows) > most

    def strips(self, reach_km: float, count: int) -> list[Strip]:
        if reach_km >= WHOLE_COUNTRY_KM:
            return [Strip(geodesy.SOUTH, geodesy.NORTH, geodesy.WEST, geodesy.EAST)]
        return strips_around(self.position, reach_km, count)

    def measured(self, rows) -> list[Candidate]:
        """Return the rows with the square of half the chord to them (haversine)."""
        sin, cos, half = math.sin, math.cos, math.pi / 360
        # By key: strips overlap by a hair, and a filter may find a place twice.
        rows = {row[0]: row for row in rows}.values()
        latitude, longitude = self.position
        cos_here = cos(2 * half * latitude)
        return [
            Candidate(
                sin((north - latitude) * half) ** 2
                + cos_here
                * cos(2 * half * north)
                * sin((east - longitude) * half) ** 2,
                pk,
                north,
                east,
            )
            for pk, north, east in rows
        ]

    def rows_of(self, strip: Strip, most: int | None = None):
        bands = self.bands.between(strip.south, strip.north)
        if not bands:
            return []
        try:
            box = self.box
        except EmptyResultSet:
            return []
        edges = ([degrees] for degrees in strip)
        return box.rows(bands, *edges, most=most)

    @cached_property
    def box(self):
        """The query of a box, compiled when it is first needed."""
        band, strip = -1000, Strip(-1e6, -2e6, -3e6, -4e6)
        places = self.places.filter(
            band__in=[band],
            latitude__range=(strip.south, strip.north),
            longitude__range=(strip.west, strip.east),
        )
        rows = places.values_list("pk", "latitude", "longitude")
        return Prepared(rows, [band, *strip])
