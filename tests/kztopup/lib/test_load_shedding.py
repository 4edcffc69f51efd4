"""How many answers a process makes at a time: counted, whatever they take."""

import json

import pytest
from django.http import HttpResponse, StreamingHttpResponse
from django.urls import URLPattern, get_resolver
from django.utils import translation

from kztopup.lib.load_shedding import in_hand, shed_load
from tests.helpers.factories import make_guide

HERE, THERE = "192.0.2.1", "192.0.2.2"


@pytest.fixture(autouse=True)
def sixteen_threads(settings):
    settings.THREADS = 16


def nested(rf, depth, path="/en/", address=HERE):
    """Ask for an answer while so many others are being made; return its status."""

    @shed_load
    def view(request):
        if depth:
            return HttpResponse(status=nested(rf, depth - 1, path, address))
        return HttpResponse("made")

    return view(rf.get(path, REMOTE_ADDR=address)).status_code


def hold(count, address):
    """As if so many answers were being made for an address."""
    in_hand[address] += count


def test_one_address_has_a_quarter_of_the_threads(rf):
    assert nested(rf, 3) == 200
    assert nested(rf, 4) == 503


def test_all_addresses_have_half_of_the_threads(rf):
    hold(4, THERE)
    hold(3, "192.0.2.3")

    assert nested(rf, 0) == 200
    assert nested(rf, 1) == 503


def test_one_that_asks_without_end_keeps_no_other_out(rf):
    hold(4, HERE)

    assert nested(rf, 0, address=HERE) == 503
    assert nested(rf, 3, address=THERE) == 200


@pytest.mark.parametrize(("threads", "at_once"), [(1, 1), (2, 1), (4, 1), (8, 2)])
def test_something_is_answered_by_however_few_threads(rf, settings, threads, at_once):
    settings.THREADS = threads

    assert nested(rf, at_once - 1) == 200
    assert nested(rf, at_once) == 503


def test_what_is_answered_makes_room_again(rf):
    for _ in range(100):
        assert nested(rf, 0) == 200
    assert not in_hand


def test_what_fails_makes_room_again(rf):
    @shed_load
    def view(request):
        raise ZeroDivisionError

    for _ in range(100):
        with pytest.raises(ZeroDivisionError):
            view(rf.get("/"))
    assert not in_hand


@pytest.mark.django_db
class TestStream:
    @shed_load
    def view(request):
        return StreamingHttpResponse(iter(["a", "b"]))

    def test_holds_its_thread_until_it_is_sent(self, rf):
        response = TestStream.view(rf.get("/", REMOTE_ADDR=HERE))
        assert in_hand == {HERE: 1}

        assert response.getvalue() == b"ab"
        response.close()

        assert not in_hand

    def test_that_nobody_reads_makes_room_again(self, rf):
        TestStream.view(rf.get("/")).close()

        assert not in_hand

    def test_of_a_file_is_closed_when_it_is_sent(self, client):
        for coding in ("br", "gzip", ""):
            response = client.get(
                "/export/places.csv", headers={"accept-encoding": coding}
            )
            assert in_hand.total() == 1
            assert response.getvalue()
            assert not in_hand


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "The site is busy"),
        ("ru", "Сайт перегружен"),
        ("kk", "Сайтқа қазір адам тым көп кіріп жатыр"),
        ("zh-hans", "网站正忙"),
    ],
)
def test_a_reader_is_told_so(rf, language, words):
    hold(4, HERE)

    with translation.override(language):
        response = shed_load(None)(rf.get("/en/places/", REMOTE_ADDR=HERE))

    assert response.status_code == 503
    assert words in response.text
    assert response["Retry-After"] == "2"


@pytest.mark.parametrize("path", ["/api/places.geojson", "/export/places.csv"])
def test_a_program_is_told_so(rf, path):
    hold(4, HERE)

    response = shed_load(None)(rf.get(path, REMOTE_ADDR=HERE))

    assert response.status_code == 503
    assert json.loads(response.content) == {
        "errors": {"__all__": ["The site is busy."]}
    }
    assert response["Retry-After"] == "2"
    assert response["Access-Control-Allow-Origin"] == "*"


# What costs less than to refuse it would, and the admin behind its sign-in.
UNGUARDED = {
    "choose_language",
    "healthz",
    "locator:place_with_zeros",
    "service_worker",
}
# It asks for the guards itself (`tests.kztopup.test_short_address`).
GUARDED_OTHERWISE = {"short_address"}


def public_views(resolver, namespace=""):
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLPattern):
            yield f"{namespace}{pattern.name}", pattern.callback
        elif pattern.namespace != "admin":
            inner = f"{pattern.namespace}:" if pattern.namespace else ""
            yield from public_views(pattern, namespace + inner)


def test_every_public_view_is_guarded():
    views = dict(public_views(get_resolver()))

    assert {
        name for name, view in views.items() if not hasattr(view, "parameters")
    } == UNGUARDED | GUARDED_OTHERWISE
    assert len(views) > 20


@pytest.mark.django_db
class TestFlood:
    """While one address has all the threads it may have."""

    @pytest.fixture(autouse=True)
    def flood(self, client):
        make_guide(slug="online")
        client.get("/en/guides/online/")
        hold(4, "127.0.0.1")

    @pytest.mark.parametrize(
        "path",
        [
            "/healthz",
            "/",
            "/en/guides/online/",
            # Which the cache answers too.
            "/en/guides/online/?settlement=",
        ],
    )
    def test_what_costs_little_is_answered(self, client, path):
        assert client.get(path).status_code in (200, 302)

    @pytest.mark.parametrize(
        "path",
        [
            "/en/places/?lat=43.238&lon=76.945",
            "/en/places/?q=magnum",
            "/en/places/suggest/?q=magn",
            "/en/guides/online/?lat=43.238&lon=76.945",
            "/en/operators/",
            "/api/places.geojson?near=43.238,76.945",
            "/api/places.geojson?x=1",
            "/export/places.kml",
            "/sitemap-places.xml",
            "/admin/login/",
        ],
    )
    def test_the_rest_is_refused(self, client, path):
        response = client.get(path)

        assert response.status_code == 503
        assert "public" not in response.get("Cache-Control", "")
        assert client.get(path, REMOTE_ADDR=THERE).status_code == 200

    def test_a_question_is_refused(self, client):
        response = client.post(
            "/en/ask/", {"text": "x"}, headers={"sec-fetch-site": "same-origin"}
        )

        assert response.status_code == 503


@pytest.mark.django_db
class TestLimit:
    """Of what no cache has, an address gets so much a minute, whatever it costs."""

    def statuses(self, client, paths, **options):
        return [client.get(path, **options).status_code for path in paths]

    def test_is_of_pages(self, client, settings):
        settings.PAGES_PER_MINUTE = 6
        near = [f"/en/places/?lat=43.2&lon=76.{number}" for number in range(1, 9)]

        assert self.statuses(client, near) == [200] * 6 + [429] * 2
        # Others, what a cache has, and what programs ask are not counted.
        assert self.statuses(client, near[:1], REMOTE_ADDR=THERE) == [200]
        assert self.statuses(client, ["/en/about/"], REMOTE_ADDR=THERE) == [200]
        assert self.statuses(client, ["/en/about/"] * 9) == [200] * 9
        assert self.statuses(client, ["/api/places.geojson?limit=5"]) == [200]
        assert self.statuses(client, ["/en/places/suggest/?q=alm"]) == [200]
        assert self.statuses(client, ["/healthz", "/"]) == [200, 302]

    def test_is_of_files_by_themselves(self, client, settings):
        settings.EXPORTS_PER_MINUTE = 3
        files = ["csv", "kml", "gpx", "geojson", "csv"]

        answers = [client.get(f"/export/places.{extension}") for extension in files]

        assert all(answer.getvalue() for answer in answers)
        assert [answer.status_code for answer in answers] == [200] * 3 + [429] * 2
        assert answers[-1]["Access-Control-Allow-Origin"] == "*"
        assert self.statuses(client, ["/api/places.geojson?limit=5"]) == [200]

    def test_is_of_what_the_geocoder_is_asked(self, client, settings, monkeypatch):
        asked = []
        settings.GEOCODER_URL = "https://geocoder.example"
        monkeypatch.setattr(
            "locator.views.geocoding.geocode",
            lambda text, language: asked.append(text) or [],
        )
        pressed = [f"/en/places/?q=Nowhere+{number}&geocode=1" for number in range(9)]

        assert self.statuses(client, pressed) == [200] * 5 + [429] * 4
        assert len(asked) == 5
        assert self.statuses(client, ["/en/places/?q=Nowhere+9"]) == [200]
