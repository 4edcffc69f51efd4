"""Names to choose from while one types into the search box."""

import re
from urllib.parse import quote

import pytest
from playwright.sync_api import expect

from tests.helpers.browser.accessibility import axe_report
from tests.helpers.browser.searching import (
    FIELD,
    LIST,
    OPTION,
    open_form,
    open_list,
    type_in,
)
from tests.helpers.browser.visiting import NARROW, complaints_of, go_to


def asked_by(page):
    """The texts that the page asks for suggestions to from now on, in their order."""
    asked = []

    def keep(request):
        if "/suggest/?q=" in request.url:
            asked.append(request.url.partition("?q=")[2])

    page.on("request", keep)
    return asked


@pytest.fixture
def asked(page):
    return asked_by(page)


def chosen(page):
    """What the field says is chosen in the list, which must say so too."""
    option = page.get_attribute(FIELD, "aria-activedescendant")
    selected = page.eval_on_selector_all(
        f"{OPTION}[aria-selected=true]", "options => options.map(({ id }) => id)"
    )
    assert selected == ([option] if option else [])
    return page.locator(f"#{option}").inner_text() if option else None


def test_are_of_names_in_any_alphabet(places):
    for text in ("almaty", "алматы", "алма-ата", "阿"):
        places.fill(FIELD, text)
        option = places.locator(OPTION, has_text="Almaty").first
        expect(option).to_be_visible()
        places.fill(FIELD, "")
        expect(places.locator(LIST)).to_be_hidden()


def test_combobox_says_what_it_is(places):
    field = places.locator(FIELD)
    field.focus()
    expect(field).to_have_role("combobox")
    expect(field).to_have_attribute("aria-autocomplete", "list")
    expect(field).to_have_attribute("aria-expanded", "false")
    expect(field).to_have_accessible_name(re.compile(r"\w{4}"))
    controlled = field.get_attribute("aria-controls")
    expect(places.locator(f"#{controlled}")).to_have_role("listbox")

    open_list(places)

    expect(field).to_have_attribute("aria-expanded", "true")
    count = places.locator(OPTION).count()
    assert 1 < count <= 8
    expect(places.locator(".suggestion-count")).to_have_text(f"Suggestions: {count}")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_the_list(places, scheme):
    places.emulate_media(color_scheme=scheme)
    open_list(places)
    places.keyboard.press("ArrowDown")
    places.locator(OPTION).nth(1).hover()

    report = axe_report(places)
    assert not report, report


def test_arrows_go_round(places):
    open_list(places)
    names = places.locator(OPTION).all_inner_texts()
    assert chosen(places) is None

    seen = []
    for _press in range(len(names) + 1):
        places.keyboard.press("ArrowDown")
        seen.append(chosen(places))
    assert seen == [*names, names[0]]

    places.keyboard.press("ArrowUp")
    assert chosen(places) == names[-1]
    expect(places.locator(FIELD)).to_be_focused()


def test_enter_goes_to_the_chosen_one(places, site):
    open_list(places, "almaty")

    places.keyboard.press("ArrowDown")
    with places.expect_navigation():
        places.keyboard.press("Enter")

    assert places.url == f"{site.address}/en/places/almaty/"


def test_enter_asks_for_what_is_written_when_none_is_chosen(places):
    open_list(places, "magn")

    with places.expect_navigation():
        places.keyboard.press("Enter")

    assert "q=magn" in places.url
    assert places.input_value(FIELD) == "magn"


def test_click_goes_to_a_brand(places, site):
    open_list(places, "magnum")

    with places.expect_navigation():
        places.click(f"{OPTION} >> text=Magnum")

    assert places.url == f"{site.address}/en/places/?brand=magnum"
    assert places.locator(".place").count() == 20


@pytest.mark.parametrize(
    ("text", "name", "query"),
    [
        ("magnum", "Magnum", "tops_up=beeline&brand=magnum"),
        ("asta", "Astana", "settlement=astana&tops_up=beeline"),
        # It has no places, so that the filter does not offer it.
        ("kaske", "Kaskelen", "settlement=kaskelen&tops_up=beeline"),
    ],
)
def test_choice_beside_a_filter_becomes_one(places, text, name, query):
    places.select_option("[name=tops_up]", "beeline")
    open_list(places, text)

    with places.expect_navigation():
        places.locator(OPTION, has_text=name).first.click()

    assert places.url.partition("?")[2] == query


def test_choice_on_the_page_of_another_town_leads_there(page, site):
    go_to(page, site, "en", "city")
    open_form(page)
    open_list(page, "asta")

    with page.expect_navigation():
        page.locator(OPTION, has_text="Astana").first.click()

    assert page.url == f"{site.address}/en/places/astana/"


def test_finger_goes_to_a_town(visit, site):
    phone = visit(has_touch=True, is_mobile=True, viewport=NARROW)
    go_to(phone, site, "en", "places")
    phone.tap(FIELD)
    open_list(phone, "astana")

    with phone.expect_navigation():
        phone.locator(OPTION).first.tap()

    assert phone.url == f"{site.address}/en/places/astana/"


def test_escape_closes_and_arrow_opens_again(places):
    open_list(places)

    places.keyboard.press("Escape")
    expect(places.locator(LIST)).to_be_hidden()
    expect(places.locator(FIELD)).to_have_attribute("aria-expanded", "false")
    assert places.input_value(FIELD) == "kara"

    places.keyboard.press("ArrowDown")
    expect(places.locator(LIST)).to_be_visible()


def test_leaving_the_field_closes(places):
    open_list(places)

    places.keyboard.press("Tab")

    expect(places.locator(LIST)).to_be_hidden()
    assert places.locator(".suggestion-count").inner_text() == ""


def test_typing_on_chooses_nothing(places):
    open_list(places)
    places.keyboard.press("ArrowDown")
    assert chosen(places)

    places.keyboard.type("a")

    assert chosen(places) is None


def test_keys_that_compose_chinese_choose_nothing(places):
    open_list(places)

    places.eval_on_selector(
        FIELD,
        """(field) => field.dispatchEvent(new KeyboardEvent(
            "keydown", { key: "ArrowDown", isComposing: true, bubbles: true }))""",
    )

    assert chosen(places) is None


def test_are_asked_for_when_typing_pauses(places, asked):
    places.focus(FIELD)
    expect(places.locator(FIELD)).to_have_role("combobox")
    # Keys that no pause of the machine comes between.
    places.eval_on_selector(
        FIELD,
        """(field) => {
          for (const text of ["al", "alm", "alma"]) {
            field.value = text;
            field.dispatchEvent(new Event("input", { bubbles: true }));
          }
        }""",
    )

    expect(places.locator(LIST)).to_be_visible()
    assert asked == ["alma"]


@pytest.mark.parametrize(
    "text", ["a", "  a ", "43.238, 76.889", "а", "8", "https://2gis.kz/" + "a" * 50]
)
def test_are_not_asked_for_what_is_no_name(visit, site, text):
    page = visit()
    go_to(page, site, "en", "places")
    page.clock.install()
    asked = asked_by(page)

    for typed in (text, "阿"):
        page.fill(FIELD, typed)
        page.clock.run_for(1000)

    expect(page.locator(OPTION).first).to_be_visible()
    assert asked == [quote("阿")]


def test_one_chinese_character_is_enough(places, asked):
    places.fill(FIELD, "阿")

    expect(places.locator(OPTION).first).to_be_visible()
    assert len(asked) == 1


def test_late_answer_to_an_earlier_text_is_dropped(places):
    places.route(re.compile("suggest/.q=alm$"), lambda route: None)
    with places.expect_event("request", lambda one: one.url.endswith("q=alm")):
        type_in(places, "alm")

    # The browser hands over no answer after that.
    with places.expect_event("requestfailed", lambda one: one.url.endswith("q=alm")):
        places.fill(FIELD, "astana")

    expect(places.locator(OPTION).first).to_contain_text("Astana")


def test_list_stays_until_the_next_answer(places):
    held = []
    open_list(places, "kara")
    places.route("**/suggest/**", lambda route: held.append(route))

    for letter in "ga":
        with places.expect_event("request"):
            places.keyboard.type(letter)
        assert places.is_visible(LIST)
    held[1].fulfill(json=[{"group": "", "name": "Karaganda", "detail": "", "url": "/"}])

    expect(places.locator(OPTION)).to_have_text(["Karaganda"])


@pytest.mark.parametrize("status", [429, 503, None])
def test_that_fail_leave_the_field(places, status):
    def fail(route):
        route.fulfill(status=status, body="!") if status else route.abort()

    faults = []
    places.on("pageerror", lambda error: faults.append(error))
    places.route("**/suggest/**", fail)
    said = "The suggestions could not be loaded."
    with places.expect_console_message(lambda message: said in message.text):
        type_in(places, "magnum")

    assert places.is_hidden(LIST)
    with places.expect_navigation():
        places.keyboard.press("Enter")
    assert "q=magnum" in places.url
    assert faults == []


def test_names_are_text_and_never_markup(places):
    complaints = complaints_of(places)
    name = "<img src=x onerror=alert(1)>"
    row = {"group": name, "name": name, "detail": name, "url": "/"}
    places.route("**/suggest/**", lambda route: route.fulfill(json=[row]))

    open_list(places)

    assert places.locator(OPTION).inner_text() == f"{name} {name}"
    assert places.locator(f"{LIST} img").count() == 0
    assert complaints == []


def test_list_is_large_enough_and_inside_a_narrow_window(page, site):
    page.set_viewport_size(NARROW)
    go_to(page, site, "ru", "places")
    open_list(page, "усть")

    for option in page.locator(OPTION).all():
        box = option.bounding_box()
        assert box["height"] >= 44
        assert 0 <= box["x"] <= box["x"] + box["width"] <= NARROW["width"]
    assert page.evaluate("document.documentElement.scrollWidth") == NARROW["width"]
