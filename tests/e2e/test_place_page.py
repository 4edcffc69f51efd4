"""The page of a place on a small phone: what it is, the way there, a link to send."""

import pytest

from tests.helpers.browser.measuring import KB, measure
from tests.helpers.browser.visiting import LANGUAGES, PHONE, WIDE, address_of, go_to

KINDS = ["place", "place without a street"]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_way_there_is_on_the_first_screen(visit, site, language, kind):
    page = visit(viewport=PHONE, has_touch=True, is_mobile=True)
    go_to(page, site, language, kind)

    ways = page.locator(".way-there a")

    assert ways.first.get_attribute("href").startswith("geo:")
    boxes = [way.bounding_box() for way in ways.all()]
    assert len(boxes) == 5
    assert boxes[0]["y"] == min(box["y"] for box in boxes)
    assert all(box["y"] + box["height"] <= PHONE["height"] for box in boxes)


def test_on_a_desk_only_the_maps_of_the_web_are_offered(tab, site):
    tab.set_viewport_size(WIDE)
    go_to(tab, site, "en", "place")

    assert tab.locator(".way-there a:visible").count() == 4
    assert tab.locator(".way-geo").is_hidden()


@pytest.mark.parametrize("language", LANGUAGES)
def test_costs_15_kb(tab, site, record_property, language):
    sizes = {}
    for kind in KINDS:
        address = f"{address_of(site, language, kind)}?lat=43.242&lon=76.956"
        sizes[kind] = measure(tab, site, address).bytes

    record_property("bytes", max(sizes.values()))
    assert {kind: size for kind, size in sizes.items() if size > 15 * KB} == {}


class TestCopyLink:
    @pytest.fixture
    def there(self, visit, site):
        page = visit(permissions=["clipboard-read", "clipboard-write"])
        page.goto(f"{address_of(site, 'en', 'place')}?lat=43.242&lon=76.956")
        return page

    def copied(self, page):
        page.get_by_role("button", name="Copy link").click()
        page.get_by_role("button", name="Copied").wait_for()
        return page.evaluate("navigator.clipboard.readText()")

    def test_has_nothing_of_where_its_sender_is(self, there, site):
        # What the site calls itself, whatever port the test has.
        assert self.copied(there).endswith(f"/en/places/almaty/{site.names['place']}/")

    def test_is_shown_where_scripts_have_no_clipboard(self, there, site):
        there.evaluate(
            "Object.defineProperty(navigator, 'clipboard', {value: undefined})"
        )
        shown = []
        there.on("dialog", lambda box: (shown.append(box.default_value), box.accept()))

        there.get_by_role("button", name="Copy link").click()

        [address] = shown
        assert address.endswith(f"/en/places/almaty/{site.names['place']}/")

    def test_is_not_offered_without_scripts(self, visit, site):
        page = visit(java_script_enabled=False)
        go_to(page, site, "en", "place")

        assert page.locator(".copy-link").count() == 1
        assert not page.locator(".copy-link").is_visible()
