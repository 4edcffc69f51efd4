"""Searches that ask for less, where a search finds nothing."""

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext

from locator.models import Verdict
from locator.published import published_places
from locator.search import word_parser
from locator.search.filters import read_search
from locator.search.forms import PlaceSearchForm
from locator.search.relaxed import relaxed
from tests.helpers.clock import NOW
from tests.helpers.factories import (
    make_brand,
    make_operator_brand,
    make_place,
    make_settlement,
    make_top_up,
)

pytestmark = pytest.mark.django_db


def relaxed_of(address):
    form = PlaceSearchForm(QueryDict(address))
    query, _filters = read_search(form)
    assert not form.errors
    return relaxed(form, query, published_places(), NOW)


def test_one_filter_is_left_out():
    kcell = make_operator_brand()
    place = make_place(brand=make_brand(kind="store"))
    make_top_up(place.brand, kcell, Verdict.NO)

    assert relaxed_of("kind=store&tops_up=kcell") == [
        ("without", "My operator: Kcell", "/en/places/?kind=store", 1)
    ]


@pytest.mark.parametrize(
    ("address", "longer"),
    [
        ("settlement=small&kind=store", "settlement=small&kind=store&radius_km=10"),
        ("settlement=small&radius_km=2", "settlement=small&radius_km=10"),
        ("lat=43.300&lon=76.945&radius_km=2", "lat=43.300&lon=76.945&radius_km=10"),
    ],
)
def test_the_least_longer_distance_that_finds_some_comes_first(address, longer):
    make_settlement(slug="small", latitude=43.3, longitude=76.945)
    make_place(brand=make_brand(kind="store"), latitude=43.238, longitude=76.945)

    found = relaxed_of(address)

    assert found[0] == ("within", "within 10 km", f"/en/places/?{longer}", 1)


def test_where_leaving_one_out_does_not_help_one_alone_is_asked_for():
    make_settlement(slug="empty")
    make_place(brand=make_brand(slug="desk", kind="operator"))
    make_brand(slug="shop", kind="store")

    assert relaxed_of("settlement=empty&brand=shop&kind=operator") == [
        ("only", "Kind of place: operator’s office", "/en/places/?kind=operator", 1)
    ]


def test_only_a_settlement_is_its_own_page():
    make_place(settlement=make_settlement(slug="almaty"))
    make_brand(slug="shop", name="Shop")

    found = relaxed_of("settlement=almaty&brand=shop")

    assert ("without", "Brand: Shop", "/en/places/almaty/", 1) in found


def test_the_words_are_parsed_once_and_nothing_is_asked_of_the_database(monkeypatch):
    make_settlement(slug="almaty")
    make_place(brand=make_brand(name="Magnum"))
    make_brand(slug="spar")
    parse, parsed = word_parser.WordParser.parse, []

    def count(self):
        parsed.append(self.text)
        return parse(self)

    monkeypatch.setattr(word_parser.WordParser, "parse", count)
    relaxed_of("q=magnum")
    with CaptureQueriesContext(connection) as queries:
        found = relaxed_of(
            "q=magnum&brand=spar&settlement=almaty&radius_km=1&kind=bank"
        )

    assert len(parsed) == 2
    assert len(queries) == 0
    assert [search.change for search in found] == ["only"]
