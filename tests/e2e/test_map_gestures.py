"""The wheel and fingers: they scroll the page, unless the map is meant."""

import pytest
from playwright.sync_api import expect

from tests.helpers.browser.mapping import (
    ALMATY,
    CANVAS,
    CITY,
    MARKER,
    POPUP,
    box_of,
    open_map_at,
    stand_still,
    view_of,
    words_of,
)
from tests.helpers.browser.visiting import LANGUAGES, PHONE, complaints_of

pytestmark = pytest.mark.usefixtures("nothing_breaks")

HINT = ".map-hint"
VIEW = (13, *ALMATY)
# A corner of the map where there are no buttons and, at this view, no places.
BARE = (0.5, 0.93)


def middle(page, across=0.5, down=0.5):
    left, top, right, bottom = box_of(page, CANVAS)
    return left + (right - left) * across, top + (bottom - top) * down


def scroll_of(page):
    return page.evaluate("scrollY")


@pytest.fixture
def city(page, site):
    open_map_at(page, site, CITY, *VIEW[:1], VIEW[1:])
    page.mouse.move(*middle(page))
    return page


def turn_wheel(page, pixels):
    before = scroll_of(page)
    page.mouse.wheel(0, pixels)
    return before


def wait_for_scroll(page, before):
    page.wait_for_function("(before) => scrollY !== before", arg=before)


def press_bare_map(page):
    """Press where nothing but the map is."""
    page.locator(CANVAS).evaluate(
        """(map, [x, y]) => {
          const spot = { clientX: x, clientY: y, bubbles: true, view: window };
          for (const name of ["mousedown", "mouseup", "click"]) {
            map.dispatchEvent(new MouseEvent(name, spot));
          }
        }""",
        middle(page, *BARE),
    )
    expect(page.locator(f"{CANVAS}.is-active")).to_have_count(1)


@pytest.mark.parametrize("language", LANGUAGES)
def test_wheel_scrolls_the_page_and_says_what_zooms(page, site, language):
    open_map_at(page, site, f"{language}/places/almaty/", 13, ALMATY)
    page.mouse.move(*middle(page))

    wait_for_scroll(page, turn_wheel(page, 100))

    expect(page.locator(HINT)).to_have_text(words_of(page)["wheelHint"])
    assert "Ctrl" in page.inner_text(HINT)
    assert view_of(page) == VIEW


def test_hint_goes_again(visit, site):
    page = visit()
    open_map_at(page, site, CITY, 13, ALMATY)
    page.clock.install()
    page.mouse.move(*middle(page))
    turn_wheel(page, 100)
    expect(page.locator(HINT)).to_be_visible()

    page.clock.fast_forward(3_000)

    expect(page.locator(HINT)).to_be_hidden()


def test_wheel_with_ctrl_zooms_the_map(city):
    before = scroll_of(city)

    city.keyboard.down("Control")
    city.mouse.wheel(0, -300)
    city.keyboard.up("Control")

    city.wait_for_function("() => !location.hash.startsWith('#map=13/')")
    stand_still(city)
    assert view_of(city)[0] > VIEW[0]
    assert scroll_of(city) == before
    expect(city.locator(HINT)).to_be_hidden()


def test_wheel_zooms_the_map_after_a_press_until_the_mouse_leaves(city):
    press_bare_map(city)
    before = turn_wheel(city, -300)
    city.wait_for_function("() => !location.hash.startsWith('#map=13/')")
    stand_still(city)
    assert view_of(city)[0] > VIEW[0]
    assert scroll_of(city) == before

    city.mouse.move(5, 5)
    expect(city.locator(f"{CANVAS}.is-active")).to_have_count(0)
    view = view_of(city)
    city.mouse.move(*middle(city))
    wait_for_scroll(city, turn_wheel(city, 100))
    assert view_of(city) == view


@pytest.mark.parametrize("way", ["Escape", "elsewhere"])
def test_map_lets_go_again(city, way):
    press_bare_map(city)

    if way == "Escape":
        city.locator(CANVAS).press("Escape")
    else:
        city.locator("main").dispatch_event("pointerdown")

    expect(city.locator(f"{CANVAS}.is-active")).to_have_count(0)


def test_mouse_moves_the_map(city):
    city.mouse.down()
    city.mouse.move(*middle(city, 0.3), steps=5)
    city.mouse.up()

    city.wait_for_function("(hash) => location.hash !== hash", arg=hash_of(VIEW))
    stand_still(city)
    assert view_of(city)[2] > VIEW[2]


def hash_of(view):
    return f"#map={view[0]}/{view[1]:.4f}/{view[2]:.4f}"


# Fingers


@pytest.fixture
def phone(visit, site):
    page = visit(viewport=PHONE, has_touch=True, is_mobile=True)
    complaints = complaints_of(page)
    open_map_at(page, site, CITY, *VIEW[:1], VIEW[1:])
    page.locator(CANVAS).scroll_into_view_if_needed()
    yield page
    assert complaints == []


def swipe(page, pixels):
    """Move one finger up over the map."""
    x, y = middle(page)
    session = page.context.new_cdp_session(page)

    def touch(kind, *points):
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    touch("touchStart", {"x": x, "y": y})
    for step in range(1, 11):
        touch("touchMove", {"x": x, "y": y - pixels * step / 10})
    touch("touchEnd")


def test_one_finger_scrolls_the_page_and_says_what_moves_the_map(phone):
    before = scroll_of(phone)

    swipe(phone, 150)

    wait_for_scroll(phone, before)
    expect(phone.locator(HINT)).to_have_text(words_of(phone)["touchHint"])
    assert view_of(phone) == VIEW


def test_one_finger_moves_the_map_after_a_press_into_it(phone):
    press_bare_map(phone)
    before = scroll_of(phone)

    swipe(phone, 100)

    phone.wait_for_function("(hash) => location.hash !== hash", arg=hash_of(VIEW))
    stand_still(phone)
    assert view_of(phone)[1] < VIEW[1]
    assert scroll_of(phone) == before


def test_two_fingers_zoom_the_map(phone):
    x, y = middle(phone)
    session = phone.context.new_cdp_session(phone)

    session.send("Input.synthesizePinchGesture", {"x": x, "y": y, "scaleFactor": 3.0})

    phone.wait_for_function("(hash) => location.hash !== hash", arg=hash_of(VIEW))
    stand_still(phone)
    assert view_of(phone)[0] > VIEW[0]
    assert phone.evaluate("visualViewport.scale") == 1
    expect(phone.locator(HINT)).to_be_hidden()


def test_finger_that_presses_a_place_opens_it_and_leaves_the_page_to_scroll(phone):
    marker = phone.locator(f"{MARKER}[tabindex='0']").first.get_attribute("data-id")

    phone.locator(f"{MARKER}[data-id='{marker}']").tap()

    expect(phone.locator(POPUP)).to_be_visible()
    stand_still(phone)
    expect(phone.locator(f"{CANVAS}.is-active")).to_have_count(0)
    before = scroll_of(phone)
    swipe(phone, 150)
    wait_for_scroll(phone, before)
