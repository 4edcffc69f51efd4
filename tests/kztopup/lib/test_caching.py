from datetime import timedelta

import pytest
from django.core.cache import caches
from django.http import HttpResponse
from django.middleware.cache import UpdateCacheMiddleware
from django.utils import timezone

from kztopup.lib.caching import expire_at, public_page
from locator.open_states import open_states
from tests.factories import make_place


@public_page("page", "brand")
def view(request):
    return HttpResponse("for everybody")


def directives(response):
    return set(response["Cache-Control"].split(", "))


@pytest.mark.parametrize(
    "query",
    ["", "?page=2", "?page=2&brand=magnum", "?page=", "?brand=a+b%26%E9%98%BF"],
)
def test_everybody_may_keep_an_answer_for_a_minute(rf, query):
    assert directives(view(rf.get(f"/{query}"))) == {"public", "max-age=60"}


@pytest.mark.parametrize(
    "query", ["?utm_source=x", "?page=2&fbclid=1", "?Page=2", "?%00", "?page%00=2"]
)
def test_nobody_else_keeps_an_answer_to_junk(rf, query):
    assert directives(view(rf.get(f"/{query}"))) == {"private", "max-age=60"}


@pytest.mark.parametrize(
    "query",
    [
        *("?page=01", "?page=%2B1", "?page=+1", "?page=1_0", "?page=%D9%A1", "?page=x"),
        *("?page=1&page=2", "?brand=x7&brand=magnum", "?&", "?&brand=magnum"),
        *("?brand=%6Dagnum", "?brand=a%20b", "?brand=a;b", "?brand"),
    ],
)
def test_nobody_else_keeps_an_answer_to_another_spelling(rf, query):
    assert directives(view(rf.get(f"/{query}"))) == {"private", "max-age=60"}


def test_each_content_coding_is_kept_by_itself(rf):
    assert view(rf.get("/"))["Vary"] == "Accept-Encoding"


def test_keeps_name_and_docstring_of_the_view():
    assert view.__name__ == "view"


@public_page()
def view_until(request, seconds):
    end = timezone.now() + timedelta(seconds=seconds) if seconds is not None else None
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

    def test_is_private_for_junk_all_the_same(self, rf):
        response = view_until(rf.get("/?utm_source=x"), 30.9)

        assert directives(response) == {"private", "max-age=30"}


@pytest.mark.django_db
class TestPageOfAPlace:
    def seconds(self, client, place):
        path = f"/en/places/{place.settlement.slug}/{place.pk}/"
        control = directives(client.get(path))
        [age] = [part for part in control if part.startswith("max-age=")]
        return int(age.removeprefix("max-age="))

    def test_lives_until_it_closes(self, client, monkeypatch):
        soon = timezone.now() + timedelta(seconds=20)
        told = lambda hours, moment: (open_states(hours, moment)[0], soon)  # noqa: E731
        monkeypatch.setattr("locator.views.open_states", told)

        assert 0 < self.seconds(client, make_place()) <= 20

    def test_lives_a_minute_while_nobody_knows_its_hours(self, client):
        assert self.seconds(client, make_place()) == 60
