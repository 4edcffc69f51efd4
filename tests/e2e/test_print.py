"""What comes out on paper."""

import re

import pytest

from tests.helpers.browser.visiting import LANGUAGES, go_to

# What a page folds, and a printer does not get.
STAYS_FOLDED = """() => [...document.querySelectorAll("main details > :not(summary)")]
  .filter((element) => !element.matches("form, .search"))
  .filter((element) => element.textContent.trim() && !element.checkVisibility())
  .map((element) => element.outerHTML.slice(0, 120))"""

SHEET = re.compile(rb"/Type\s*/Page\b")


@pytest.fixture
def page(tab):
    return tab


@pytest.mark.parametrize(
    "kind", ["home", "answer", "guide", "sheet", "place", "city", "ask"]
)
def test_print_has_the_text_without_the_ways_around(page, site, kind):
    go_to(page, site, "en", kind)

    page.emulate_media(media="print")

    assert page.locator("h1").is_visible()
    assert page.locator("nav:visible, form:visible, button:visible").count() == 0


@pytest.mark.parametrize(
    "kind", ["answer", "guide check-balance-and-package", "sheet", "place", "ask"]
)
def test_print_has_what_the_page_folds(page, site, kind):
    go_to(page, site, "en", kind)

    page.emulate_media(media="print")

    assert page.evaluate(STAYS_FOLDED) == []


def test_printing_unfolds_the_page_and_folds_it_again(page, site):
    go_to(page, site, "en", "sheet")
    folded = page.locator("main details:not([open])")
    before = folded.count()

    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert before > folded.count() == 0
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert folded.count() == before


@pytest.mark.parametrize("kind", ["answer", "guide check-balance-and-package", "sheet"])
def test_print_has_the_codes(page, site, kind):
    go_to(page, site, "en", kind)

    page.emulate_media(media="print")

    codes = page.locator(".code").evaluate_all(
        "(codes) => codes.map((code) => code.checkVisibility())"
    )
    assert codes
    assert all(codes)


def test_print_has_the_words_for_a_driver(page, site):
    go_to(page, site, "zh-hans", "place")

    page.emulate_media(media="print")

    assert page.locator(".for-a-driver").is_visible()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", ["places near", "city"])
def test_list_of_20_places_is_printed_on_two_sheets(page, site, kind, language):
    go_to(page, site, language, kind)

    sheets = SHEET.findall(page.pdf(format="A4"))

    assert page.locator(".place").count() == 20
    assert len(sheets) <= 2


def test_print_has_the_addresses_of_other_sites(page, site):
    go_to(page, site, "en", "guide in another language")
    page.emulate_media(media="print")

    link = page.locator(".text a[href='https://example.org/']")
    printed = link.evaluate("(link) => getComputedStyle(link, '::after').content")

    assert "https://example.org/" in printed
