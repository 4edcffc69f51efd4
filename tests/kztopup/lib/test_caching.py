from datetime import timedelta

import pytest
from django.core.cache import caches
from django.http import HttpResponse
from django.middleware.cache import UpdateCacheMiddleware
from hypothesis import given
from hypothesis import strategies as st

from kztopup.lib.api import public_api
from kztopup.lib.caching import expire_at, public_page, rounded
from kztopup.middleware import FetchFromCacheMiddleware
from locator.open_states import open_states
from tests.helpers.clock import NOW
from tests.helpers.factories import make_place


@public_page("page", "brand", private=("q", "lat", "lon"))
def page(request):
    return HttpResponse(f"for everybody who asks {request.META['QUERY_STRING']}")


@public_api("brand", "lang", private=("near",))
def api(request):
    return HttpResponse(f"for everybody who asks {request.META['QUERY_STRING']}")


def ask(view, request):
    """Ask as the site does: first the cache of pages, then the view."""
    fetch = FetchFromCacheMiddleware(view)
    return fetch.process_view(request, view, (), {}) or view(request)


def directives(response):
    return set(response["Cache-Control"].split(", "))


@pytest.mark.parametrize(
    ("query", "one_spelling"),
    [
        ("", ""),
        ("page=2", "page=2"),
        ("page=2&brand=magnum", "brand=magnum&page=2"),
        ("&", ""),
        ("page=1&page=2", "page=2"),
        ("brand=x7&brand=magnum", "brand=magnum"),
        ("brand=%6Dagnum", "brand=magnum"),
        ("brand=+magnum%20", "brand=magnum"),
        ("brand=a%20b", "brand=a+b"),
        ("brand=a%26%E9%98%BF", "brand=a%26%E9%98%BF"),
    ],
)
def test_everybody_may_keep_an_answer_for_a_minute(rf, query, one_spelling):
    response = ask(page, rf.get(f"/?{query}"))

    assert directives(response) == {"public", "max-age=60"}
    assert response.text == f"for everybody who asks {one_spelling}"


@pytest.mark.parametrize(
    "query", ["q=abay", "lat=43.238", "q=x&page=2", "q=%00", "q=%ff"]
)
def test_what_many_may_ask_differently_is_private(rf, query):
    assert directives(ask(page, rf.get(f"/?{query}"))) == {"private", "max-age=60"}


@pytest.mark.parametrize("number", ["01", "%2B1", "+1+0", "1_0", "%D9%A1", "x", "0"])
def test_a_page_number_has_one_spelling(rf, number):
    response = ask(page, rf.get(f"/?page={number}"))

    assert directives(response) == {"private", "max-age=60"}


@pytest.mark.parametrize(
    ("query", "known"),
    [
        ("utm_source=x", ""),
        ("utm_source=", ""),
        # As a form sends it without scripts.
        ("q=&brand=magnum&page=", "?brand=magnum"),
        ("page", ""),
        ("fbclid=1&page=2&brand=magnum&q=", "?brand=magnum&page=2"),
        ("Page=2", ""),
        ("page%00=2", ""),
        ("q=a%26b&x=%3Cscript%3E", "?q=a%26b"),
        ("lat=43.238949&lon=76.945", "?lat=43.239&lon=76.945"),
        ("lon=-0.00001", "?lon=-0.000"),
    ],
)
def test_a_page_asked_for_more_is_at_the_address_without(rf, query, known):
    response = ask(page, rf.get(f"/en/places/?{query}"))

    assert response.status_code == 302
    assert response["Location"] == f"/en/places/{known}"
    # There it is answered.
    assert ask(page, rf.get(response["Location"])).status_code == 200


@given(st.floats(-180, 180), st.integers(0, 12))
def test_what_is_rounded_is_rounded(degrees, decimals):
    text = rounded(f"{degrees:.{decimals}f}")

    assert rounded(text) == text
    assert len(text.partition(".")[2].rstrip("0")) <= 3


@pytest.mark.parametrize("text", ["x", "", "43,238949", "nan", "inf", "1e400", "43.2"])
def test_what_is_no_long_number_stays_as_it_is(text):
    assert rounded(text) == text


@pytest.mark.parametrize(
    ("query", "understood"),
    [
        ("utm_source=x", ""),
        ("lang=kk&utm_source=x&brand=magnum", "brand=magnum&lang=kk"),
        ("lang=zh-CN", "lang=zh-hans"),
        ("lang=KK-kz", "lang=kk"),
        ("lang=fr", "lang=fr"),
    ],
)
def test_what_programs_ask_besides_changes_nothing(rf, query, understood):
    response = ask(api, rf.get(f"/api/x?{query}"))

    assert response.text == f"for everybody who asks {understood}"
    assert directives(response) == {"public", "max-age=60"}


def test_each_content_coding_is_kept_by_itself(rf):
    assert page(rf.get("/"))["Vary"] == "Accept-Encoding"


def test_keeps_name_and_docstring_of_the_view():
    assert (page.__name__, api.__name__) == ("page", "api")


@public_page()
def view_until(request, seconds):
    end = NOW + timedelta(seconds=seconds) if seconds is not None else None
    return expire_at(HttpResponse("open until then"), end)


class TestWhatHoldsForLess:
    def test_is_kept_for_less(self, rf):
        assert directives(view_until(rf.get("/"), 30.9)) == {"public", "max-age=30"}

    @pytest.mark.parametrize("seconds", [61, 3600, None])
    def test_is_kept_for_a_minute_at_most(self, rf, seconds):
        assert directives(view_until(rf.get("/"), seconds)) == {"public", "max-age=60"}

    @pytest.mark.parametrize("seconds", [0.5, 0, -5])
    def test_is_not_kept_when_it_is_over(self, rf, seconds):
        request = rf.get("/")
        request._cache_update_cache = True

        response = view_until(request, seconds)
        UpdateCacheMiddleware(lambda request: response)(request)

        assert directives(response) == {"public", "max-age=0"}
        assert not caches["pages"]._cache

    def test_is_private_for_a_position_all_the_same(self, rf):
        response = view_until(rf.get("/?lat=43.238"), 30.9)

        assert directives(response) == {"private", "max-age=30"}


@pytest.mark.django_db
class TestPageOfAPlace:
    def seconds(self, client, place):
        path = f"/en/places/{place.settlement.slug}/{place.pk}/"
        control = directives(client.get(path))
        [age] = [part for part in control if part.startswith("max-age=")]
        return int(age.removeprefix("max-age="))

    def test_lives_until_it_closes(self, client, monkeypatch):
        soon = NOW + timedelta(seconds=20)
        told = lambda hours, moment: (open_states(hours, moment)[0], soon)  # noqa: E731
        monkeypatch.setattr("locator.views.open_states", told)

        assert self.seconds(client, make_place()) == 20

    def test_lives_a_minute_while_nobody_knows_its_hours(self, client):
        assert self.seconds(client, make_place()) == 60
