import re
from math import asinh, pi, radians, tan

import pytest
from playwright.sync_api import expect

from tests.e2e.rows import MARKUP
from tests.e2e.visiting import LANGUAGES, NARROW, WIDE, complaints_of, go_to, open_map

BUTTON = ".map button"
CANVAS = ".map-canvas"
MARKER = ".leaflet-marker-icon"

ADDRESSES = "pictures => pictures.map(({ src }) => src)"
BROKEN_PICTURES = f"""() =>
  [...document.querySelectorAll("{MARKER}, .leaflet-marker-shadow")]
    .filter(({{ naturalWidth }}) => naturalWidth === 0).length"""

# Positions in the window: of the tips of markers, which are 12 pixels from the left
# of their pictures and at the foot, and of the corners of street tiles.
TIPS = f"""() => [...document.querySelectorAll("{MARKER}")].map((marker) => {{
  const {{ left, bottom }} = marker.getBoundingClientRect();
  return [left + 12, bottom];
}})"""
TILES = """() => [...document.querySelectorAll(".leaflet-tile")].map((tile) => {
  const [zoom, column, row] = tile.src.match(/\\d+/g).map(Number);
  const { left, top } = tile.getBoundingClientRect();
  return { zoom, column, row, left, top };
})"""
MAP_STANDS_STILL = """() => {
  const tiles = [...document.querySelectorAll(".leaflet-tile")];
  const zooms = new Set(tiles.map(({ src }) => src.match(/\\d+/)[0]));
  return zooms.size === 1 && !document.querySelector(".leaflet-zoom-anim");
}"""
EVERY_TILE_IS_LOADED = """() => {
  const tiles = [...document.querySelectorAll(".leaflet-tile")];
  return tiles.length && tiles.every((one) => one.matches(".leaflet-tile-loaded"));
}"""
POSITIONS = """() => [...document.querySelectorAll(".place")].map(({ dataset }) =>
  [Number(dataset.latitude), Number(dataset.longitude)])"""


@pytest.fixture
def city(page, site):
    """The list of a city's places; its map is not opened yet."""
    go_to(page, site, "en", "city")
    return page


def words(page, name):
    """What the page may say about the map, in its language."""
    return page.locator(".map").evaluate("(map, name) => map.dataset[name]", name)


def status(page):
    return page.locator(".map-status")


def test_nothing_of_the_map_loads_before_the_press(page, site, outside):
    addresses = []
    page.on("request", lambda request: addresses.append(request.url))

    go_to(page, site, "en", "city")
    page.wait_for_load_state("networkidle")

    assert [address for address in addresses if "leaflet" in address] == []
    assert outside.tile_requests == []


@pytest.mark.parametrize("kind", ["city", "places", "places near", "place"])
def test_map_has_a_marker_for_each_listed_place(page, site, kind):
    complaints = complaints_of(page)
    go_to(page, site, "en", kind)

    open_map(page)

    assert page.locator(MARKER).count() == page.locator(".place").count() > 0
    assert complaints == []


@pytest.mark.parametrize("size", [NARROW, WIDE])
def test_markers_stand_where_the_places_are(page, site, size):
    page.set_viewport_size(size)
    go_to(page, site, "en", "city")
    open_map(page)
    page.wait_for_function(MAP_STANDS_STILL)

    canvas = page.locator(CANVAS).bounding_box()
    tile = page.evaluate(TILES)[0]
    positions = page.evaluate(POSITIONS)
    tips = page.evaluate(TIPS)

    assert len(tips) == len(positions)
    for position, (x, y) in zip(positions, tips, strict=True):
        assert (x, y) == pytest.approx(place_beside(tile, *position), abs=1.5)
        assert canvas["x"] <= x <= canvas["x"] + canvas["width"]
        assert canvas["y"] <= y <= canvas["y"] + canvas["height"]


def place_beside(tile, latitude, longitude):
    """Where in the window a place is, by where a street tile is."""
    tiles_across = 2 ** tile["zoom"]
    column = tiles_across * (longitude / 360 + 0.5)
    row = tiles_across * (0.5 - asinh(tan(radians(latitude))) / (2 * pi))
    return (
        tile["left"] + 256 * (column - tile["column"]),
        tile["top"] + 256 * (row - tile["row"]),
    )


def test_pictures_of_markers_load_by_hashed_names(city):
    open_map(city)

    assert city.evaluate(BROKEN_PICTURES) == 0
    addresses = city.eval_on_selector_all(MARKER, ADDRESSES)
    name = re.compile(r"/static/leaflet/images/marker-icon\.[0-9a-f]{12}\.png$")
    assert all(name.search(address) for address in addresses)


def test_scripts_of_the_map_load_by_hashed_names(page, site):
    scripts = []
    page.on("request", lambda request: scripts.append(request.url))

    go_to(page, site, "en", "city")
    open_map(page)

    scripts = [address for address in scripts if address.endswith(".js")]
    # The search box, the map, its places, Leaflet and django-leaflet's extras.
    assert len(scripts) == 5
    assert all(re.search(r"\.[0-9a-f]{12}\.js$", address) for address in scripts)


def test_popup_has_the_name_and_address_of_its_place(city):
    open_map(city)
    place = city.locator(".place").nth(2)

    city.locator(MARKER).nth(2).focus()
    city.keyboard.press("Enter")

    popup = city.locator(".leaflet-popup-content")
    link, listed = popup.locator("a"), place.locator("a").first
    assert link.inner_text() == listed.inner_text().strip()
    assert link.evaluate("({ href }) => href") == listed.evaluate("({ href }) => href")
    address = place.locator(".place-address").inner_text()
    assert popup.locator("p").inner_text() == " ".join(address.split())


def test_names_are_text_and_never_markup(page, site):
    complaints = complaints_of(page)
    page.goto(f"{site.address}/en/places/markup/")
    open_map(page)

    for marker in page.locator(MARKER).all():
        marker.focus()
        page.keyboard.press("Enter")
        popup = page.locator(".leaflet-popup-content")
        expect(popup).to_have_count(1)
        expect(popup.locator("a")).to_have_text(MARKUP)
        assert popup.locator("img").count() == 0
    assert page.locator(f"{MARKER}[title='{MARKUP}']").count() == 2
    assert complaints == []


def test_attribution_can_be_seen(city):
    open_map(city)

    attribution = city.locator(".leaflet-control-attribution")
    assert "OpenStreetMap" in attribution.inner_text()
    link = attribution.locator("a[href='https://www.openstreetmap.org/copyright']")
    link.scroll_into_view_if_needed()
    is_on_top = """(link) => {
      const { x, y, width, height } = link.getBoundingClientRect();
      return link.contains(document.elementFromPoint(x + width / 2, y + height / 2));
    }"""
    assert link.evaluate(is_on_top)


def test_tile_requests_say_where_they_come_from(city, site, outside):
    open_map(city)
    city.wait_for_selector(".leaflet-tile-loaded")

    referers = {request.headers.get("referer") for request in outside.tile_requests}
    assert referers == {f"{site.address}/"}


def test_zoom_buttons_have_names_in_the_language_of_the_page(page, site):
    names = set()
    for language in LANGUAGES:
        go_to(page, site, language, "city")
        open_map(page)
        for button, name in [("in", "zoomIn"), ("out", "zoomOut")]:
            control = page.locator(f".leaflet-control-zoom-{button}")
            assert control.get_attribute("aria-label") == words(page, name)
            assert control.get_attribute("title") == words(page, name)
            names.add(words(page, name))

    assert len(names) == 2 * len(LANGUAGES)


def test_zoom_buttons_work(city):
    open_map(city)
    city.wait_for_function(MAP_STANDS_STILL)
    before = city.evaluate(TILES)[0]["zoom"]

    city.locator(".leaflet-control-zoom-out").press("Enter")

    city.wait_for_function(
        "before => document.querySelector(`.leaflet-tile[src*='/${before - 1}/']`)",
        arg=before,
    )


def test_map_opened_with_the_keyboard_gets_the_focus(city):
    city.locator(BUTTON).press("Enter")
    city.wait_for_selector(MARKER)

    expect(city.locator(CANVAS)).to_be_focused()
    outline = city.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline != "none"
    assert not city.locator(BUTTON).is_visible()


@pytest.mark.parametrize(
    "file", ["leaflet.*.js", "leaflet.extras.*.js", "leaflet.*.css"]
)
def test_map_that_did_not_load_can_be_tried_again(city, file):
    city.route(f"**/{file}", lambda route: route.abort(), times=1)

    city.click(BUTTON)
    expect(status(city)).to_have_text(words(city, "failed"))
    assert not city.locator(CANVAS).is_visible()

    open_map(city)
    assert city.locator(MARKER).count() == city.locator(".place").count()
    assert status(city).inner_text() == ""


def test_module_that_did_not_load_leaves_the_list(page, site):
    page.route("**/map.*.js", lambda route: route.abort())

    go_to(page, site, "en", "city")

    assert page.locator(".place").count() > 0
    assert not page.locator(BUTTON).is_visible()


def test_two_presses_open_one_map(city):
    addresses = []
    city.on("request", lambda request: addresses.append(request.url))

    city.dblclick(BUTTON)
    city.wait_for_selector(".leaflet-tile-loaded")

    assert len([one for one in addresses if "/leaflet/leaflet." in one]) == 3
    assert city.locator(".leaflet-map-pane").count() == 1
    assert city.locator(MARKER).count() == city.locator(".place").count()
    assert status(city).inner_text() == ""


@pytest.mark.parametrize("answer", ["nothing comes back", "503"])
def test_map_says_that_streets_are_missing(city, outside, answer):
    if answer == "503":
        outside.answer_tile = lambda route: route.fulfill(status=503)
    else:
        outside.answer_tile = lambda route: route.abort()

    open_map(city)

    expect(status(city)).to_have_text(words(city, "noStreets"))
    assert city.locator(MARKER).count() == city.locator(".place").count()


@pytest.fixture
def silent_streets(outside):
    """A host of tiles that takes requests and never answers."""
    requests = []
    outside.answer_tile = requests.append
    yield
    for request in requests:
        request.abort()


def test_map_says_so_when_the_streets_never_answer(visit, site, silent_streets):
    page = visit()
    page.clock.install()
    go_to(page, site, "en", "city")

    open_map(page)
    page.clock.fast_forward(30_000)

    expect(status(page)).to_have_text(words(page, "noStreets"))


def test_streets_that_answer_are_not_said_to_be_missing(city):
    open_map(city)
    city.wait_for_function(EVERY_TILE_IS_LOADED)

    assert status(city).inner_text() == ""
