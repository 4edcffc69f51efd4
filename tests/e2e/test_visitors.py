"""
Visitors with an empty SIM, from the home page to the way to a place.

What they press is counted: choices and buttons, but neither what they type nor the
browser's own question.
"""

import pytest
from playwright.sync_api import expect

from tests.helpers.browser.visiting import LANGUAGES, go_to, press_in_header

ALMATY = {"latitude": 43.2389, "longitude": 76.8897}
NEAR_ME = ".answer-form .near-me button"
DIRECTIONS = ".place a[href*='2gis']"


class Visitor:
    """Somebody who uses a phone, and counts."""

    def __init__(self, page):
        self.page = page
        self.presses = 0

    def press(self, selector):
        self.page.locator(selector).first.click()
        self.presses += 1

    def choose(self, name, value):
        self.page.select_option(f"[name={name}]", value)
        self.presses += 1

    def find_directions(self):
        """Press the way to the first place; it leads to another site."""
        link = self.page.locator(DIRECTIONS).first
        expect(link).to_be_visible()
        self.presses += 1
        return link.get_attribute("href")


@pytest.fixture
def somebody(visit, site):
    def arrive(language, **options):
        page = visit(viewport={"width": 360, "height": 740}, **options)
        go_to(page, site, language, "home")
        return Visitor(page)

    return arrive


def somewhere(**options):
    return {"permissions": ["geolocation"], "geolocation": ALMATY} | options


@pytest.mark.parametrize("language", LANGUAGES)
def test_home_asks_all_of_it_on_the_first_screen(somebody, language):
    page = somebody(language).page

    expect(page.locator(NEAR_ME)).to_be_visible()
    button = page.locator(".answer-form [type=submit]").bounding_box()

    assert button["y"] + button["height"] <= 740


def test_cash_and_beeline_near_me(somebody):
    visitor = somebody("zh-hans", **somewhere())

    visitor.choose("operator", "beeline")
    visitor.press(NEAR_ME)
    visitor.page.wait_for_url("**/answer/?*")

    assert "2gis" in visitor.find_directions()
    assert visitor.presses <= 3


def test_a_foreign_card_and_no_idea_of_the_operator_near_me(somebody):
    visitor = somebody("en", **somewhere())

    visitor.press("#have-foreign-card")
    visitor.press(NEAR_ME)
    visitor.page.wait_for_url("**/answer/?*")

    expect(visitor.page.locator(".best")).to_contain_text("Take out tenge")
    assert "2gis" in visitor.find_directions()
    assert visitor.presses <= 3


@pytest.mark.parametrize("has_javascript", [True, False])
@pytest.mark.parametrize(
    ("language", "have", "operator", "place"),
    [
        ("en", "cash", "beeline", "Абая 10 Almaty"),
        ("zh-hans", "foreign-card", "", "阿拉木图"),
        ("ru", "kz-card", "tele2", "Астана"),
        ("kk", "nothing", "kcell", "43.2389, 76.8897"),
    ],
)
def test_in_words(somebody, has_javascript, language, have, operator, place):
    visitor = somebody(language, java_script_enabled=has_javascript)

    if have != "cash":
        visitor.press(f"#have-{have}")
    if operator:
        visitor.choose("operator", operator)
    visitor.page.fill("#q", place)
    visitor.press(".answer-form [type=submit]")
    visitor.page.wait_for_url("**/answer/?*")

    assert len(visitor.page.inner_text(".best h1")) > 5
    assert "2gis" in visitor.find_directions()
    assert visitor.presses <= 5


def test_what_was_said_goes_along_in_this_tab(somebody, visit, site):
    visitor = somebody("en")
    page = visitor.page
    page.select_option("[name=operator]", "kcell")
    page.fill("#q", "Astana")
    page.click(".answer-form [type=submit]")
    page.wait_for_url("**/answer/?*")

    # The page on the way says nothing of it.
    page.goto(f"{site.address}/en/about/")
    assert page.locator("a[href*='operator=']").count() == 0
    press_in_header(page, "a[href$='/guides/']")
    page.wait_for_url("**/guides/?*")
    query = "have=cash&operator=kcell&settlement=astana"
    assert sorted(page.url.partition("?")[2].split("&")) == query.split("&")

    press_in_header(page, "a[href*='/places/']")
    page.wait_for_url("**/places/?*")
    query = "holds=cash&settlement=astana&tops_up=kcell"
    assert sorted(page.url.partition("?")[2].split("&")) == query.split("&")

    other = visit()
    go_to(other, site, "en", "about")
    press_in_header(other, "a[href$='/guides/']")
    other.wait_for_url("**/guides/")


def test_what_is_asked_anew_is_forgotten(somebody, site):
    page = somebody("en").page
    for query in ["have=kaspi&operator=kcell&settlement=astana", "have=cash"]:
        page.goto(f"{site.address}/en/answer/?{query}")

    page.goto(f"{site.address}/en/about/")
    press_in_header(page, "a[href$='/guides/']")

    expect(page).to_have_url(f"{site.address}/en/guides/?have=cash")


def test_a_guide_is_read_for_ones_own_operator(somebody, site):
    page = somebody("en").page
    page.goto(f"{site.address}/en/answer/?have=cash&operator=activ")

    page.goto(f"{site.address}/en/guides/")
    page.click("a[href*='check-balance-and-package']")
    page.wait_for_url("**operator=activ**")

    groups = page.locator(".operator-codes")
    expect(groups.first.locator("summary")).to_contain_text("activ")
    assert groups.first.get_attribute("open") is not None
    assert groups.nth(1).get_attribute("open") is None


def test_a_position_that_is_refused_is_explained_and_may_be_asked_again(somebody):
    visitor = somebody("en")

    visitor.press(NEAR_ME)

    status = visitor.page.locator(".near-me-status")
    expect(status).to_contain_text("does not let this site know your position")
    expect(visitor.page.locator(NEAR_ME)).to_be_enabled()
