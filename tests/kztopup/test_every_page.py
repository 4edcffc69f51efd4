from urllib.parse import urlsplit

import pytest
from django.http import QueryDict
from django.urls import resolve

from tests.helpers.answers import vary
from tests.helpers.factories import PUBLIC_PAGES, make_site
from tests.helpers.pages import addresses, parse

pytestmark = pytest.mark.django_db

LANGUAGES = ["zh-hans", "en", "ru", "kk"]


@pytest.fixture
def site():
    return make_site()


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
        assert vary(response) - {"save-data"} == {"accept-encoding"}
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
        stopped = (
            "//style | //iframe | //object | //embed | //base | //*[@style]"
            " | //@*[starts-with(name(), 'on')]"
            " | //script[not(@type='application/ld+json')]"
            "[not(starts-with(@src, '/static/'))]"
        )

        for path, response in every_answer(client, site):
            assert parse(response).xpath(stopped) == [], path

    def test_loads_nothing_from_other_sites(self, client, site):
        loaded = (
            "//@src | //@srcset"
            " | //link[not(@rel='canonical' or @rel='alternate')]/@href"
        )

        for path, response in every_answer(client, site):
            for address in parse(response).xpath(loaded):
                ours = ("/static/", "/manifest.webmanifest", "data:")
                assert address.startswith(ours), path

    def test_has_one_heading_and_one_main_part(self, client, site):
        for path, response in every_answer(client, site):
            page = parse(response)
            for part in ("//h1", "//main", "//title"):
                assert len(page.xpath(part)) == 1, (path, part)

    @pytest.mark.parametrize("page", PUBLIC_PAGES)
    def test_leads_on_with_where_the_reader_is(self, client, site, page):
        where = "lat=43.238&lon=76.945"

        response = client.get(f"/en/{site[page]}?{where}", follow=True)

        # The map leads to what it shows itself.
        ways = "//a[not(contains(@class, 'map-search-here'))]/@href"
        links = [
            link
            for link in parse(response).xpath(ways)
            if link.startswith(("/en/", "?"))
        ]
        assert len(links) > 5
        # One way is to forget it.
        assert [link for link in links if where not in link and link != "?"] == []

    @pytest.mark.parametrize("page", PUBLIC_PAGES)
    def test_asks_no_page_for_what_it_does_not_know(self, client, site, page):
        """It would lead to the address without that, by a second request."""
        where = "lat=43.238&lon=76.945"
        response = client.get(f"/en/{site[page]}?{where}", follow=True)

        page = parse(response)
        asked = [
            (form.action.partition("#")[0], {name})
            for form in page.forms
            if form.method == "GET"
            for name in form.xpath(".//@name")
        ]
        for address in addresses(page):
            link = urlsplit(address)
            is_ours = (
                link.path.startswith(("/en/", "/api/", "/export/")) or not link.path
            )
            if link.query and is_ours:
                asked.append((link.path, {*QueryDict(link.query)}))

        assert asked
        for path, names in asked:
            parameters = resolve(path or f"/en/{site[page]}").func.parameters
            assert names <= {*parameters.public, *parameters.private}, path

    def test_has_every_id_once(self, client, site):
        for path, response in every_answer(client, site):
            ids = parse(response).xpath("//@id")
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
