"""Places near the visitor, by a press beside the search box."""

import pytest
from playwright.sync_api import expect

from tests.helpers.browser.mapping import open_map
from tests.helpers.browser.searching import (
    FIELD,
    LIST,
    NEAR_ME,
    STATUS,
    open_form,
    words,
)
from tests.helpers.browser.visiting import go_to

HERE = {"latitude": 43.238949, "longitude": 76.889709}

# A browser without the permission refuses at once; the other causes are played here.
ANSWER_WITH_ERROR = """(code) => {
  navigator.geolocation.getCurrentPosition = (found, failed) => failed({ code });
}"""

FORGET = """() => {
  const ask = Geolocation.prototype.getCurrentPosition;
  navigator.geolocation.getCurrentPosition = (found, failed, options) =>
    ask.call(navigator.geolocation, found, failed, { ...options, maximumAge: 0 });
}"""
NEVER_ANSWER = """() => {
  window.asked = 0;
  navigator.geolocation.getCurrentPosition = () => { asked += 1; };
}"""
LACK = "Object.defineProperty(Navigator.prototype, 'geolocation', { value: undefined })"


@pytest.fixture
def here(visit, site):
    """A visitor who lets the site know where they are."""
    page = visit(geolocation=HERE, permissions=["geolocation"])
    go_to(page, site, "en", "places")
    return page


def test_lists_places_by_distance(here, site):
    with here.expect_navigation():
        here.click(NEAR_ME)

    assert here.url == f"{site.address}/en/places/?lat=43.239&lon=76.890"
    assert here.locator(".place-distance").count() >= 20


def test_keeps_filters_but_not_the_place_asked_for(here):
    here.select_option("[name=tops_up]", "kcell")
    here.select_option("[name=settlement]", "astana")
    here.fill(FIELD, "Astana")

    with here.expect_navigation():
        here.locator(NEAR_ME).press("Enter")

    query = here.url.partition("?")[2]
    assert query == "tops_up=kcell&lat=43.239&lon=76.890"


def test_is_asked_again_from_the_new_position(here):
    with here.expect_navigation():
        here.click(NEAR_ME)
    here.context.set_geolocation({"latitude": 51.1284, "longitude": 71.4304})
    # It may be content with where it was a minute ago.
    here.evaluate(FORGET)

    open_form(here)
    with here.expect_navigation():
        here.click(NEAR_ME)

    assert here.url.endswith("/en/places/?lat=51.128&lon=71.430")


def test_leads_back_to_the_form_as_it_was(here):
    here.fill(FIELD, "Astana")
    with here.expect_navigation():
        here.click(NEAR_ME)

    here.go_back()

    assert here.input_value(FIELD) == "Astana"
    expect(here.locator(STATUS)).to_have_text("")


def test_position_is_asked_for_only_on_a_press(here):
    here.add_init_script(f"({NEVER_ANSWER})()")
    here.reload()
    here.fill(FIELD, "almaty")
    expect(here.locator(LIST)).to_be_visible()
    assert here.evaluate("asked") == 0

    here.click(NEAR_ME)

    here.wait_for_function("() => asked === 1")
    expect(here.locator(STATUS)).to_have_text(words(here, "waiting"))


def test_refusal_is_explained(places):
    places.click(NEAR_ME)

    expect(places.locator(STATUS)).to_have_text(words(places, "refused"))
    expect(places.locator(STATUS)).to_have_role("status")
    assert places.locator(NEAR_ME).is_enabled()


@pytest.mark.parametrize(
    ("code", "name"), [(1, "refused"), (2, "noSignal"), (3, "late")]
)
def test_every_cause_has_its_words(places, code, name):
    places.evaluate(ANSWER_WITH_ERROR, code)

    places.click(NEAR_ME)

    expect(places.locator(STATUS)).to_have_text(words(places, name))


def test_insecure_address_is_not_called_a_refusal(page, site):
    page.add_init_script(
        "Object.defineProperty(window, 'isSecureContext', { value: false })"
    )
    go_to(page, site, "en", "places")
    page.evaluate(ANSWER_WITH_ERROR, 1)

    page.click(NEAR_ME)

    expect(page.locator(STATUS)).to_have_text(words(page, "unavailable"))


def test_is_not_offered_by_a_browser_that_cannot(page, site):
    page.add_init_script(LACK)
    go_to(page, site, "en", "places")

    page.focus(FIELD)
    expect(page.locator(FIELD)).to_have_role("combobox")
    expect(page.locator(NEAR_ME)).to_be_hidden()


@pytest.mark.parametrize("kind", ["city", "places near"])
def test_is_offered_wherever_places_are_searched(page, site, kind):
    go_to(page, site, "en", kind)
    open_form(page)

    expect(page.locator(NEAR_ME)).to_be_visible()
    assert page.locator(NEAR_ME).bounding_box()["height"] >= 44


@pytest.mark.parametrize(
    ("button", "status"), [(NEAR_ME, STATUS), (".map-locate", ".map-status")]
)
def test_position_that_never_comes_can_be_asked_for_again(visit, site, button, status):
    page = visit()
    go_to(page, site, "en", "city")
    open_form(page)
    open_map(page)
    page.evaluate(NEVER_ANSWER)
    page.clock.install()

    for asked in (1, 2):
        page.click(button)
        expect(page.locator(status)).to_have_text(words(page, "waiting"))
        page.wait_for_function("(asked) => window.asked === asked", arg=asked)
        page.clock.fast_forward(10_000)
        expect(page.locator(status)).to_have_text(words(page, "late"))
