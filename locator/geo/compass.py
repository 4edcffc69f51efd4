"""The direction from one position to another. No Django."""

import math

from locator.geo.geodesy import Position

POINTS = (
    "north",
    "north-east",
    "east",
    "south-east",
    "south",
    "south-west",
    "west",
    "north-west",
)


def initial_bearing(start: Position, end: Position) -> float:
    """
    Return the degrees from north, clockwise, in which one sets out for the end.

    On the sphere: within 0.2 degrees of the geodesic of WGS84, of 45 that a point of
    the compass spans. The bearing to the same position is 0.
    """
    latitude_1, latitude_2 = math.radians(start.latitude), math.radians(end.latitude)
    difference = math.radians(end.longitude - start.longitude)
    east = math.sin(difference) * math.cos(latitude_2)
    north = math.cos(latitude_1) * math.sin(latitude_2) - math.sin(
        latitude_1
    ) * math.cos(latitude_2) * math.cos(difference)
    return math.degrees(math.atan2(east, north)) % 360


def point_of(bearing: float) -> str:
    """
    Return the nearest of POINTS.

    >>> point_of(350)
    'north'
    """
    return POINTS[round(bearing / 45) % len(POINTS)]
