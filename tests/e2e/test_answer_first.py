"""On a small phone the answer stands above what can be changed; cards scan."""

import pytest

from tests.helpers.browser.visiting import LANGUAGES, PHONE
from tests.helpers.doubt import doubts_in

DESK = {"width": 1280, "height": 900}

ASKED = {
    "operator near": "places/?lat=43.242&lon=76.956&tops_up=beeline",
    "near": "places/?lat=43.238&lon=76.945",
    "of a kind": "places/?kind=operator&tops_up=kcell",
    "in words": "places/?q=Magnum+Almaty",
    "city": "places/almaty/",
}

TOP = "(element) => element.getBoundingClientRect().top"
HEIGHTS = "(cards) => cards.map((card) => card.getBoundingClientRect().height)"
BOTTOMS = "(cards) => cards.map((card) => card.getBoundingClientRect().bottom)"


@pytest.fixture
def phone(tab):
    tab.set_viewport_size(PHONE)
    return tab


def visit(page, site, language, path):
    page.goto(f"{site.address}/{language}/{path}")


def top_of(page, selector):
    return page.locator(f"{selector} >> visible=true").first.evaluate(TOP)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", ASKED.values(), ids=ASKED)
def test_the_answer_is_on_the_first_screen_of_a_phone(phone, site, path, language):
    visit(phone, site, language, path)

    assert top_of(phone, "main [role=status]") <= 300
    assert top_of(phone, ".place") <= 480
    assert max(phone.locator(".place").evaluate_all(HEIGHTS)) <= 150


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", ASKED.values(), ids=ASKED)
def test_four_cards_are_in_view_on_a_desk(tab, site, path, language):
    tab.set_viewport_size(DESK)
    visit(tab, site, language, path)

    bottoms = tab.locator(".place").evaluate_all(BOTTOMS)
    assert sum(bottom <= DESK["height"] for bottom in bottoms) >= 4


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", ASKED.values(), ids=ASKED)
def test_a_list_of_20_doubts_at_most_10_times(phone, site, path, language):
    visit(phone, site, language, path)

    assert phone.locator(".place").count() == 20
    # Only what is seen: options of a form that is folded are not.
    doubts = doubts_in(phone.inner_text("main"), language)
    assert 1 <= len(doubts) <= 10, doubts


def test_what_was_asked_is_one_line_that_opens(phone, site):
    visit(phone, site, "en", ASKED["operator near"])

    form = phone.locator("form.search")
    assert not form.is_visible()
    assert phone.inner_text(".asked > summary").startswith("Beeline · near 43.242")

    phone.click(".asked > summary")

    assert form.is_visible()
    assert form.locator("[name=tops_up]").input_value() == "beeline"


@pytest.mark.parametrize("path", ["places/", "places/?kind=castle"])
def test_the_form_is_open_where_nothing_was_asked_or_understood(phone, site, path):
    visit(phone, site, "en", path)

    assert phone.locator("form.search").is_visible()
