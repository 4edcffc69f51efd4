"""What a marker says when it is pressed."""

import pytest
from playwright.sync_api import expect

from tests.helpers.browser.mapping import (
    ALMATY,
    CITY,
    DETAILS,
    MARKER,
    POPUP,
    listed_markers,
    marker_at,
    open_map,
    open_map_at,
    words_of,
)
from tests.helpers.browser.rows import MARKUP
from tests.helpers.browser.visiting import LANGUAGES

pytestmark = pytest.mark.usefixtures("nothing_breaks")


def open_with_keyboard(page, marker):
    marker.focus()
    page.keyboard.press("Enter")
    expect(page.locator(POPUP)).to_be_visible()


def test_popup_has_the_lines_of_the_card(street):
    [card, marker], *_others = listed_markers(street)

    marker.click()

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
    lines = page.locator(f"{POPUP} p")
    expect(lines).to_have_text(place["lines"])
    assert place["lines"][0].startswith("Almaty")
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
