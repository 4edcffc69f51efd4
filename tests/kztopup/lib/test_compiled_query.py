"""A prepared query answers as the query does that is compiled anew."""

from datetime import date

import pytest

from kztopup.lib.compiled_query import Prepared
from locator.models import Place
from tests.factories import make_place, make_settlement

pytestmark = pytest.mark.django_db


@pytest.fixture
def by_key_and_name():
    places = Place.objects.rewrite(False).filter(pk__in=[-1], name="-")
    rows = places.order_by("pk").values_list("pk", "checked_on")
    return Prepared(rows, [-1, "-"])


def test_takes_any_number_of_values(by_key_and_name):
    places = [make_place(name="here") for _ in range(4)]
    keys = [place.pk for place in places]

    for count in (1, 3, 2):
        rows = by_key_and_name.rows(keys[:count], ["here"])
        assert [pk for pk, _day in rows] == keys[:count]


def test_takes_no_value(by_key_and_name):
    make_place(name="here")

    assert by_key_and_name.rows([], ["here"]) == []


def test_narrows_by_every_value(by_key_and_name):
    keys = [make_place(name=name).pk for name in ("here", "there", "100 % s")]

    assert [pk for pk, _ in by_key_and_name.rows(keys, ["there"])] == [keys[1]]
    assert [pk for pk, _ in by_key_and_name.rows(keys, ["100 % s"])] == [keys[2]]


def test_returns_what_the_fields_hold(by_key_and_name):
    place = make_place(name="here", checked_on="2026-11-22")

    [row] = by_key_and_name.rows([place.pk], ["here"])

    assert tuple(row) == (place.pk, date(2026, 11, 22))


def test_returns_at_most_so_many(by_key_and_name):
    keys = [make_place(name="here").pk for _ in range(4)]

    rows = by_key_and_name.rows(keys, ["here"], most=3)

    assert [pk for pk, _day in rows] == keys[:3]


def test_keeps_what_the_query_asks_besides():
    city, town = make_settlement(slug="city"), make_settlement(slug="town")
    places = [make_place(settlement=city), make_place(settlement=town)]
    prepared = Prepared(
        Place.objects.rewrite(False)
        .filter(settlement__slug="town", pk__in=[-1])
        .values_list("pk"),
        [-1],
    )

    rows = prepared.rows([place.pk for place in places])

    assert [tuple(row) for row in rows] == [(places[1].pk,)]
