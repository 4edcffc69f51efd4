"""How the map opens, and which part of it is seen."""

import re

import pytest
from playwright.sync_api import expect

from tests.helpers.browser.mapping import (
    ALMATY,
    CANVAS,
    CITY,
    CLUSTER,
    COLUMNS,
    ICON,
    MARKER,
    POPUP,
    open_map,
    open_map_at,
    pan,
    stand_still,
    view_of,
    words_of,
)
from tests.helpers.browser.visiting import LANGUAGES, ONE_COLUMN, choose_language, go_to

pytestmark = pytest.mark.usefixtures("nothing_breaks")

BUTTON = ".map-open"
OF_THE_MAP = re.compile("/map/|leaflet|basemap|markercluster|columns|map[.].*css")
# A page that is idle has asked for all that it wants of itself.
IDLE = """() => new Promise((resolve) => {
  requestIdleCallback(() => resolve(), { timeout: 5000 });
})"""
COUNTRY = (48.2, 67.0)
LABELS = ".leaflet-basemap-labels-pane canvas"
INK = """(canvas) => canvas.getContext("2d")
  .getImageData(0, 0, canvas.width, canvas.height).data
  .filter((value, place) => place % 4 === 3 && value).length"""


@pytest.fixture
def requests(page):
    """The addresses that the page asks for."""
    addresses = []
    page.on("request", lambda request: addresses.append(request.url))
    return addresses


@pytest.fixture
def city(page, site):
    """The list of a city's places; its map is not opened yet."""
    go_to(page, site, "en", "city")
    return page


def status(page):
    return page.locator(".map-status")


# Opening


@pytest.mark.parametrize("kind", ["city", "place"])
def test_nothing_of_the_map_loads_before_the_press(page, site, requests, kind):
    go_to(page, site, "en", kind)
    page.evaluate(IDLE)

    assert [address for address in requests if OF_THE_MAP.search(address)] == []


def test_opened_map_asks_other_hosts_for_nothing(city, outside, requests):
    open_map(city)
    city.evaluate(IDLE)

    # So that the test before this one has a meaning.
    assert len([address for address in requests if OF_THE_MAP.search(address)]) > 10
    assert outside.tile_requests == []


def test_files_of_the_map_load_by_hashed_names(city, requests):
    open_map(city)

    files = [address for address in requests if "/static/" in address]
    assert len(files) > 10
    assert [one for one in files if not re.search(r"\.[0-9a-f]{12}\.\w+$", one)] == []


@pytest.mark.parametrize(
    "file",
    [
        "map/create_map.*.js",
        # Other modules import them.
        "map/url_hash.*.js",
        "leaflet.*.js",
        "leaflet.extras.*.js",
        "leaflet.markercluster.*.js",
        "leaflet.*.css",
        "css/map.*.css",
    ],
)
def test_map_that_did_not_load_can_be_tried_again(city, complaints, file):
    failed = []

    def fail(route):
        failed.append(route.request)
        route.abort()

    city.route(f"**/{file}", fail, times=1)

    assert_opens_at_the_second_press(city, complaints)
    # Fetched first: browsers do not ask again for a module that has failed.
    assert failed[0].resource_type == "fetch"


@pytest.mark.parametrize(
    "file",
    [
        "basemap/basemap.*.js",
        # Other modules import it.
        "basemap/canvas_layer.*.js",
        "shapes.*.json",
        "labels.en.*.json",
    ],
)
def test_base_map_that_did_not_load_comes_when_the_map_is_moved(city, complaints, file):
    city.route(f"**/{file}", lambda route: route.abort(), times=1)

    city.click(BUTTON)
    expect(city.locator(ICON)).not_to_have_count(0)
    expect(status(city)).to_contain_text(words_of(city)["noBaseMap"])
    [said] = [one for one in complaints if "base map could not be loaded" in one]
    complaints.clear()

    pan(city, "ArrowDown")
    expect(city.locator(LABELS)).to_have_count(1)
    expect(status(city)).to_have_text("")


def test_markers_do_not_wait_for_the_base_map(city):
    held = []
    city.route("**/shapes.*.json", lambda route: held.append(route))

    with city.expect_request("**/shapes.*.json"):
        city.click(BUTTON)
    expect(city.locator(ICON)).not_to_have_count(0)
    expect(status(city)).to_have_text("")
    expect(city.locator(LABELS)).to_have_count(0)

    held.pop().continue_()
    expect(city.locator(LABELS)).to_have_count(1)


def test_map_that_breaks_while_it_is_made_can_be_tried_again(city, complaints):
    breaking = """let count = 0; export function listVisiblePlaces() {
      if (!count++) throw new Error("a fault"); }"""
    script = {"content_type": "text/javascript", "body": breaking}
    city.route("**/visible_list.*.js", lambda route: route.fulfill(**script))

    said = assert_opens_at_the_second_press(city, complaints)
    assert "a fault" in said
    cards = city.locator(".place").count()
    expect(city.locator(".place-on-map")).to_have_count(cards)


def assert_opens_at_the_second_press(page, complaints):
    """Return what the console says of the first press."""
    page.click(BUTTON)
    failed = page.locator(".map").get_attribute("data-failed")
    expect(status(page)).to_have_text(failed)
    expect(page.locator(CANVAS)).to_be_hidden()
    [said] = [one for one in complaints if "could not be opened" in one]
    complaints.clear()

    with page.expect_response(COLUMNS):
        page.click(BUTTON)
    expect(page.locator(ICON)).not_to_have_count(0)
    expect(page.locator(".leaflet-map-pane")).to_have_count(1)
    expect(status(page)).to_have_text("")
    return said


def test_module_that_did_not_load_leaves_the_list(page, site):
    page.route("**/map.*.js", lambda route: route.abort())

    go_to(page, site, "en", "city")

    assert page.locator(".place").count() > 0
    assert not page.locator(".map").is_visible()


def test_two_presses_open_one_map(city, requests):
    city.dblclick(BUTTON)
    city.wait_for_selector(ICON)
    city.evaluate(IDLE)

    # Each is fetched, then used.
    assert len([one for one in requests if "/leaflet/leaflet." in one]) == 2 * 3
    assert len([one for one in requests if "places.columns.json" in one]) == 1
    assert city.locator(".leaflet-map-pane").count() == 1
    assert city.locator(".place-on-map").count() == city.locator(".place").count()


@pytest.mark.parametrize("kind", ["city", "place"])
def test_opened_map_comes_into_view(page, site, kind):
    go_to(page, site, "en", kind)

    open_map(page)

    box = page.locator(CANVAS).bounding_box()
    assert 0 <= box["y"] < box["y"] + box["height"] <= ONE_COLUMN["height"]


def test_map_opened_with_the_keyboard_gets_the_focus(city):
    city.locator(BUTTON).press("Enter")
    city.wait_for_selector(ICON)

    expect(city.locator(CANVAS)).to_be_focused()
    outline = city.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline != "none"
    assert not city.locator(BUTTON).is_visible()


# What lies under the places


def test_map_speaks_the_language_of_the_page(page, site, requests):
    spoken = set()
    for language in LANGUAGES:
        requests.clear()
        open_map_at(page, site, f"{language}/places/almaty/", 5, COUNTRY)

        labels = [one for one in requests if "/static/basemap/labels." in one]
        assert [re.search(r"/labels\.([\w-]+)\.", one)[1] for one in labels] == [
            language
        ]
        assert page.locator(LABELS).evaluate(INK) > 2000
        assert page.locator(LABELS).get_attribute("lang") == language
        words = words_of(page)
        for name, element in [
            ("zoomIn", ".leaflet-control-zoom-in"),
            ("zoomOut", ".leaflet-control-zoom-out"),
            ("north", ".compass"),
        ]:
            control = page.locator(element)
            assert control.get_attribute("aria-label") == words[name]
            spoken.add(words[name])
        spoken.add(page.get_attribute(CANVAS, "aria-label"))

    assert len(spoken) == 4 * len(LANGUAGES)


# Which part is seen


def test_view_is_in_the_address(page, site, requests):
    open_map_at(page, site, CITY, 13, ALMATY)
    assert view_of(page) == (13, *ALMATY)

    pan(page, "ArrowLeft")

    zoom, latitude, longitude = view_of(page)
    assert page.url.endswith(f"#map={zoom}/{latitude:.4f}/{longitude:.4f}")
    assert (zoom, latitude) == (13, pytest.approx(ALMATY[0], abs=0.001))
    assert longitude < ALMATY[1]


def test_zoom_buttons_work(page, site):
    open_map_at(page, site, CITY, 13, ALMATY)

    page.locator(".leaflet-control-zoom-out").press("Enter")

    page.wait_for_function("() => location.hash.startsWith('#map=12/')")


@pytest.mark.parametrize(
    "fragment", ["", "#main", "#map", "#maps=5/48/67", "#zoom=5/48/67"]
)
def test_other_addresses_open_no_map(page, site, requests, fragment):
    page.goto(f"{site.address}/{CITY}{fragment}")
    page.evaluate(IDLE)

    expect(page.locator(BUTTON)).to_be_visible()
    assert [address for address in requests if OF_THE_MAP.search(address)] == []


def test_address_beyond_the_world_shows_the_places(page, site):
    page.goto(f"{site.address}/{CITY}#map=5/91/67")
    page.wait_for_selector(CLUSTER)

    zoom, latitude, _longitude = view_of(page)
    assert zoom > 8
    assert latitude == pytest.approx(43.2, abs=0.2)


def test_the_map_is_the_same_in_another_language(page, site):
    open_map_at(page, site, CITY, 13, ALMATY)

    choose_language(page, "ru")
    page.wait_for_selector(ICON)

    assert page.url.startswith(f"{site.address}/ru/places/almaty/#map=13/43.2")
    assert view_of(page) == (13, *ALMATY)


def test_written_address_moves_an_open_map(page, site):
    open_map_at(page, site, CITY, 13, ALMATY)

    page.evaluate("location.hash = '#map=10/51.1282/71.4304'")

    page.wait_for_function(
        "() => document.querySelector('.map-search-here').href.includes('#map=10/51.1')"
    )
    assert view_of(page) == (10, 51.1282, 71.4304)


def test_back_from_a_place_leads_to_the_same_view(page, site):
    open_map_at(page, site, CITY, 15, ALMATY)
    pan(page, "ArrowUp")
    view = view_of(page)
    name = page.locator(MARKER).first.get_attribute("title").partition(", ")[0]
    page.locator(MARKER).first.dispatch_event("click")
    page.wait_for_selector(POPUP)
    # The map may have moved to make room for what has opened.
    stand_still(page)
    stand_still(page)
    view = view_of(page)

    page.locator(f"{POPUP} a.popup-name").click()
    expect(page.locator("h1")).to_contain_text(name)
    page.go_back()

    page.wait_for_selector(ICON)
    assert view_of(page) == view


def test_one_press_on_back_leaves_the_map(page, site):
    go_to(page, site, "en", "places")
    go_to(page, site, "en", "city")
    open_map(page)
    pan(page, "ArrowUp")
    pan(page, "ArrowLeft")

    page.go_back()

    expect(page).to_have_url(f"{site.address}/en/places/")
