"""Streets under the places, from another host."""

import json
import re

import pytest
from playwright.sync_api import expect

from tests.helpers.browser.mapping import (
    ALMATY,
    CITY,
    ICON,
    open_map,
    open_map_at,
    pan,
    words_of,
)
from tests.helpers.browser.visiting import draw_tile, go_to

pytestmark = pytest.mark.usefixtures("nothing_breaks")

WITH_STREETS = ".map-open-streets"
STREETS = ".map-streets"
GROUND = ".leaflet-basemap-pane canvas"
INK = """(canvas) => canvas.getContext("2d")
  .getImageData(0, 0, canvas.width, canvas.height).data
  .filter((value, place) => place % 4 === 3 && value).length"""
# How many pictures of the base map the window has shown before the first tile.
NOTE_FIRST_TILE = """(() => {
  let drawn = 0;
  addEventListener("map:init", ({ detail: { map } }) => {
    const count = () => {
      if (document.querySelector(".leaflet-basemap-pane canvas")) drawn += 1;
      if (window.pictures === undefined) requestAnimationFrame(count);
    };
    requestAnimationFrame(count);
    map.on("layeradd", ({ layer }) => {
      if (layer.getTileUrl && window.pictures === undefined) window.pictures = drawn;
    });
  });
})()"""
LOADED = ".leaflet-tile-loaded"
TILE = ".leaflet-tile"
EVERY_TILE_HAS_COME = """() => {
  const tiles = [...document.querySelectorAll(".leaflet-tile")];
  return tiles.length && tiles.every((one) => one.matches(".leaflet-tile-loaded"));
}"""


@pytest.fixture
def city(page, site):
    open_map_at(page, site, CITY, 13, ALMATY)
    return page


def status(page):
    return page.locator(".map-status")


def expect_streets(page, word):
    """They are there, and the page says the sentence, or nothing."""
    expect(page.locator(LOADED)).not_to_have_count(0)
    expect(page.locator(STREETS)).to_have_attribute("aria-pressed", "true")
    expect(status(page)).to_have_text(words_of(page)[word] if word else "")


def expect_no_streets(page, word):
    expect(status(page)).to_have_text(words_of(page)[word] if word else "")
    expect(page.locator(STREETS)).to_have_attribute("aria-pressed", "false")
    expect(page.locator(TILE)).to_have_count(0)
    # The places are there all the same.
    expect(page.locator(ICON)).not_to_have_count(0)


def test_one_press_opens_the_map_with_streets(page, site):
    go_to(page, site, "en", "city")
    button = page.locator(WITH_STREETS)
    expect(button).to_contain_text("tile.openstreetmap.org")
    expect(button).to_contain_text("uses data")

    open_map(page, WITH_STREETS)

    page.wait_for_function(EVERY_TILE_HAS_COME)
    expect_streets(page, None)
    expect(page.locator(ICON)).not_to_have_count(0)


def test_map_does_not_wait_for_the_streets(page, site, outside):
    asked = []
    outside.answer_tile = asked.append
    go_to(page, site, "en", "city")

    open_map(page, WITH_STREETS)

    expect(page.locator(TILE)).not_to_have_count(0)
    assert asked
    expect(page.locator(LOADED)).to_have_count(0)
    assert page.locator(GROUND).evaluate(INK) > 1000
    for request in asked:
        request.abort()


def test_base_map_is_drawn_before_a_street_is_asked_for(page, site):
    page.add_init_script(NOTE_FIRST_TILE)
    go_to(page, site, "en", "city")

    open_map(page, WITH_STREETS)
    expect(page.locator(TILE)).not_to_have_count(0)

    assert page.evaluate("pictures") >= 1


def test_map_without_streets_asks_no_other_host(page, site, outside):
    go_to(page, site, "en", "city")

    assert page.inner_text(".map-open").startswith("Without streets")
    open_map(page)
    pan(page, "ArrowLeft")

    assert outside.tile_requests == []
    expect(page.locator(STREETS)).to_have_attribute("aria-pressed", "false")


def test_streets_of_the_press_go_again_when_the_host_is_dead(page, site, outside):
    outside.answer_tile = lambda route: route.abort()
    go_to(page, site, "en", "city")

    open_map(page, WITH_STREETS)

    expect_no_streets(page, "noStreets")


def test_map_opens_where_no_host_of_streets_is_set(page, site):
    """What the page has then: tests/locator/test_map_tags.py."""
    go_to(page, site, "en", "city")
    page.evaluate("""() => {
      const map = document.querySelector(".map");
      const settings = { ...JSON.parse(map.dataset.settings), tiles: null };
      map.dataset.settings = JSON.stringify(settings);
      const offers = map.querySelectorAll("[data-streets], .map-streets");
      for (const offer of offers) offer.remove();
    }""")

    open_map(page)

    expect(page.locator(ICON)).not_to_have_count(0)


def test_second_press_shows_streets_and_a_third_removes_them(city, outside):
    pan(city, "ArrowLeft")
    assert outside.tile_requests == []
    expect(city.locator(STREETS)).to_have_attribute("aria-pressed", "false")

    city.click(STREETS)
    city.wait_for_function(EVERY_TILE_HAS_COME)
    expect_streets(city, None)
    assert outside.tile_requests

    city.click(STREETS)
    expect_no_streets(city, None)

    city.click(STREETS)
    expect_streets(city, None)


def test_streets_are_credited_while_they_are_there(page, site):
    page.goto(f"{site.address}/{CITY}")
    page.locator(".map").evaluate("""(map) => {
      const settings = JSON.parse(map.dataset.settings);
      settings.tiles.options.attribution = "Streets by Somebody";
      map.dataset.settings = JSON.stringify(settings);
    }""")
    open_map(page)
    attribution = page.locator(".leaflet-control-attribution")
    expect(attribution).not_to_contain_text("Somebody")

    page.click(STREETS)
    for source in ("Somebody", "OpenStreetMap", "GeoNames"):
        expect(attribution).to_contain_text(source)

    page.click(STREETS)
    expect(attribution).not_to_contain_text("Somebody")
    expect(attribution).to_contain_text("OpenStreetMap")


def test_streets_of_the_settings_have_a_credit(city):
    settings = json.loads(city.get_attribute(".map", "data-settings"))

    city.click(STREETS)

    credit = settings["tiles"]["options"]["attribution"]
    html = city.locator(".leaflet-control-attribution").inner_html()
    assert credit
    assert re.sub(r"\s+", " ", credit) in html


def test_requests_for_streets_say_where_they_come_from(city, site, outside):
    city.click(STREETS)
    city.wait_for_selector(LOADED)

    referers = {request.headers.get("referer") for request in outside.tile_requests}
    assert referers == {f"{site.address}/"}


@pytest.mark.parametrize("answer", ["nothing", 404, 503])
def test_streets_of_a_dead_host_go_again(city, outside, answer):
    if answer == "nothing":
        outside.answer_tile = lambda route: route.abort()
    else:
        outside.answer_tile = lambda route: route.fulfill(status=answer)

    city.click(STREETS)

    expect_no_streets(city, "noStreets")
    outside.answer_tile = draw_tile
    city.click(STREETS)
    expect_streets(city, None)


def test_streets_with_holes_stay(city, outside):
    def answer(route):
        if len(outside.tile_requests) % 2:
            route.fulfill(status=404)
        else:
            draw_tile(route)

    outside.answer_tile = answer

    city.click(STREETS)

    city.wait_for_function("() => document.querySelector('.map-status').textContent")
    expect_streets(city, "streetsWithHoles")


@pytest.fixture
def waiting(outside):
    """Requests for streets that nobody has answered yet."""
    requests = []
    outside.answer_tile = requests.append
    yield requests
    for request in requests:
        request.abort()


@pytest.fixture
def clocked(visit, site):
    """A page whose clock stands still until the test turns it on."""
    page = visit()
    open_map_at(page, site, CITY, 13, ALMATY)
    page.clock.install(time=0)
    page.clock.pause_at(3600)
    return page


def test_streets_of_a_silent_host_go_again(clocked, waiting):
    clocked.click(STREETS)
    clocked.clock.fast_forward(5_000)
    expect(clocked.locator(STREETS)).to_have_attribute("aria-pressed", "true")

    clocked.clock.fast_forward(1_500)

    expect_no_streets(clocked, "noStreets")


def test_streets_of_a_slow_host_stay(clocked, waiting, outside):
    clocked.click(STREETS)
    clocked.clock.fast_forward(4_000)
    # Those too that are asked for from now on.
    outside.answer_tile = draw_tile
    while waiting:
        draw_tile(waiting.pop())
    clocked.wait_for_selector(LOADED)
    clocked.clock.fast_forward(10_000)

    expect_streets(clocked, None)


def test_no_street_is_asked_for_without_a_network(visit, site, outside):
    page = visit()
    open_map_at(page, site, CITY, 13, ALMATY)
    page.context.set_offline(True)

    page.click(STREETS)

    expect_no_streets(page, "offline")
    assert outside.tile_requests == []


def test_streets_go_with_the_network(visit, site, outside):
    page = visit()
    open_map_at(page, site, CITY, 13, ALMATY)
    page.click(STREETS)
    expect_streets(page, None)

    page.context.set_offline(True)

    expect_no_streets(page, "offline")
    count = len(outside.tile_requests)
    pan(page, "ArrowLeft")
    assert len(outside.tile_requests) == count


def test_no_street_is_asked_for_where_data_is_saved(page, site, outside):
    page.add_init_script(
        "Object.defineProperty(navigator, 'connection', { value: { saveData: true } });"
    )
    open_map_at(page, site, CITY, 13, ALMATY)

    page.click(STREETS)

    expect_no_streets(page, "savesData")
    assert outside.tile_requests == []
