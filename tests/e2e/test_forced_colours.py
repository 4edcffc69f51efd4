"""Pages in the colours of a visitor's system, which take the place of ours."""

import pytest

from tests.helpers.browser.mapping import CLUSTER, open_map
from tests.helpers.browser.visiting import go_to

# What has no line around it.
BARE = """(buttons) => buttons.filter((button) => {
  const { borderStyle, borderWidth, borderColor, backgroundColor } =
    getComputedStyle(button);
  return borderStyle !== "solid" || parseFloat(borderWidth) < 1 ||
    borderColor === backgroundColor || /^rgba.*, 0\\)$/.test(borderColor);
}).map((button) => button.outerHTML.slice(0, 120))"""

# Of an element, or of the label that stands for one that is not seen.
OUTLINE = """(one) => {
  const isSeen = getComputedStyle(one).opacity !== "0";
  const { outlineStyle, outlineWidth } =
    getComputedStyle(isSeen ? one : one.nextElementSibling);
  return [outlineStyle, outlineWidth];
}"""

GROUND = "(element) => getComputedStyle(element).backgroundColor"


@pytest.fixture(params=["light", "dark"])
def page(tab, request):
    tab.emulate_media(forced_colors="active", color_scheme=request.param)
    return tab


@pytest.mark.parametrize("kind", ["home", "places", "place", "ask"])
def test_buttons_look_like_buttons(page, site, kind):
    go_to(page, site, "en", kind)

    buttons = page.locator("main :is(button, .button):visible")

    assert buttons.count()
    assert buttons.evaluate_all(BARE) == []


def test_what_is_chosen_looks_chosen(page, site):
    go_to(page, site, "en", "home")
    page.check("input[value=kaspi]")

    labels = page.locator("input[name=have] + label")
    grounds = labels.evaluate_all(f"(all) => all.map({GROUND})")
    chosen = page.locator("input[name=have]:checked + label").evaluate(GROUND)

    assert len(grounds) > 1
    assert grounds.count(chosen) == 1


@pytest.mark.parametrize("kind", ["home", "places", "guide"])
def test_focus_is_seen(page, site, kind):
    go_to(page, site, "en", kind)

    for _press in range(8):
        page.keyboard.press("Tab")
        style, width = page.locator(":focus").evaluate(OUTLINE)
        assert style != "none"
        assert float(width.removesuffix("px")) >= 2


def test_markers_are_seen_on_the_map(page, site):
    go_to(page, site, "en", "city")
    open_map(page)
    cluster = page.locator(CLUSTER).first

    ground, number = cluster.evaluate(
        "(one) => [getComputedStyle(one).backgroundColor, getComputedStyle(one).color]"
    )
    page.emulate_media(forced_colors="none")

    assert ground == cluster.evaluate(GROUND) != number


def test_mark_of_the_site_has_the_colour_of_its_name(page, site):
    go_to(page, site, "en", "home")

    mark, name = page.locator(".mark, .header-name").evaluate_all(
        "(both) => both.map((one) => getComputedStyle(one).color)"
    )

    assert mark == name
