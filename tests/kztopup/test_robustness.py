"""Whatever is asked, the answer is a page, a redirect or a mistake said in words."""

from io import BytesIO
from urllib.parse import quote
from wsgiref.util import setup_testing_defaults

import pytest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kztopup.wsgi import application
from tests.helpers.factories import (
    make_guide,
    make_operator,
    make_place,
    make_settlement,
    make_step,
)
from tests.helpers.pages import parse

pytestmark = pytest.mark.django_db

LANGUAGES = ["zh-hans", "en", "ru", "kk"]
ANSWERS = {200, 301, 302, 400, 404}

PARAMETERS = {
    "places/": [
        "q",
        "settlement",
        "tops_up",
        "holds",
        "kind",
        "brand",
        "open",
        "radius_km",
        "lat",
        "lon",
        "page",
        "geocode",
    ],
    "places/almaty/": ["page"],
    "places/nowhere/": ["page"],
    "guides/": ["have", "operator"],
    "guides/guide/": ["settlement", "lat", "lon"],
    "ask/": ["text"],
}
FILTERS = ["settlement", "brand", "kind", "tops_up", "holds", "open"]
API_PARAMETERS = {
    "places.geojson": [*FILTERS, "bbox", "id", "near", "limit", "lang"],
    "places.columns.json": [*FILTERS, "bbox", "lang"],
}

NASTY = [
    "\0",
    "almaty\0",
    "\ud800",
    "\udcff",
    "\u202e",
    "nan",
    "-inf",
    "1e400",
    "-0",
    "9" * 30,
    "9" * 5000,
    "-1",
    "0x10",
    "1_0",
    "１２",
    "43.238",
    "76.945",
    "1",
    "2",
    "",
    " ",
    "%",
    "%00",
    "../../etc/passwd",
    "<script>alert(1)</script>",
    "' OR 1=1 --",
    "almaty",
    "kcell",
    "store",
    "terminal",
    "now",
    "cash",
    "5",
    "😀 SIM",
    "Алматы",
    "geo:43.2,76.9",
    "ru",
    "76,43,77,44",
    "1,2,3",
    ",",
    "43.2,76.9",
    "nan,nan,nan,nan",
    "1," * 100,
    "a" * 10_000,
]

anything = (
    st.sampled_from(NASTY)
    | st.text(st.characters(codec=None), max_size=30)
    | st.floats().map(str)
    | st.integers().map(str)
)
many_times = settings(
    max_examples=80,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@pytest.fixture(autouse=True)
def rows():
    """A little of everything that pages are about."""
    almaty = make_settlement(slug="almaty")
    make_settlement(slug="nowhere")
    for _ in range(3):
        make_place(settlement=almaty)
    make_step(make_guide(slug="guide"), place_kind="store")
    make_operator()


def quoted(text):
    """Percent-encoded, lone surrogates as the bytes that no UTF-8 has."""
    return quote(text.encode("utf-8", "surrogatepass"), safe="")


def query_of(pairs):
    return "&".join(f"{quoted(name)}={quoted(value)}" for name, value in pairs)


def is_said_in_words(response, language):
    """Whether the answer is in the language; a redirect has no words."""
    if response.status_code in (301, 302):
        return True
    return (
        parse(response).get("lang") == language
        and response["Content-Language"] == language
    )


@many_times
@given(data=st.data())
def test_pages_understand_or_refuse_every_query(client, data):
    language = data.draw(st.sampled_from(LANGUAGES))
    path = data.draw(st.sampled_from(list(PARAMETERS)))
    names = st.sampled_from(PARAMETERS[path]) | anything
    pairs = data.draw(st.lists(st.tuples(names, anything), max_size=5))

    response = client.get(f"/{language}/{path}?{query_of(pairs)}")

    assert response.status_code in ANSWERS
    assert is_said_in_words(response, language)
    assert "<script>alert" not in response.text


@many_times
@given(data=st.data())
def test_the_api_understands_or_refuses_every_query(client, data):
    path = data.draw(st.sampled_from(list(API_PARAMETERS)))
    names = st.sampled_from(API_PARAMETERS[path]) | anything
    pairs = data.draw(st.lists(st.tuples(names, anything), max_size=5))

    response = client.get(f"/api/{path}?{query_of(pairs)}")

    if response.status_code == 400:
        assert set(response.json()["errors"]) <= {*API_PARAMETERS[path]}
    else:
        assert response.status_code == 200
        assert "ODbL" in response.json()["licence"]


@many_times
@given(
    st.sampled_from(["csv", "geojson", "kml", "gpx"]),
    st.lists(st.tuples(st.sampled_from(FILTERS) | anything, anything), max_size=5),
)
def test_every_file_understands_or_refuses_every_query(client, extension, pairs):
    response = client.get(f"/export/places.{extension}?{query_of(pairs)}")

    if response.status_code == 400:
        assert set(response.json()["errors"]) <= {*FILTERS}
    else:
        assert response.status_code == 200
        assert response.getvalue()


@many_times
@given(
    latitude=st.floats(40.4, 55.6) | st.floats(),
    longitude=st.floats(46.3, 87.5) | st.floats(),
    page=st.integers(-1, 3),
)
def test_every_position_is_listed_from_or_refused(client, latitude, longitude, page):
    query = query_of(
        [("lat", repr(latitude)), ("lon", repr(longitude)), ("page", str(page))]
    )

    response = client.get(f"/en/places/?{query}", follow=True)

    assert response.status_code in {200, 400, 404}
    assert "max-age" not in response.get("Cache-Control", "") or (
        "private" in response["Cache-Control"]
    )


@many_times
@given(
    st.sampled_from(LANGUAGES),
    st.lists(
        st.sampled_from(["places", "guides", "operators", "almaty", "1", "..", "."])
        | anything,
        max_size=4,
    ),
)
def test_every_path_is_answered(client, language, parts):
    path = "/".join(map(quoted, parts))

    for end in ("", "/"):
        response = client.get(f"/{language}/{path}{end}")
        assert response.status_code in ANSWERS
        assert is_said_in_words(response, language)


@many_times
@given(anything.filter(lambda text: not text.startswith("/")))
def test_every_path_without_a_language_is_answered(client, text):
    response = client.get(f"/{quoted(text)}", headers={"accept-language": "kk"})

    assert response.status_code in ANSWERS
    assert is_said_in_words(response, "kk")


headers = st.text(st.characters(min_codepoint=32, max_codepoint=255), max_size=60)


@many_times
@given(
    st.dictionaries(
        st.sampled_from(
            [
                "accept",
                "accept-encoding",
                "accept-language",
                "cookie",
                "if-match",
                "if-modified-since",
                "if-none-match",
                "origin",
                "range",
                "sec-fetch-site",
                "x-forwarded-for",
                "x-forwarded-host",
                "x-forwarded-proto",
            ]
        ),
        headers,
    )
)
def test_every_header_is_understood_or_passed_over(client, found):
    response = client.get("/ru/places/", headers=found)

    assert response.status_code in {200, 304, 412}
    if response.status_code == 200:
        assert response["Content-Language"] == "ru"


@pytest.mark.parametrize(
    "path",
    [
        "/kk/{}/",
        "/kk/guides/{}/",
        "/kk/operators/{}/",
        "/kk/places/{}/",
        "/kk/places/{}/1/",
        "/kk/places/almaty/{}/",
        "/kk/places/?settlement={}",
        "/kk/places/?brand={}",
        "/kk/places/?tops_up={}",
        "/kk/places/?kind={}",
        "/kk/places/?page={}",
        "/kk/places/?lat={0}&lon={0}",
        "/kk/places/almaty/?page={}",
        "/kk/?{}",
    ],
)
def test_nothing_nasty_is_a_fault(client, path):
    for value in NASTY:
        response = client.get(path.format(quoted(value)))
        assert response.status_code in ANSWERS, value
        assert is_said_in_words(response, "kk"), value


@pytest.mark.parametrize(
    "bytes_in_path",
    ["%00", "%ff", "%c3%28", "%ed%a0%80", "%f8%a1%a1%a1%a1", "%", "%zz"],
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_bytes_that_are_no_text_are_not_found(client, language, bytes_in_path):
    for path in ("", "guides/", "places/", "places/almaty/"):
        response = client.get(f"/{language}/{path}{bytes_in_path}/")
        assert response.status_code == 404
        assert is_said_in_words(response, language)


@pytest.mark.parametrize(
    "query",
    ["a" * 10_240, "page=" + "1" * 10_240, "kind=" + "%D1%8F" * 2000, "&" * 10_240],
    ids=["name", "number", "word", "nothing"],
)
def test_ten_kilobytes_are_answered(client, query):
    for path in ("/ru/", "/ru/places/", "/ru/places/almaty/", "/ru/guides/guide/"):
        response = client.get(f"{path}?{query}", follow=True)
        assert response.status_code in {200, 400, 404}
        assert is_said_in_words(response, "ru")


def test_too_many_parameters_are_refused(client):
    response = client.get("/ru/places/?" + "a=b&" * 2000)

    assert response.status_code == 400
    assert is_said_in_words(response, "ru")


@pytest.fixture
def kept_connection():
    """Let the application not close the connection that the test's rows are in."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def serve(path, content_type, query="", body=None):
    """The status that the whole application answers with, as a server asks it."""
    environ = {
        "HTTP_HOST": "testserver",
        "HTTP_SEC_FETCH_SITE": "same-origin",
        "REQUEST_METHOD": "POST" if body else "GET",
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "CONTENT_TYPE": content_type,
        "CONTENT_LENGTH": str(len(body or b"")),
        "wsgi.input": BytesIO(body or b""),
    }
    setup_testing_defaults(environ)
    statuses = []
    answer = application(environ, lambda status, headers: statuses.append(status))
    b"".join(answer)
    answer.close()
    return int(statuses[0][:3])


# Python has codecs that are no charsets, and Django takes whatever codec is named.
NO_CHARSETS = ["hex", "rot13", "base64", "undefined", "idna", "punycode", "x"]


@pytest.mark.parametrize("charset", [*NO_CHARSETS, "utf-16", "koi8-r"])
@pytest.mark.parametrize(
    "path", ["/ru/places/", "/api/places.geojson", "/api/places.columns.json"]
)
@pytest.mark.usefixtures("kept_connection")
def test_the_charset_of_a_request_is_no_fault_of_ours(path, charset):
    for query in ("", "page=1", "brand=%ff"):
        status = serve(path, f"text/plain; charset={charset}", query)
        assert status in {200, 400}


@pytest.mark.parametrize("charset", NO_CHARSETS)
@pytest.mark.usefixtures("kept_connection")
def test_the_charset_of_a_form_is_no_fault_of_ours(charset):
    body = (
        b'--x\r\nContent-Disposition: form-data; name="text"\r\n\r\n'
        b"Where can I pay in cash?\r\n--x--\r\n"
    )
    content_type = f'multipart/form-data; boundary=x; Charset="{charset}"'

    assert serve("/ru/ask/", content_type, body=body) in {302, 400}


@pytest.mark.parametrize(
    "method", ["PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND", "NONSENSE"]
)
def test_other_methods_are_refused(client, method):
    for path in ("/en/", "/en/places/", "/en/ask/", "/api/places.geojson", "/healthz"):
        assert client.generic(method, path).status_code == 405
