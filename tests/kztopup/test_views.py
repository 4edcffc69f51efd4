import pytest
from django.db import InterfaceError, OperationalError, connection
from django.utils import translation

from locator.models import Place
from tests.helpers.factories import (
    make_guide,
    make_place,
    make_settlement,
)
from tests.helpers.pages import addresses, main, meta, parse, texts

pytestmark = pytest.mark.django_db

LANGUAGES = ["zh-hans", "en", "ru", "kk"]


class TestHome:
    def test_names_the_largest_cities_with_places(self, client):
        for population in range(1, 11):
            city = make_settlement(population=population, name=f"City {population}.")
            make_place(settlement=city)
        make_settlement(population=100, name="Empty.")

        text = client.get("/en/").text

        found = [number for number in range(1, 11) if f"City {number}." in text]
        assert found == [3, 4, 5, 6, 7, 8, 9, 10]
        assert "Empty." not in text
        assert text.index("City 10.") < text.index("City 9.")

    def test_has_a_way_on_before_there_is_anything(self, client):
        response = client.get("/en/")

        assert response.status_code == 200
        assert "/en/places/" in addresses(main(response))

    def test_leads_to_every_guide(self, client):
        make_guide(slug="one")
        make_guide(slug="two")

        led = addresses(main(client.get("/kk/")))

        assert {"/kk/guides/one/", "/kk/guides/two/"} <= {*led}


class TestAbout:
    def test_gives_an_address_to_write_to(self, client):
        led = addresses(main(client.get("/en/about/")))

        assert "mailto:hello@example.org" in led

    def test_without_an_address_leads_to_the_form(self, client, settings):
        settings.CONTACT_EMAIL = ""

        led = addresses(main(client.get("/en/about/")))

        assert not any(address.startswith("mailto:") for address in led)
        assert "/en/ask/" in led


class TestRobots:
    def test_are_kept_out_of_the_admin_and_shown_the_sitemap(self, client, settings):
        settings.ALLOWED_HOSTS = ["localhost", "testserver"]

        response = client.get("/robots.txt", headers={"host": "localhost"})

        assert response.status_code == 200
        assert response["Content-Type"].startswith("text/plain")
        lines = response.text.splitlines()
        assert "Disallow: /admin/" in lines
        # Each is made anew, and there is no end of them.
        for path in ("/api/", "/export/", "/*?*lat=", "/*?*q="):
            assert f"Disallow: {path}" in lines
        assert "Sitemap: http://testserver/sitemap.xml" in lines


class TestManifest:
    def test_is_of_its_own_kind_and_kept_by_everybody_for_a_day(self, client):
        response = client.get("/manifest.webmanifest")

        assert response["Content-Type"] == "application/manifest+json"
        assert response["Cache-Control"] == "public, max-age=86400"

    def test_is_named_by_home_only(self, client):
        def named(path):
            return parse(client.get(path)).xpath("//link[@rel='manifest']/@href")

        assert named("/kk/") == ["/manifest.webmanifest"]
        assert named("/kk/about/") == named("/kk/places/") == []


class TestHealth:
    def test_is_good_while_the_database_answers(self, client):
        response = client.get("/healthz")

        assert (response.status_code, response.content) == (200, b"ok\n")

    @pytest.mark.parametrize("error", [OperationalError, InterfaceError])
    def test_is_bad_when_the_connection_is_lost(self, client, monkeypatch, error):
        def lost(*args):
            raise error("server closed the connection unexpectedly")

        monkeypatch.setattr(connection, "cursor", lost)

        assert client.get("/healthz").status_code == 503

    def test_is_bad_when_the_database_answers_no_query(self, client):
        def refuse(*args):
            raise OperationalError("disk I/O error")

        with connection.execute_wrapper(refuse):
            assert client.get("/healthz").status_code == 503

    def test_is_kept_by_nobody(self, client):
        assert "no-store" in client.get("/healthz")["Cache-Control"]

    def test_is_asked_without_https(self, client, settings):
        settings.SECURE_SSL_REDIRECT = True

        assert client.get("/healthz").status_code == 200
        assert client.get("/en/").status_code == 301


class TestMistakes:
    @pytest.mark.parametrize("language", LANGUAGES)
    def test_are_said_in_the_readers_language(self, client, language):
        def title(path, **options):
            response = client.get(f"/{language}/{path}", **options)
            assert parse(response).get("lang") == language
            assert meta(response, "robots") == "noindex"
            return response.status_code, texts(parse(response), "/html/head/title")

        found = dict([title("nothing/"), title("?" + "a=b&" * 2000)])

        assert set(found) == {404, 400}
        if language != "en":
            with translation.override("en"):
                english = parse(client.get("/en/nothing/"))
            assert found[404] != texts(english, "/html/head/title")

    def test_a_fault_is_said_in_words(self, client, monkeypatch):
        def fault(*args):
            raise RuntimeError

        monkeypatch.setattr(Place.objects, "published", fault, raising=False)
        client.raise_request_exception = False

        response = client.get("/ru/places/")

        assert response.status_code == 500
        assert parse(response).get("lang") == "ru"

    def test_a_fault_of_the_api_is_said_in_json(self, client, monkeypatch):
        def fault(*args):
            raise RuntimeError

        monkeypatch.setattr(Place.objects, "published", fault, raising=False)
        client.raise_request_exception = False

        response = client.get("/api/places.geojson")

        assert response.status_code == 500
        assert response.json()["errors"]

    def test_another_host_is_refused(self, client):
        response = client.get("/en/", headers={"host": "evil.example"})

        assert response.status_code == 400
        assert "evil.example" not in response.text
