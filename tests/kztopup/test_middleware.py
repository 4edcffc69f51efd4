import gzip
import itertools
import zlib

import brotli
import pytest
from django.core.cache import caches
from django.db import OperationalError, connection
from django.test import Client
from django.utils import translation

from tests.factories import PUBLIC_PAGES, make_brand, make_place, make_site

pytestmark = pytest.mark.django_db

LANGUAGES = ["zh-hans", "en", "ru", "kk"]
FOR_MACHINES = [
    "/api/places.geojson",
    "/api/places.columns.json",
    "/export/places.csv",
    "/sitemap.xml",
    "/robots.txt",
    "/healthz",
]
STAFFS_COOKIES = (
    f"sessionid={'s' * 32}; csrftoken={'c' * 32}; django_language=kk; messages=x"
)


@pytest.fixture
def site():
    return {name: f"/en/{path}" for name, path in make_site().items()}


@pytest.fixture
def kept(monkeypatch):
    """What is put into the cache of pages, as it is put there."""
    kept = []
    put = caches["pages"].set

    def remember(key, value, *args, **kwargs):
        if hasattr(value, "content"):
            kept.append(value)
        return put(key, value, *args, **kwargs)

    monkeypatch.setattr(caches["pages"], "set", remember)
    return kept


def get(client, path, accept_encoding="", **headers):
    return client.get(path, headers={"accept-encoding": accept_encoding} | headers)


def decoded(response):
    """The bytes of the answer, its coding undone."""
    undo = {"br": brotli.decompress, "gzip": gzip.decompress, "": bytes}
    return undo[response.get("Content-Encoding", "")](response.getvalue())


def vary(response):
    return {name.strip().lower() for name in response.get("Vary", "").split(",")}


class TestCompression:
    @pytest.mark.parametrize("page", PUBLIC_PAGES)
    @pytest.mark.parametrize("coding", ["br", "gzip"])
    def test_pages_are_compressed_when_asked(self, client, site, page, coding):
        plain = get(client, site[page])

        response = get(client, site[page], coding)

        assert response["Content-Encoding"] == coding
        assert len(response.content) < len(plain.content) / 2
        assert decoded(response) == plain.content
        assert response["Content-Length"] == str(len(response.content))

    @pytest.mark.parametrize(
        ("accepted", "coding"),
        [
            ("gzip, deflate, br, zstd", "br"),  # Chromium, Firefox
            ("gzip, deflate, br", "br"),  # Safari
            ("gzip, deflate", "gzip"),
            ("gzip;q=1.0, identity; q=0.5", "gzip"),
            ("br;q=0.9,gzip;q=0.8", "br"),
            ("identity", ""),
            ("", ""),
            ("zstd", ""),
            ("deflate, x-unknown", ""),
            ("br;q=0, gzip", "gzip"),
            ("br;q=0.0, gzip;q=0", ""),
            (", ,;;,", ""),
            ("gzip" * 1000, ""),
        ],
    )
    def test_the_coding_is_one_that_was_asked_for(self, client, accepted, coding):
        response = get(client, "/en/about/", accepted)

        assert response.get("Content-Encoding", "") == coding

    @pytest.mark.parametrize("order", list(itertools.permutations(["br", "gzip", ""])))
    @pytest.mark.parametrize("path", ["/en/places/", "/api/places.geojson"])
    def test_everybody_gets_their_coding_whoever_came_first(self, client, path, order):
        make_place()
        plain = decoded(get(client, path))
        caches["pages"].clear()

        for coding in [*order, *order]:
            response = get(client, path, coding)
            assert response.get("Content-Encoding", "") == coding
            assert decoded(response) == plain

    def test_a_page_says_that_it_varies_also_when_it_is_not_compressed(self, client):
        for coding in ("br", "gzip", ""):
            assert vary(get(client, "/en/about/", coding)) == {"accept-encoding"}

    def test_nothing_is_padded_that_holds_no_secret(self, client, site):
        for path in [*site.values(), *FOR_MACHINES]:
            assert "x-noise" not in get(client, path, "br")

    def test_what_depends_on_a_cookie_is_padded(self, client):
        response = get(client, "/admin/login/", "br")

        assert "cookie" in vary(response)
        assert "x-noise" in response

    def test_a_stream_is_compressed_too(self, client, site):
        plain = get(client, "/export/places.csv").getvalue()

        for coding in ("br", "gzip"):
            response = get(client, "/export/places.csv", coding)
            assert response["Content-Encoding"] == coding
            assert decoded(response) == plain


class TestPageCache:
    @pytest.mark.parametrize("page", PUBLIC_PAGES)
    def test_the_second_reader_costs_no_query(
        self, client, site, page, kept, django_assert_num_queries
    ):
        first = get(client, site[page], "gzip, br")

        with django_assert_num_queries(0):
            second = get(client, site[page], "br, gzip")

        [stored] = kept
        assert brotli.decompress(stored.content).startswith(b"<!doctype html>")
        assert stored["Content-Encoding"] == "br"
        assert second.content == first.content == stored.content

    @pytest.mark.parametrize("path", ["/api/places.geojson", "/sitemap.xml"])
    def test_answers_to_machines_are_kept_too(
        self, client, site, path, kept, django_assert_num_queries
    ):
        first = get(client, path, "br")

        with django_assert_num_queries(0):
            assert get(client, path, "br").content == first.content

        [stored] = kept
        assert stored["Content-Encoding"] == "br"

    @pytest.mark.parametrize("page", PUBLIC_PAGES)
    @pytest.mark.parametrize("junk", ["utm_source=x", "%00=%ff", "lat%20=1"])
    def test_junk_parameters_lead_to_the_page(self, client, site, page, kept, junk):
        response = get(client, f"{site[page]}?{junk}", "br")

        assert response.status_code == 302
        assert response["Location"] == site[page]
        assert kept == []

    @pytest.mark.parametrize(
        "path", ["/sitemap.xml", "/sitemap-places.xml", "/robots.txt"]
    )
    def test_junk_parameters_lead_robots_on(self, client, path, kept):
        response = get(client, f"{path}?utm_source=x", "br")

        assert response.status_code == 302
        assert response["Location"] == path
        assert kept == []

    @pytest.mark.parametrize("page", PUBLIC_PAGES)
    def test_nobody_passes_the_cache(
        self, client, site, page, kept, django_assert_num_queries
    ):
        plain = get(client, site[page])

        with django_assert_num_queries(0):
            for passing in ("fbclid=", "lat=&lon=", "settlement", "&", "page=", ""):
                response = get(client, f"{site[page]}?{passing}")
                assert response.content == plain.content
            for host in ("testserver", "TESTSERVER", "testserver.", "testserver:8080"):
                response = get(client, site[page], host=host)
                assert response.content == plain.content

        assert len(kept) == 1

    @pytest.mark.parametrize(
        "path", ["/api/places.geojson", "/api/places.columns.json"]
    )
    def test_no_program_passes_the_cache(
        self, client, path, kept, django_assert_num_queries
    ):
        make_place(brand=make_brand(slug="magnum"))
        plain = get(client, f"{path}?brand=magnum&lang=zh-hans")

        with django_assert_num_queries(0):
            for query in (
                "lang=zh-hans&brand=magnum",
                "lang=zh-CN&open=&brand=magnum&kind=",
                "brand=%6Dagnum&lang=zh-Hans&utm_source=x",
                "brand=x&brand=magnum&lang=zh",
            ):
                assert get(client, f"{path}?{query}").content == plain.content

        assert len(kept) == 1

    def test_a_filter_in_any_order_is_one_entry(self, client, site, kept):
        for query in (
            "kind=store&open=now",
            "open=now&kind=store",
            "q=&open=now&radius_km=&brand=&kind=store&lat=&lon=&tops_up=",
        ):
            assert get(client, f"/en/places/?{query}").status_code == 200

        assert len(kept) == 1

    def test_a_position_makes_no_entry(self, client, site, kept):
        get(client, "/en/places/?lat=43.238&lon=76.945", "br")
        get(client, "/api/places.geojson?near=43.238,76.945", "br")

        assert kept == []

    def test_no_mistake_makes_an_entry(self, client, site, kept):
        for path in (
            "/en/places/?brand=nothing",
            "/en/places/?page=99",
            "/en/nothing/",
            "/api/places.geojson?bbox=x",
        ):
            assert get(client, path).status_code in (400, 404)

        assert kept == []

    def test_an_answer_says_how_old_it_is(self, client, site):
        get(client, site["home"])

        again = get(client, site["home"])

        assert 0 <= int(again["Age"]) <= 60

    @pytest.mark.parametrize("page", PUBLIC_PAGES)
    def test_staff_see_the_same_page_as_everybody(self, client, site, page, kept):
        anonymous = get(client, site[page])
        caches["pages"].clear()

        staff = get(client, site[page], cookie=STAFFS_COOKIES)

        assert staff.content == anonymous.content
        assert len(kept) == 2

    @pytest.mark.parametrize("cookie", ["sessionid=x", "sessionid=", "=;;", 'a="\x80'])
    def test_a_broken_cookie_is_nobodys_business(self, client, site, cookie):
        """Django answers a session's cookie that cannot be one by deleting it."""
        for path in (*site.values(), "/robots.txt"):
            response = get(client, path, cookie=cookie)
            assert not response.cookies
            assert vary(response) == {"accept-encoding"}

    def test_who_is_signed_in_leaves_no_trace(self, admin_client, client, site):
        theirs = get(admin_client, site["home"])

        ours = get(client, site["home"])

        assert theirs.content == ours.content
        assert not theirs.cookies
        assert "cookie" not in vary(theirs)


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


class TestConditionalGet:
    @pytest.mark.parametrize("path", ["/en/places/?lat=43.238&lon=76.945", "/en/"])
    def test_who_names_no_copy_gets_the_page(self, client, path):
        response = get(client, path, **{"if-none-match": "*"})

        assert response.status_code == 200
        assert response.content

    @pytest.mark.parametrize("page", PUBLIC_PAGES)
    @pytest.mark.parametrize("coding", ["br", "gzip", ""])
    def test_an_unchanged_page_is_not_sent_again(self, client, site, page, coding):
        etag = get(client, site[page], coding)["ETag"]

        for _ in ("from the cache", "made anew"):
            again = get(client, site[page], coding, **{"if-none-match": etag})
            assert (again.status_code, again.content) == (304, b"")
            assert again["ETag"] == etag
            caches["pages"].clear()

    def test_a_changed_page_is_sent(self, client, site):
        etag = get(client, site["places"])["ETag"]
        make_place()
        caches["pages"].clear()

        again = get(client, site["places"], **{"if-none-match": etag})

        assert again.status_code == 200

    def test_each_coding_has_a_tag_of_its_own(self, client, site):
        tags = {
            get(client, site["home"], coding)["ETag"] for coding in ("br", "gzip", "")
        }

        assert len(tags) == 3

    def test_head_is_get_without_a_body(self, client, site):
        for path in site.values():
            response = client.head(path)
            assert (response.status_code, response.content) == (200, b"")
            assert response["Cache-Control"] == client.get(path)["Cache-Control"]


class TestLanguage:
    @pytest.mark.parametrize("path", FOR_MACHINES)
    @pytest.mark.parametrize("language", LANGUAGES)
    def test_machines_get_one_answer(self, client, site, path, language):
        plain = get(client, path)
        caches["pages"].clear()

        response = get(
            client, path, **{"accept-language": language, "cookie": STAFFS_COOKIES}
        )

        assert response.getvalue() == plain.getvalue()
        assert not response.cookies
        assert vary(response) <= {"accept-encoding", ""}
        assert translation.get_language() == "en"

    def test_an_unknown_address_for_machines_is_negotiated_neither(self, client):
        response = get(client, "/api/nothing", **{"accept-language": "kk"})

        assert response.status_code == 404
        assert vary(response) <= {"accept-encoding", ""}

    @pytest.mark.parametrize("page", PUBLIC_PAGES)
    @pytest.mark.parametrize("accepted", ["kk", "ru;q=0.9", ""])
    def test_the_address_alone_decides(self, client, site, page, accepted):
        headers = {"accept-language": accepted, "cookie": "django_language=kk"}

        response = get(client, site[page], **headers)

        assert response["Content-Language"] == "en"
        assert '<html lang="en">' in response.text
        assert vary(response) == {"accept-encoding"}

    @pytest.mark.parametrize(
        ("accepted", "language"),
        [
            ("zh-CN,zh;q=0.9,en;q=0.8", "zh-hans"),
            ("zh-TW", "zh-hans"),
            ("zh", "zh-hans"),
            ("kk-KZ,kk;q=0.9,ru;q=0.8", "kk"),
            ("ru-RU,ru;q=0.9", "ru"),
            ("en-GB", "en"),
            ("de-DE,de;q=0.9", "en"),
            ("de,ru;q=0.1", "ru"),
            ("*", "en"),
            ("", "en"),
            ("\x00;;q=nan,,", "en"),
            ("ru" * 5000, "en"),
        ],
    )
    @pytest.mark.parametrize("path", ["/", "/guides/", "/places/?kind=store"])
    def test_an_address_without_language_leads_to_the_readers(
        self, client, path, accepted, language
    ):
        headers = {"accept-language": accepted, "cookie": STAFFS_COOKIES}

        response = get(client, path, **headers)

        assert response.status_code == 302
        assert response["Location"] == f"/{language}{path}"
        assert vary(response) - {"accept-encoding"} == {"accept-language"}
        assert not response.cookies

    def test_a_missing_slash_is_added_with_the_language(self, client):
        response = get(client, "/guides", **{"accept-language": "kk"})

        assert response["Location"] == "/kk/guides/"

    @pytest.mark.parametrize("path", ["//evil.example/", "//evil.example/guides/"])
    def test_nobody_is_sent_to_another_host(self, client, path):
        response = client.get("/", PATH_INFO=path)

        assert response.status_code == 404

    @pytest.mark.parametrize(
        ("path", "moved"),
        [
            ("/EN/", "/en/"),
            ("/en-US/guides/", "/en/guides/"),
            ("/zh/", "/zh-hans/"),
            (
                "/zh-CN/places/?kind=store&q=%D1%8F",
                "/zh-hans/places/?kind=store&q=%D1%8F",
            ),
            ("/zh-Hans/places/almaty/4/", "/zh-hans/places/almaty/4/"),
            ("/zh_TW/ask/", "/zh-hans/ask/"),
            ("/kz/places/%D1%8F/", "/kk/places/%D1%8F/"),
            ("/kk-KZ/", "/kk/"),
            ("/RU", "/ru/"),
            ("/kz", "/kk/"),
            ("/EN//evil.example/", "/en//evil.example/"),
        ],
    )
    def test_another_spelling_of_a_language_leads_to_it(self, client, path, moved):
        response = get(client, path, cookie=STAFFS_COOKIES)

        assert response.status_code == 301
        assert response["Location"] == moved
        assert not response.cookies

    @pytest.mark.parametrize("path", ["/fr/", "/e/", "/en-/", "/english/", "/z-h/"])
    def test_what_means_no_language_of_ours_is_not_found(self, client, path):
        assert get(client, path).status_code == 404

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_what_is_not_found_is_said_in_the_readers_language(self, client, language):
        for path in (f"/{language}/nothing/", "/nothing/", "/xx/", "/fr/guides/"):
            response = get(
                client,
                path,
                **{"accept-language": language, "cookie": "django_language=ru"},
            )
            assert response.status_code == 404
            assert response["Content-Language"] == language
            assert f'<html lang="{language}">' in response.text
            assert "cookie" not in vary(response)

    def test_staff_choose_the_language_of_the_admin(self, client):
        client.cookies["django_language"] = "ru"

        response = client.get("/admin/login/")

        assert response["Content-Language"] == "ru"


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
            assert f'<html lang="{language}">' in response.text
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


def test_gzip_is_readable_by_everybody(client):
    """The raw deflate of some old servers was not."""
    response = get(client, "/en/about/", "gzip")

    assert zlib.decompress(response.content, wbits=31).startswith(b"<!doctype html>")


@pytest.mark.parametrize("path", ["/api/places.geojson", "/sitemap.xml"])
def test_the_last_language_of_a_thread_changes_nothing_for_machines(
    client, path, django_assert_num_queries
):
    make_place()

    with translation.override("ru"):
        client.get(path)
        with django_assert_num_queries(0):
            client.get(path)


def test_a_refused_post_is_refused_in_the_reader_s_language():
    response = Client(enforce_csrf_checks=True).post("/kk/guides/")

    assert response.status_code == 403
    assert '<html lang="kk">' in response.text
    assert "<style" not in response.text
