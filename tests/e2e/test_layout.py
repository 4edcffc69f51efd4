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


@pytest.mark.parametrize("kind", ["guide", "sheet", "place", "city"])
def test_print_has_the_text_without_the_ways_around(page, site, kind):
    go_to(page, site, "en", kind)

    page.emulate_media(media="print")

    assert page.locator("h1").is_visible()
    assert page.locator("nav:visible, form:visible, button:visible").count() == 0


def test_print_has_the_addresses_of_other_sites(page, site):
    go_to(page, site, "en", "guide in another language")
    page.emulate_media(media="print")

    link = page.locator(".text a[href='https://example.org/']")
    printed = link.evaluate("(link) => getComputedStyle(link, '::after').content")

    assert "https://example.org/" in printed
