"""What every answer to a program has, be it of the API or a file."""

import json

import pytest
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.helpers.factories import make_brand, make_operator_brand, make_place

pytestmark = pytest.mark.django_db

URL = "/api/places.geojson"
CONTENT_TYPES = {
    URL: "application/geo+json",
    "/api/places.columns.json": "application/json",
    "/export/places.csv": "text/csv; charset=utf-8",
    "/export/places.geojson": "application/geo+json",
    "/export/places.kml": "application/vnd.google-earth.kml+xml",
    "/export/places.gpx": "application/gpx+xml",
}
API = [URL, "/api/places.columns.json"]


@pytest.mark.parametrize("path", CONTENT_TYPES)
def test_is_for_everybody_under_a_licence(client, path):
    make_operator_brand("kcell")

    for query in ({}, {"kind": "store"}, {"tops_up": "kcell"}, {"open": "now"}):
        response = client.get(path, query)

        assert response["Content-Type"] == CONTENT_TYPES[path]
        assert response["Access-Control-Allow-Origin"] == "*"
        assert response["Cache-Control"] == "public, max-age=60"
        assert response["Vary"] == "Accept-Encoding"
        assert response["Link"] == (
            '<https://opendatacommons.org/licenses/odbl/1-0/>; rel="license"'
        )
    if path.startswith("/export/"):
        name = path.rpartition("/")[2]
        assert response["Content-Disposition"] == (
            f'attachment; filename="kztopup-{name}"'
        )


@pytest.mark.parametrize("path", API)
def test_json_is_compact_and_private_of_a_box(client, path):
    make_place()

    response = client.get(path, {"bbox": "76,43,77,44"})

    assert response["Cache-Control"] == "private, max-age=60"
    assert b": " not in response.content
    assert b", " not in response.content.replace(b"contributors, ODbL", b"")


@pytest.mark.parametrize("path", API)
def test_is_not_sent_again_unchanged(client, path):
    make_place()
    etag = client.get(path)["ETag"]
    caches["pages"].clear()

    again = client.get(path, headers={"if-none-match": etag})
    make_place()
    caches["pages"].clear()
    changed = client.get(path, headers={"if-none-match": etag})

    assert (again.status_code, again.content) == (304, b"")
    assert changed.status_code == 200


@pytest.mark.parametrize("path", CONTENT_TYPES)
def test_cannot_be_posted_to(client, path):
    assert client.post(path).status_code == 405


@pytest.mark.parametrize(
    ("parameter", "value"),
    [
        ("bbox", "1,2,3"),
        ("bbox", "1,2,3,4,5"),
        ("bbox", "76,43,77,nan"),
        ("bbox", "76,43,77,inf"),
        ("bbox", "77,43,76,44"),
        ("bbox", "76,44,77,43"),
        ("bbox", "-181,43,77,44"),
        ("bbox", "76,-91,77,44"),
        ("bbox", "76,43,77,1e400"),
        ("bbox", "a,b,c,d"),
        ("bbox", "76,43,77,\0"),
        ("bbox", "1," * 5000),
        ("id", "12,"),
        ("id", ","),
        ("id", "-1"),
        ("id", "1.0"),
        ("id", "1 2"),
        ("id", "a"),
        ("id", "١٢"),
        ("id", "12\0"),
        ("id", "9" * 19),
        ("id", "1" * 5000),
        ("near", "43.238"),
        ("near", "43.238 76.945"),
        ("near", "43,238,76,945"),
        ("near", "nan,nan"),
        ("near", "91,76"),
        ("near", "43,181"),
        ("near", "\0,\0"),
        ("limit", "0"),
        ("limit", "-1"),
        ("limit", "1001"),
        ("limit", "1" * 30),
        ("limit", "1" * 5000),
        ("limit", "nan"),
        ("limit", "1\0"),
        ("settlement", "nowhere"),
        ("settlement", "\0"),
        ("brand", "nothing"),
        ("brand", "a" * 10_000),
        ("brand", "\udcff"),
        ("kind", "castle"),
        ("kind", "\0"),
        ("kind", "a" * 10_000),
        ("tops_up", "nobody"),
        ("tops_up", "magnum"),
        ("tops_up", "\0"),
        ("open", "later"),
        ("open", "\0"),
        ("lang", "de"),
        ("lang", "zhe"),
        ("lang", "\0"),
        ("holds", "gold"),
    ],
)
def test_says_in_json_which_parameter_is_wrong(client, parameter, value):
    make_brand(slug="magnum", kind="store")
    encoded = value.encode(errors="surrogateescape")

    response = client.get(URL, {parameter: encoded})

    assert response.status_code == 400
    assert response["Content-Type"] == "application/json"
    assert response["Access-Control-Allow-Origin"] == "*"
    errors = json.loads(response.content)["errors"]
    assert list(errors) == [parameter]
    assert all(errors[parameter])


@pytest.mark.parametrize("path", CONTENT_TYPES)
@pytest.mark.parametrize(
    ("parameter", "value"),
    [
        ("settlement", "nowhere"),
        ("brand", "\0"),
        ("kind", "castle"),
        ("tops_up", "magnum"),
        ("lang", "de"),
    ],
)
def test_every_address_says_which_is_wrong(client, path, parameter, value):
    make_brand(slug="magnum", kind="store")

    response = client.get(path, {parameter: value})

    assert response.status_code == 400
    assert response["Content-Type"] == "application/json"
    assert response["Access-Control-Allow-Origin"] == "*"
    assert "Content-Disposition" not in response
    assert list(response.json()["errors"]) == [parameter]


def test_a_refused_value_is_not_repeated_at_length(client):
    response = client.get(URL, {"settlement": "x" * 10_000})

    assert len(response.content) < 1000


def test_names_every_wrong_parameter(client):
    response = client.get(URL, {"bbox": "x", "near": "x", "limit": "x", "lang": "x"})

    assert set(response.json()["errors"]) == {"bbox", "near", "limit", "lang"}


def test_what_is_not_there_is_said_in_json(client):
    response = client.get("/api/nothing")

    assert response.status_code == 404
    assert response["Content-Type"] == "application/json"
    assert response.json()["errors"]


def statuses(client, times, **headers):
    """Ask what no cache answers, as often; return the statuses."""
    return [
        client.get(URL, {"limit": number + 1}, headers=headers).status_code
        for number in range(times)
    ]


class TestLimit:
    @pytest.fixture(autouse=True)
    def forty_a_minute(self, settings):
        settings.API_REQUESTS_PER_MINUTE = 40

    def test_is_said_in_json_with_the_seconds_to_wait(self, client):
        assert statuses(client, 41) == [200] * 40 + [429]

        response = client.get(URL)

        assert response.status_code == 429
        assert response["Content-Type"] == "application/json"
        assert "40 requests a minute" in response.json()["errors"]["__all__"][0]
        assert response["Retry-After"] == "48"
        assert "public" not in response.get("Cache-Control", "")

    def test_can_be_read_by_pages_of_other_sites(self, client):
        statuses(client, 40)

        response = client.get(URL)

        assert response["Access-Control-Allow-Origin"] == "*"
        assert response["Access-Control-Expose-Headers"] == "Retry-After"

    def test_is_over_with_the_minute(self, client, clock):
        statuses(client, 41)
        clock.advance(60)

        assert statuses(client, 1) == [200]

    def test_is_of_an_address(self, client, settings):
        settings.TRUSTED_PROXIES = 1
        statuses(client, 41, **{"x-forwarded-for": "192.0.2.1"})

        assert statuses(client, 1, **{"x-forwarded-for": "192.0.2.2"}) == [200]

    @pytest.mark.parametrize("path", CONTENT_TYPES)
    def test_holds_for_every_address(self, client, path):
        statuses(client, 40)

        response = client.get(path)

        assert response.status_code == 429
        assert response["Content-Type"] == "application/json"

    def test_does_not_count_what_a_cache_answers(self, client):
        for _ in range(50):
            assert client.get(URL).status_code == 200

    def test_costs_no_query_but_now_and_then(self, client):
        make_place()
        with CaptureQueriesContext(connection) as captured:
            client.get(URL)

        assert not [query for query in captured if "cache" in query["sql"]]

    def test_a_dead_cache_breaks_nothing(self, client, dead_shared_cache, caplog):
        assert statuses(client, 60) == [200] * 60
        assert "The shared cache does not answer" in caplog.text
