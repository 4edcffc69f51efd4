import pytest
from playwright.sync_api import expect

from tests.helpers.browser.searching import FIELD, LIST, NEAR_ME, open_form, words
from tests.helpers.browser.visiting import LANGUAGES, complaints_of, go_to


def test_box_speaks_the_language_of_the_page(page, site):
    said = set()
    for language in LANGUAGES:
        go_to(page, site, language, "places")
        said |= {
            page.locator(f"label[for={FIELD[1:]}]").inner_text(),
            page.locator(NEAR_ME).inner_text(),
            page.get_attribute(LIST, "aria-label"),
            *(
                words(page, name)
                for name in ("waiting", "refused", "noSignal", "late", "unavailable")
            ),
        }

    assert "" not in said
    assert len(said) == 8 * len(LANGUAGES)


def test_page_of_a_town_without_places_has_the_box_too(page, site):
    complaints = complaints_of(page)
    go_to(page, site, "en", "town without places")

    open_form(page)

    assert page.locator(FIELD).is_visible()
    assert complaints == []


def test_box_is_a_plain_field_without_javascript(visit, site):
    page = visit(java_script_enabled=False)
    go_to(page, site, "en", "places")
    expect(page.locator(FIELD)).to_have_role("textbox")
    expect(page.locator(NEAR_ME)).to_be_hidden()
    expect(page.locator(LIST)).to_be_hidden()

    page.fill(FIELD, "Magnum")
    page.press(FIELD, "Enter")

    expect(page.locator(".place")).to_have_count(20)
    assert "q=Magnum" in page.url
    assert page.input_value(FIELD) == "Magnum"


@pytest.mark.parametrize("kind", ["home", "places"])
def test_a_phone_number_is_not_sent(page, site, kind):
    requests = []
    page.on("request", lambda request: requests.append(request.url))
    go_to(page, site, "ru", kind)

    page.fill("[name=q]", "+7 (701) 234-56-78")
    with page.expect_navigation():
        page.press("[name=q]", "Enter")

    assert page.url == f"{site.address}/ru/operators/#number"
    # No shorter: a port or the name of a file may have some of the digits.
    assert not any("234-56-78" in address for address in requests)
