"""The map beside the list, on a screen so wide that it opens by itself."""

import pytest
from playwright.sync_api import expect

from tests.helpers.browser.mapping import (
    CANVAS,
    CITY,
    ICON,
    NEAR,
    box_of,
    open_list_beside_map,
    pan,
    stand_still,
    view_of,
)
from tests.helpers.browser.visiting import LANGUAGES, ONE_COLUMN, WIDE, complaints_of

pytestmark = pytest.mark.usefixtures("nothing_breaks")

OFFER = ".map-offer"
# A page that is idle has done all that it does of itself.
IDLE = """() => new Promise((resolve) => {
  requestIdleCallback(() => resolve(), { timeout: 5000 });
})"""

CONNECTION = "Object.defineProperty(navigator, 'connection', { value: %s });"
REDUCED_DATA = """
  const { matchMedia } = window;
  window.matchMedia = (query) => matchMedia(
    query.includes("prefers-reduced-data") ? "all" : query,
  );
"""
FEW_BYTES = {
    "data is saved": CONNECTION % "{ saveData: true }",
    "slow": CONNECTION % "{ effectiveType: '3g', downlink: 4 }",
    "very slow": CONNECTION % "{ effectiveType: 'slow-2g' }",
    "narrow": CONNECTION % "{ effectiveType: '4g', downlink: 0.4 }",
    "data is reduced": REDUCED_DATA,
}


@pytest.fixture
def beside(page, site):
    open_list_beside_map(page, site, NEAR, WIDE)
    return page


@pytest.mark.parametrize("language", LANGUAGES)
def test_four_cards_and_the_map_are_in_view_together(page, site, language):
    asked = "places/?lat=43.242&lon=76.956&tops_up=beeline"

    open_list_beside_map(page, site, f"{language}/{asked}", WIDE)

    left, top, right, bottom = box_of(page, CANVAS)
    assert 0 <= top < bottom <= WIDE["height"]
    assert right <= WIDE["width"]
    cards = page.locator(".place").evaluate_all("""(cards) => cards.slice(0, 4)
      .map((card) => card.getBoundingClientRect())
      .map(({ right, bottom }) => ({ right, bottom }))""")
    assert len(cards) == 4
    assert max(card["bottom"] for card in cards) <= WIDE["height"]
    assert max(card["right"] for card in cards) <= left


def test_map_stays_while_the_list_is_read(beside):
    beside.locator(".place").last.scroll_into_view_if_needed()

    _left, top, _right, bottom = box_of(beside, CANVAS)
    assert 0 <= top < bottom <= WIDE["height"]
    expect(beside.locator(OFFER)).to_be_hidden()


def test_map_that_opens_by_itself_disturbs_nobody(beside, outside):
    assert outside.tile_requests == []
    assert "#" not in beside.url
    assert beside.evaluate("scrollY") == 0
    assert beside.evaluate("document.activeElement === document.body")

    beside.click(".map-streets")
    beside.wait_for_selector(".leaflet-tile-loaded")
    assert outside.tile_requests


def test_address_has_the_view_once_somebody_moves_it(beside):
    pan(beside, "ArrowLeft")
    zoom, latitude, longitude = view_of(beside)

    beside.wait_for_function("() => location.hash")

    assert beside.url.endswith(f"#map={zoom}/{latitude:.4f}/{longitude:.4f}")


def test_keyboard_comes_to_the_list_before_the_map(beside):
    card, canvas = beside.locator(".place a").first, beside.locator(CANVAS)

    is_before = card.evaluate(
        "(card, map) => card.compareDocumentPosition(map) & 4", canvas.element_handle()
    )

    assert is_before


@pytest.mark.parametrize("cause", FEW_BYTES)
def test_map_waits_for_a_press_where_bytes_are_few(visit, site, cause):
    page = visit(viewport=WIDE)
    page.add_init_script(FEW_BYTES[cause])
    complaints = complaints_of(page)

    page.goto(f"{site.address}/{CITY}")
    page.evaluate(IDLE)

    expect(page.locator(OFFER)).to_be_visible()
    expect(page.locator(CANVAS)).to_be_hidden()
    assert complaints == []


@pytest.mark.parametrize(
    ("path", "size"), [(CITY, ONE_COLUMN), ("en/places/almaty/{place}/", WIDE)]
)
def test_map_waits_for_a_press_where_it_is_not_beside_a_list(page, site, path, size):
    page.set_viewport_size(size)

    page.goto(f"{site.address}/{path.format(**site.names)}")
    page.evaluate(IDLE)

    expect(page.locator(OFFER)).to_be_visible()
    expect(page.locator(CANVAS)).to_be_hidden()


def test_map_goes_along_when_the_screen_becomes_wide_or_narrow(page, site):
    page.set_viewport_size(ONE_COLUMN)
    page.goto(f"{site.address}/{CITY}")
    expect(page.locator(OFFER)).to_be_visible()

    page.set_viewport_size(WIDE)
    expect(page.locator(ICON)).not_to_have_count(0)
    stand_still(page)
    assert box_of(page, CANVAS)[0] > box_of(page, ".place")[2] - 1

    page.set_viewport_size(ONE_COLUMN)
    expect(page.locator(CANVAS)).to_be_visible()
    assert box_of(page, CANVAS)[3] < box_of(page, ".place")[1]


def test_without_scripts_the_list_stands_alone(visit, site):
    page = visit(viewport=WIDE, java_script_enabled=False)

    page.goto(f"{site.address}/{CITY}")

    left, _top, right, _bottom = box_of(page, ".place")
    assert right - left > WIDE["width"] / 2
    expect(page.locator(".map")).to_be_hidden()


def test_map_that_did_not_open_by_itself_can_be_pressed(page, site, complaints):
    page.set_viewport_size(WIDE)
    page.route("**/leaflet.markercluster.*.js", lambda route: route.abort(), times=1)

    page.goto(f"{site.address}/{CITY}")
    expect(page.locator(OFFER)).to_be_visible()
    expect(page.locator(".map-status")).not_to_be_empty()
    assert "could not be opened" in complaints[-1]
    complaints.clear()

    page.click(".map-open")
    expect(page.locator(ICON)).not_to_have_count(0)


def test_map_opens_at_a_press_where_the_site_is_told_to_save_data(visit, site):
    page = visit(viewport=WIDE, extra_http_headers={"Save-Data": "on"})
    complaints = complaints_of(page)

    page.goto(f"{site.address}/{CITY}")
    page.evaluate(IDLE)

    expect(page.locator(OFFER)).to_have_count(0)
    expect(page.locator(CANVAS)).to_be_hidden()
    last = box_of(page, ".place:nth-last-child(1)")
    assert last[3] < box_of(page, ".map-open")[1]
    page.click(".map-open")
    expect(page.locator(ICON)).not_to_have_count(0)
    expect(page.locator(".map-open")).to_be_hidden()
    assert complaints == []
