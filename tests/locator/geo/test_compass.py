import pytest
from geographiclib.geodesic import Geodesic
from hypothesis import assume, given
from hypothesis import strategies as st

from locator.geo import geodesy
from locator.geo.compass import POINTS, initial_bearing, point_of
from locator.geo.geodesy import Position
from locator.templatetags.wayfinding import DIRECTIONS

positions = st.builds(
    Position,
    st.floats(geodesy.SOUTH, geodesy.NORTH),
    st.floats(geodesy.WEST, geodesy.EAST),
)
bearings = st.floats(0, 360, exclude_max=True)


def difference(one, other):
    """Between two bearings, in degrees."""
    return abs((one - other + 180) % 360 - 180)


@given(positions, positions)
def test_agrees_with_the_geodesic_anywhere_in_kazakhstan(start, end):
    truth = Geodesic.WGS84.Inverse(*start, *end)
    assume(truth["s12"] > 10)

    bearing = initial_bearing(start, end)

    assert 0 <= bearing < 360
    assert difference(bearing, truth["azi1"]) < 0.2


@given(positions, bearings, st.floats(50, 20_000))
def test_agrees_with_the_geodesic_across_a_city(start, bearing, length):
    there = Geodesic.WGS84.Direct(*start, bearing, length)

    found = initial_bearing(start, Position(there["lat2"], there["lon2"]))

    assert difference(found, bearing) < 0.2


def test_to_the_same_position_is_north():
    assert initial_bearing(Position(43.2, 76.9), Position(43.2, 76.9)) == 0


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
    assert point_of(initial_bearing(Position(43.2, 76.9), Position(*end))) == point


@pytest.mark.parametrize(
    ("bearing", "point"),
    [(0, "north"), (22.4, "north"), (22.6, "north-east"), (337.4, "north-west")]
    + [(337.6, "north"), (359.999, "north")],
)
def test_each_point_spans_45_degrees(bearing, point):
    assert point_of(bearing) == point


@given(bearings)
def test_no_point_is_more_than_half_a_span_away(bearing):
    index = POINTS.index(point_of(bearing))

    assert difference(bearing, index * 45) <= 22.5


def test_every_point_has_words():
    assert tuple(DIRECTIONS) == POINTS
