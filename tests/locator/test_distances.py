"""How far a list goes by itself: nobody walks more than 100 km to top up a SIM."""

import pytest

from locator.models import Verdict
from tests.helpers.factories import (
    make_brand,
    make_operator_brand,
    make_place,
    make_places,
    make_settlement,
    make_top_up,
)
from tests.helpers.pages import (
    NEAR_ALMATY,
    addresses,
    links,
    listed,
    main,
    main_text,
    parse,
    texts,
)

pytestmark = pytest.mark.django_db

STEPPE = "lat=47.2&lon=66.5"


@pytest.fixture
def near():
    return make_place(latitude=43.3)


@pytest.fixture
def far():
    return make_place(latitude=51.128)


def more(response):
    """The link to what is farther away, with the names of its parameters."""
    return [
        (words, address)
        for words, address in links(main(response))
        if "radius_km=5000" in address
    ]


def test_what_is_farther_than_100_km_comes_after_a_press(client, near, far):
    response = client.get(f"/en/places/?{NEAR_ALMATY}")
    [(words, address)] = more(response)

    assert listed(response) == [near.pk]
    assert "1 place within 100 km" in main_text(response)
    assert words == "Show 1 place farther than 100 km away"
    pressed = client.get(f"/en/places/{address}")
    assert listed(pressed) == [near.pk, far.pk]
    assert more(pressed) == []


def test_the_press_keeps_what_is_asked_and_leads_no_robot_on(client, far):
    make_operator_brand()
    response = client.get(f"/en/places/?{NEAR_ALMATY}&tops_up=kcell&page=1")

    [link] = main(response).xpath(".//a[contains(@href, 'radius_km=5000')]")
    assert link.get("rel") == "nofollow"
    assert "tops_up=kcell" in link.get("href")
    assert "page" not in link.get("href")


def test_where_all_is_far_no_card_is_shown_but_the_nearest_towns(client, far):
    make_settlement(slug="village", name="Village", latitude=47.3, longitude=66.5)
    make_settlement(slug="town", name="Town", latitude=47.5, longitude=66.5)
    make_settlement(name="Elsewhere", latitude=43.0, longitude=77.0)
    make_settlement(name="Farther", latitude=48.9, longitude=66.5)

    response = client.get(f"/en/places/?{STEPPE}")

    assert listed(response) == []
    words = main_text(response)
    assert "no such place within 100 km: the nearest is" in words
    assert "Look in other maps" in words
    towns = texts(main(response), ".//ul[@class='titles']/li")
    assert towns[:2] == ["Village 11 km to the north", "Town 33 km to the north"]
    assert len(towns) == 3
    village = "/en/places/village/?lat=47.200&lon=66.500"
    assert village in addresses(main(response))
    assert len(more(response)) == 1


@pytest.mark.parametrize(
    "query",
    [
        "settlement=astana",
        "q=Astana&tops_up=kcell",
        "q=Abay",
        "radius_km=5000",
    ],
)
def test_what_is_asked_for_by_name_is_shown_however_far(client, query):
    make_operator_brand()
    astana = make_settlement(slug="astana", name="Astana", latitude=51.13)
    place = make_place(settlement=astana, latitude=51.13, address="Abay 1")

    response = client.get(f"/en/places/?{query}&{NEAR_ALMATY}")

    assert listed(response) == [place.pk]


def test_without_a_position_nothing_is_cut(client, near, far):
    assert set(listed(client.get("/en/places/"))) == {near.pk, far.pk}


def test_the_form_says_how_far_it_looks(client, near, far):
    def distances(query):
        page = parse(client.get(f"/en/places/?{query}"))
        return texts(page, "//select[@name='radius_km']/option")

    assert distances(NEAR_ALMATY)[0] == "within 100 km"
    assert distances(NEAR_ALMATY)[-1] == "at any distance (2)"
    assert distances("kind=store")[0] == "Any distance"
    assert "at any distance" not in distances("kind=store")


def test_towns_can_be_chosen_however_far_away(client, near, far):
    page = parse(client.get(f"/en/places/?{NEAR_ALMATY}"))

    towns = page.xpath("//select[@name='settlement']/option/@value")
    assert far.settlement.slug in towns


def test_a_nearer_one_of_another_operator_is_not_hidden_under_a_far_one(client):
    beeline, kcell = make_operator_brand("beeline", "Beeline"), make_operator_brand()
    make_top_up(beeline, beeline, Verdict.SAID)
    make_place(brand=beeline, latitude=43.9)
    make_place(brand=kcell, latitude=43.3)

    response = client.get(f"/en/places/?{NEAR_ALMATY}&tops_up=beeline")

    said = main_text(response).partition("Nearer, but not sure: ")[2]
    assert said.startswith("Kcell 6.9 km")


def test_what_is_hardly_nearer_is_not_named(client):
    known, unknown = make_brand(), make_brand()
    make_top_up(known, make_operator_brand())
    make_place(brand=known, latitude=43.3)
    make_place(brand=unknown, latitude=43.28)

    assert "Nearer" not in main_text(client.get(f"/en/places/?{NEAR_ALMATY}"))


def test_pages_end_with_the_cut(client, far):
    make_places(21, latitude=43.3)

    first, second = (
        client.get(f"/en/places/?{NEAR_ALMATY}&page={page}") for page in (1, 2)
    )

    assert len(listed(first)) == 20
    assert len(listed(second)) == 1
    assert client.get(f"/en/places/?{NEAR_ALMATY}&page=3").status_code == 404


def test_no_limit_is_said_where_there_is_none(client, near, far):
    response = client.get(f"/en/places/?{NEAR_ALMATY}&radius_km=5000")

    assert "2 places found." in main_text(response)
    assert "5000" not in main_text(response)
