from itertools import combinations, product

import pytest
from axe_playwright_python.base import AxeResults
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.helpers.browser.mapping import POPUP, open_map
from tests.helpers.browser.visiting import KINDS, LANGUAGES, WIDE, go_to

WIDTHS = [320, 360, 1280]
SCHEMES = ["light", "dark"]

# Every kind of page in every language, the widths and the schemes taking turns:
# so each value of one column stands somewhere beside each value of another.
PAIRWISE = [
    (kind, language, WIDTHS[(row + column) % 3], SCHEMES[(row // 3 + column) % 2])
    for row, kind in enumerate(KINDS)
    for column, language in enumerate(LANGUAGES)
]


@pytest.fixture
def page(tab):
    return tab


def test_table_has_every_pair():
    values = [KINDS, LANGUAGES, WIDTHS, SCHEMES]

    for one, other in combinations(range(4), 2):
        pairs = {(row[one], row[other]) for row in PAIRWISE}
        assert pairs == set(product(values[one], values[other]))


@pytest.mark.parametrize(("kind", "language", "width", "scheme"), PAIRWISE)
def test_axe_finds_nothing(page, site, kind, language, width, scheme):
    page.set_viewport_size(WIDE | {"width": width})
    page.emulate_media(color_scheme=scheme)

    go_to(page, site, language, kind)

    report = axe_report(page, target_size=True)
    assert not report, report


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(
    ("language", "width"),
    [("zh-hans", 360), ("en", 1280), ("ru", 360), ("kk", 1280)],
)
def test_axe_finds_nothing_on_an_open_map(page, site, language, width, scheme):
    page.set_viewport_size(WIDE | {"width": width})
    page.emulate_media(color_scheme=scheme)
    go_to(page, site, language, "city")
    open_map(page)
    page.click(".map-shown summary")
    page.click(".map-streets")
    page.locator(".place-on-map").first.click()
    expect(page.locator(POPUP)).to_be_visible()
    expect(page.locator(".leaflet-popup")).to_have_css("opacity", "1")

    # Markers hide one another: where each stands is essential, and the list has
    # a link for each.
    report = axe_report(page, target_size=False)
    assert not report, report


def axe_report(page, target_size):
    axe = Axe()
    options = {
        "resultTypes": ["violations"],
        # A rule of WCAG 2.2 that axe leaves off by default.
        "rules": {"target-size": {"enabled": target_size}},
    }
    page.evaluate(axe.axe_script)
    found = AxeResults(page.evaluate("options => axe.run(options)", options))
    return found.generate_report() if found.violations_count else ""
