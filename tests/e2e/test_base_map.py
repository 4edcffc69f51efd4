"""What lies under the places: land, water, names, and who they are from."""

import pytest

from tests.helpers.browser.mapping import (
    CANVAS,
    CITY,
    open_map_at,
    pan,
    stand_still,
    window_point,
)
from tests.helpers.browser.visiting import LANGUAGES

pytestmark = pytest.mark.usefixtures("nothing_breaks")

COUNTRY = (48.2, 67.0)
CASPIAN = (42.0, 50.5)
STEPPE = (48.5, 60.5)
RUSSIA = (53.5, 57.0)

SHAPES = ".leaflet-basemap-pane canvas"
LABELS = ".leaflet-basemap-labels-pane canvas"
# The colour of the picture in a point of the window.
COLOUR = """(canvas, [x, y]) => {
  const { left, top } = canvas.getBoundingClientRect();
  const pen = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  pen.drawImage(canvas, left - x, top - y);
  return "#" + [...pen.getImageData(0, 0, 1, 1).data.slice(0, 3)]
    .map((part) => part.toString(16).padStart(2, "0")).join("");
}"""
HAS_COLOUR = f"""({{ canvas, point, colour }}) =>
  ({COLOUR})(canvas, point) === colour"""
TOKEN = "(canvas, name) => getComputedStyle(canvas).getPropertyValue(name).trim()"
IS_ON_TOP = """(link) => {
  const { x, y, width, height } = link.getBoundingClientRect();
  return link.contains(document.elementFromPoint(x + width / 2, y + height / 2));
}"""


def test_labels_differ_by_language(page, site):
    pictures = set()
    for language in LANGUAGES:
        open_map_at(page, site, f"{language}/places/almaty/", 5, COUNTRY)
        pictures.add(page.locator(LABELS).evaluate("(canvas) => canvas.toDataURL()"))

    assert len(pictures) == len(LANGUAGES)


def test_water_and_land_have_their_colours_in_the_light_and_in_the_dark(page, site):
    page.emulate_media(color_scheme="light")
    open_map_at(page, site, CITY, 5, (47.0, 57.0))
    seen = set()

    for scheme in ("light", "dark"):
        # While it is open, too.
        page.emulate_media(color_scheme=scheme)
        for position, token in [
            (CASPIAN, "--map-water"),
            (STEPPE, "--map-home"),
        ]:
            colour = page.locator(CANVAS).evaluate(TOKEN, token)
            # The map is told of another scheme, and draws in a frame of its own.
            page.wait_for_function(
                HAS_COLOUR,
                arg={
                    "canvas": page.locator(SHAPES).element_handle(),
                    "point": window_point(page, *position),
                    "colour": colour,
                },
            )
            seen.add(colour)
        # Neighbours are what the canvas leaves free.
        pixel = page.locator(SHAPES).evaluate(COLOUR, window_point(page, *RUSSIA))
        assert pixel == "#000000"
        background = "getComputedStyle(document.querySelector('.map-canvas'))"
        seen.add(page.evaluate(f"{background}.backgroundColor"))

    assert len(seen) == 6


def test_base_map_keeps_up_with_the_map(page, site):
    open_map_at(page, site, CITY, 5, (47.0, 57.0))
    water = page.locator(CANVAS).evaluate(TOKEN, "--map-water")

    pan(page, "ArrowDown")
    page.keyboard.press("+")
    page.wait_for_function("() => location.hash.startsWith('#map=6/')")
    stand_still(page)

    point = window_point(page, *CASPIAN)
    assert page.locator(SHAPES).evaluate(COLOUR, point) == water


def test_sources_of_the_base_map_are_named_and_can_be_pressed(fitted):
    attribution = fitted.locator(".leaflet-control-attribution")
    for name, address in [
        ("OpenStreetMap", "https://www.openstreetmap.org/copyright"),
        ("Natural Earth", "https://www.naturalearthdata.com/"),
        ("GSHHG", "https://www.soest.hawaii.edu/pwessel/gshhg/"),
        ("GeoNames", "https://www.geonames.org/"),
        ("CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/"),
    ]:
        link = attribution.get_by_role("link", name=name)
        assert link.get_attribute("href") == address
        link.scroll_into_view_if_needed()
        assert link.evaluate(IS_ON_TOP)
