"""Points finds what measuring every point by geopy would find, in the same order."""

import random
from functools import cache

import numpy as np
import pytest
from geopy.distance import geodesic
from hypothesis import given, settings
from hypothesis import strategies as st

from locator.geo.geodesy import EAST, NORTH, SOUTH, WEST, WGS84, Position
from locator.geo.nearest import Points, kth_smallest
from tests.helpers.factories import ALMATY, ASTANA

ALMATY, ASTANA = Position(*ALMATY), Position(*ASTANA)
CORNERS = [(SOUTH, WEST), (SOUTH, EAST), (NORTH, WEST), (NORTH, EAST)]

# As fine as OpenStreetMap's coordinates are: a centimetre.
latitudes = st.floats(SOUTH, NORTH).map(lambda degrees: round(degrees, 7))
longitudes = st.floats(WEST, EAST).map(lambda degrees: round(degrees, 7))
positions = st.builds(Position, latitudes, longitudes)
# A few of the same points and near ones, so that there are ties and crowds.
crowded = st.builds(
    Position,
    st.sampled_from([SOUTH, 43.238, 43.2380001, 43.239, 43.25, 51.128, NORTH]),
    st.sampled_from([WEST, 76.945, 76.9450001, 76.946, 71.43, EAST]),
)


def points_of(positions):
    latitudes, longitudes = zip(*positions, strict=True) if positions else ((), ())
    return Points(latitudes, longitudes)


def nearest(positions, here, limit, rows=None):
    """Return what is found, as distances and rows; the row is also the key."""
    every = np.arange(len(positions))
    rows = every if rows is None else np.array(rows, int)
    rows, kilometres, _bearings = points_of(positions).nearest(here, limit, rows, every)
    return list(zip(kilometres.tolist(), rows.tolist(), strict=True))


def by_measuring(positions, here, rows=None):
    """Return the distance of every row, the closest first, by geopy."""
    rows = range(len(positions)) if rows is None else rows
    return sorted((round(geodesic(here, positions[row]).km, 9), row) for row in rows)


def approximately(measured):
    """Geopy and pyproj differ by nanometres, and both are rounded to a micrometre."""
    return [(pytest.approx(km, rel=1e-12, abs=2e-9), row) for km, row in measured]


@settings(max_examples=200)
@given(
    points=st.lists(positions | crowded, max_size=40),
    here=positions | crowded,
    limit=st.integers(1, 45),
)
def test_are_those_that_measuring_all_finds(points, here, limit):
    expected = approximately(by_measuring(points, here)[:limit])

    assert nearest(points, here, limit) == expected


@settings(max_examples=100)
@given(
    points=st.lists(positions | crowded, max_size=40),
    here=positions | crowded,
    radius_km=st.floats(0.001, 3000),
)
def test_within_a_radius_are_those_that_measuring_all_finds(points, here, radius_km):
    expected = {row for km, row in by_measuring(points, here) if km <= radius_km}

    found = points_of(points).within(here, radius_km, np.arange(len(points)))

    assert set(found.tolist()) == expected


@given(st.lists(st.integers(0, 50), min_size=4, max_size=900), st.integers(1, 3))
def test_the_kth_smallest_is_that_of_all_in_order(values, k):
    assert kth_smallest(np.array(values), k) == sorted(values)[k - 1]


def test_a_point_as_far_as_the_radius_is_within_it():
    points, rows = points_of([(43.3, 77.0)]), np.array([0])
    _rows, [km], _bearings = points.nearest(ALMATY, 1, rows, rows)

    assert points.within(ALMATY, km, rows).tolist() == [0]
    assert points.within(ALMATY, km - 1e-9, rows).tolist() == []


def test_counts_within_several_radii_at_once():
    points = points_of(around(ALMATY, 500, 0.07, seed=1))
    rows = np.arange(500)[::2]

    counts = points.count_within(ALMATY, [1, 5, 10, 50], rows)

    assert counts == [len(points.within(ALMATY, km, rows)) for km in (1, 5, 10, 50)]
    assert counts[0] < counts[1] < counts[2] <= counts[3] <= 250


def test_say_in_which_direction_one_sets_out():
    points, rows = points_of([(43.238, 77.0), (43.1, 76.945)]), np.arange(2)

    _rows, _km, bearings = points.nearest(ALMATY, 2, rows, rows)

    assert bearings.tolist() == pytest.approx([90, 180], abs=0.1)


def test_are_nearest_on_the_ellipsoid():
    """On the sphere the eastern one is nearer, though only by 100 metres."""
    eastern, northern = (43.238, 78.178), (44.138, 76.945)

    [(_km, row)] = nearest([eastern, northern], ALMATY, 1)

    assert row == 1


def test_in_the_same_spot_come_in_the_order_of_their_keys():
    points, keys = points_of([ALMATY] * 5), np.array([9, 3, 7, 1, 5])

    rows, kilometres, _bearings = points.nearest(ALMATY, 3, np.arange(5), keys)

    assert keys[rows].tolist() == [1, 3, 5]
    assert kilometres.tolist() == [0, 0, 0]


def test_of_none_are_none():
    assert nearest([], ALMATY, 20) == []
    assert nearest([ALMATY], ALMATY, 0) == []
    assert nearest([ALMATY], ALMATY, 20, rows=[]) == []


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


# A country in small: crowded cities far apart, and a crowd at one address.
COUNTRY = [
    *around(ALMATY, 900, 0.07, seed=900),
    *around(ASTANA, 500, 0.07, seed=500),
    *around((43.65, 51.2), 300, 0.07, seed=300),
    *[(51.2, 51.4)] * 400,
    *CORNERS,
]
WHERE = {
    "Almaty": ALMATY,
    "Astana": ASTANA,
    "beside a city": Position(43.5, 76.5),
    "steppe": Position(47.0, 62.0),
    "middle of the country": Position(48.0, 67.0),
    "400 points at one address": Position(51.2, 51.4),
    "near that address": Position(51.21, 51.42),
    "south-western corner": Position(*CORNERS[0]),
    "north-eastern corner": Position(*CORNERS[3]),
    "abroad": Position(55.75, 37.62),
    "other side of the earth": Position(-43.0, -105.0),
    "near the pole": Position(89.0, 70.0),
}
FILTERS = {
    "all": range(len(COUNTRY)),
    "common": range(0, len(COUNTRY), 2),
    "rare": range(7, len(COUNTRY), 61),
    "one": [1234],
}


@cache
def measured_from(where):
    return by_measuring(COUNTRY, WHERE[where])


@pytest.mark.parametrize("where", WHERE)
@pytest.mark.parametrize("filtered", FILTERS)
class TestInACountry:
    @pytest.mark.parametrize("limit", [1, 20, 300])
    def test_are_exact(self, where, filtered, limit):
        rows = set(FILTERS[filtered])
        expected = [pair for pair in measured_from(where) if pair[1] in rows][:limit]

        found = nearest(COUNTRY, WHERE[where], limit, FILTERS[filtered])

        assert found == approximately(expected)

    @pytest.mark.parametrize("radius_km", [0.5, 40, 700])
    def test_are_exact_within_a_radius(self, where, filtered, radius_km):
        rows = set(FILTERS[filtered])
        expected = {
            row for km, row in measured_from(where) if row in rows and km <= radius_km
        }

        found = points_of(COUNTRY).within(
            WHERE[where], radius_km, np.array(FILTERS[filtered], int)
        )

        assert set(found.tolist()) == expected


@pytest.mark.parametrize("where", ["Almaty", "steppe", "400 points at one address"])
def test_are_exact_among_a_hundred_thousand(where):
    here = WHERE[where]
    cities = [ALMATY, ASTANA, (43.65, 51.2), (51.2, 51.4)]
    positions = [
        point
        for number, city in enumerate(cities)
        for point in around(city, 25_000, 0.07, seed=number)
    ]
    points, rows = points_of(positions), np.arange(100_000)
    # By geopy it would take minutes: all by pyproj, the shortest by geopy as well.
    _there, _back, metres = WGS84.inv(
        np.full(100_000, here.longitude),
        np.full(100_000, here.latitude),
        points.longitudes,
        points.latitudes,
    )
    expected = np.lexsort((rows, np.round(metres / 1000, 9)))[:20]

    found, kilometres, _bearings = points.nearest(here, 20, rows, rows)

    assert found.tolist() == expected.tolist()
    assert kilometres.tolist() == pytest.approx(
        [geodesic(here, positions[row]).km for row in found], abs=2e-9
    )
