"""The sheets of operators and the answers on a small phone."""

import pytest

from tests.helpers.browser.visiting import LANGUAGES, PHONE, go_to


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


def test_the_number_of_a_source_leads_to_it_folded_as_it_is(tab, site):
    tab.set_viewport_size(PHONE)
    go_to(tab, site, "en", "sheet")

    tab.locator(".cite").first.click()

    tab.wait_for_function("() => document.querySelector('#source-1').checkVisibility()")
