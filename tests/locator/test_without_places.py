"""A town of which no place is known: what one can do there all the same."""

from urllib.parse import unquote

import pytest
from django.utils import translation

from tests.helpers.factories import (
    make_brand,
    make_code,
    make_guide,
    make_operator,
    make_operator_brand,
    make_place,
    make_settlement,
)
from tests.helpers.pages import addresses, links, main, main_text, meta, parse, texts

pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    return make_settlement(
        slug="shymkent",
        name_en="Shymkent",
        name_ru="Шымкент",
        name_kk="Шымкент",
        latitude=42.3,
        longitude=69.6,
    )


@pytest.fixture
def operators():
    """Beeline and Kcell with offices in another town, and activ without any."""
    almaty = make_settlement(slug="almaty", name="Almaty", latitude=43.2)
    beeline, kcell = make_operator_brand("beeline", "Beeline"), make_operator_brand()
    for brand in (beeline, kcell):
        make_place(brand=brand, settlement=almaty)
        make_operator(brand)
    return [beeline, kcell, make_operator_brand("activ", "activ")]


def searches(response):
    """The words of the searches in other maps."""
    return texts(main(response), ".//section[@aria-labelledby='maps']//li/span[1]")


def test_has_the_search_box_and_what_to_do(client, town, operators):
    for channel in ("online", "bank", "friend", "store"):
        make_guide(channel=channel, title_en=f"Guide {channel}")

    response = client.get("/en/places/shymkent/")

    assert "We know of no place in Shymkent yet," in main_text(response)
    assert parse(response).xpath("//form//input[@name='q']")
    guides = texts(main(response), ".//section[@aria-labelledby='without-place']//li")
    assert guides == ["Guide online", "Guide bank", "Guide friend"]
    assert meta(response, "robots") == "noindex"


def test_searches_in_other_maps_are_filled_in(client, town, operators):
    response = client.get("/zh-hans/places/shymkent/")

    words = searches(response)
    assert words == ["Beeline Шымкент", "Kcell Шымкент", "терминал Шымкент"]
    found = [
        unquote(address)
        for name, address in links(main(response))
        if name in ("2GIS", "Google", "Yandex")
    ]
    assert found[:3] == [
        "https://2gis.kz/search/Beeline Шымкент",
        "https://www.google.com/maps/search/?api=1&query=Beeline Шымкент",
        "https://yandex.ru/maps/?text=Beeline Шымкент",
    ]
    labels = main(response).xpath(".//a[text()='2GIS']/@aria-label")
    assert labels[0] == "2GIS: Beeline Шымкент"


@pytest.mark.parametrize(
    "query",
    [
        "q=Shymkent+Beeline",
        "q=Beeline Шымкент",
        "settlement=shymkent&tops_up=beeline",
        "settlement=shymkent&brand=beeline",
    ],
)
def test_a_search_that_leads_there_is_of_the_operator_asked_for(
    client, town, operators, query
):
    response = client.get(f"/en/places/?{query}")

    assert response.status_code == 200
    assert "We know of no place in Shymkent yet," in main_text(response)
    assert searches(response) == ["Beeline Шымкент", "терминал Шымкент"]
    assert "No places match" not in main_text(response)
    asked = texts(main(response), ".//section[@aria-labelledby='support']//dt")
    assert asked == ["Beeline"]


def test_support_can_be_called(client, town, operators):
    kcell = operators[1].operator
    kcell.support_phone = "+7 727 258 83 00"
    kcell.save()
    make_code(kcell, "3030", purpose="support")
    make_code(kcell, "*100#", purpose="balance")

    response = client.get("/ru/places/shymkent/")

    [support] = [
        said
        for said in texts(main(response), ".//section[@aria-labelledby='support']//div")
        if said.startswith("Kcell")
    ]
    assert "+7 727 258 83 00" in support
    assert "3030" in support
    assert "*100#" not in support
    assert "tel:+77272588300" in addresses(main(response))


@pytest.mark.parametrize(
    ("language", "spoken"), [("en", ["kk", "ru"]), ("ru", ["kk"]), ("kk", ["ru"])]
)
def test_it_can_be_asked_in_the_street_where_a_terminal_is(
    client, town, language, spoken
):
    response = client.get(f"/{language}/places/shymkent/")

    phrases = main(response).xpath(".//dl[@class='phrases']")[0]
    said = phrases.xpath(".//dd/span[1][@translate='no']")
    assert {one.get("lang") for one in said} == set(spoken)
    words = " ".join(one.text for one in said)
    assert ("платёжный терминал" in words) == ("ru" in spoken)
    assert ("төлем терминалы" in words.lower()) == ("kk" in spoken)


def test_the_nearest_towns_with_places_are_named(client, town, operators):
    near = make_settlement(slug="near", name="Near", latitude=42.4, longitude=69.6)
    make_place(settlement=near)
    make_settlement(name="Empty", latitude=42.31, longitude=69.6)

    response = client.get("/en/places/shymkent/")

    towns = texts(main(response), ".//section[@aria-labelledby='near']//li")
    assert towns[0] == "Near 11 km to the north · 1 place"
    assert len(towns) == 2


def test_a_town_with_places_that_do_not_fit_is_another_matter(client, operators):
    make_brand(slug="shop")

    response = client.get("/en/places/?settlement=almaty&brand=shop")

    assert "No places match." in main_text(response)
    assert searches(response) == []


def test_a_town_without_a_russian_name_is_searched_by_the_name_it_has(client):
    with translation.override("en"):
        make_settlement(slug="town", name="Town", name_ru=None)

    assert searches(client.get("/en/places/town/")) == ["терминал Town"]
