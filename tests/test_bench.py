"""`make bench` measures what it says; how fast that is, no test judges."""

from itertools import islice

import pytest
from django.test import Client
from django.urls import resolve

from locator.cards import nearest_rows
from locator.geo.geodesy import Position
from locator.models import Brand, Place
from tests.helpers.factories import make_brand, make_settlement
from tools.bench import flood, searching, seeding
from tools.bench.country import BRANDS, City, points, queries
from tools.bench.figures import (
    API_CITY,
    COMPLETE,
    EXACT,
    LIST_CACHED,
    MAP_FROM_PRESS,
    SHIPPED,
    Figure,
    table,
)
from tools.bench.network import PAGES

CITIES = [
    City(1, Position(43.25, 76.91), 2_000_000),
    City(2, Position(51.18, 71.45), 1_500_000),
]


@pytest.fixture
def country(db):
    """200 places of two cities, and positions to ask from."""
    for slug in BRANDS:
        make_brand(slug=slug)
    for city in CITIES:
        latitude, longitude = city.position
        make_settlement(
            latitude=latitude, longitude=longitude, population=city.population
        )
    seeding.grow_to(200)
    return queries(CITIES, in_city=4, in_steppe=2)


def test_the_search_is_measured_and_exact(country):
    figures = searching.search_figures(200, country)

    assert figures[0] == Figure(EXACT, 200, "18 of 18", 1)
    lines = table({"SQLite": figures}).splitlines()
    assert lines[0] == "| places | what | goal | SQLite |"
    assert lines[2] == "| 200 | exact answers | 100 % | 18 of 18: met |"
    assert len(lines) == 3 + 6
    assert all(" ms, " in line for line in lines[3:])


def test_a_wrong_answer_is_seen(country, monkeypatch):
    monkeypatch.setattr(
        searching, "nearest_rows", lambda *asked: nearest_rows(*asked)[::-1]
    )

    assert searching.exactness(200, country).value < 1


def test_a_larger_country_has_the_places_of_a_smaller_one(country):
    smaller = list(Place.objects.order_by("pk").values_list("latitude", "brand"))

    seeding.grow_to(250)

    larger = list(Place.objects.order_by("pk").values_list("latitude", "brand"))
    assert len(larger) == 250
    assert larger[:200] == smaller


def test_filters_let_through_what_they_are_named_by():
    drawn = list(islice(points(CITIES), 20_000))

    for brands, share in [(searching.COMMON, 0.42), (searching.RARE, 0.024)]:
        passing = [
            point for point in drawn if point.is_published and point.brand in brands
        ]
        assert len(passing) / len(drawn) == pytest.approx(share, rel=0.1)


@pytest.mark.parametrize("what", ["list", "search", "town", "file", "sitemap"])
def test_what_is_asked_without_end_is_an_answer(country, client, what):
    make_settlement(slug="almaty")
    Brand.objects.filter(slug="kcell").update(kind=Brand.Kind.OPERATOR)

    response = client.get(flood.WORST[what].format(1))

    assert response.status_code == 200
    assert response.getvalue()


def test_a_sign_in_without_end_gets_to_the_password(country, admin_user):
    client = Client(enforce_csrf_checks=True, headers=flood.COOKIE)

    response = client.post(
        flood.WORST["sign-in"].format(1),
        flood.SIGN_IN,
        content_type=flood.COOKIE["Content-Type"],
    )

    assert response.status_code == 200
    assert response.context["form"].errors


def test_a_goal_is_told_beside_what_was_measured():
    figures = [
        Figure(API_CITY, 10_000, "1.00 ms, 2.0x", 2.0),
        Figure(API_CITY, 100_000, "1.75 ms, 3.5x", 3.5),
        Figure(LIST_CACHED, 10_000, "0.60 ms, 1.2x", 1.21),
    ]

    told = table({"SQLite": figures, "PostgreSQL": figures})

    assert "| ≤ 3x | 1.00 ms, 2.0x: met | 1.00 ms, 2.0x: met |" in told
    assert "| ≤ 3x | 1.75 ms, 3.5x: **missed** |" in told
    assert "| ≤ 1.2x | 0.60 ms, 1.2x: **missed** |" in told
    assert "| API near, city: growth | ≤ 1.3x | 1.75x: **missed** |" in told


def test_a_goal_in_seconds_is_told_for_what_ships():
    figures = [
        Figure(COMPLETE.format("home"), SHIPPED, "2.1 s", 2.1),
        Figure(MAP_FROM_PRESS, SHIPPED, "16.9 s", 16.9),
        Figure(COMPLETE.format("place"), SHIPPED, "2.5 s", 2.5),
    ]

    lines = table({"Chromium": figures}).splitlines()

    assert lines[2:] == [
        "| shipped | home, complete | ≤ 4 s | 2.1 s: met |",
        f"| shipped | {MAP_FROM_PRESS} | ≤ 12 s | 16.9 s: **missed** |",
        "| shipped | place, complete |  | 2.5 s |",
    ]


@pytest.mark.parametrize("page", PAGES)
def test_a_page_at_64_kbit_is_one_of_the_site(page):
    path, _, _query = PAGES[page].partition("?")

    assert resolve(f"/en/{path.format(place=1)}")
