"""What was asked, in the one line that the form is folded into."""

import json

import pytest

from tests.helpers.factories import (
    make_brand,
    make_operator_brand,
    make_place,
    make_settlement,
)
from tests.helpers.pages import NEAR_ALMATY, addresses, links, main, parse, texts

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def places():
    make_operator_brand("beeline", "Beeline")
    town = make_settlement(slug="almaty", name="Almaty")
    make_place(settlement=town, brand=make_brand(slug="spar", name="SPAR"))


def fold(response):
    [details] = main(response).xpath(".//details[form]")
    return details


def line(response):
    return texts(fold(response), "summary/span")


@pytest.mark.parametrize(
    ("query", "words"),
    [
        (f"tops_up=beeline&{NEAR_ALMATY}", "Beeline · near 43.238, 76.945"),
        ("q=43.238,76.945&radius_km=5", "near 43.238, 76.945 · within 5 km"),
        (f"{NEAR_ALMATY}&radius_km=5000", "near 43.238, 76.945 · at any distance"),
        ("bbox=76,43,77,44", "on this part of the map"),
        (
            f"bbox=76,43,77,44&{NEAR_ALMATY}",
            "on this part of the map · near 43.238, 76.945",
        ),
        ("holds=cash&kind=store&open=now", "Cash · Store · open now"),
        ("q=spar", "“spar”"),
        ("q=nothing+of+ours", "“nothing of ours”"),
        ("q=almaty&radius_km=5", "“almaty” · within 5 km"),
        ("settlement=almaty&radius_km=5", "Almaty · within 5 km"),
        ("settlement=almaty&brand=spar", "SPAR · Almaty"),
        ("settlement=almaty", "Almaty"),
    ],
)
def test_says_what_was_asked_and_is_folded(client, query, words):
    response = client.get(f"/en/places/?{query}", follow=True)

    assert line(response) == [words]
    assert fold(response).get("open") is None


@pytest.mark.parametrize("query", ["", "page=1", "kind=castle", "kind=castle&q=spar"])
def test_is_open_where_nothing_was_asked_or_understood(client, query):
    response = client.get(f"/en/places/?{query}")

    assert fold(response).get("open") is not None


def test_nothing_typed_is_markup(client):
    response = client.get("/en/places/?q=<b>x</b>")

    assert line(response) == ["“<b>x</b>”"]
    assert fold(response).xpath("summary//b/text()") == ["Change"]


def test_no_browser_translates_names(client):
    response = client.get("/en/places/?tops_up=beeline&brand=spar")

    assert texts(fold(response), "summary//*[@translate='no']") == ["Beeline", "SPAR"]


def test_a_part_of_the_map_stays_when_the_question_changes(client):
    page = main(client.get("/en/places/?bbox=76,43,77,44&kind=store"))

    assert page.xpath(".//form//input[@name='bbox']/@value") == ["76,43,77,44"]
    assert ("Look everywhere", "?kind=store") in links(page)


def test_the_middle_of_the_map_is_not_where_a_visitor_is(client):
    response = client.get("/en/places/?bbox=76,43,77,44")

    assert parse(response).xpath("//body/@data-visitor") == []
    assert not any("lat=" in address for address in addresses(main(response)))
    assert json.loads(map_data(response, "sources"))["here"] is None


def test_a_map_of_a_town_shows_what_its_list_does(client):
    response = client.get("/en/places/almaty/?operator=beeline&have=cash")

    sources = json.loads(map_data(response, "sources"))
    assert sources["places"].endswith("?lang=en&tops_up=beeline&holds=cash")
    assert sources["list"] == "/en/places/?tops_up=beeline&holds=cash"


def test_a_map_of_a_part_is_not_of_the_country(client):
    sources = map_data(client.get("/en/places/?bbox=76,43,77,44"), "sources")

    assert json.loads(sources)["isCountry"] is False


def map_data(response, name):
    [data] = parse(response).xpath(f"//section[@class='map']/@data-{name}")
    return data
