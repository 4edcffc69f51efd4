"""Where the answer page takes a visitor to be, and what it says of that."""

from urllib.parse import unquote_plus

import pytest

from tests.helpers.factories import (
    make_brand,
    make_operator,
    make_place,
    make_settlement,
    make_top_up,
)
from tests.helpers.pages import addresses, cards, links, main, main_text, texts

pytestmark = pytest.mark.django_db

ALMATY = {"latitude": 43.24, "longitude": 76.94}
ASTANA = {"latitude": 51.13, "longitude": 71.43}
NEAR_ALMATY = {"lat": "43.240", "lon": "76.940"}
STREET = "улица Шокана Уалиханова"


@pytest.fixture
def almaty():
    return make_settlement(slug="almaty", name="Almaty", population=2e6, **ALMATY)


@pytest.fixture
def astana():
    return make_settlement(slug="astana", name="Astana", population=1e6, **ASTANA)


@pytest.fixture
def offices(almaty, astana):
    """An office of Kcell in each of the two towns, on streets of one name."""
    brand = make_operator().brand
    make_top_up(brand, brand)
    return [
        make_place(brand=brand, settlement=almaty, address=f"{STREET}, 1", **ALMATY),
        make_place(brand=brand, settlement=astana, address=f"{STREET}, 2", **ASTANA),
    ]


def ask(client, **params):
    return client.get("/en/answer/", {"have": "cash", "operator": "kcell"} | params)


def asked(response):
    [words] = texts(main(response), ".//details[@class='asked']/summary/span")
    return words


class TestWhatIsTyped:
    @pytest.mark.parametrize("more", [{}, NEAR_ALMATY, {"settlement": "almaty"}])
    def test_town_beside_a_brand_wins_over_the_rest(self, client, offices, more):
        response = ask(client, q="Kcell Astana", **more)

        assert "Distances are from the centre of Astana." in main_text(response)
        [card] = cards(response)
        assert f"{STREET}, 2" in card

    def test_street_of_several_towns_is_asked_about(self, client, offices):
        response = ask(client, q=STREET)

        assert "Which one do you mean?" in main_text(response)
        assert cards(response) == []
        streets = [link for _text, link in links(main(response)) if "q=" in link]
        assert [unquote_plus(link).rpartition(", ")[2] for link in streets] == [
            "Almaty",
            "Astana",
        ]
        [card] = cards(client.get(f"/en/answer/{streets[1]}"))
        assert f"{STREET}, 2" in card

    def test_street_is_looked_for_in_the_chosen_town(self, client, offices):
        [card] = cards(ask(client, q=STREET, settlement="astana"))

        assert f"{STREET}, 2" in card

    def test_street_is_the_one_that_is_nearest_to_a_position(self, client, offices):
        [card] = cards(ask(client, q=STREET, **NEAR_ALMATY))

        assert f"{STREET}, 1" in card

    def test_street_that_is_called_as_a_town_without_places_is_offered(
        self, client, offices
    ):
        make_settlement(slug="abay", name="Abay", latitude=49.6, longitude=72.8)
        make_place(settlement=offices[0].settlement, address="Abay 5", **ALMATY)

        page = main(ask(client, q="Abay"))

        found = dict(links(page))
        assert found["Abay"] == "?have=cash&operator=kcell&settlement=abay"
        assert cards(client.get(f"/en/answer/{found['Abay 5']}"))


class TestTownAndPosition:
    def test_position_says_more_than_a_town(self, client, offices):
        response = ask(client, settlement="astana", **NEAR_ALMATY)

        assert asked(response) == "Cash · Kcell · near 43.24, 76.94"
        list_of_places = "/en/places/?holds=cash&tops_up=kcell&lat=43.240&lon=76.940"
        assert list_of_places in addresses(main(response))

    def test_town_that_is_chosen_of_several_is_where_one_is(self, client, offices):
        for number in (1, 2):
            make_settlement(slug=f"abay-{number}", name="Abay", latitude=49.6)

        response = ask(client, q="Abay", **NEAR_ALMATY)

        choice = "?have=cash&operator=kcell&settlement=abay-1"
        assert ("Abay", choice) in links(main(response))


class TestDistances:
    def test_say_that_they_are_from_the_middle_of_a_town(self, client, offices):
        response = ask(client, settlement="almaty")

        assert "Distances are from the centre of Almaty." in main_text(response)

    def test_say_from_which_house_they_are(self, client, offices):
        response = ask(client, q=f"{STREET}, 1")

        words = "Distances are from Shokana Ualikhanova 1."
        assert words in main_text(response)

    def test_say_from_which_point_they_are(self, client, offices):
        words = main_text(ask(client, lat="43.242", lon="76.940"))

        assert "Distances are from the point 43.242, 76.940." in words


class TestNoPlaceIsNear:
    def test_of_a_position_the_nearest_towns_are_named(self, client, offices):
        response = ask(client, lat="48.000", lon="74.000")

        assert "We know of no place within 100 km of there." in main_text(response)
        near = texts(main(response), ".//section[@aria-labelledby='nearest']//li/a")
        assert near == ["Astana", "Almaty"]
        assert "Kcell Astana" in main_text(response)

    def test_of_a_town_its_region_is_said_too(self, client, offices):
        dostyk = make_settlement(
            slug="dostyk", name="Dostyk", latitude=45.25, longitude=82.48
        )
        dostyk.region.name = "Zhetysu"
        dostyk.region.save()

        words = main_text(ask(client, q="Dostyk"))

        assert "We know of no place in Dostyk (Zhetysu) yet" in words
        assert "Almaty" not in words

    def test_of_a_position_in_a_town_other_maps_are_offered(self, client, offices):
        make_settlement(slug="taraz", name="Taraz", latitude=42.9, longitude=71.37)

        page = main(ask(client, lat="42.910", lon="71.380"))

        assert texts(page, ".//ul[@class='plain map-searches']/li/span[1]") == [
            "Kcell Taraz",
            "терминал Taraz",
        ]


@pytest.mark.parametrize(
    ("language", "names"),
    [
        ("zh-hans", ["我手上有什么", "我的 SIM 卡", "城市或城镇"]),
        ("ru", ["Что у меня есть", "Моя SIM-карта", "Город или посёлок"]),
    ],
)
def test_what_is_not_understood_is_named_as_the_form_does(client, language, names):
    response = client.get(f"/{language}/answer/?have=x&operator=y&settlement=z")

    page = main(response)
    errors = " ".join(texts(page, ".//*[@role='alert']"))
    for name in names:
        assert name in errors


def test_a_question_that_is_refused_keeps_what_was_chosen(client):
    brand = make_operator().brand
    make_brand()

    page = main(client.get(f"/en/answer/?have=kaspi&operator={brand.slug}&lat=43.2"))

    assert page.xpath(".//input[@name='have'][@checked]/@value") == ["kaspi"]
    assert page.xpath(".//option[@selected]/@value") == [brand.slug]
