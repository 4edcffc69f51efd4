"""
Positions and distances on the earth. No Django.

Distances are lengths of the geodesic on the WGS84 ellipsoid, by pyproj: one call
measures many points, and gives bearings too. The tests compare them with geopy's.
"""

from typing import NamedTuple

from pyproj import Geod

# Kazakhstan's box, in degrees, as the database's constraints have it.
SOUTH, NORTH = 40.5, 55.5
WEST, EAST = 46.4, 87.4

MEAN_EARTH_RADIUS_KM = 6371.009

# Farther than this from every place, a visitor needs another way to top up.
FAR_KM = 100

WGS84 = Geod(ellps="WGS84")

COMPASS_POINTS = (
    "north",
    "north-east",
    "east",
    "south-east",
    "south",
    "south-west",
    "west",
    "north-west",
)


class Position(NamedTuple):
    """A point in degrees, latitude first."""

    latitude: float
    longitude: float

    @property
    def is_in_kazakhstan(self) -> bool:
        return SOUTH <= self.latitude <= NORTH and WEST <= self.longitude <= EAST

    @property
    def swapped(self) -> "Position":
        """The point with the two numbers the other way round."""
        return Position(self.longitude, self.latitude)

    @property
    def looks_swapped(self) -> bool:
        """Whether it is in Kazakhstan only the other way round."""
        return not self.is_in_kazakhstan and self.swapped.is_in_kazakhstan

    @property
    def rounded(self) -> "Position":
        """The point to about 100 m, as positions of visitors stand in addresses."""
        return Position(round(self.latitude, 3), round(self.longitude, 3))


class Away(NamedTuple):
    """A distance in km, and a direction in degrees from north."""

    distance_km: float
    bearing: float

    @property
    def is_far(self) -> bool:
        return self.distance_km > FAR_KM


def away(start: Position, end: Position) -> Away:
    """Return how far the end is from the start, and where one sets out for it."""
    bearing, _back, metres = WGS84.inv(
        start.longitude, start.latitude, end.longitude, end.latitude
    )
    # To the micrometre, so that rounding does not part equal distances.
    return Away(round(metres / 1000, 9), bearing % 360)


def compass_point(bearing: float) -> str:
    """
    Return the nearest of COMPASS_POINTS.

    >>> compass_point(350)
    'north'
    """
    return COMPASS_POINTS[round(bearing / 45) % len(COMPASS_POINTS)]
