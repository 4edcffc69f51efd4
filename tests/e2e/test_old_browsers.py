"""
What visitors do, in a browser without what came after Chrome 80 and Safari 13.4.

`tests.kztopup.test_old_browsers` says what scripts may use.
"""

import pytest
from playwright.sync_api import expect

from tests.e2e.test_near_me import HERE
from tests.helpers.browser.mapping import ICON, POPUP, open_map
from tests.helpers.browser.searching import NEAR_ME, OPTION, open_list
from tests.helpers.browser.visiting import complaints_of, go_to

TAKE_AWAY = """(() => {
  const names = {
    Element: ["replaceChildren", "checkVisibility", "setHTML"],
    Document: ["replaceChildren", "startViewTransition"],
    DocumentFragment: ["replaceChildren"],
    HTMLFormElement: ["requestSubmit"],
    HTMLElement: ["showPopover", "togglePopover"],
    MediaQueryList: ["onchange"],
    Array: ["at", "findLast", "findLastIndex", "toSorted", "toReversed", "with"],
    String: ["at", "replaceAll", "isWellFormed"],
    AbortSignal: ["reason", "throwIfAborted"],
  };
  for (const [type, methods] of Object.entries(names)) {
    for (const method of methods) delete window[type].prototype[method];
  }
  for (const name of ["structuredClone", "OffscreenCanvas", "WeakRef", "scheduler"]) {
    delete window[name];
  }
  for (const name of ["any", "try", "withResolvers"]) delete Promise[name];
  for (const name of ["hasOwn", "groupBy"]) delete Object[name];
  MediaQueryList.prototype.addEventListener = undefined;
  const { supports } = CSS;
  CSS.supports = (...words) => !/^selector/.test(words[0]) && supports(...words);
  const { matches } = Element.prototype;
  Element.prototype.matches = function (selector) {
    if (/:(focus-visible|is|where)\\b/.test(selector)) throw new SyntaxError(selector);
    return matches.call(this, selector);
  };
})()"""


@pytest.fixture
def page(visit):
    page = visit(geolocation=HERE, permissions=["geolocation"])
    page.add_init_script(TAKE_AWAY)
    complaints = complaints_of(page)
    yield page
    assert complaints == []


def test_places_near_are_listed(places):
    with places.expect_navigation():
        places.click(NEAR_ME)

    assert places.locator(".place-distance").count() >= 20


def test_suggestion_is_set_among_the_filters(places):
    places.select_option("[name=tops_up]", "beeline")
    open_list(places, "magnum")

    with places.expect_navigation():
        places.locator(OPTION, has_text="Magnum").first.click()

    assert "brand=magnum" in places.url


def test_map_shows_places_and_what_they_are(page, site):
    go_to(page, site, "en", "city")

    open_map(page)
    expect(page.locator(ICON)).not_to_have_count(0)
    expect(page.locator(".map-shown li")).not_to_have_count(0)

    page.locator(".place-on-map").first.click()
    expect(page.locator(f"{POPUP} a.popup-name")).to_be_visible()
    page.emulate_media(color_scheme="dark")
