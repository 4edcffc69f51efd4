"""Which markers the keyboard reaches, in which order, and by which names."""

import re

import pytest
from playwright.sync_api import expect

from tests.helpers.browser.mapping import (
    ALMATY,
    CANVAS,
    CITY,
    ICON,
    MARKER,
    MARKERS,
    NEAR,
    is_in_view,
    open_map_at,
    pan,
    stand_still,
    view_of,
    window_point,
)

pytestmark = pytest.mark.usefixtures("nothing_breaks")

REACHED = f"{CANVAS} {ICON}[tabindex='0']"
# What is drawn is put in order a moment after it stands still.
IS_IN_ORDER = """(icons) => {
  const { left, top, right, bottom } = document.querySelector(".map-canvas")
    .getBoundingClientRect();
  return icons.every((icon) => {
    const { x, y, width, height } = icon.getBoundingClientRect();
    const [across, down] = [x + width / 2, y + height / 2];
    const isSeen = left < across && across < right && top < down && down < bottom;
    return isSeen === (icon.getAttribute("tabindex") === "0");
  });
}"""

# The pixels of an icon are whole ones.
NEAREST_FIRST = """([icons, x, y]) => {
  const distances = [...document.querySelectorAll(icons)].map((icon) => {
    const { left, top, width, height } = icon.getBoundingClientRect();
    return Math.hypot(left + width / 2 - x, top + height / 2 - y);
  });
  return distances.length > 3
    && distances.every((one, place) => !place || distances[place - 1] <= one + 2);
}"""


def wait_for_order(page):
    stand_still(page)
    page.wait_for_function(
        f"() => ({IS_IN_ORDER})([...document.querySelectorAll("
        "'.leaflet-marker-icon.marker, .leaflet-marker-icon.cluster')])"
    )


def middle(page):
    box = page.locator(CANVAS).bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def wait_for_nearest_first(page, start):
    page.wait_for_function(NEAREST_FIRST, arg=[REACHED, *start])


def test_keyboard_reaches_the_markers_in_view_and_no_other(street):
    wait_for_order(street)

    seen = [
        is_in_view(street, one["at"])
        for one in street.locator(ICON).evaluate_all(MARKERS)
    ]

    assert street.locator(REACHED).count() == seen.count(True) > 3
    assert False in seen
    reached = street.locator(REACHED).evaluate_all(MARKERS)
    assert all(is_in_view(street, one["at"]) for one in reached)


def test_nearest_to_the_visitor_comes_first(page, site):
    # The visitor is not in the middle.
    open_map_at(page, site, NEAR, 14, (ALMATY[0] + 0.01, ALMATY[1] + 0.02))
    wait_for_order(page)

    wait_for_nearest_first(page, window_point(page, *ALMATY))


def test_nearest_to_the_middle_comes_first_where_no_visitor_is_known(page, site):
    open_map_at(page, site, CITY, 14, ALMATY)
    wait_for_order(page)
    wait_for_nearest_first(page, middle(page))

    pan(page, "ArrowLeft")
    wait_for_order(page)
    wait_for_nearest_first(page, middle(page))


def test_tab_goes_from_the_map_to_the_nearest_and_on(street):
    wait_for_order(street)
    names = street.locator(REACHED).evaluate_all(
        "(icons) => icons.map((icon) => icon.ariaLabel)"
    )
    street.locator(CANVAS).focus()

    # The buttons of the map come after the places, in Leaflet.
    for name in names[:3]:
        street.keyboard.press("Tab")
        focused = street.evaluate("document.activeElement.ariaLabel")
        assert focused == name
        wait_for_order(street)


def test_names_say_how_far_it_is(street):
    wait_for_order(street)

    labels = street.locator(f"{MARKER}[tabindex='0']").evaluate_all(
        "(icons) => icons.map((icon) => [icon.ariaLabel, icon.title])"
    )

    assert labels
    for label, title in labels:
        assert label == title
        assert re.search(r", (\d+ m|\d+(\.\d)? km)(, |$)", label), label


def test_focus_stays_where_it_is_when_others_come(street):
    wait_for_order(street)
    street.locator(f"{MARKER}[tabindex='0']").nth(2).focus()
    stand_still(street)
    marker = street.evaluate("document.activeElement.dataset.id")

    latitude, longitude = view_of(street)[1:]
    street.evaluate(f"location.hash = '#map=15/{latitude}/{longitude + 0.004}'")
    wait_for_order(street)

    focused = street.locator(f"{ICON}:focus")
    expect(focused).to_have_attribute("data-id", marker)
