import pytest

from tests.helpers.browser.visiting import CONTROLS, KINDS, go_to

# Every control that shows, in the order of the page, but the trap for robots; and
# where among them the focus is.
CONTROLS_IN_ORDER = f"""() => {{
  window.controls = [...document.querySelectorAll("{CONTROLS}")].filter(
    (element) => element.checkVisibility() && !element.closest("[aria-hidden=true]")
      && (element.type !== "radio" || element.checked));
  return controls.length;
}}"""
FOCUS = """() => {
  const element = document.activeElement;
  const { outlineStyle, outlineWidth } = getComputedStyle(element);
  const { top, bottom } = element.getBoundingClientRect();
  return {
    index: controls.indexOf(element),
    hasOutline: outlineStyle !== "none" && parseFloat(outlineWidth) >= 2,
    isInView: bottom > 0 && top < innerHeight,
    html: element.outerHTML.slice(0, 100),
  };
}"""


@pytest.fixture
def page(tab):
    return tab


@pytest.mark.parametrize("kind", KINDS)
def test_tab_reaches_every_control_and_shows_where_it_is(page, site, kind):
    go_to(page, site, "en", kind)
    count = page.evaluate(CONTROLS_IN_ORDER)

    for index in range(count):
        page.keyboard.press("Tab")
        focus = page.evaluate(FOCUS)
        expected = {"index": index, "hasOutline": True, "isInView": True}
        assert expected.items() <= focus.items(), focus


@pytest.mark.parametrize("kind", ["home", "guide", "places", "search not understood"])
def test_first_tab_leads_past_the_header(page, site, kind):
    go_to(page, site, "en", kind)
    # A search that was not understood, and the like, may have moved the focus.
    page.evaluate("document.activeElement.blur()")

    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.hash") == "#main"
    assert page.locator(":focus").bounding_box()["y"] >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"

    page.keyboard.press("Tab")
    assert page.evaluate("!document.activeElement.closest('header')")


def test_places_are_searched_with_the_keyboard(page, site):
    go_to(page, site, "en", "places")

    tab_to(page, "select[name=tops_up]")
    page.keyboard.type("Kcell")
    tab_to(page, "select[name=kind]")
    page.keyboard.type("operator")
    tab_to(page, "form.search [type=submit]")
    with page.expect_navigation():
        page.keyboard.press("Enter")

    assert "tops_up=kcell" in page.url
    assert "kind=operator" in page.url
    assert page.locator(".place").count() > 0


def test_question_is_sent_with_the_keyboard(page, site):
    go_to(page, site, "en", "ask")

    tab_to(page, "textarea")
    page.keyboard.type("Can I pay with the coins I have?")
    page.keyboard.press("Tab")
    with page.expect_navigation():
        page.keyboard.press("Enter")

    assert page.url.startswith(f"{site.address}/en/ask/sent/")


def test_answer_is_opened_with_the_keyboard(page, site):
    go_to(page, site, "en", "ask")

    tab_to(page, "summary")
    page.keyboard.press("Enter")

    assert page.locator(".question .text").first.is_visible()


def tab_to(page, selector):
    count = page.evaluate(CONTROLS_IN_ORDER)
    for _press in range(count):
        page.keyboard.press("Tab")
        if page.evaluate("(one) => document.activeElement.matches(one)", selector):
            return
    raise AssertionError(f"Tab does not reach {selector}")
