"""What a marker says when it is pressed."""

import re

import pytest
from playwright.sync_api import expect

from tests.helpers.browser.mapping import (
    ALMATY,
    CANVAS,
    CITY,
    DETAILS,
    MARKER,
    POPUP,
    listed_markers,
    marker_at,
    open_map,
    open_map_at,
    stand_still,
    words_of,
)
from tests.helpers.browser.rows import MARKUP
from tests.helpers.browser.visiting import LANGUAGES, go_to

WAYS = ["geo:", "https://2gis.kz", "https://www.google.com"]
CLOSE = ".leaflet-popup-close-button"

pytestmark = pytest.mark.usefixtures("nothing_breaks")


def open_with_keyboard(page, marker):
    marker.focus()
    page.keyboard.press("Enter")
    expect(page.locator(POPUP)).to_be_visible()


def test_popup_says_of_a_place_what_its_card_does(street):
    [card, marker], *_others = listed_markers(street)

    marker.click()

    popup, listed = street.locator(POPUP), card.locator("a").first
    link = popup.locator("a.popup-name")
    expect(link).to_have_text(listed.inner_text())
    assert link.evaluate("({ href }) => href") == listed.evaluate("({ href }) => href")
    lines = popup.locator("p:not(.links)")
    distance = card.locator(".place-distance").inner_text()
    expect(lines.first).to_contain_text(distance)
    address = " ".join(card.locator(".place-address").inner_text().split())
    expect(lines.first).to_contain_text(address)
    # The distance stands with the address.
    assert lines.count() == card.locator("p:not(.links)").count() - 1


def test_popup_has_the_ways_to_the_place(street):
    [card, marker], *_others = listed_markers(street)

    marker.click()

    assert ways_in(street.locator(POPUP)) == ways_in(card)
    addresses = [address for address, _words in ways_in(card)]
    assert [re.match("geo:|https://[^/]*", one)[0] for one in addresses] == WAYS


def ways_in(part):
    return part.locator(".links a").evaluate_all(
        "(links) => links.map(({ href, ariaLabel }) => [href, ariaLabel])"
    )


@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_escape_closes_a_popup_and_goes_back_to_the_marker(street, key):
    [_card, marker], *_others = listed_markers(street)

    marker.focus()
    street.keyboard.press(key)
    expect(street.locator(f"{POPUP} a.popup-name")).to_be_focused()

    street.keyboard.press("Escape")
    expect(street.locator(POPUP)).to_have_count(0)
    expect(marker).to_be_focused()


def test_names_are_text_and_never_markup(page, site):
    page.goto(f"{site.address}/en/places/markup/")
    open_map(page)

    for button in page.locator(".split .place-on-map").all():
        button.click()
        popup = page.locator(POPUP)
        expect(popup.locator("a.popup-name")).to_have_text(MARKUP)
        assert popup.locator("img").count() == 0
        expect(page.locator(f"{MARKER}[title^='{MARKUP}']")).not_to_have_count(0)
        expect(page.get_by_role("link", name=MARKUP)).not_to_have_count(0)
        page.keyboard.press("Escape")
        expect(popup).to_have_count(0)
    assert page.locator(".split .place-on-map").count() == 2
    assert page.locator(".map img").count() == 0


def test_names_that_come_from_the_site_are_text_too(page, site):
    """The place is not listed on this page: all of its popup is fetched."""
    open_map_at(page, site, CITY, 14, (43.3, 77.1))

    open_with_keyboard(page, page.locator(f"{MARKER}[title^='{MARKUP}']").first)

    popup = page.locator(POPUP)
    expect(popup.locator("p")).not_to_have_count(1)
    assert popup.locator("img").count() == 0


@pytest.fixture
def stranger(page, site):
    """The marker of a place that the page does not list, and the place."""
    address = f"{site.address}/api/places.geojson?lang=en&id={site.names['place']}"
    [feature] = page.request.get(address).json()["features"]
    longitude, latitude = feature["geometry"]["coordinates"]
    open_map_at(page, site, "en/places/astana/", 17, (latitude, longitude))
    marker = marker_at(page, (latitude, longitude))
    assert marker
    return marker, feature["properties"]


def test_details_of_a_place_that_is_not_listed_are_fetched(page, stranger):
    marker, place = stranger

    with page.expect_request(DETAILS) as details:
        open_with_keyboard(page, marker)

    assert f"id={place['id']}" in details.value.url
    assert "lang=en" in details.value.url
    lines = page.locator(f"{POPUP} p:not(.links)")
    expect(lines).to_have_text(place["lines"])
    assert place["lines"][0].startswith("Almaty")
    ways = ways_in(page.locator(POPUP))
    assert ways == [[link["url"], link["title"]] for link in place["links"]]
    assert len(ways) == len(WAYS)
    link = page.locator(f"{POPUP} a.popup-name")
    assert link.evaluate("({ href }) => href") == place["url"]
    expect(link).to_be_focused()


def test_details_that_do_not_come_are_said_to_be_missing(page, stranger, complaints):
    marker, place = stranger
    page.route(DETAILS, lambda route: route.fulfill(status=503))

    open_with_keyboard(page, marker)

    expect(page.locator(f"{POPUP} p")).to_have_text(
        ["Almaty", words_of(page)["detailsFailed"]]
    )
    link = page.locator(POPUP).get_by_role("link").first
    assert marker.get_attribute("title").startswith(link.inner_text())

    assert "details of a place" in complaints[-1]
    complaints.clear()
    page.keyboard.press("Escape")
    page.unroute(DETAILS)
    open_with_keyboard(page, marker)
    expect(page.locator(f"{POPUP} p").first).to_have_text(place["lines"][0])


def test_button_that_closes_has_a_name_in_the_language_of_the_page(page, site):
    names = set()
    for language in LANGUAGES:
        open_map_at(page, site, f"{language}/places/almaty/", 16, ALMATY)
        page.locator(MARKER).first.dispatch_event("click")
        close = page.locator(".leaflet-popup-close-button")
        expect(close).to_have_attribute("aria-label", words_of(page)["close"])
        names.add(close.get_attribute("aria-label"))

    assert len(names) == len(LANGUAGES)


# Small screens

SMALL = [(320, 640), (360, 740), (640, 360), (740, 360)]


def open_first_popup(page, site, language, size):
    width, height = size
    page.set_viewport_size({"width": width, "height": height})
    go_to(page, site, language, "places near")
    open_map(page)
    page.locator(".place-on-map").nth(2).click()
    expect(page.locator(POPUP)).to_be_visible()
    stand_still(page)


def assert_popup_is_in_the_map(page):
    stand_still(page)
    page.wait_for_function(IS_WITHIN, arg=[".leaflet-popup-content-wrapper", CANVAS])
    page.wait_for_function(IS_WITHIN, arg=[CLOSE, CANVAS])


IS_WITHIN = """([inner, outer]) => {
  const [one, other] = [inner, outer].map((selector) =>
    document.querySelector(selector).getBoundingClientRect());
  return other.left <= one.left && one.right <= other.right &&
    other.top <= one.top && one.bottom <= other.bottom;
}"""
# All of a popup can be come to, and none of it lies beside what is seen of it.
CAN_BE_READ = """(content) => {
  const isCut = content.scrollHeight > content.clientHeight + 1;
  const scrolls = getComputedStyle(content).overflowY === "auto";
  return (!isCut || scrolls) && content.scrollWidth <= content.clientWidth + 1;
}"""


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
@pytest.mark.parametrize("size", SMALL)
def test_popup_fits_into_a_small_map(page, site, language, size):
    open_first_popup(page, site, language, size)

    assert_popup_is_in_the_map(page)
    assert page.locator(POPUP).evaluate(CAN_BE_READ)

    page.click(CLOSE)
    expect(page.locator(POPUP)).to_have_count(0)


def test_popup_of_many_words_scrolls(page, site):
    open_first_popup(page, site, "ru", (640, 360))
    page.keyboard.press("Escape")
    page.locator(".place .place-address").nth(2).evaluate(
        "(line) => { line.textContent = 'слово '.repeat(200); }"
    )

    page.locator(".place-on-map").nth(2).click()

    assert_popup_is_in_the_map(page)
    content = page.locator(POPUP)
    assert content.evaluate("(one) => one.scrollHeight > one.clientHeight + 100")
    assert content.evaluate(CAN_BE_READ)
    content.evaluate("(one) => { one.scrollTop = one.scrollHeight; }")
    page.wait_for_function(
        IS_WITHIN, arg=[".popup-to-list", ".leaflet-popup-content-wrapper"]
    )


def test_popup_fits_when_the_phone_is_turned(page, site):
    open_first_popup(page, site, "en", (360, 740))
    focused = page.evaluate("document.activeElement.className")

    page.set_viewport_size({"width": 740, "height": 360})

    assert_popup_is_in_the_map(page)
    assert focused == page.evaluate("document.activeElement.className") == "popup-name"
