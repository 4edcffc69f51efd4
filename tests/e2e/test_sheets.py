"""The sheets of operators and the answers on a small phone."""

import pytest

from tests.helpers.browser.visiting import LANGUAGES, go_to

PHONE = {"width": 360, "height": 740}
NARROW = {"width": 320, "height": 740}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_code_is_on_the_first_screen(tab, site, language):
    tab.set_viewport_size(PHONE)
    go_to(tab, site, language, "sheet")

    box = tab.locator(".codes .code").first.bounding_box()

    assert box["y"] + box["height"] <= PHONE["height"] / 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_answers_are_on_the_first_screen(tab, site, language):
    tab.set_viewport_size(PHONE)
    go_to(tab, site, language, "ask")

    box = tab.locator(".question").nth(3).bounding_box()

    assert box["y"] + box["height"] <= PHONE["height"]


@pytest.mark.parametrize("kind", ["operators", "sheet", "ask", "sent"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_large_text_does_not_scroll_sideways(tab, site, language, kind):
    tab.set_viewport_size(NARROW)
    go_to(tab, site, language, kind)

    tab.evaluate("document.documentElement.style.fontSize = '200%'")
    tab.evaluate(
        "document.querySelectorAll('details').forEach((one) => one.open = true)"
    )

    assert tab.evaluate("document.documentElement.scrollWidth") == NARROW["width"]


def test_the_number_of_a_source_leads_to_it_folded_as_it_is(tab, site):
    tab.set_viewport_size(PHONE)
    go_to(tab, site, "en", "sheet")

    tab.locator(".cite").first.click()

    tab.wait_for_function("() => document.querySelector('#source-1').checkVisibility()")
