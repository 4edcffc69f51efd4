"""What holds for every page in every language."""

from itertools import combinations, product

import pytest

from tests.helpers.browser.accessibility import axe_report
from tests.helpers.browser.visiting import (
    CONTROLS,
    EVERY_PAGE,
    KINDS,
    LANGUAGES,
    NARROW,
    WIDE,
    complaints_of,
    go_to,
)

STICKS_OUT = """() => [...document.body.querySelectorAll("*")]
  .filter((element) => element.getBoundingClientRect().right > innerWidth + 0.5)
  .map((element) => element.outerHTML.slice(0, 120))"""

# WCAG 2.2, 2.5.8: 24 by 24 pixels, but for a link in a sentence.
TOO_SMALL = """(controls) => {
  const isInSentence = (element) => {
    if (getComputedStyle(element).display !== "inline") return false;
    const block = element.closest("p, li, dd, dt, td, h1, h2, h3, h4, footer, div");
    const rest = block.cloneNode(true);
    rest.querySelectorAll("a, button, summary, ol, ul").forEach((one) => one.remove());
    return /[\\p{L}\\p{N}]{2}/u.test(rest.textContent);
  };
  return [...document.querySelectorAll(controls)]
    .filter((element) => element.checkVisibility() && !isInSentence(element))
    .filter((element) => !element.matches(".skip, [tabindex='-1']"))
    .map((element) => [element, element.getBoundingClientRect()])
    .filter(([, { width, height }]) => width < 24 || height < 24)
    .map(([{ outerHTML }, { width, height }]) =>
      `${Math.round(width)}x${Math.round(height)} ${outerHTML.slice(0, 120)}`);
}"""


WIDTHS = [320, 360, 1280]
SCHEMES = ["light", "dark"]

# All of a page, for who reads large letters only.
TWICE_AS_LARGE = """() => {
  for (const details of document.querySelectorAll("main details")) details.open = true;
  document.documentElement.style.fontSize = "200%";
}"""

# Every kind of page in every language, the widths and the schemes taking turns:
# so each value of one column stands somewhere beside each value of another.
PAIRWISE = [
    (kind, language, WIDTHS[(row + column) % 3], SCHEMES[(row // 3 + column) % 2])
    for row, kind in enumerate(KINDS)
    for column, language in enumerate(LANGUAGES)
]


@pytest.fixture(scope="module")
def heard(shared_page):
    return complaints_of(shared_page)


@pytest.fixture
def complaints(heard):
    heard.clear()
    return heard


@pytest.mark.parametrize(("kind", "language", "width", "scheme"), PAIRWISE)
def test_page_is_in_order(tab, site, complaints, kind, language, width, scheme):
    tab.emulate_media(color_scheme=scheme)
    assert_in_order_on_a_phone(tab, site, complaints, kind, language)

    tab.set_viewport_size(WIDE | {"width": width})

    report = axe_report(tab)
    assert not report, report


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", sorted(EVERY_PAGE.keys() - KINDS.keys()))
def test_other_guides_and_sheets_are_in_order(tab, site, complaints, kind, language):
    assert_in_order_on_a_phone(tab, site, complaints, kind, language)


def assert_in_order_on_a_phone(tab, site, complaints, kind, language):
    tab.set_viewport_size(NARROW)

    go_to(tab, site, language, kind)

    width = tab.evaluate("document.documentElement.scrollWidth")
    sticks_out = tab.evaluate(STICKS_OUT) if width > NARROW["width"] else []
    too_small = tab.evaluate(TOO_SMALL, CONTROLS)
    # Whatever was said while the page loaded has been heard by now.
    assert (complaints, sticks_out, too_small) == ([], [], [])

    tab.evaluate(TWICE_AS_LARGE)
    assert tab.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]
    tab.evaluate("document.documentElement.style.fontSize = ''")


def test_table_has_every_pair():
    values = [KINDS, LANGUAGES, WIDTHS, SCHEMES]

    for one, other in combinations(range(4), 2):
        pairs = {(row[one], row[other]) for row in PAIRWISE}
        assert pairs == set(product(values[one], values[other]))
