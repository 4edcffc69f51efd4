"""Positions and distances on the earth. No Django."""

import math
from typing import NamedTuple

from geopy.distance import geodesic

# Kazakhstan's box, in degrees, as the database's constraints have it.
SOUTH, NORTH = 40.5, 55.5
WEST, EAST = 46.4, 87.4

MEAN_EARTH_RADIUS_KM = 6371.009

# On the ellipsoid a distance is within 0.56 % of the one on the mean sphere, so
# whatever is among the nearest by geodesic is within this factor by haversine.
ELLIPSOID_MARGIN = 1.012


class Position(NamedTuple):
    """A point in degrees, latitude first."""

    latitude: float
    longitude: float

    @property
    def is_in_kazakhstan(self) -> bool:
        return SOUTH <= self.latitude <= NORTH and WEST <= self.longitude <= EAST


def distance_km(start: Position, end: Position) -> float:
    """Return the length of the geodesic on the WGS84 ellipsoid."""
    return geodesic(start, end).km


def haversine_km(start: Position, end: Position) -> float:
    """Return the distance on the mean sphere: fast, within 0.56 % of the geodesic."""
    latitude_1, latitude_2 = math.radians(start[0]), math.radians(end[0])
    half_latitude = (latitude_2 - latitude_1) / 2
    half_longitude = math.radians(end[1] - start[1]) / 2
    chord = (
        math.sin(half_latitude) ** 2
        + math.cos(latitude_1) * math.cos(latitude_2) * math.sin(half_longitude) ** 2
    )
    return 2 * MEAN_EARTH_RADIUS_KM * math.asin(math.sqrt(min(1.0, chord)))
