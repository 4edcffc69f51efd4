import pytest

from tests.helpers.browser.visiting import go_to

LUMINANCE = """(property) => {
  const colour = getComputedStyle(document.body)[property];
  const [red, green, blue] = colour.match(/\\d+/g).map(Number);
  return (0.2126 * red + 0.7152 * green + 0.0722 * blue) / 255;
}"""


@pytest.fixture
def page(tab):
    return tab


def test_skip_link_is_large_enough_once_it_shows(page, site):
    go_to(page, site, "en", "home")

    page.keyboard.press("Tab")

    box = page.locator(".skip:focus").bounding_box()
    assert min(box["width"], box["height"]) >= 24


@pytest.mark.parametrize("kind", ["home", "guide", "places", "ask"])
def test_dark_scheme_is_dark(page, site, kind):
    page.emulate_media(color_scheme="dark")

    go_to(page, site, "en", kind)

    assert page.evaluate(LUMINANCE, "backgroundColor") < 0.15
    assert page.evaluate(LUMINANCE, "color") > 0.75
