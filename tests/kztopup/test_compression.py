import itertools
import zlib

import pytest
from django.core.cache import caches

from tests.helpers.answers import FOR_MACHINES, decoded, get, vary
from tests.helpers.factories import PUBLIC_PAGES, make_place

pytestmark = pytest.mark.django_db


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


def test_gzip_is_readable_by_everybody(client):
    """The raw deflate of some old servers was not."""
    response = get(client, "/en/about/", "gzip")

    assert zlib.decompress(response.content, wbits=31).startswith(b"<!doctype html>")
