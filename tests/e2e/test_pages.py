"""What holds for every page in every language, on the narrowest phone."""

from itertools import product

import pytest

from tests.e2e.visiting import (
    CONTROLS,
    EVERY_PAGE,
    LANGUAGES,
    NARROW,
    Outside,
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


# For the module, so that each page is opened once for all tests of it.
@pytest.fixture(scope="module", params=product(EVERY_PAGE, LANGUAGES), ids="-".join)
def shown(request, context, site):
    """A page of some kind in some language, and what the console says."""
    kind, language = request.param
    outside = Outside(site)
    page = context.new_page()
    page.set_viewport_size(NARROW)
    outside.guard(page)
    complaints = complaints_of(page)
    go_to(page, site, language, kind)
    yield page, complaints
    page.close()
    assert outside.strangers == []


def test_console_has_no_complaint(shown):
    page, complaints = shown

    # Whatever was said while it loaded has been heard when the page answers.
    page.evaluate("true")

    assert complaints == []


def test_page_fits_into_320_pixels(shown):
    page, _complaints = shown

    width = page.evaluate("document.documentElement.scrollWidth")

    assert width <= 320, "\n".join(page.evaluate(STICKS_OUT))


def test_targets_are_large_enough_for_a_finger(shown):
    page, _complaints = shown

    too_small = page.evaluate(TOO_SMALL, CONTROLS)

    assert not too_small, "\n".join(too_small)
