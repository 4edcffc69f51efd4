import re
from xml.etree import ElementTree

import pytest

from tests.factories import make_guide, make_operator, make_place, make_settlement

pytestmark = pytest.mark.django_db

LANGUAGES = ["zh-hans", "en", "ru", "kk"]
NAMES = {
    "site": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "xhtml": "http://www.w3.org/1999/xhtml",
}


def entries(client, **headers):
    """Each address of the sitemap with its alternates, as {language: address}."""
    root = ElementTree.fromstring(client.get("/sitemap.xml", headers=headers).content)
    return {
        url.find("site:loc", NAMES).text: {
            link.get("hreflang"): link.get("href")
            for link in url.findall("xhtml:link", NAMES)
        }
        for url in root.findall("site:url", NAMES)
    }


def test_has_every_page_in_every_language(client):
    make_guide(slug="online")
    make_operator()
    place = make_place(settlement=make_settlement(slug="almaty"))
    make_settlement(slug="empty")

    addresses = entries(client)

    pages = [
        "",
        "guides/",
        "guides/online/",
        "operators/",
        "operators/kcell/",
        "places/",
        "places/almaty/",
        f"places/almaty/{place.pk}/",
        "ask/",
        "about/",
        "about/data/",
    ]
    assert set(addresses) == {
        f"http://testserver/{language}/{page}"
        for language in LANGUAGES
        for page in pages
    }


def test_every_address_is_there(client):
    make_guide(slug="online", outro_kk="")
    make_operator()
    make_place()

    for address, alternates in entries(client).items():
        for url in {address, *alternates.values()}:
            path = url.removeprefix("http://testserver")
            assert client.get(path).status_code == 200, url


def test_alternates_are_those_that_the_page_names(client):
    make_guide(slug="online", outro_kk="")
    make_place()

    for address, alternates in entries(client).items():
        page = client.get(address.removeprefix("http://testserver")).text
        named = re.findall(
            r'<link rel="alternate" hreflang="([^"]*)" href="([^"]*)"', page
        )
        assert alternates == dict(named), address


def test_a_language_that_a_guide_lacks_is_left_out(client):
    make_guide(slug="online", title_kk="")

    found = {
        address: alternates
        for address, alternates in entries(client).items()
        if "/guides/online/" in address
    }

    assert set(found) == {
        f"http://testserver/{language}/guides/online/"
        for language in ("zh-hans", "en", "ru")
    }
    for alternates in found.values():
        assert "kk" not in alternates


def test_a_guide_without_english_has_no_default(client):
    make_guide(slug="online", title_en="")

    found = entries(client)["http://testserver/ru/guides/online/"]

    assert set(found) == {"zh-hans", "ru", "kk"}


def test_says_when_a_guide_was_reviewed(client):
    make_guide()

    assert "<lastmod>2026-11-22</lastmod>" in client.get("/sitemap.xml").text


def test_the_host_that_is_asked_has_no_say(client, settings):
    settings.ALLOWED_HOSTS = ["*"]

    addresses = entries(client, host="evil.example")

    assert all(address.startswith("http://testserver/") for address in addresses)


@pytest.mark.parametrize("page", ["2", "0", "x", "", "%00", "9" * 30])
def test_there_is_no_page_beyond(client, page):
    assert client.get(f"/sitemap.xml?p={page}").status_code == 404


def test_is_xml_for_everybody(client):
    response = client.get("/sitemap.xml")

    assert response["Content-Type"] == "application/xml"
    assert response["Cache-Control"] == "public, max-age=60"
    assert response["Vary"] == "Accept-Encoding"
    assert not response.cookies
