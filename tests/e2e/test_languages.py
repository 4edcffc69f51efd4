from urllib.parse import parse_qsl, urlsplit

import pytest

from tests.helpers.browser.visiting import (
    KINDS,
    LANGUAGES,
    STATUSES,
    address_of,
    choose_language,
    go_to,
)

# Those that the address alone brings back.
PAGES = [kind for kind in KINDS if kind not in STATUSES] + ["search not understood"]


@pytest.fixture
def page(tab):
    return tab


def asked_by(address):
    """The page and its parameters: their order says nothing."""
    parts = urlsplit(address)
    return parts.path, sorted(parse_qsl(parts.query)), parts.fragment


# Every other kind of page: `tests.kztopup.test_pages_tags`.
@pytest.mark.parametrize(
    "kind",
    [
        *("home", "guide", "answer", "places filtered", "places near"),
        *("places, second page", "place with markup", "search not understood"),
    ],
)
def test_switcher_keeps_the_page_and_its_filters(page, site, kind):
    go_to(page, site, "en", kind)
    for language in ["zh-hans", "ru", "kk", "en"]:
        choose_language(page, language)

        assert asked_by(page.url) == asked_by(address_of(site, language, kind))
        assert page.get_attribute("html", "lang") == language
        current = page.locator(".header-languages [aria-current]")
        assert current.get_attribute("lang") == language


def test_switcher_shows_the_same_list_whatever_was_said_before(page, site):
    go_to(page, site, "en", "answer")
    go_to(page, site, "en", "places filtered")

    choose_language(page, "ru")

    expected = address_of(site, "ru", "places filtered")
    assert asked_by(page.url) == asked_by(expected)


def test_switcher_leads_home_from_a_page_that_is_not_there(page, site):
    go_to(page, site, "en", "not found")

    choose_language(page, "kk")

    assert page.url == address_of(site, "kk", "home")


@pytest.mark.parametrize("language", LANGUAGES)
def test_site_opens_in_the_language_of_the_browser(visit, site, language):
    page = visit(locale={"zh-hans": "zh-CN"}.get(language, language))

    page.goto(site.address)

    assert page.url == address_of(site, language, "home")


def test_public_pages_set_no_cookie(visit, site):
    page = visit()
    for kind in PAGES:
        go_to(page, site, "en", kind)

    assert page.context.cookies() == []
