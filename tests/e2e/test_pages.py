"""What holds for every page in every language, on the narrowest phone."""

import pytest

from tests.helpers.browser.visiting import (
    CONTROLS,
    EVERY_PAGE,
    LANGUAGES,
    NARROW,
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


@pytest.fixture(scope="module")
def heard(shared_page):
    return complaints_of(shared_page)


@pytest.fixture
def complaints(heard):
    heard.clear()
    return heard


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", EVERY_PAGE)
def test_page_is_in_order(tab, site, complaints, kind, language):
    tab.set_viewport_size(NARROW)

    go_to(tab, site, language, kind)

    width = tab.evaluate("document.documentElement.scrollWidth")
    sticks_out = tab.evaluate(STICKS_OUT) if width > NARROW["width"] else []
    too_small = tab.evaluate(TOO_SMALL, CONTROLS)
    # Whatever was said while the page loaded has been heard by now.
    assert (complaints, sticks_out, too_small) == ([], [], [])
