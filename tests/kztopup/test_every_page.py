from html.parser import HTMLParser
from urllib.parse import urlsplit

import pytest
from django.http import QueryDict
from django.urls import resolve

from tests.helpers.factories import (
    PUBLIC_PAGES,
    make_site,
)
from tests.helpers.pages import parse

pytestmark = pytest.mark.django_db

LANGUAGES = ["zh-hans", "en", "ru", "kk"]


@pytest.fixture
def site():
    return make_site()


class Tags(HTMLParser):
    """The start tags of a page, each with its attributes and its first text."""

    def __init__(self, page):
        super().__init__()
        self.found = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag, attributes):
        self.found.append((tag, dict(attributes)))


def every_answer(client, site):
    """Every public page in a language that is not Latin, and each kind of mistake."""
    for path in (
        *site.values(),
        "places/?lat=43.238&lon=76.945",
        "places/?brand=nothing",
        "places/?page=99",
        "nothing/",
    ):
        yield path, client.get(f"/kk/{path}")
    yield "forbidden", client.post("/kk/ask/", {"text": "Where can I pay in cash?"})


class TestEveryPage:
    @pytest.mark.parametrize("page", PUBLIC_PAGES)
    @pytest.mark.parametrize("language", LANGUAGES)
    def test_is_there_in_every_language(self, client, site, page, language):
        response = client.get(f"/{language}/{site[page]}")

        assert response.status_code == 200
        assert response["Content-Type"] == "text/html; charset=utf-8"
        assert response["Content-Language"] == language
        assert parse(response).get("lang") == language

    @pytest.mark.parametrize("page", PUBLIC_PAGES)
    @pytest.mark.parametrize("language", LANGUAGES)
    def test_is_everybodys_for_a_minute(self, client, site, page, language):
        response = client.get(f"/{language}/{site[page]}")

        assert set(response["Cache-Control"].split(", ")) == {"public", "max-age=60"}
        assert response["Vary"].lower() == "accept-encoding"
        assert not response.cookies
        assert response["ETag"]

    def test_has_a_strict_policy(self, client, site):
        for path, response in every_answer(client, site):
            policy = dict(
                directive.strip().partition(" ")[::2]
                for directive in response["Content-Security-Policy"].split(";")
            )
            assert policy["default-src"] == "'self'", path
            assert policy["object-src"] == policy["base-uri"] == "'none'"
            assert policy["frame-ancestors"] == "'none'"
            assert policy["form-action"] == "'self'"
            assert "unsafe" not in response["Content-Security-Policy"]
            assert "nonce" not in response["Content-Security-Policy"]
            assert not policy.keys() & {"script-src", "style-src", "script-src-elem"}
            assert "geolocation=(self), camera=()" in response["Permissions-Policy"]

    def test_has_nothing_that_the_policy_would_stop(self, client, site):
        for path, response in every_answer(client, site):
            for tag, attributes in Tags(response.text).found:
                if tag == "script":
                    is_data = attributes.get("type") == "application/ld+json"
                    assert is_data or attributes["src"].startswith("/static/"), path
                assert tag not in ("style", "iframe", "object", "embed", "base"), path
                assert "style" not in attributes, path
                assert not [name for name in attributes if name.startswith("on")], path

    def test_loads_nothing_from_other_sites(self, client, site):
        for path, response in every_answer(client, site):
            for tag, attributes in Tags(response.text).found:
                loaded = [attributes.get("src"), attributes.get("srcset")]
                if tag == "link" and attributes["rel"] not in (
                    "canonical",
                    "alternate",
                ):
                    loaded.append(attributes["href"])
                for address in filter(None, loaded):
                    assert address.startswith(("/static/", "data:")), path

    def test_has_one_heading_and_one_main_part(self, client, site):
        for path, response in every_answer(client, site):
            tags = [tag for tag, _ in Tags(response.text).found]
            assert tags.count("h1") == tags.count("main") == 1, path
            assert tags.count("title") == 1, path

    @pytest.mark.parametrize("page", PUBLIC_PAGES)
    def test_leads_on_with_where_the_reader_is(self, client, site, page):
        where = "lat=43.238&lon=76.945"

        response = client.get(f"/en/{site[page]}?{where}", follow=True)

        links = [
            (attributes["href"], attributes.get("class"))
            for tag, attributes in Tags(response.text).found
            if tag == "a" and attributes["href"].startswith(("/en/", "?"))
        ]
        assert len(links) > 5
        # One way is to forget it, and the map leads to what it shows itself.
        assert [
            link
            for link, name in links
            if where not in link and name != "map-search-here" and link != "?"
        ] == []

    @pytest.mark.parametrize("page", PUBLIC_PAGES)
    def test_asks_no_page_for_what_it_does_not_know(self, client, site, page):
        """It would lead to the address without that, by a second request."""
        where = "lat=43.238&lon=76.945"
        response = client.get(f"/en/{site[page]}?{where}", follow=True)

        asked, form = [], {}
        for tag, attributes in Tags(response.text).found:
            link = urlsplit(attributes.get("href", ""))
            is_ours = (
                link.path.startswith(("/en/", "/api/", "/export/")) or not link.path
            )
            if tag == "a" and link.query and is_ours:
                asked.append((link.path, {*QueryDict(link.query)}))
            elif tag == "form":
                form = attributes
            elif form.get("method") == "get" and "name" in attributes:
                asked.append((form["action"], {attributes["name"]}))

        assert asked
        for path, names in asked:
            parameters = resolve(path or f"/en/{site[page]}").func.parameters
            assert names <= {*parameters.public, *parameters.private}, path

    def test_has_every_id_once(self, client, site):
        for path, response in every_answer(client, site):
            ids = [
                attributes["id"]
                for _, attributes in Tags(response.text).found
                if "id" in attributes
            ]
            assert len(ids) == len(set(ids)), path

    @pytest.mark.parametrize("page", sorted({*PUBLIC_PAGES} - {"ask"}))
    def test_cannot_be_posted_to(self, client, site, page):
        headers = {"sec-fetch-site": "same-origin"}

        response = client.post(f"/en/{site[page]}", headers=headers)

        assert response.status_code == 405

    def test_has_no_untranslated_object_in_it(self, client, site):
        for path, response in every_answer(client, site):
            for slip in ("None", "<class", "object at 0x", "{{", "{%", "__proxy__"):
                assert slip not in response.text, path
