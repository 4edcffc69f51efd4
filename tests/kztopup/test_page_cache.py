import brotli
import pytest
from django.core.cache import caches

from tests.helpers.answers import get, vary
from tests.helpers.factories import PUBLIC_PAGES, make_brand, make_place

pytestmark = pytest.mark.django_db

STAFFS_COOKIES = (
    f"sessionid={'s' * 32}; csrftoken={'c' * 32}; django_language=kk; messages=x"
)


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
            for passing in ("fbclid=", "lat=&lon=", "settlement", "page="):
                response = get(client, f"{site[page]}?{passing}")
                assert response["Location"] == site[page]
            for passing in ("&", ""):
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
        for query in ("kind=store&open=now", "open=now&kind=store"):
            assert get(client, f"/en/places/?{query}").status_code == 200
        empty = "q=&open=now&radius_km=&brand=&kind=store&lat=&lon=&tops_up="
        response = get(client, f"/en/places/?{empty}")
        assert response["Location"] == "/en/places/?kind=store&open=now"

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
            assert vary(response) - {"save-data"} == {"accept-encoding"}

    def test_who_is_signed_in_leaves_no_trace(self, admin_client, client, site):
        theirs = get(admin_client, site["home"])

        ours = get(client, site["home"])

        assert theirs.content == ours.content
        assert not theirs.cookies
        assert "cookie" not in vary(theirs)


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
