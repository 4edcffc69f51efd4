import random
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from locator.geodesy import EAST, NORTH, SOUTH, WEST, Position, distance_km
from locator.models import Brand, Place, Settlement, TopUp, Verdict
from tests.factories import (
    ALMATY,
    ASTANA,
    make_brand,
    make_operator_brand,
    make_place,
    make_places,
    make_settlement,
    make_top_up,
    make_way_to_pay,
)

pytestmark = pytest.mark.django_db

HIDDEN, CLOSED = Place.Status.HIDDEN, Place.Status.CLOSED


def nearest_by_measuring_all(places, position, limit):
    """What `nearest_to` promises, in the slow and obvious way."""
    measured = [(distance_km(position, place.position), place.pk) for place in places]
    return sorted(measured)[:limit]


def found_by_nearest_to(places, position, limit):
    found = places.nearest_to(position, limit)
    return [(place.distance_km, place.pk) for place in found]


# As fine as OpenStreetMap's coordinates are: a centimetre.
latitudes = st.floats(SOUTH, NORTH).map(lambda degrees: round(degrees, 7))
longitudes = st.floats(WEST, EAST).map(lambda degrees: round(degrees, 7))
positions = st.builds(Position, latitudes, longitudes)
# A few of the same points and near ones, so that there are ties and crowds.
crowded = st.builds(
    Position,
    st.sampled_from([SOUTH, 43.238, 43.2380001, 43.239, 51.128, NORTH]),
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
)
def test_nearest_are_those_that_measuring_all_finds(points, here, limit):
    with transaction.atomic():
        brand, settlement = make_brand(), make_settlement()
        Place.objects.bulk_create(
            Place(
                brand=brand,
                settlement=settlement,
                name="Place",
                latitude=point.latitude,
                longitude=point.longitude,
            )
            for point in points
        )
        expected = nearest_by_measuring_all(Place.objects.all(), here, limit)

        found = found_by_nearest_to(Place.objects.all(), here, limit)

        transaction.set_rollback(True)
    assert found == expected


@pytest.mark.parametrize("here", [ALMATY, ASTANA, (47.0, 62.0), (40.5, 46.4)])
def test_nearest_are_exact_among_many(here):
    chance = random.Random(56)
    brand, settlement = make_brand(), make_settlement()
    Place.objects.bulk_create(
        Place(
            brand=brand,
            settlement=settlement,
            name="Place",
            latitude=chance.gauss(43.24, 0.05)
            if number % 2
            else chance.uniform(SOUTH, NORTH),
            longitude=chance.gauss(76.9, 0.05)
            if number % 2
            else chance.uniform(WEST, EAST),
        )
        for number in range(1000)
    )
    expected = nearest_by_measuring_all(Place.objects.all(), Position(*here), 50)

    found = found_by_nearest_to(Place.objects.all(), Position(*here), 50)

    assert found == expected


def test_nearest_in_the_same_spot_come_in_the_order_of_their_keys():
    city = make_settlement()
    places = [make_place(settlement=city, name=name) for name in "EDCBA"]

    found = Place.objects.nearest_to(Position(*ALMATY), limit=3)

    assert found == places[:3]
    assert [place.distance_km for place in found] == [0, 0, 0]


def test_nearest_are_nearest_on_the_ellipsoid():
    """On the sphere the eastern one is nearer, though only by 100 metres."""
    make_place(latitude=43.238, longitude=78.178)
    northern = make_place(latitude=44.138, longitude=76.945)

    found = Place.objects.nearest_to(Position(*ALMATY), limit=1)

    assert found == [northern]


def test_nearest_are_only_those_that_the_filters_leave():
    make_place(status=HIDDEN)
    make_place(status=CLOSED)
    magnum = make_brand(slug="magnum")
    far = make_place(brand=magnum, latitude=43.5)
    farther = make_place(brand=magnum, latitude=44.5)
    make_place()

    found = Place.objects.published().filter(brand=magnum).nearest_to(Position(*ALMATY))

    assert found == [far, farther]


def test_nearest_of_none_are_none():
    assert Place.objects.nearest_to(Position(*ALMATY)) == []
    assert Place.objects.none().nearest_to(Position(*ALMATY)) == []


def test_nearest_are_at_most_twenty_unless_told():
    make_places(25)

    assert len(Place.objects.nearest_to(Position(*ALMATY))) == 20
    assert len(Place.objects.nearest_to(Position(*ALMATY), 25)) == 25
    assert Place.objects.nearest_to(Position(*ALMATY), 0) == []


def test_nearest_ask_as_often_for_many_places(django_assert_num_queries):
    make_places(500)

    with django_assert_num_queries(3):  # positions, cards, what tops up what
        found = Place.objects.nearest_to(Position(*ALMATY))
        assert [place.brand.name for place in found]
        assert [place.tops_up for place in found]


def test_published_are_neither_hidden_nor_closed():
    place = make_place()
    make_place(status=HIDDEN)
    make_place(status=CLOSED)

    assert list(Place.objects.published()) == [place]


def test_box_includes_its_edges():
    inside = make_place(latitude=43.0, longitude=76.0)
    corner = make_place(latitude=44.0, longitude=77.0)
    make_place(latitude=44.001, longitude=77.0)
    make_place(latitude=44.0, longitude=77.001)

    assert set(Place.objects.in_box(43.0, 76.0, 44.0, 77.0)) == {inside, corner}


@pytest.fixture
def places_by_verdict():
    """A place of a brand for each verdict about Kcell; the last has none at all."""
    kcell = make_operator_brand()
    places = {}
    for verdict in [*Verdict, None]:
        place = make_place()
        if verdict:
            make_top_up(place.brand, kcell, verdict)
        places[verdict] = place
    return kcell, places


def test_sure_are_the_confirmed_and_the_said(places_by_verdict):
    kcell, places = places_by_verdict

    sure = set(Place.objects.topping_up(kcell))

    assert sure == {places[Verdict.CONFIRMED], places[Verdict.SAID]}


def test_only_a_known_no_is_left_out(places_by_verdict):
    kcell, places = places_by_verdict

    left_out = set(Place.objects.not_topping_up(kcell))

    assert left_out == {places[Verdict.NO]}
    assert set(Place.objects.known_or_maybe(kcell)) == set(places.values()) - left_out


def test_unknown_are_to_be_asked_at(places_by_verdict):
    kcell, places = places_by_verdict

    unsure = set(Place.objects.maybe_topping_up(kcell))

    assert unsure == {places[Verdict.UNKNOWN], places[None]}


def test_without_an_operator_nothing_is_left_out(places_by_verdict):
    kcell, places = places_by_verdict

    assert set(Place.objects.known_or_maybe()) == set(places.values())
    assert set(Place.objects.topping_up()) == {
        places[Verdict.CONFIRMED],
        places[Verdict.SAID],
    }


def test_a_brand_is_judged_for_each_operator_by_itself():
    kcell = make_operator_brand()
    tele2 = make_operator_brand(slug="tele2", name="Tele2")
    place = make_place()
    make_top_up(place.brand, kcell, Verdict.NO)
    make_top_up(place.brand, tele2, Verdict.CONFIRMED)

    assert list(Place.objects.topping_up(tele2)) == [place]
    assert list(Place.objects.topping_up(kcell)) == []
    assert list(Place.objects.known_or_maybe(kcell)) == []
    assert list(Place.objects.topping_up()) == [place]


def test_surest_come_first_then_the_largest_settlement_then_the_name():
    kcell = make_operator_brand()
    sure_brand, unsure_brand = make_brand(), make_brand()
    make_top_up(sure_brand, kcell)
    village, city = make_settlement(population=500), make_settlement(population=5000)
    unsure = make_place(brand=unsure_brand, settlement=city, name="A")
    in_village = make_place(brand=sure_brand, settlement=village, name="A")
    second = make_place(brand=sure_brand, settlement=city, name="B")
    first = make_place(brand=sure_brand, settlement=city, name="A")

    ordered = list(Place.objects.surest_first(kcell))

    assert ordered == [first, second, in_village, unsure]
    assert [place.is_sure for place in ordered] == [True, True, True, False]


def test_place_names_the_operators_it_may_top_up(places_by_verdict):
    kcell, places = places_by_verdict

    confirmed = [name for name, place in places.items() if place.tops_up == [kcell]]
    said = [name for name, place in places.items() if place.said_to_top_up == [kcell]]

    assert confirmed == [Verdict.CONFIRMED]
    assert said == [Verdict.SAID]


def test_settlements_with_places_are_counted_and_the_largest_come_first():
    small, large = make_settlement(population=10), make_settlement(population=20)
    make_settlement(population=30)
    only_hidden = make_settlement(population=40)
    make_place(settlement=only_hidden, status=HIDDEN)
    make_place(settlement=small)
    make_place(settlement=small)
    make_place(settlement=small, status=CLOSED)
    make_place(settlement=large)

    settlements = Settlement.objects.with_places()

    assert [(found, found.place_count) for found in settlements] == [
        (large, 1),
        (small, 2),
    ]


def test_brands_with_places_are_counted_and_the_most_frequent_come_first():
    rare, frequent = make_brand(), make_brand()
    make_brand()
    make_place(brand=rare)
    make_place(brand=rare, status=HIDDEN)
    make_places(2, brand=frequent)

    brands = Brand.objects.with_places()

    assert [(brand, brand.place_count) for brand in brands] == [
        (frequent, 2),
        (rare, 1),
    ]


def test_nearest_settlement_with_places_is_by_geodesic():
    here = make_settlement(latitude=47.0, longitude=70.0)
    # Nearer in degrees, farther on the ground: a degree of longitude is shorter.
    north = make_settlement(latitude=48.0, longitude=70.0)
    east = make_settlement(latitude=47.0, longitude=71.2)
    make_settlement(latitude=47.1, longitude=70.0)  # without places
    make_place(settlement=north)
    make_place(settlement=east)

    nearest = here.nearest_with_places()

    assert nearest == east
    assert nearest.distance_km == distance_km(here.position, east.position)


def test_without_any_places_no_settlement_is_near():
    assert make_settlement().nearest_with_places() is None


@pytest.mark.parametrize("verdict", [Verdict.CONFIRMED, Verdict.NO])
@pytest.mark.parametrize(
    "missing", [{"source_url": ""}, {"checked_on": None}], ids=["source", "day"]
)
def test_a_sure_verdict_needs_source_and_day(verdict, missing):
    facts = {"source_url": "https://example.org/", "checked_on": date(2026, 11, 22)}
    brand, kcell = make_brand(), make_operator_brand()

    with pytest.raises(IntegrityError), transaction.atomic():
        TopUp.objects.create(
            brand=brand, operator=kcell, verdict=verdict, **facts | missing
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        make_way_to_pay(brand, verdict=verdict, **facts | missing)


@pytest.mark.parametrize("verdict", [Verdict.SAID, Verdict.UNKNOWN])
def test_an_unsure_verdict_needs_neither(verdict):
    top_up = make_top_up(make_brand(), make_operator_brand(), verdict)

    top_up.full_clean()


@pytest.mark.parametrize(
    ("latitude", "longitude"),
    [(76.945, 43.238), (SOUTH - 0.1, 70.0), (50.0, EAST + 0.1), (0.0, 0.0)],
)
def test_nothing_lies_outside_kazakhstan(latitude, longitude):
    place, settlement = make_place(), make_settlement()

    for thing in (place, settlement):
        thing.latitude, thing.longitude = latitude, longitude
        with pytest.raises(ValidationError):
            thing.full_clean()
        with pytest.raises(IntegrityError), transaction.atomic():
            thing.save()


def test_an_id_is_once_in_its_source():
    make_place(source=Place.Source.OSM, source_id="node/1")
    make_place(source=Place.Source.CSV, source_id="node/1")
    make_place(source=Place.Source.OSM, source_id=None)
    make_place(source=Place.Source.OSM, source_id=None)

    with pytest.raises(IntegrityError), transaction.atomic():
        make_place(source=Place.Source.OSM, source_id="node/1")


@pytest.mark.parametrize("colour", ["red", "#FFFFFF", "#fff", '#"/><b>', ""])
def test_a_colour_is_hexadecimal(colour):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_brand(colour=colour)


def test_usual_hours_need_source_and_day():
    sourced = {
        "usual_hours_source_url": "https://example.org/",
        "usual_hours_checked_on": date(2026, 11, 22),
    }
    make_brand(usual_hours="24/7", **sourced)

    for missing in ({"usual_hours_source_url": ""}, {"usual_hours_checked_on": None}):
        with pytest.raises(IntegrityError), transaction.atomic():
            make_brand(usual_hours="24/7", **sourced | missing)
