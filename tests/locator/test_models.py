from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from locator.geo.geodesy import EAST, SOUTH
from locator.models import Place, TopUp, Verdict
from tests.helpers.factories import (
    make_brand,
    make_operator_brand,
    make_place,
    make_settlement,
    make_top_up,
    make_way_to_pay,
)

pytestmark = pytest.mark.django_db

HIDDEN, CLOSED = Place.Status.HIDDEN, Place.Status.CLOSED


def test_published_are_neither_hidden_nor_closed():
    place = make_place()
    make_place(status=HIDDEN)
    make_place(status=CLOSED)

    assert list(Place.objects.published()) == [place]


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


def test_place_names_the_operators_it_may_top_up(places_by_verdict):
    kcell, places = places_by_verdict

    confirmed = [name for name, place in places.items() if place.tops_up == [kcell]]
    said = [name for name, place in places.items() if place.said_to_top_up == [kcell]]

    assert confirmed == [Verdict.CONFIRMED]
    assert said == [Verdict.SAID]


def test_settlements_of_places_come_by_size_and_once():
    small, large = make_settlement(population=10), make_settlement(population=20)
    make_settlement(population=30)
    make_place(settlement=make_settlement(population=40), status=HIDDEN)
    make_place(settlement=small)
    make_place(settlement=small)
    make_place(settlement=large)

    assert list(Place.objects.published().settlements()) == [large, small]


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


@pytest.mark.parametrize("phone", ['=HYPERLINK("http://evil.example")', "ask inside"])
def test_a_phone_is_numbers(phone):
    place = make_place()
    place.phone = phone

    with pytest.raises(ValidationError, match="Write numbers only"):
        place.full_clean()
