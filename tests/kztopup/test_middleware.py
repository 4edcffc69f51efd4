import pytest
from django.db import OperationalError, connection
from django.test import Client

from tests.helpers.answers import get
from tests.helpers.factories import PUBLIC_PAGES
from tests.helpers.pages import parse

pytestmark = pytest.mark.django_db

LANGUAGES = ["zh-hans", "en", "ru", "kk"]


class TestHost:
    @pytest.mark.parametrize("host", ["testserver:8080", "TestServer", "testserver."])
    def test_is_that_of_the_site_whatever_it_is_called(self, client, settings, host):
        settings.SECURE_SSL_REDIRECT = True

        response = get(client, "/en/about/?lat=43.2", host=host)

        assert response["Location"] == "https://testserver/en/about/?lat=43.2"

    def test_another_is_refused(self, client, site, kept):
        response = get(client, site["home"], host="evil.example")

        assert response.status_code == 400
        assert "default-src 'self'" in response["Content-Security-Policy"]
        assert response["X-Frame-Options"] == "DENY"
        assert kept == []

    def test_forms_of_the_admin_come_from_where_they_are_sent_to(
        self, settings, admin_user
    ):
        """Also by another of the names that a developer's machine has."""
        settings.ALLOWED_HOSTS = settings.LOOPBACK_HOSTS
        settings.SITE_URL = "http://127.0.0.1:8000"
        client = Client(enforce_csrf_checks=True, headers={"host": "localhost:8000"})
        client.get("/admin/login/")
        form = {
            "username": "admin",
            "password": "password",
            "csrfmiddlewaretoken": client.cookies["csrftoken"].value,
        }

        response = client.post(
            "/admin/login/", form, headers={"origin": "http://localhost:8000"}
        )

        assert response.status_code == 302


class TestTrouble:
    @pytest.fixture
    def busy_database(self):
        def refuse(execute, sql, *args):
            raise OperationalError("database is locked")

        with connection.execute_wrapper(refuse):
            yield

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_a_busy_database_is_said_in_the_readers_language(
        self, client, busy_database, language
    ):
        for path in ("", "guides/", "places/almaty/", "operators/", "ask/"):
            response = get(client, f"/{language}/{path}")
            assert response.status_code == 503
            assert int(response["Retry-After"]) > 0
            assert response["Content-Language"] == language
            assert parse(response).get("lang") == language
            assert "public" not in response.get("Cache-Control", "")

    def test_a_busy_database_stops_no_page_that_does_not_ask_it(
        self, client, busy_database
    ):
        assert get(client, "/en/about/").status_code == 200
        assert get(client, "/").status_code == 302

    def test_a_busy_database_is_said_to_machines_in_json(self, client, busy_database):
        response = get(client, "/api/places.geojson")

        assert response.status_code == 503
        assert response["Content-Type"] == "application/json"
        assert response["Access-Control-Allow-Origin"] == "*"

    @pytest.mark.parametrize("page", PUBLIC_PAGES)
    def test_a_dead_shared_cache_breaks_no_page(self, client, settings, site, page):
        settings.CACHES = settings.CACHES | {
            "default": {
                "BACKEND": "django.core.cache.backends.redis.RedisCache",
                "LOCATION": "redis://127.0.0.1:1/0",
            }
        }

        assert get(client, site[page]).status_code == 200
