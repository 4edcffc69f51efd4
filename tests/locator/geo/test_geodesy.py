import numpy as np
import pytest
from geopy.distance import geodesic
from hypothesis import given
from hypothesis import strategies as st

from locator.geo.geodesy import (
    COMPASS_POINTS,
    EAST,
    NORTH,
    SOUTH,
    WEST,
    Position,
    away,
    compass_point,
)
from locator.geo.nearest import FLATTENING, Points, km_of
from locator.words import DIRECTIONS

positions = st.builds(Position, st.floats(SOUTH, NORTH), st.floats(WEST, EAST))
bearings = st.floats(0, 360, exclude_max=True)
HERE = Position(43.2, 76.9)


def test_measures_the_geodesic():
    almaty, astana = Position(43.238, 76.945), Position(51.128, 71.430)

    assert away(almaty, astana).distance_km == pytest.approx(970, abs=5)


def test_a_place_is_no_distance_from_itself():
    assert away(HERE, HERE).distance_km == 0


@given(positions, positions)
def test_away_is_the_same_geodesic(start, end):
    assert away(start, end).distance_km == pytest.approx(
        geodesic(start, end).km, rel=1e-12, abs=2e-9
    )


@given(positions, positions)
def test_the_arc_of_a_chord_is_within_the_promised_part_of_the_geodesic(start, end):
    [square] = Points([end.latitude], [end.longitude]).squared_chords(start)

    # A nanometre: below it there is nothing but rounding.
    assert km_of(np.sqrt(square)) == pytest.approx(
        geodesic(start, end).km, rel=FLATTENING, abs=1e-9
    )


@given(positions, bearings, st.floats(0.05, 20))
def test_away_says_in_which_direction_one_sets_out(start, bearing, km):
    end = Position(*geodesic(km).destination(start, bearing)[:2])

    found = away(start, end).bearing

    assert 0 <= found < 360
    assert between(found, bearing) < 0.01


def between(one, other):
    """The angle between two bearings, in degrees."""
    return abs((one - other + 180) % 360 - 180)


@pytest.mark.parametrize(
    ("end", "point"),
    [
        ((43.3, 76.9), "north"),
        ((43.3, 77.0372), "north-east"),
        ((43.2, 77.0), "east"),
        ((43.1, 77.0372), "south-east"),
        ((43.1, 76.9), "south"),
        ((43.1, 76.7628), "south-west"),
        ((43.2, 76.8), "west"),
        ((43.3, 76.7628), "north-west"),
    ],
)
def test_knows_the_points_of_the_compass(end, point):
    assert compass_point(away(HERE, Position(*end)).bearing) == point


@pytest.mark.parametrize(
    ("bearing", "point"),
    [(0, "north"), (22.4, "north"), (22.6, "north-east"), (337.4, "north-west")]
    + [(337.6, "north"), (359.999, "north")],
)
def test_each_point_spans_45_degrees(bearing, point):
    assert compass_point(bearing) == point


@given(bearings)
def test_no_point_is_more_than_half_a_span_away(bearing):
    index = COMPASS_POINTS.index(compass_point(bearing))

    assert between(bearing, index * 45) <= 22.5


def test_every_point_has_words():
    assert tuple(DIRECTIONS) == COMPASS_POINTS


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
