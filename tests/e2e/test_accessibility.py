"""That axe finds nothing on an open map; on other pages, `test_pages` asks it."""

import pytest
from playwright.sync_api import expect

from tests.helpers.browser.accessibility import axe_report
from tests.helpers.browser.mapping import POPUP, all_places_come
from tests.helpers.browser.visiting import WIDE, go_to


@pytest.fixture
def page(tab):
    return tab


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    ("language", "width"),
    [("zh-hans", 360), ("en", 1280), ("ru", 360), ("kk", 1280)],
)
def test_axe_finds_nothing_on_an_open_map(page, site, language, width, scheme):
    page.set_viewport_size(WIDE | {"width": width})
    page.emulate_media(color_scheme=scheme)
    # Where the map opens by itself, it is not asked to.
    with all_places_come(page):
        go_to(page, site, language, "city")
        if page.locator(".map-open").is_visible():
            page.click(".map-open")
    page.click(".map-shown summary")
    page.click(".map-streets")
    page.locator(".place-on-map").first.click()
    expect(page.locator(POPUP)).to_be_visible()
    expect(page.locator(".leaflet-popup")).to_have_css("opacity", "1")

    # Markers hide one another: where each stands is essential, and the list has
    # a link for each.
    report = axe_report(page, target_size=False)
    assert not report, report
