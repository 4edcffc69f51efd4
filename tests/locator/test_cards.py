from datetime import timedelta

import pytest

from locator.models import Place, Verdict
from tests.helpers.clock import TODAY
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
    cards,
    links,
    listed,
    main,
    place_path,
    text_of,
    texts,
)

pytestmark = pytest.mark.django_db


class TestCard:
    def test_says_how_far_and_in_which_direction(self, client):
        make_place(latitude=43.268, longitude=76.945)
        make_place(latitude=43.238, longitude=76.845)

        north, west = cards(client.get(f"/en/places/?{NEAR_ALMATY}"))

        assert "3.3 km to the north" in north
        assert "8.1 km to the west" in west

    def test_names_no_direction_that_rounding_may_have_turned(self, client):
        make_place(latitude=43.239, longitude=76.945)

        [card] = cards(client.get(f"/en/places/?{NEAR_ALMATY}"))

        assert "110 m" in card
        assert "to the" not in card

    def test_has_an_address_as_signposted_and_in_latin_letters(self, client):
        make_place(address="Абай даңғылы, 10")

        for language, has_latin in [("en", True), ("zh-hans", True), ("kk", False)]:
            response = client.get(f"/{language}/places/")
            signposted = texts(main(response), ".//li//*[@lang='kk']")
            assert signposted == ["Абай даңғылы, 10"]
            [card] = cards(response)
            assert ("Abay Ave 10" in card) == has_latin

    def test_leads_there_and_calls(self, client):
        make_place(latitude=43.2, longitude=76.9, phone="+7 727 000-00-00; *100#")

        response = client.get("/ru/places/")

        [card] = main(response).find_class("place")
        _page, two_gis, google, *calls = links(card)
        there = "https://2gis.kz/directions/points/%7C76.90000,43.20000"
        assert two_gis == ("2GIS", there)
        assert "destination=43.20000%2C76.90000" in google[1]
        # A code is not dialled from a link everywhere.
        assert calls == [("+7 727 000-00-00", "tel:+77270000000")]
        assert "*100#" in text_of(card)

    @pytest.mark.parametrize(
        ("days", "words"),
        [
            (-1, "checked today"),
            (0, "checked today"),
            (1, "checked 1 day ago"),
            (13, "checked 13 days ago"),
            (21, "checked 3 weeks ago"),
            (60, "checked 8 weeks ago"),
            (61, "checked 2 months ago"),
            (364, "checked 12 months ago"),
            (365, "checked 1 year ago"),
            (366, "checked 1 year ago (over a year ago: it may have changed)"),
            (730, "checked 2 years ago (over a year ago: it may have changed)"),
        ],
    )
    def test_says_how_long_ago_it_was_checked(self, client, days, words):
        day = TODAY - timedelta(days=days)
        make_place(checked_on=day, seen_on="2026-09-30")

        [card] = cards(client.get("/en/places/"))

        assert words in card
        assert ("it may have changed" in card) == (days > 365)
        assert "OpenStreetMap" not in card

    def test_says_when_it_was_seen_if_nobody_has_checked_it(self, client):
        day = TODAY - timedelta(days=366)
        old, never = make_place(name="A", seen_on=day), make_place(name="B")
        Place.objects.filter(pk=never.pk).update(settlement=old.settlement)

        first, second = cards(client.get("/en/places/"))

        assert "seen in OpenStreetMap on" in first
        assert "(over a year ago: it may have changed)" in first
        assert "not checked yet" in second

    def test_says_how_sure_it_is_that_it_tops_up(self, client):
        kcell = make_operator_brand()
        said, unknown = make_brand(), make_brand()
        make_top_up(said, kcell, Verdict.SAID)
        make_place(brand=said)
        make_place(brand=unknown)

        first, second = cards(client.get("/en/places/"))

        assert "Said to top up: Kcell" in first
        assert "May top up: ask first" in second

    def test_passes_on_the_position_but_not_the_filter(self, client):
        place = make_place(settlement=make_settlement(slug="almaty"))
        query = "lat=43.238&lon=76.945&kind=store&settlement=almaty"

        response = client.get(f"/en/places/?{query}")

        there = f"{place_path(place)}?lat=43.238&lon=76.945"
        assert addresses(main(response).find(".//h3")) == [there]

    def test_twenty_cost_a_bounded_number_of_queries(
        self, client, django_assert_max_num_queries
    ):
        make_places(30, address="Абая 1", phone="+7 727 000 00 00")

        with django_assert_max_num_queries(15):
            response = client.get(f"/en/places/?{NEAR_ALMATY}")

        assert len(listed(response)) == 20
