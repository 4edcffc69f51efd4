"""The list and the map in step, and what the map shows as text."""

import re
from math import dist
from urllib.parse import parse_qsl, urlsplit

import pytest
from playwright.sync_api import expect

from tests.helpers.browser.mapping import (
    ALMATY,
    CANVAS,
    CARDS,
    CITY,
    COLUMNS,
    ICON,
    MARKER,
    MARKERS,
    PLACES_ARE_HERE,
    POPUP,
    all_places_come,
    box_of,
    is_in_view,
    listed_markers,
    marker_at,
    metres_from_centre,
    open_map_at,
    pan,
    places_in_view,
    stand_still,
    view_of,
    window_point,
    words_of,
)
from tests.helpers.browser.visiting import go_to

pytestmark = pytest.mark.usefixtures("nothing_breaks")

HIGHLIGHTED = re.compile(r"\bis-highlighted\b")


@pytest.mark.parametrize("way", ["hover", "focus"])
def test_card_marks_its_marker(street, way):
    [card, marker], *_others = listed_markers(street)

    point_at(card.locator("a").first if way == "focus" else card, way)
    expect(marker).to_have_class(HIGHLIGHTED)
    expect(street.locator(f"{ICON}.is-highlighted")).to_have_count(1)

    point_at(street.locator("header a").first, way)
    expect(marker).not_to_have_class(HIGHLIGHTED)


def test_card_marks_the_cluster_of_its_marker(fitted):
    card = next(
        card
        for card in fitted.locator(".place").all()
        if not marker_at(fitted, card.evaluate_all(CARDS)[0]["position"])
    )
    point = window_point(fitted, *card.evaluate_all(CARDS)[0]["position"])

    card.locator("a").first.focus()

    marked = fitted.locator(".is-highlighted")
    expect(marked).to_have_count(1)
    assert marked.evaluate("(one) => one.matches('.cluster')")
    # Clusters reach 48 pixels, at the zoom at which they were made.
    point = window_point(fitted, *card.evaluate_all(CARDS)[0]["position"])
    assert dist(marked.evaluate_all(MARKERS)[0]["at"], point) < 96


@pytest.mark.parametrize("way", ["hover", "focus"])
def test_marker_marks_its_card(street, way):
    [card, marker], *_others = listed_markers(street)

    point_at(marker, way)
    expect(card).to_have_class(HIGHLIGHTED)
    expect(street.locator(".place.is-highlighted")).to_have_count(1)

    point_at(street.locator("header a").first, way)
    expect(card).not_to_have_class(HIGHLIGHTED)


def point_at(target, way):
    if way == "focus":
        target.focus()
    else:
        target.hover()


def test_button_on_a_card_opens_its_popup_wherever_it_is(fitted):
    card = fitted.locator(".place").last

    card.get_by_role("button").click()

    name = fitted.locator(f"{POPUP} a.popup-name")
    expect(name).to_have_text(card.locator("a").first.inner_text())
    assert name.get_attribute("href") == card.locator("a").first.evaluate(
        "({ href }) => href"
    )
    stand_still(fitted)
    expect(fitted.locator(CANVAS)).to_be_in_viewport()
    expect(card).to_have_class(HIGHLIGHTED)


def test_popup_leads_to_the_card(street):
    [card, marker], *_others = listed_markers(street)
    marker.click()

    street.locator(POPUP).get_by_role("button", name=words_of(street)["inList"]).click()

    expect(card.locator("a").first).to_be_focused()
    expect(card.locator("a").first).to_be_in_viewport()


def test_area_of_the_map_is_searched_with_the_filters_of_the_list(page, site):
    open_map_at(page, site, "en/places/?tops_up=kcell&kind=operator", 13, ALMATY)
    page.locator(CANVAS).focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function(
        "hash => location.hash !== hash", arg=page.evaluate("location.hash")
    )
    stand_still(page)
    view = view_of(page)

    with all_places_come(page):
        page.click(".map-search-here")

    query = dict(parse_qsl(urlsplit(page.url).query))
    west, south, east, north = map(float, query.pop("bbox").split(","))
    assert query == {"tops_up": "kcell", "kind": "operator"}
    expect(page.locator(".map-open")).not_to_be_visible()
    assert view_of(page) == view
    left, top, right, bottom = box_of(page, CANVAS)
    assert dist(window_point(page, south, west), (left, bottom)) < 10
    assert dist(window_point(page, north, east), (right, top)) < 10
    cards = page.locator(".place").evaluate_all(CARDS)
    assert cards
    for card in cards:
        assert is_in_view(page, window_point(page, *card["position"]), edge=-5)


def test_scale_is_true(page, site):
    open_map_at(page, site, CITY, 13, ALMATY)
    west, south, _east, _north = bbox_of(page)

    corner = metres_from_centre(page, south, west)

    assert corner_metres(page) == pytest.approx(corner, rel=0.05)


def bbox_of(page):
    address = page.get_attribute(".map-search-here", "href")
    box = dict(parse_qsl(urlsplit(address).query))["bbox"]
    return list(map(float, box.split(",")))


def corner_metres(page):
    """How far the corners of the map are from its middle."""
    scale = page.locator(".leaflet-control-scale-line")
    number, unit = scale.inner_text().split()
    metres = int(number) * {"m": 1, "km": 1000}[unit]
    width = scale.evaluate("(line) => line.offsetWidth")
    canvas = page.locator(CANVAS)
    diagonal = canvas.evaluate("(c) => Math.hypot(c.clientWidth, c.clientHeight)")
    return diagonal / 2 * metres / width


# What comes from the site


def test_map_asks_for_the_places_around_as_the_list_is_filtered(page, site):
    requests = []
    page.on("request", lambda request: requests.append(request.url))

    open_map_at(page, site, "en/places/?tops_up=kcell&kind=operator", 13, ALMATY)

    [asked] = [address for address in requests if "/api/" in address]
    assert "tops_up=kcell" in asked
    assert "kind=operator" in asked
    assert "lang=en" in asked
    west, south, east, north = degrees_of(asked)
    assert west < ALMATY[1] < east
    assert south < ALMATY[0] < north
    # A town, not the country.
    assert east - west < 2
    assert north - south < 2


def degrees_of(address):
    box = re.search("bbox=([^&]*)", address)[1]
    return [float(edge) for edge in box.replace("%2C", ",").split(",")]


def test_moving_beyond_what_is_loaded_loads_more(street):
    requests = []
    street.on("request", lambda request: requests.append(request.url))
    astana = (51.1282, 71.4304)

    pan(street, "ArrowRight")
    assert requests == []

    with street.expect_response(COLUMNS) as columns:
        street.evaluate("location.hash = '#map=15/51.1282/71.4304'")
    west, south, east, north = degrees_of(columns.value.url)
    assert south < astana[0] < north
    assert west < astana[1] < east
    expect(street.locator(f"{MARKER}[aria-label*=Astana]")).not_to_have_count(0)


def test_places_that_do_not_come_can_be_asked_for_again(page, site, complaints):
    page.route(COLUMNS, lambda route: route.fulfill(status=503))
    go_to(page, site, "en", "city")
    listed = page.locator(".place").count()

    page.click(".map-open")

    failure = page.get_by_role("alert").filter(has_text="could not be loaded")
    expect(failure).to_be_visible()
    # What the list has is there all the same.
    expect(page.locator(".map-count")).to_have_text(in_view(page, listed))

    failure.get_by_role("button").click()
    expect(failure).to_be_visible()

    page.unroute(COLUMNS)
    failure.get_by_role("button").click()
    expect(failure).not_to_be_visible()
    expect(page.locator(".map-count")).not_to_have_text(in_view(page, listed))
    assert "places around" in complaints[-1]
    complaints.clear()


def in_view(page, count):
    return words_of(page)["inView"].replace("{count}", str(count))


def test_what_is_open_stays_open_when_places_come(page, site):
    held = []
    go_to(page, site, "en", "city")
    page.route(COLUMNS, lambda route: held.append(route))
    page.evaluate("location.hash = '#map=15/43.3636/76.8548'")
    page.wait_for_selector(CANVAS)

    # Of a place that is elsewhere, while the places around are on their way.
    page.locator(".place-on-map").nth(3).click()
    expect(page.locator(POPUP)).to_be_visible()
    name = page.locator(f"{POPUP} .popup-name").get_attribute("href")
    page.unroute(COLUMNS)
    for route in held:
        route.continue_()
    page.wait_for_function(PLACES_ARE_HERE)
    stand_still(page)

    expect(page.locator(f"{POPUP} .popup-name")).to_have_attribute("href", name)
    expect(page.locator(f"{POPUP} .popup-name")).to_be_focused()


def test_more_places_than_a_map_takes_are_said_to_be_too_many(page, site):
    def cut(route):
        answer = route.fetch()
        route.fulfill(response=answer, json=answer.json() | {"truncated": True})

    page.route(COLUMNS, cut)
    open_map_at(page, site, CITY, 15, ALMATY)

    expect(page.locator(".map-status")).to_have_text(words_of(page)["tooMany"])


# The same as text


def test_text_says_what_the_map_shows(page, site):
    open_map_at(page, site, CITY, 15, ALMATY)

    def check():
        places = places_in_view(page, site)
        expect(page.locator(".map-count")).to_have_text(in_view(page, len(places)))
        nearest = sorted(
            metres_from_centre(page, *place["position"]) for place in places
        )
        urls = {
            place["url"]: metres_from_centre(page, *place["position"])
            for place in places
        }
        lines = page.locator(".map-shown li")
        assert lines.count() == min(20, len(places)) > 1
        links = page.locator(".map-shown li a").evaluate_all(
            "(links) => links.map(({ href }) => href)"
        )
        assert [urls[link] for link in links] == pytest.approx(
            nearest[: lines.count()], abs=10
        )
        assert metres_in(lines.first.text_content()) == pytest.approx(
            nearest[0], abs=15
        )

    check()
    page.locator(CANVAS).focus()
    page.keyboard.press("ArrowDown")
    page.wait_for_function(
        "hash => location.hash !== hash", arg=page.evaluate("location.hash")
    )
    stand_still(page)
    check()


def metres_in(line):
    number, unit = re.search(r"([\d.]+) (m|km)$", line).groups()
    return float(number) * {"m": 1, "km": 1000}[unit]


def test_text_can_be_read_by_the_keyboard(street):
    summary = street.locator(".map-shown summary")
    summary.focus()
    street.keyboard.press("Enter")
    street.keyboard.press("Tab")

    expect(street.locator(".map-shown li a").first).to_be_focused()
    expect(street.locator(".map-shown li a").first).to_be_visible()
