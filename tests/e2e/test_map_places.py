"""The places on the map, and the list in step with it."""

import re
from math import dist
from urllib.parse import parse_qsl, urlsplit

import pytest
from playwright.sync_api import expect

from tests.e2e.mapping import (
    ALMATY,
    CANVAS,
    CLUSTER,
    COLUMNS,
    DETAILS,
    MARKER,
    PLACES_ARE_HERE,
    POPUP,
    SIGN,
    SIGNS,
    all_places_come,
    metres_from_centre,
    open_map,
    open_map_at,
    pan,
    places_in_view,
    stand_still,
    view_of,
    window_point,
    words_of,
)
from tests.e2e.rows import MARKUP
from tests.e2e.visiting import (
    LANGUAGES,
    NARROW,
    WIDE,
    go_to,
)

pytestmark = pytest.mark.usefixtures("nothing_breaks")

CITY = "en/places/almaty/"
NEAR = f"en/places/?lat={ALMATY[0]}&lon={ALMATY[1]}"
POINTED_AT = re.compile(r"\bis-pointed-at\b")

# Names that end in a number.
LETTERS = {"Tele2": "T2", "Kassa24": "K24"}

# The shape of each kind of place.
SHAPES = {"operator": "circle", "store": "rect"}
OTHER_SHAPE = "path"

CARDS = """(cards) => cards.map((card) => ({
  name: card.querySelector("a").textContent.trim(),
  isUnsure: "unsure" in card.dataset,
  position: [Number(card.dataset.latitude), Number(card.dataset.longitude)],
}))"""

FOCUS_IS_ON_A_MARKER = f"""() =>
  document.activeElement.matches("{MARKER}") &&
  !document.querySelector(".leaflet-zoom-anim, .leaflet-cluster-anim")"""

# What a sign is like: its first shape is that of its kind, the rest is a mark.
LOOKS = """(signs) => signs.map((sign) => ({
  label: sign.getAttribute("aria-label"),
  role: sign.getAttribute("role"),
  name: sign.title,
  shape: sign.querySelector("svg").firstChild.tagName,
  fill: sign.querySelector("svg").firstChild.getAttribute("fill"),
  letters: sign.querySelector("text").textContent,
  mark: sign.querySelector(".sign-mark")?.textContent ?? "",
  isUnsure: sign.classList.contains("is-unsure"),
}))"""


@pytest.fixture
def street(page, site):
    """The map of a part of a city where the places that are listed have signs."""
    open_map_at(page, site, NEAR, 15, ALMATY)
    expect(page.locator(SIGN)).not_to_have_count(0)
    return page


@pytest.fixture
def fitted(page, site):
    """The map of the list of a city, as it opens after a press."""
    go_to(page, site, "en", "city")
    open_map(page)
    return page


def sign_at(page, position):
    """The sign in the view whose middle is where the position is, if there is one."""
    point = window_point(page, *position)
    if not is_in_view(page, point):
        return None
    signs = page.locator(SIGN).evaluate_all(SIGNS)
    near = [number for number, sign in enumerate(signs) if dist(sign["at"], point) < 2]
    return page.locator(SIGN).nth(near[0]) if near else None


def is_in_view(page, point, edge=0):
    box = page.locator(CANVAS).bounding_box()
    x, y = point[0] - box["x"], point[1] - box["y"]
    return edge < x < box["width"] - edge and edge < y < box["height"] - edge


def middle(page):
    box = page.locator(CANVAS).bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def listed_signs(page):
    """Each card whose place has a sign, away from the controls, with that sign."""
    cards = page.locator(".place").evaluate_all(CARDS)
    pairs = [
        (page.locator(".place").nth(number), sign_at(page, card["position"]))
        for number, card in enumerate(cards)
        if is_in_view(page, window_point(page, *card["position"]), edge=60)
    ]
    return [(card, sign) for card, sign in pairs if sign]


def open_with_keyboard(page, sign):
    sign.focus()
    page.keyboard.press("Enter")
    expect(page.locator(POPUP)).to_be_visible()


# Signs


@pytest.mark.parametrize("kind", ["city", "places", "places near", "place"])
def test_listed_places_are_in_the_view_that_opens(page, site, kind):
    go_to(page, site, "en", kind)
    open_map(page)

    for card in page.locator(".place").evaluate_all(CARDS):
        assert is_in_view(page, window_point(page, *card["position"])), card


@pytest.mark.parametrize("size", [NARROW, WIDE])
def test_signs_stand_where_the_places_are(page, site, size):
    page.set_viewport_size(size)
    open_map_at(page, site, CITY, 15, ALMATY)

    expected = [
        window_point(page, *place["position"])
        for place in places_in_view(page, site, margin=10)
    ]
    signs = [
        sign["at"]
        for sign in page.locator(SIGN).evaluate_all(SIGNS)
        if is_in_view(page, sign["at"])
    ]

    assert signs
    for sign in signs:
        assert min(dist(point, sign) for point in expected) < 2, sign
    # Clusters reach 48 pixels, at each of some zooms.
    alone = [
        point
        for point in expected
        if all(dist(point, other) > 100 for other in expected if other != point)
        and is_in_view(page, point)
    ]
    assert alone
    for point in alone:
        assert min(dist(point, sign) for sign in signs) < 2, point


def test_listed_places_have_their_name_where_they_are(street):
    seen = listed_signs(street)

    assert seen
    for card, sign in seen:
        name = card.locator("a").first.inner_text()
        assert sign.get_attribute("title").startswith(f"{name}, ")
        assert sign.get_attribute("title") == sign.get_attribute("aria-label")


def test_signs_tell_what_they_stand_for(page, site):
    answer = page.request.get(
        f"{site.address}/api/places.geojson?kind=operator&limit=1"
    )
    longitude, latitude = answer.json()["features"][0]["geometry"]["coordinates"]
    seen = set()

    for zoom, position in [(15, ALMATY), (17, (latitude, longitude))]:
        open_map_at(page, site, CITY, zoom, position)
        ask_first = words_of(page)["askFirst"]
        for place in places_in_view(page, site):
            sign = sign_at(page, place["position"])
            if not sign:
                continue
            [looks] = sign.evaluate_all(LOOKS)
            is_unsure = not (place["tops_up"] or place["said_to_top_up"])
            assert looks["role"] == "button"
            assert looks["shape"] == SHAPES.get(place["kind"], OTHER_SHAPE)
            name = looks["label"].partition(", ")[0]
            assert looks["letters"] == LETTERS.get(name, name[:2])
            town = place["settlement"].capitalize()
            assert looks["label"].startswith(f"{name}, {town}")
            assert looks["label"].endswith(f", {ask_first}") == is_unsure
            assert looks["isUnsure"] == is_unsure
            assert (looks["mark"] == "?") == is_unsure
            assert (looks["fill"] == "#ffffff") == is_unsure
            seen |= {place["kind"], is_unsure}
    assert seen >= {*SHAPES, True, False}


def test_unsure_cards_have_unsure_signs(page, site):
    page.goto(f"{site.address}/{CITY}?kind=store&page=5")
    open_map(page)

    seen = listed_signs(page)
    assert seen
    for card, sign in seen:
        is_unsure = card.get_attribute("data-unsure") is not None
        assert ("is-unsure" in sign.get_attribute("class")) == is_unsure


def test_focus_on_a_sign_brings_it_into_view(street):
    beyond = next(
        number
        for number, sign in enumerate(street.locator(SIGN).evaluate_all(SIGNS))
        if not is_in_view(street, sign["at"], edge=-20)
    )
    sign = street.locator(SIGN).nth(beyond)
    name = sign.get_attribute("aria-label")

    sign.focus()

    street.wait_for_function(FOCUS_IS_ON_A_MARKER)
    stand_still(street)
    focused = street.locator(f"{SIGN}:focus")
    assert focused.get_attribute("aria-label") == name
    assert is_in_view(street, focused.evaluate_all(SIGNS)[0]["at"])


# Clusters


def test_clusters_say_how_many_they_are(fitted):
    in_words = words_of(fitted)["cluster"]
    clusters = fitted.locator(CLUSTER).all()

    assert clusters
    for cluster in clusters:
        count = cluster.inner_text()
        assert cluster.get_attribute("role") == "button"
        assert cluster.get_attribute("aria-label") == in_words.replace("{count}", count)


def test_every_place_is_on_the_map_once(page, site):
    open_map_at(page, site, CITY, 4, (48.2, 67.0))
    everything = page.request.get(f"{site.address}/api/places.geojson?limit=1000")

    def shown():
        clusters = page.locator(CLUSTER).all_inner_texts()
        return sum(map(int, clusters)) + page.locator(SIGN).count()

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
    [focused] = fitted.locator(f"{MARKER}:focus").evaluate_all(SIGNS)
    assert is_in_view(fitted, focused["at"])
    distances = [
        dist(one["at"], middle(fitted))
        for one in fitted.locator(MARKER).evaluate_all(SIGNS)
    ]
    assert dist(focused["at"], middle(fitted)) < sorted(distances)[4]


def test_zooming_by_the_keyboard_goes_on_to_signs(page, site):
    open_map_at(page, site, CITY, 11, ALMATY)
    page.locator(CLUSTER).first.focus()

    for _press in range(10):
        if page.locator(f"{SIGN}:focus").count():
            break
        page.keyboard.press("Enter")
        stand_still(page)
        page.wait_for_function(FOCUS_IS_ON_A_MARKER)

    expect(page.locator(f"{SIGN}:focus")).to_have_count(1)


# Popups


def test_popup_has_the_lines_of_the_card(street):
    [card, sign], *_others = listed_signs(street)

    sign.click()

    popup, listed = street.locator(POPUP), card.locator("a").first
    link = popup.locator("a.popup-name")
    expect(link).to_have_text(listed.inner_text())
    assert link.evaluate("({ href }) => href") == listed.evaluate("({ href }) => href")
    lines = card.locator("p:not(.links)").all_inner_texts()
    assert len(lines) >= 3
    assert popup.locator("p").all_inner_texts() == [
        " ".join(line.split()) for line in lines
    ]


@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_escape_closes_a_popup_and_goes_back_to_the_sign(street, key):
    [_card, sign], *_others = listed_signs(street)

    sign.focus()
    street.keyboard.press(key)
    expect(street.locator(f"{POPUP} a.popup-name")).to_be_focused()

    street.keyboard.press("Escape")
    expect(street.locator(POPUP)).to_have_count(0)
    expect(sign).to_be_focused()


def test_names_are_text_and_never_markup(page, site):
    page.goto(f"{site.address}/en/places/markup/")
    open_map(page)

    for button in page.locator(".place-on-map").all():
        button.click()
        popup = page.locator(POPUP)
        expect(popup.locator("a.popup-name")).to_have_text(MARKUP)
        assert popup.locator("img").count() == 0
        expect(page.locator(f"{SIGN}[title^='{MARKUP}']")).not_to_have_count(0)
        expect(page.get_by_role("link", name=MARKUP)).not_to_have_count(0)
        page.keyboard.press("Escape")
        expect(popup).to_have_count(0)
    assert page.locator(".place-on-map").count() == 2
    assert page.locator(".map img").count() == 0


def test_names_that_come_from_the_site_are_text_too(page, site):
    """The place is not listed on this page: all of its popup is fetched."""
    open_map_at(page, site, CITY, 14, (43.3, 77.1))

    open_with_keyboard(page, page.locator(f"{SIGN}[title^='{MARKUP}']").first)

    popup = page.locator(POPUP)
    expect(popup.locator("p")).not_to_have_count(1)
    assert popup.locator("img").count() == 0


@pytest.fixture
def stranger(page, site):
    """The sign of a place that the page does not list, and the place."""
    address = f"{site.address}/api/places.geojson?lang=en&id={site.names['place']}"
    [feature] = page.request.get(address).json()["features"]
    longitude, latitude = feature["geometry"]["coordinates"]
    open_map_at(page, site, "en/places/astana/", 17, (latitude, longitude))
    sign = sign_at(page, (latitude, longitude))
    assert sign
    return sign, feature["properties"]


def test_details_of_a_place_that_is_not_listed_are_fetched(page, stranger):
    sign, place = stranger
    words = words_of(page)

    with page.expect_request(DETAILS) as details:
        open_with_keyboard(page, sign)

    assert f"id={place['id']}" in details.value.url
    assert "lang=en" in details.value.url
    lines = page.locator(f"{POPUP} p")
    expect(lines).to_have_count(3)
    where, hours, tops_up = lines.all_inner_texts()
    assert where.startswith("Almaty")
    assert place["address"] in where
    assert hours == f"{words['kinds'][place['kind']]} · {words['hoursNotKnown']}"
    assert tops_up == what_it_tops_up(place, words)
    link = page.locator(f"{POPUP} a.popup-name")
    assert link.evaluate("({ href }) => href") == place["url"]
    expect(link).to_be_focused()


def what_it_tops_up(place, words):
    if not place["said_to_top_up"]:
        return words["mayTopUp"]
    names = " · ".join(NAMES[slug] for slug in place["said_to_top_up"])
    return words["saidToTopUp"].replace("{names}", names)


NAMES = {
    "activ": "activ",
    "altel": "Altel",
    "beeline": "Beeline",
    "izi": "izi",
    "kcell": "Kcell",
    "tele2": "Tele2",
}


def test_details_that_do_not_come_are_said_to_be_missing(page, stranger, complaints):
    sign, place = stranger
    page.route(DETAILS, lambda route: route.fulfill(status=503))

    open_with_keyboard(page, sign)

    expect(page.locator(f"{POPUP} p")).to_have_text(
        ["Almaty", words_of(page)["detailsFailed"]]
    )
    link = page.locator(POPUP).get_by_role("link").first
    assert sign.get_attribute("title").startswith(link.inner_text())

    assert "details of a place" in complaints[-1]
    complaints.clear()
    page.keyboard.press("Escape")
    page.unroute(DETAILS)
    open_with_keyboard(page, sign)
    expect(page.locator(f"{POPUP} p").first).to_contain_text(place["address"])


def test_button_that_closes_has_a_name_in_the_language_of_the_page(page, site):
    names = set()
    for language in LANGUAGES:
        open_map_at(page, site, f"{language}/places/almaty/", 16, ALMATY)
        page.locator(SIGN).first.dispatch_event("click")
        close = page.locator(".leaflet-popup-close-button")
        expect(close).to_have_attribute("aria-label", words_of(page)["close"])
        names.add(close.get_attribute("aria-label"))

    assert len(names) == len(LANGUAGES)


# The list and the map, in step


@pytest.mark.parametrize("way", ["hover", "focus"])
def test_card_marks_its_sign(street, way):
    [card, sign], *_others = listed_signs(street)

    point_at(card.locator("a").first if way == "focus" else card, way)
    expect(sign).to_have_class(POINTED_AT)
    expect(street.locator(f"{MARKER}.is-pointed-at")).to_have_count(1)

    point_at(street.locator("header a").first, way)
    expect(sign).not_to_have_class(POINTED_AT)


def test_card_marks_the_cluster_of_its_sign(fitted):
    card = next(
        card
        for card in fitted.locator(".place").all()
        if not sign_at(fitted, card.evaluate_all(CARDS)[0]["position"])
    )
    point = window_point(fitted, *card.evaluate_all(CARDS)[0]["position"])

    card.locator("a").first.focus()

    marked = fitted.locator(".is-pointed-at")
    expect(marked).to_have_count(1)
    assert marked.evaluate("(one) => one.matches('.cluster')")
    # Clusters reach 48 pixels, at the zoom at which they were made.
    point = window_point(fitted, *card.evaluate_all(CARDS)[0]["position"])
    assert dist(marked.evaluate_all(SIGNS)[0]["at"], point) < 96


@pytest.mark.parametrize("way", ["hover", "focus"])
def test_sign_marks_its_card(street, way):
    [card, sign], *_others = listed_signs(street)

    point_at(sign, way)
    expect(card).to_have_class(POINTED_AT)
    expect(street.locator(".place.is-pointed-at")).to_have_count(1)

    point_at(street.locator("header a").first, way)
    expect(card).not_to_have_class(POINTED_AT)


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
    expect(card).to_have_class(POINTED_AT)


def test_popup_leads_to_the_card(street):
    [card, sign], *_others = listed_signs(street)
    sign.click()

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
    radius = query.pop("radius_km")
    assert query == {
        "tops_up": "kcell",
        "kind": "operator",
        "q": f"{view[1]:.3f}, {view[2]:.3f}",
    }
    expect(page.locator(".map-open")).not_to_be_visible()
    assert view_of(page) == view
    # What is at the edges is found; what is far beyond is not.
    corner = corner_metres(page) / 1000
    assert 0.6 * corner <= int(radius) <= 2.5 * corner
    for card in page.locator(".place").evaluate_all(CARDS):
        assert metres_from_centre(page, *card["position"]) < int(radius) * 1010


def test_area_wider_than_any_radius_is_searched_without_one(page, site):
    open_map_at(page, site, CITY, 13, ALMATY)
    link = page.locator(".map-search-here")
    expect(link).to_have_attribute("href", re.compile("radius_km="))

    page.evaluate("location.hash = '#map=6/43.2365/76.9480'")

    expect(link).to_have_attribute("href", re.compile("#map=6/"))
    assert "radius_km=" not in link.get_attribute("href")


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
    west, south, east, north = box_of(asked)
    assert west < ALMATY[1] < east
    assert south < ALMATY[0] < north
    # A town, not the country.
    assert east - west < 2
    assert north - south < 2


def box_of(address):
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
    west, south, east, north = box_of(columns.value.url)
    assert south < astana[0] < north
    assert west < astana[1] < east
    expect(street.locator(f"{SIGN}[aria-label*=Astana]")).not_to_have_count(0)


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
    name = page.locator(f"{POPUP} a").get_attribute("href")
    page.unroute(COLUMNS)
    for route in held:
        route.continue_()
    page.wait_for_function(PLACES_ARE_HERE)
    stand_still(page)

    expect(page.locator(f"{POPUP} a")).to_have_attribute("href", name)
    expect(page.locator(f"{POPUP} a")).to_be_focused()


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
        # Not in the same breath as the map is drawn.
        page.wait_for_timeout(300)
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
