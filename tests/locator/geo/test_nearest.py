"""`nearest_to` finds what measuring every place would find."""

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from locator.geo import geodesy
from locator.geo.geodesy import EAST, NORTH, SOUTH, WEST, Position, distance_km
from locator.models import Place
from tests.factories import (
    ALMATY,
    make_brand,
    make_place,
    make_places,
    make_settlement,
    make_way_to_pay,
)
from tests.locator.geo.nearest import (
    around,
    by_measuring_all,
    by_nearest_to,
    make_places_at,
)

pytestmark = pytest.mark.django_db

API_NEAR = "/api/places.geojson?near={},{}"
HIDDEN, CLOSED = Place.Status.HIDDEN, Place.Status.CLOSED


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


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    points=st.lists(positions | crowded, max_size=40),
    here=positions | crowded,
    limit=st.integers(1, 45),
    radius_km=st.none() | st.floats(0, 3000),
)
def test_are_those_that_measuring_all_finds(points, here, limit, radius_km):
    with transaction.atomic():
        make_places_at(points)
        every = Place.objects.all()

        expected = by_measuring_all(every, here, limit, radius_km)
        found = by_nearest_to(every, here, limit, radius_km)

        transaction.set_rollback(True)
    assert found == expected


def test_are_all_where_a_filter_finds_each_place_more_than_once():
    brand = make_brand()
    for holds in ("cash", "kz_card", "foreign_card"):
        make_way_to_pay(brand, holds=holds, verdict="said")
    make_places_at(around(ALMATY, 300, sigma=0.05, seed=4), brand=brand)
    here = Position(*ALMATY)
    found = Place.objects.filter(brand__ways_to_pay__verdict__in=["said", "unknown"])

    nearest = by_nearest_to(found, here, 200)

    assert nearest == by_measuring_all(Place.objects.all(), here, 200)


def test_a_place_as_far_as_the_radius_is_within_it():
    [place] = make_places_at([(43.3, 77.0)])
    here = Position(*ALMATY)
    [found] = Place.objects.nearest_to(here)

    assert Place.objects.nearest_to(here, radius_km=found.distance_km) == [place]
    assert list(Place.objects.within(here, found.distance_km)) == [place]
    assert Place.objects.nearest_to(here, radius_km=found.distance_km - 1e-9) == []


def test_have_distance_and_bearing():
    east = make_place(latitude=43.238, longitude=77.0)

    (found,) = Place.objects.nearest_to(Position(*ALMATY))

    assert found.distance_km == pytest.approx(
        distance_km(Position(*ALMATY), east.position)
    )
    assert found.bearing == pytest.approx(90, abs=0.1)


def test_in_the_same_spot_come_in_the_order_of_their_keys():
    city = make_settlement()
    places = [make_place(settlement=city, name=name) for name in "EDCBA"]

    found = Place.objects.nearest_to(Position(*ALMATY), limit=3)

    assert found == places[:3]
    assert [place.distance_km for place in found] == [0, 0, 0]


def test_are_nearest_on_the_ellipsoid():
    """On the sphere the eastern one is nearer, though only by 100 metres."""
    make_place(latitude=43.238, longitude=78.178)
    northern = make_place(latitude=44.138, longitude=76.945)

    found = Place.objects.nearest_to(Position(*ALMATY), limit=1)

    assert found == [northern]


def test_are_only_those_that_the_filters_leave():
    make_place(status=HIDDEN)
    make_place(status=CLOSED)
    magnum = make_brand(slug="magnum")
    far = make_place(brand=magnum, latitude=43.5)
    farther = make_place(brand=magnum, latitude=44.5)
    make_place()

    found = Place.objects.published().filter(brand=magnum).nearest_to(Position(*ALMATY))

    assert found == [far, farther]


def test_of_none_are_none():
    assert Place.objects.nearest_to(Position(*ALMATY)) == []
    assert Place.objects.none().nearest_to(Position(*ALMATY)) == []


def test_are_at_most_twenty_unless_told():
    make_places(25)

    assert len(Place.objects.nearest_to(Position(*ALMATY))) == 20
    assert len(Place.objects.nearest_to(Position(*ALMATY), 25)) == 25
    assert Place.objects.nearest_to(Position(*ALMATY), 0) == []


def test_bring_along_what_a_card_shows(django_assert_num_queries):
    make_places(30)
    found = Place.objects.nearest_to(Position(*ALMATY))

    with django_assert_num_queries(0):
        assert [place.brand.name for place in found]
        assert [place.settlement.name for place in found]
        assert [place.tops_up for place in found]


@pytest.mark.parametrize("path", ["/en/places/?lat={}&lon={}", API_NEAR])
def test_a_place_that_goes_while_it_is_looked_for_is_left_out(
    client, monkeypatch, path
):
    gone = make_place(address="Gone 1")
    make_place(address="Here 1")
    measure = geodesy.measure

    def measure_and_hide(*args):
        measured = measure(*args)
        Place.objects.filter(pk=gone.pk).delete()
        return measured

    monkeypatch.setattr(geodesy, "measure", measure_and_hide)
    response = client.get(path.format(*ALMATY))

    assert response.status_code == 200
    assert "Here 1" in response.text
    assert "Gone 1" not in response.text
