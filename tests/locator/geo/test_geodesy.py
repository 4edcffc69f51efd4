import math

import pytest
from geopy.distance import geodesic
from hypothesis import given, settings
from hypothesis import strategies as st

from locator.geo.geodesy import (
    EAST,
    ELLIPSOID_MARGIN,
    NORTH,
    SOUTH,
    WEST,
    Position,
    distance_km,
    haversine_km,
)

positions = st.builds(Position, st.floats(SOUTH, NORTH), st.floats(WEST, EAST))


def test_measures_the_geodesic():
    almaty, astana = Position(43.238, 76.945), Position(51.128, 71.430)

    distance = distance_km(almaty, astana)

    assert distance == geodesic(almaty, astana).km
    assert distance == pytest.approx(970, abs=5)


def test_a_place_is_no_distance_from_itself():
    assert distance_km(Position(43.238, 76.945), Position(43.238, 76.945)) == 0
    assert haversine_km(Position(43.238, 76.945), Position(43.238, 76.945)) == 0


@settings(deadline=None)
@given(positions, positions)
def test_haversine_is_within_the_promised_part_of_the_geodesic(start, end):
    exact = distance_km(start, end)

    quick = haversine_km(start, end)

    # A nanometre: below it there is nothing but rounding.
    assert math.isclose(quick, exact, rel_tol=0.0056, abs_tol=1e-9)


bearings = st.floats(0, 360)


@settings(deadline=None)
@given(positions, bearings, bearings, st.floats(0.01, 2000))
def test_what_is_as_near_by_geodesic_is_within_the_margin_by_haversine(
    here, one_way, another, km
):
    one, other = (
        Position(*geodesic(km).destination(here, bearing)[:2])
        for bearing in (one_way, another)
    )

    reach_km = haversine_km(here, other) * ELLIPSOID_MARGIN

    assert haversine_km(here, one) <= reach_km


@pytest.mark.parametrize(
    ("latitude", "longitude", "is_inside"),
    [
        (SOUTH, WEST, True),
        (NORTH, EAST, True),
        (SOUTH - 0.001, WEST, False),
        (NORTH + 0.001, EAST, False),
        (SOUTH, WEST - 0.001, False),
        (NORTH, EAST + 0.001, False),
        (76.945, 43.238, False),
    ],
)
def test_knows_the_box_of_kazakhstan(latitude, longitude, is_inside):
    assert Position(latitude, longitude).is_in_kazakhstan is is_inside
