"""Where the places are on the map, and what their markers say."""

import re
from math import dist

import pytest
from playwright.sync_api import expect

from tests.helpers.browser.mapping import (
    ALMATY,
    CANVAS,
    CARDS,
    CITY,
    CLUSTER,
    ICON,
    MARKER,
    MARKERS,
    NEAR,
    is_in_view,
    listed_markers,
    marker_at,
    open_map,
    open_map_at,
    places_in_view,
    stand_still,
    view_of,
    window_point,
    words_of,
)
from tests.helpers.browser.visiting import NARROW, WIDE, go_to

pytestmark = pytest.mark.usefixtures("nothing_breaks")

# Names that end in a number.
LETTERS = {"Tele2": "T2", "Kassa24": "K24"}

# The shape of each kind of place.
SHAPES = {"operator": "circle", "store": "rect"}
OTHER_SHAPE = "path"

FOCUS_IS_ON_A_MARKER = f"""() =>
  document.activeElement.matches("{ICON}") &&
  !document.querySelector(".leaflet-zoom-anim, .leaflet-cluster-anim")"""

# What a marker is like: its first shape is that of its kind, the rest is a mark.
LOOKS = """(markers) => markers.map((marker) => ({
  label: marker.getAttribute("aria-label"),
  role: marker.getAttribute("role"),
  name: marker.title,
  shape: marker.querySelector("svg").firstChild.tagName,
  fill: marker.querySelector("svg").firstChild.getAttribute("fill"),
  letters: marker.querySelector("text").textContent,
  mark: marker.querySelector(".marker-mark")?.textContent ?? "",
  isUnsure: marker.classList.contains("is-unsure"),
}))"""


def middle(page):
    box = page.locator(CANVAS).bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


# Markers


@pytest.mark.parametrize("kind", ["city", "places", "places near", "place"])
def test_listed_places_are_in_the_view_that_opens(page, site, kind):
    go_to(page, site, "en", kind)
    open_map(page)

    for card in page.locator(".place").evaluate_all(CARDS):
        assert is_in_view(page, window_point(page, *card["position"])), card


@pytest.mark.parametrize("size", [NARROW, WIDE])
def test_markers_stand_where_the_places_are(page, site, size):
    page.set_viewport_size(size)
    open_map_at(page, site, CITY, 15, ALMATY)

    expected = [
        window_point(page, *place["position"])
        for place in places_in_view(page, site, margin=10)
    ]
    markers = [
        marker["at"]
        for marker in page.locator(MARKER).evaluate_all(MARKERS)
        if is_in_view(page, marker["at"])
    ]

    assert markers
    for marker in markers:
        assert min(dist(point, marker) for point in expected) < 2, marker
    # Clusters reach 48 pixels, at each of some zooms.
    alone = [
        point
        for point in expected
        if all(dist(point, other) > 100 for other in expected if other != point)
        and is_in_view(page, point)
    ]
    assert alone
    for point in alone:
        assert min(dist(point, marker) for marker in markers) < 2, point


def test_listed_places_have_their_name_where_they_are(street):
    seen = listed_markers(street)

    assert seen
    for card, marker in seen:
        name = card.locator("a").first.inner_text()
        assert marker.get_attribute("title").startswith(f"{name}, ")
        assert marker.get_attribute("title") == marker.get_attribute("aria-label")


def test_markers_tell_what_they_stand_for(page, site):
    answer = page.request.get(
        f"{site.address}/api/places.geojson?kind=operator&limit=1"
    )
    longitude, latitude = answer.json()["features"][0]["geometry"]["coordinates"]
    seen = set()

    for zoom, position in [(15, ALMATY), (17, (latitude, longitude))]:
        open_map_at(page, site, CITY, zoom, position)
        ask_first = words_of(page)["askFirst"]
        cards = page.locator(".place").evaluate_all(CARDS)
        addresses = [card["address"] for card in cards]
        for place in places_in_view(page, site):
            marker = marker_at(page, place["position"])
            if not marker:
                continue
            [looks] = marker.evaluate_all(LOOKS)
            is_unsure = not (place["tops_up"] or place["said_to_top_up"])
            assert looks["role"] == "button"
            assert looks["shape"] == SHAPES.get(place["kind"], OTHER_SHAPE)
            name = looks["label"].partition(", ")[0]
            assert looks["letters"] == LETTERS.get(name, name[:2])
            # What is listed has its address; of the rest the map knows the town.
            wheres = [place["settlement"].capitalize(), *addresses]
            assert looks["label"].startswith(tuple(f"{name}, {one}" for one in wheres))
            assert looks["label"].endswith(f", {ask_first}") == is_unsure
            assert looks["isUnsure"] == is_unsure
            assert (looks["mark"] == "?") == is_unsure
            assert (looks["fill"] == "#ffffff") == is_unsure
            seen |= {place["kind"], is_unsure}
    assert seen >= {*SHAPES, True, False}


@pytest.mark.parametrize(("brand", "is_unsure"), [("magnum", False), ("toimart", True)])
def test_cards_and_their_markers_are_equally_sure(page, site, brand, is_unsure):
    path = f"{NEAR}&brand={brand}"
    page.goto(f"{site.address}/{path}")
    first = page.locator(".place").evaluate_all(CARDS)[0]
    open_map_at(page, site, path, 16, first["position"])

    seen = listed_markers(page)
    assert seen
    for card, marker in seen:
        assert (card.get_attribute("data-unsure") is not None) == is_unsure
        assert ("is-unsure" in marker.get_attribute("class")) == is_unsure


def test_focus_on_a_marker_brings_it_into_view(street):
    beyond = next(
        marker["id"]
        for marker in street.locator(MARKER).evaluate_all(MARKERS)
        if not is_in_view(street, marker["at"], edge=-20)
    )
    marker = street.locator(f"{MARKER}[data-id='{beyond}']")

    marker.focus()

    street.wait_for_function(FOCUS_IS_ON_A_MARKER)
    stand_still(street)
    expect(marker).to_be_focused()
    assert is_in_view(street, marker.evaluate_all(MARKERS)[0]["at"])


# Clusters


def test_clusters_say_how_many_they_are(fitted):
    in_words = words_of(fitted)["cluster"]
    clusters = fitted.locator(CLUSTER).evaluate_all(
        "(clusters) => clusters.map((one) => [one.innerText, one.role, one.ariaLabel])"
    )

    assert clusters
    for count, role, label in clusters:
        assert role == "button"
        assert label == in_words.replace("{count}", count)


def test_every_place_is_on_the_map_once(page, site):
    open_map_at(page, site, CITY, 4, (48.2, 67.0))
    everything = page.request.get(f"{site.address}/api/places.geojson?limit=1000")

    def shown():
        clusters = page.locator(CLUSTER).all_inner_texts()
        return sum(map(int, clusters)) + page.locator(MARKER).count()

    assert shown() == len(everything.json()["features"])


@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_key_on_a_cluster_zooms_in_and_keeps_the_focus_near(fitted, key):
    cluster = fitted.locator(CLUSTER).filter(has_text=re.compile(r"^\d\d$")).first
    zoom, *_centre = view_of(fitted)

    cluster.focus()
    fitted.keyboard.press(key)

    fitted.wait_for_function(FOCUS_IS_ON_A_MARKER)
    assert view_of(fitted)[0] > zoom
    stand_still(fitted)
    # What was in the cluster is now around the middle.
    [focused] = fitted.locator(f"{ICON}:focus").evaluate_all(MARKERS)
    assert is_in_view(fitted, focused["at"])
    distances = [
        dist(one["at"], middle(fitted))
        for one in fitted.locator(ICON).evaluate_all(MARKERS)
    ]
    assert dist(focused["at"], middle(fitted)) < sorted(distances)[4]


def test_zooming_by_the_keyboard_goes_on_to_markers(page, site):
    open_map_at(page, site, CITY, 11, ALMATY)
    page.locator(CLUSTER).first.focus()

    for _press in range(10):
        if page.locator(f"{MARKER}:focus").count():
            break
        page.keyboard.press("Enter")
        stand_still(page)
        page.wait_for_function(FOCUS_IS_ON_A_MARKER)

    expect(page.locator(f"{MARKER}:focus")).to_have_count(1)
