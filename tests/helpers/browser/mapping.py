"""What a visitor sees on an open map, and where on it a position is."""

import json
import re
from contextlib import contextmanager
from math import asinh, cos, dist, hypot, pi, radians, tan

CANVAS = ".map-canvas"
MARKER = ".leaflet-marker-icon.marker"
CLUSTER = ".leaflet-marker-icon.cluster"
ICON = ".leaflet-marker-icon:is(.marker, .cluster)"
POPUP = ".leaflet-popup-content"
# The last part of the base map, which comes after the places.
BASE_MAP = ".leaflet-basemap-labels-pane canvas"

# Some streets of Almaty, with several places.
ALMATY = (43.2365, 76.9480)

CITY = "en/places/almaty/"
NEAR = f"en/places/?lat={ALMATY[0]}&lon={ALMATY[1]}"

COLUMNS = "**/api/places.columns.json*"
DETAILS = "**/api/places.geojson*"

# The edge of a world of one tile, and of the Earth on it, by Web Mercator.
TILE = 256
METRES_AROUND = 40_075_016.7

# What is said of the view follows a moment after the view itself.
STANDS_STILL = """() => {
  const moving = ".leaflet-zoom-anim, .leaflet-pan-anim, .leaflet-cluster-anim";
  const link = document.querySelector(".map-search-here");
  if (document.querySelector(moving)) return false;
  // A map that opened by itself says nothing of its view before it is moved.
  return !link || !location.hash || link.href.endsWith(location.hash);
}"""

# Runs before all else on a page: what is on its map, the map says to nobody else.
NOTE_PLACES = """addEventListener("map:init", ({ detail: { map } }) => {
  map.on("placesadded", () => { window.placesAdded = performance.now(); });
})"""
PLACES_ARE_HERE = """() => {
  const come = performance.getEntriesByType("resource")
    .filter(({ name }) => name.includes("places.columns.json"))
    .map(({ responseEnd }) => responseEnd);
  return come.length && Math.max(...come) <= window.placesAdded;
}"""

# In pixels of the window: where the picture of the map begins, and its size.
ROOM = """(canvas) => {
  const { left, top } = canvas.getBoundingClientRect();
  return [
    left + canvas.clientLeft, top + canvas.clientTop,
    canvas.clientWidth, canvas.clientHeight,
  ];
}"""

# Of each marker: who it is, and where its middle is.
MARKERS = """(markers) => markers.map((marker) => {
  const { x, y, width, height } = marker.getBoundingClientRect();
  return { id: marker.dataset.id, at: [x + width / 2, y + height / 2] };
})"""


CARDS = """(cards) => cards.map((card) => ({
  name: card.querySelector("a").textContent.trim(),
  address: card.querySelector(".place-address").textContent.trim()
    .replace(/\\s+/g, " "),
  isUnsure: "unsure" in card.dataset,
  position: [Number(card.dataset.latitude), Number(card.dataset.longitude)],
}))"""


def words_of(page):
    """What the map may say, in the language of the page."""
    return json.loads(page.locator(".map").get_attribute("data-words"))


def stand_still(page):
    page.wait_for_function(STANDS_STILL)


def open_map_at(page, site, path, zoom, position):
    """Go to a page by an address with a view of the map; wait for its places."""
    latitude, longitude = position
    # Another page: else only the fragment changes, and nothing is loaded.
    page.goto("about:blank")
    with all_places_come(page):
        page.goto(f"{site.address}/{path}#map={zoom}/{latitude:.4f}/{longitude:.4f}")


@contextmanager
def all_places_come(page):
    """Wait at the end for the places around and the base map; until it stands still."""
    with page.expect_response(COLUMNS) as columns:
        yield
    columns.value.finished()
    page.wait_for_function(PLACES_ARE_HERE)
    page.wait_for_selector(BASE_MAP, state="attached")
    stand_still(page)


def pan(page, key):
    """Move the map by a key, to the end of the movement."""
    before = view_of(page)
    page.locator(CANVAS).focus()
    page.keyboard.press(key)
    page.wait_for_function(STANDS_STILL)
    page.wait_for_function(
        """([latitude, longitude]) =>
          !document.querySelector(".map-search-here").href
            .endsWith(`/${latitude.toFixed(4)}/${longitude.toFixed(4)}`)""",
        arg=before[1:],
    )


def open_map(page, button=".map-open"):
    """Press the button; wait until the map stands still with all places around."""
    with all_places_come(page):
        page.click(button)


def open_list_beside_map(page, site, path, size):
    """Go to a list on a screen so wide that its map opens by itself."""
    page.set_viewport_size(size)
    with all_places_come(page):
        page.goto(f"{site.address}/{path}")


def box_of(page, selector):
    """Where an element stands in the window: left, top, right, bottom."""
    box = page.locator(selector).first.bounding_box()
    return (
        box["x"],
        box["y"],
        box["x"] + box["width"],
        box["y"] + box["height"],
    )


def view_of(page):
    """The zoom, the latitude and the longitude that the map shows."""
    address = page.get_attribute(".map-search-here", "href")
    zoom, latitude, longitude = re.search(r"#map=(.*)/(.*)/(.*)", address).groups()
    return int(zoom), float(latitude), float(longitude)


def window_point(page, latitude, longitude):
    """Where in the window a position of the world is."""
    zoom, *centre = view_of(page)
    left, top, width, height = page.locator(CANVAS).evaluate(ROOM)
    middle = on_world(zoom, *centre)
    x, y = on_world(zoom, latitude, longitude)
    return left + width / 2 + x - middle[0], top + height / 2 + y - middle[1]


def on_world(zoom, latitude, longitude):
    """Pixels from the north-western corner of a world of this zoom."""
    size = TILE * 2**zoom
    return (
        size * (longitude / 360 + 0.5),
        size * (0.5 - asinh(tan(radians(latitude))) / (2 * pi)),
    )


def metres_from_centre(page, latitude, longitude):
    """As the picture measures it; true enough within a town."""
    zoom, *centre = view_of(page)
    (x, y), (x0, y0) = on_world(zoom, latitude, longitude), on_world(zoom, *centre)
    metres_in_pixel = METRES_AROUND * cos(radians(centre[0])) / (TILE * 2**zoom)
    return hypot(x - x0, y - y0) * metres_in_pixel


def places_in_view(page, site, margin=0):
    """The open data's places where the map shows, up to a margin of pixels beyond."""
    zoom, *centre = view_of(page)
    _left, _top, width, height = page.locator(CANVAS).evaluate(ROOM)
    middle = on_world(zoom, *centre)
    answer = page.request.get(f"{site.address}/api/places.geojson?lang=en&limit=1000")
    found = []
    for feature in answer.json()["features"]:
        longitude, latitude = feature["geometry"]["coordinates"]
        x, y = on_world(zoom, latitude, longitude)
        is_across = abs(x - middle[0]) < width / 2 + margin
        if is_across and abs(y - middle[1]) < height / 2 + margin:
            found.append(feature["properties"] | {"position": (latitude, longitude)})
    return found


def marker_at(page, position):
    """The marker in the view whose middle is where the position is, if there is one."""
    point = window_point(page, *position)
    if not is_in_view(page, point):
        return None
    for marker in page.locator(MARKER).evaluate_all(MARKERS):
        if dist(marker["at"], point) < 2:
            # Not the how manyth: they are still put into the order of the keyboard.
            return page.locator(f"{MARKER}[data-id='{marker['id']}']")
    return None


def is_in_view(page, point, edge=0):
    box = page.locator(CANVAS).bounding_box()
    x, y = point[0] - box["x"], point[1] - box["y"]
    return edge < x < box["width"] - edge and edge < y < box["height"] - edge


def listed_markers(page):
    """Each card whose place has a marker, away from the controls, with that marker."""
    cards = page.locator(".place").evaluate_all(CARDS)
    pairs = [
        (page.locator(".place").nth(number), marker_at(page, card["position"]))
        for number, card in enumerate(cards)
        if is_in_view(page, window_point(page, *card["position"]), edge=60)
    ]
    return [(card, marker) for card, marker in pairs if marker]
