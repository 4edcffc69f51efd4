import pytest

from tests.helpers.factories import (
    make_brand,
    make_guide,
    make_place,
    make_places,
    make_settlement,
    make_step,
)
from tests.helpers.pages import addresses, cards, links, main, main_text, parse, texts

pytestmark = pytest.mark.django_db


def make_store_guide():
    """A guide whose one step sends the reader to a store."""
    guide = make_guide(slug="at-a-store", steps=0)
    make_step(guide, title="Find a store", place_kind="store")
    return guide


class TestNearestPlaces:
    def test_are_three_of_the_kind_once_a_position_is_known(self, client):
        make_store_guide()
        store, office = make_brand(kind="store"), make_brand(kind="operator")
        for number in range(4):
            latitude = 43.25 - number / 1000
            make_place(brand=store, latitude=latitude, address=f"Абая {number}")
        make_place(brand=office, latitude=43.238, address="Сатпаева 1")
        make_place(brand=store, latitude=43.238, address="Тайная 1", status="hidden")

        response = client.get("/en/guides/at-a-store/?lat=43.238&lon=76.945")

        shown = texts(main(response), ".//li[@class='place']//*[@lang='ru']")
        assert shown == ["Абая 3", "Абая 2", "Абая 1"]
        assert "the nearest to the point you asked for" in main_text(response)
        assert "1.0 km to the north" in cards(response)[0]
        assert response["Cache-Control"] == "private, max-age=60"

    def test_are_those_of_a_settlement_that_is_known(self, client):
        make_store_guide()
        city = make_settlement(slug="astana", name="Astana", latitude=51.1)
        make_place(settlement=city, latitude=51.1, address="Достык 1")

        response = client.get("/en/guides/at-a-store/?settlement=astana")

        words = main_text(response)
        assert "the nearest to the centre of Astana" in words
        assert "Достык 1" in words
        assert response["Cache-Control"] == "public, max-age=60"

    def test_say_whether_they_are_open(self, client):
        make_store_guide()
        make_place(opening_hours="24/7")

        [card] = cards(client.get("/en/guides/at-a-store/?lat=43.2&lon=76.9"))

        assert "open day and night" in card

    def test_a_position_is_nearer_than_a_settlement(self, client):
        make_store_guide()
        make_place(settlement=make_settlement(slug="astana", latitude=51.1))

        path = "/en/guides/at-a-store/?settlement=astana&lat=43.2&lon=76.9"

        assert "the nearest to the point you asked for" in main_text(client.get(path))

    def test_the_biggest_cities_are_to_choose_from_till_then(self, client):
        make_store_guide()
        for number in range(8):
            city = make_settlement(
                slug=f"city-{number}", name=f"City {number}", population=number
            )
            make_place(settlement=city)
        make_settlement(slug="empty", population=1_000_000)

        [step] = main(client.get("/en/guides/at-a-store/")).xpath(".//*[@id='near-1']")

        assert links(step) == [
            *((f"City {n}", f"?settlement=city-{n}#near-1") for n in range(7, 1, -1)),
            ("Another city", "/en/places/?kind=store"),
        ]

    def test_cities_without_such_a_place_are_no_choice(self, client):
        make_store_guide()
        make_place(
            settlement=make_settlement(slug="offices-only"),
            brand=make_brand(kind="operator"),
        )

        assert "Where are you?" not in main_text(client.get("/en/guides/at-a-store/"))

    def test_far_away_are_not_called_near(self, client):
        make_store_guide()
        make_settlement(slug="astana", latitude=51.13, longitude=71.43)
        make_place(latitude=43.238, longitude=76.945)

        response = client.get("/en/guides/at-a-store/?settlement=astana")

        sentence = "We know of no such place within 100 km of there."
        assert sentence in main_text(response)
        assert cards(response) == []
        other_ways = ("Other ways to top up", "/en/answer/?settlement=astana")
        assert other_ways in links(main(response))

    def test_are_no_matter_of_guides_that_send_nowhere(self, client):
        make_guide(slug="online")
        make_place(settlement=make_settlement(slug="astana"))

        for query in ("", "?settlement=astana", "?lat=43.2&lon=76.9"):
            page = parse(client.get(f"/en/guides/online/{query}"))
            assert page.xpath("//*[starts-with(@id, 'near-') or @class='place']") == []

    def test_links_keep_where_the_reader_is(self, client):
        make_store_guide()
        place = make_place(settlement=make_settlement(slug="astana"))

        led = addresses(main(client.get("/en/guides/at-a-store/?settlement=astana")))

        assert f"/en/places/astana/{place.pk}/?settlement=astana" in led
        assert "/en/places/?kind=store&settlement=astana" in led
        assert "/en/guides/at-a-store/#near-1" in led

    @pytest.mark.parametrize(
        "query",
        [
            "settlement=nowhere",
            "settlement=%00",
            "settlement=" + "a" * 5000,
            "settlement=<script>",
            "lat=43.2",
            "lon=76.9",
            "lat=nan&lon=76.9",
            "lat=1e400&lon=76.9",
            "lat=10&lon=10",
            "lat=76.9&lon=43.2",
            "lat=x&lon=y",
        ],
    )
    def test_what_cannot_be_understood_is_ignored_and_kept_by_no_cache(
        self, client, query
    ):
        make_store_guide()
        make_place(settlement=make_settlement(slug="astana"))

        response = client.get(f"/en/guides/at-a-store/?{query}")

        assert response.status_code == 200
        assert "?settlement=astana#near-1" in addresses(main(response))
        assert cards(response) == []
        # Other pages would refuse it.
        assert "/en/guides/" in addresses(main(response))
        assert "private" in response["Cache-Control"]

    def test_cost_a_bounded_number_of_queries(
        self, client, django_assert_max_num_queries
    ):
        guide = make_store_guide()
        for kind in ("store", "operator", "operator"):
            make_step(guide, place_kind=kind)
        for kind in ("store", "operator"):
            make_places(5, brand=make_brand(kind=kind))

        with django_assert_max_num_queries(16):
            client.get("/en/guides/at-a-store/?lat=43.2&lon=76.9")
        with django_assert_max_num_queries(7):
            client.get("/en/guides/at-a-store/")
