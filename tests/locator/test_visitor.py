import pytest
from django.test import RequestFactory

from locator.visitor import url_with_location
from tests.helpers.factories import make_operator_brand, make_place, make_settlement
from tests.helpers.pages import links, parse

WHERE = "settlement=almaty&lat=43.2380001&lon=76.945"


def led(query, *names, to="/en/guides/", **parameters):
    """Where a link of a page with this query leads."""
    request = RequestFactory().get(f"/en/?{query}")
    return url_with_location(request, to, *names, **parameters)


@pytest.mark.django_db
def test_a_link_takes_along_where_the_reader_is():
    make_settlement(slug="almaty")

    assert led(WHERE) == "/en/guides/?settlement=almaty&lat=43.238&lon=76.945"
    assert led(WHERE, "lat", "lon") == "/en/guides/?lat=43.238&lon=76.945"


@pytest.mark.parametrize(
    "query", ["", "lat=43.2", "lat=x&lon=y", "page=2&q=a", "a&" * 2000]
)
def test_nothing_is_taken_along_where_nothing_is_known(query):
    assert led(query) == "/en/guides/"
    assert led(query, kind="store", brand="") == "/en/guides/?kind=store"


@pytest.mark.django_db
def test_the_list_of_a_town_is_the_page_of_the_town():
    make_settlement(slug="almaty")
    make_operator_brand("kcell")

    places = "/en/places/"
    filtered = f"{places}?tops_up=kcell&settlement=almaty"

    assert led("settlement=almaty", to=places) == f"{places}almaty/"
    assert led("settlement=almaty&operator=kcell", to=places) == filtered


def test_without_a_request_nothing_is_known():
    assert url_with_location(None, "/en/") == "/en/"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("query", "kept"),
    [
        ("lat=43.238&lon=76.945", "?lat=43.238&lon=76.945"),
        ("q=51.1282,71.4304", "?lat=51.128&lon=71.430"),
        # What is written wins over the position of the page before.
        ("q=51.1282,71.4304&lat=43.238&lon=76.945", "?lat=51.128&lon=71.430"),
        ("q=Astana&lat=43.238&lon=76.945", "?settlement=astana"),
        ("q=Astana&radius_km=5", "?settlement=astana"),
        ("settlement=astana&radius_km=5", "?settlement=astana"),
        ("settlement=astana&kind=store", "?settlement=astana"),
        ("kind=store", ""),
    ],
)
def test_a_search_says_where_the_reader_is(client, query, kept):
    make_place(settlement=make_settlement(slug="astana", name="Astana", latitude=51.1))

    page = parse(client.get(f"/en/places/?{query}", follow=True))
    assert ("Guides", f"/en/guides/{kept}") in links(page)
