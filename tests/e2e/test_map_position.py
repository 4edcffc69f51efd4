"""Where the visitor is, on the map."""

import re
from math import dist
from urllib.parse import parse_qsl, urlsplit

import pytest
from playwright.sync_api import expect

from tests.helpers.browser.mapping import (
    ALMATY,
    CARDS,
    CITY,
    DETAILS,
    MARKERS,
    all_places_come,
    is_in_view,
    open_map_at,
    stand_still,
    view_of,
    window_point,
    words_of,
)
from tests.helpers.browser.visiting import complaints_of

LOCATE = ".map-locate"
# Astana, and a shore of Lake Balkhash with nothing around.
CITY_POINT = {"latitude": 51.1282, "longitude": 71.4304, "accuracy": 40}
FAR_POINT = {"latitude": 46.52, "longitude": 74.91, "accuracy": 40}


@pytest.fixture
def visitor(visit, site):
    """A visitor who lets the site know where they are, before an open map."""
    pages = []

    def visitor(here, path=CITY):
        page = visit(geolocation=here, permissions=["geolocation"])
        pages.append((page, complaints_of(page)))
        open_map_at(page, site, path, 13, ALMATY)
        return page

    yield visitor
    assert [complaints for _page, complaints in pages if complaints] == []


def locate(page):
    with all_places_come(page):
        page.click(LOCATE)
    page.wait_for_function("() => !location.hash.startsWith('#map=13/43.2365')")
    stand_still(page)


def nearest(page, site, here, more=""):
    near = f"{here['latitude']:.3f},{here['longitude']:.3f}"
    answer = page.request.get(
        f"{site.address}/api/places.geojson?near={near}&limit=3{more}"
    )
    return [one["geometry"]["coordinates"] for one in answer.json()["features"]]


@pytest.mark.parametrize("here", [CITY_POINT, FAR_POINT])
def test_visitor_sees_where_they_are_and_the_nearest_three(visitor, site, here):
    page = visitor(here)

    locate(page)

    [shown] = page.locator(".here").evaluate_all(MARKERS)
    point = window_point(page, here["latitude"], here["longitude"])
    assert dist(shown["at"], point) < 2
    expect(page.locator(".here-circle")).to_have_count(1)
    places = nearest(page, site, here)
    assert len(places) == 3
    for longitude, latitude in places:
        assert is_in_view(page, window_point(page, latitude, longitude), edge=10)
    expect(page.locator(".map-status")).to_have_text(
        words_of(page)["found"].replace("{metres}", "40")
    )


def test_nearest_three_are_of_those_that_are_asked_for(visitor, site):
    page = visitor(CITY_POINT, "en/places/?tops_up=kcell&kind=operator")

    locate(page)

    for longitude, latitude in nearest(
        page, site, CITY_POINT, "&tops_up=kcell&kind=operator"
    ):
        assert is_in_view(page, window_point(page, latitude, longitude), edge=10)


def test_no_more_of_the_position_is_sent_than_a_hundred_metres(visitor):
    page = visitor(CITY_POINT)

    with page.expect_request(DETAILS) as request:
        page.click(LOCATE)

    query = dict(parse_qsl(urlsplit(request.value.url).query))
    assert query["near"] == "51.128,71.430"


def test_visitor_is_shown_where_the_nearest_do_not_come(visit, site):
    page = visit(geolocation=CITY_POINT, permissions=["geolocation"])
    page.route(DETAILS, lambda route: route.abort())
    open_map_at(page, site, CITY, 13, ALMATY)

    locate(page)

    assert view_of(page)[1:] == pytest.approx(
        (CITY_POINT["latitude"], CITY_POINT["longitude"]), abs=0.001
    )


def test_area_is_searched_with_distances_from_the_visitor(visitor):
    page = visitor(CITY_POINT)
    locate(page)
    page.evaluate("location.hash = '#map=14/51.15/71.47'")
    link = page.locator(".map-search-here")
    expect(link).to_have_attribute("href", re.compile("#map=14/51.15"))

    with all_places_come(page):
        page.click(".map-search-here")

    query = dict(parse_qsl(urlsplit(page.url).query))
    assert (query["lat"], query["lon"]) == ("51.128", "71.430")
    expect(page.locator(".here")).to_have_count(1)
    # Those around the visitor are farther than the edge of that area.
    first = page.locator(".place-distance").first.inner_text()
    assert re.match(r"[2-9](\.\d)?\s?km", first)
    cards = page.locator(".place").evaluate_all(CARDS)
    assert cards
    for card in cards:
        assert is_in_view(page, window_point(page, *card["position"]), edge=-5)


def test_visitor_who_refuses_is_told_why_nothing_happens(page, site):
    open_map_at(page, site, CITY, 13, ALMATY)

    page.click(LOCATE)

    expect(page.locator(".map-status")).to_have_text(words_of(page)["refused"])
    expect(page.locator(".here")).to_have_count(0)
    assert view_of(page) == (13, *ALMATY)
