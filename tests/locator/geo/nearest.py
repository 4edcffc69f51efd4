"""What `nearest_to` promises, in the slow and obvious way, to compare with."""

import random

import pytest

from locator.geo.geodesy import EAST, NORTH, SOUTH, WEST, distance_km
from locator.models import Place
from tests.factories import make_brand, make_settlement


def by_measuring_all(places, position, limit, radius_km=None):
    """What `nearest_to` promises, in the slow and obvious way: by geopy."""
    measured = [
        (round(distance_km(position, place.position), 9), place.pk) for place in places
    ]
    return sorted(
        (distance, pk)
        for distance, pk in measured
        if radius_km is None or distance <= radius_km
    )[:limit]


def by_nearest_to(places, position, limit, radius_km=None):
    found = places.nearest_to(position, limit, radius_km)
    return [
        (pytest.approx(place.distance_km, rel=1e-12, abs=1e-9), place.pk)
        for place in found
    ]


def make_places_at(points, **fields):
    if "brand" not in fields:
        fields["brand"] = make_brand()
    settlement = make_settlement()
    return Place.objects.bulk_create(
        Place(
            settlement=settlement,
            name="Place",
            latitude=latitude,
            longitude=longitude,
            **fields,
        )
        for latitude, longitude in points
    )


def inside(latitude, longitude):
    return (
        round(min(max(latitude, SOUTH), NORTH), 7),
        round(min(max(longitude, WEST), EAST), 7),
    )


def around(centre, count, sigma, seed):
    chance = random.Random(seed)
    return [
        inside(chance.gauss(centre[0], sigma), chance.gauss(centre[1], sigma))
        for _ in range(count)
    ]
