from xml.etree import ElementTree

import pytest

from kztopup import sitemaps
from tests.helpers.factories import (
    make_guide,
    make_operator,
    make_place,
    make_places,
    make_settlement,
)
from tests.helpers.pages import alternates

pytestmark = pytest.mark.django_db

LANGUAGES = ["zh-hans", "en", "ru", "kk"]
SECTIONS = ["pages", "guides", "operators", "settlements", "places"]
NAMES = {
    "site": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "xhtml": "http://www.w3.org/1999/xhtml",
}


def parts(client, **headers):
    """The parts that the index names."""
    root = ElementTree.fromstring(client.get("/sitemap.xml", headers=headers).content)
    return [loc.text for loc in root.iterfind("site:sitemap/site:loc", NAMES)]


def entries(client, **headers):
    """Each address of the sitemap with its alternates, as {language: address}."""
    found = {}
    for part in parts(client, **headers):
        path = part.removeprefix("http://testserver")
        root = ElementTree.fromstring(client.get(path, headers=headers).content)
        for url in root.iterfind("site:url", NAMES):
            links = url.iterfind("xhtml:link", NAMES)
            address = url.find("site:loc", NAMES).text
            found[address] = {link.get("hreflang"): link.get("href") for link in links}
    return found


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
        "card/",
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

    for address, named in entries(client).items():
        for url in {address, *named.values()}:
            path = url.removeprefix("http://testserver")
            assert client.get(path).status_code == 200, url


def test_alternates_are_those_that_the_page_names(client):
    make_guide(slug="online", outro_kk="")
    make_place()

    for address, named in entries(client).items():
        page = client.get(address.removeprefix("http://testserver"))
        assert named == alternates(page), address


def test_a_language_that_a_guide_lacks_is_left_out(client):
    make_guide(slug="online", title_kk="")

    found = {
        address: named
        for address, named in entries(client).items()
        if "/guides/online/" in address
    }

    assert set(found) == {
        f"http://testserver/{language}/guides/online/"
        for language in ("zh-hans", "en", "ru")
    }
    for named in found.values():
        assert "kk" not in named


def test_a_guide_without_english_has_no_default(client):
    make_guide(slug="online", title_en="")

    found = entries(client)["http://testserver/ru/guides/online/"]

    assert set(found) == {"zh-hans", "ru", "kk"}


def test_says_when_a_guide_was_reviewed(client):
    make_guide()

    assert "<lastmod>2026-11-22</lastmod>" in client.get("/sitemap-guides.xml").text


def test_the_host_that_is_asked_has_no_say(client, settings):
    settings.ALLOWED_HOSTS = ["*"]

    addresses = entries(client, host="evil.example")

    assert len(addresses) >= 4
    assert all(address.startswith("http://testserver/") for address in addresses)


def test_a_part_has_so_many_addresses_and_the_parts_have_all(client, monkeypatch):
    monkeypatch.setattr(sitemaps, "MOST_ADDRESSES", 12)
    settlement = make_settlement(slug="almaty")
    places = make_places(7, settlement=settlement)

    of_places = [part for part in parts(client) if "places" in part]

    assert of_places == [
        f"http://testserver/sitemap-places.xml?page={number}" for number in (1, 2, 3)
    ]
    for part in parts(client):
        assert client.get(part.removeprefix("http://testserver")).text.count(
            "<loc>"
        ) in range(13)
    listed = entries(client)
    assert {f"http://testserver/kk/places/almaty/{place.pk}/" for place in places} <= {
        *listed
    }


def test_a_part_by_default_has_5000_addresses():
    assert sitemaps.parts("places").per_page * len(LANGUAGES) == 5000


@pytest.mark.parametrize("section", SECTIONS)
@pytest.mark.parametrize("page", ["2", "0", "x", "%00", "9" * 30])
def test_there_is_no_part_beyond(client, section, page):
    assert client.get(f"/sitemap-{section}.xml?page={page}").status_code == 404


def test_there_is_no_other_section(client):
    assert client.get("/sitemap-x.xml").status_code == 404


@pytest.mark.parametrize("page", ["1", "2", "x"])
def test_the_pages_that_it_had_are_the_index(client, page):
    response = client.get(f"/sitemap.xml?p={page}")

    assert response["Location"] == "/sitemap.xml"


@pytest.mark.parametrize("path", ["/sitemap.xml", "/sitemap-places.xml"])
def test_is_xml_for_everybody_and_for_ten_minutes(client, path):
    response = client.get(path)

    assert response["Content-Type"] == "application/xml"
    assert response["Cache-Control"] == "public, max-age=600"
    assert response["Vary"] == "Accept-Encoding"
    assert not response.cookies
    assert client.post(path).status_code == 405
