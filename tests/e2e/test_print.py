"""What comes out on paper."""

import re

import pytest
from playwright.sync_api import expect

from tests.helpers.browser.visiting import LANGUAGES, go_to

# What a page folds, and a printer does not get.
STAYS_FOLDED = """() => [
  ...document.querySelectorAll("main details:not(.number-lookup) > *")
]
  .filter((element) => !element.matches("summary, form, .search"))
  .filter((element) => element.textContent.trim() && !element.checkVisibility())
  .map((element) => element.outerHTML.slice(0, 120))"""

SHEET = re.compile(rb"/Type\s*/Page\b")
MEDIA_BOX = re.compile(rb"/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)\s*\]")


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


# A name that is long in each language, and in the address.
@pytest.mark.parametrize("town", ["almaty", "zhibek-zholy-turkistan"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_poster_is_one_sheet_of_a5(page, site, language, town):
    page.goto(f"{site.address}/{language}/places/{town}/poster/")

    printed = page.pdf(prefer_css_page_size=True)

    assert len(SHEET.findall(printed)) == 1
    [size] = MEDIA_BOX.findall(printed)
    # In points: 148 by 210 millimetres.
    assert [round(float(side)) for side in size] == [420, 595]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_poster_is_black_on_white(page, site, scheme):
    page.emulate_media(media="print", color_scheme=scheme)
    go_to(page, site, "kk", "poster")

    poster = page.locator(".poster")
    expect(poster).to_have_css("color", "rgb(0, 0, 0)")
    expect(poster).to_have_css("background-color", "rgb(255, 255, 255)")


def test_poster_alone_is_printed(page, site):
    go_to(page, site, "en", "poster")

    page.emulate_media(media="print")

    assert page.locator(".poster").is_visible()
    assert page.locator("header:visible, footer:visible, h1:visible").count() == 0


def test_poster_is_printed_by_its_button(page, site):
    go_to(page, site, "en", "poster")
    page.evaluate("window.print = () => { document.title = 'printed'; }")

    page.get_by_role("button", name="Print").click()

    assert page.title() == "printed"


def test_print_has_the_addresses_of_other_sites(page, site):
    go_to(page, site, "en", "guide in another language")
    page.emulate_media(media="print")

    link = page.locator(".text a[href='https://example.org/']")
    printed = link.evaluate("(link) => getComputedStyle(link, '::after').content")

    assert "https://example.org/" in printed
