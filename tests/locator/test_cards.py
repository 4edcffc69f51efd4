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
    main_text,
    outline,
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
        _page, geo, two_gis, google, *calls = links(card)
        assert geo[1].startswith("geo:43.20000,76.90000")
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

        response = client.get("/en/places/")
        first, second = cards(response)

        assert "OpenStreetMap" not in first + second
        said = main_text(response)
        assert "Seen in OpenStreetMap on" in said
        assert "(over a year ago: it may have changed)" in said

    def test_says_its_own_day_if_most_were_seen_on_another(self, client):
        for name, day in [("A", 30), ("B", 30), ("C", 29)]:
            make_place(name=name, seen_on=f"2026-09-{day}")

        response = client.get("/en/places/")

        assert "Seen in OpenStreetMap on 30 September 2026." in main_text(response)
        said = [card for card in cards(response) if "OpenStreetMap" in card]
        assert len(said) == 1
        assert "seen in OpenStreetMap on 29 September 2026" in said[0]

    def test_names_whom_it_tops_up_where_places_differ(self, client):
        kcell, tele2 = make_operator_brand(), make_operator_brand("tele2", "Tele2")
        for name, operators in [("A", [kcell]), ("B", [kcell, tele2]), ("C", [])]:
            place = make_place(name=name)
            for operator in operators:
                make_top_up(place.brand, operator, Verdict.SAID)

        response = client.get("/en/places/")
        one, both, none = cards(response)

        assert [part for part in outline(response) if isinstance(part, str)] == [
            "Said to top up",
            "Not sure: ask first",
        ]
        assert "Kcell" in one
        assert "all operators" in both
        assert "Kcell" not in none

    def test_says_what_is_confirmed_apart(self, client):
        kcell, tele2 = make_operator_brand(), make_operator_brand("tele2", "Tele2")
        place = make_place()
        make_top_up(place.brand, kcell, Verdict.CONFIRMED)
        make_top_up(place.brand, tele2, Verdict.SAID)

        response = client.get("/en/places/")

        assert "confirmed: Kcell · said to top up: Tele2" in cards(response)[0]
        assert "unless a place is confirmed or checked" in main_text(response)
        [card] = cards(client.get("/en/places/?tops_up=kcell"))
        assert "confirmed" in card
        [card] = cards(client.get("/en/places/?tops_up=tele2"))
        assert "confirmed" not in card

    def test_does_not_repeat_what_was_asked_for(self, client):
        kcell, tele2 = make_operator_brand(), make_operator_brand("tele2", "Tele2")
        town = make_settlement(slug="almaty", name="Almaty")
        place = make_place(settlement=town, brand=make_brand(kind="store"))
        for operator in (kcell, tele2):
            make_top_up(place.brand, operator, Verdict.SAID)

        query = "settlement=almaty&kind=store&tops_up=kcell"
        response = client.get(f"/en/places/?{query}")

        assert outline(response)[0] == "Said to top up Kcell"
        [card] = cards(response)
        for said in ("Almaty", "Store", "Kcell", "Tele2"):
            assert said not in card
        [card] = cards(client.get("/en/places/?kind=store"))
        assert "Almaty" in card

    def test_whom_all_of_them_top_up_stands_above_them(self, client):
        place = make_place()
        make_top_up(place.brand, make_operator_brand(), Verdict.SAID)
        make_operator_brand("tele2", "Tele2")
        make_place(brand=place.brand)

        response = client.get("/en/places/")

        assert outline(response)[0] == "Said to top up Kcell"
        assert "Kcell" not in " ".join(cards(response))

    def test_has_its_own_hours_only(self, client):
        make_place(name="A", opening_hours="24/7")
        make_place(name="B")

        response = client.get("/en/places/")
        with_hours, without = cards(response)

        assert "open day and night" in with_hours.lower()
        assert "hours" not in without
        assert "Hours that are missing are not known." in main_text(response)

    def test_hours_that_no_place_has_are_said_once(self, client):
        make_place()
        make_place()

        response = client.get("/en/places/?open=now")

        assert main_text(response).count("Opening hours are not known.") == 1
        assert "hours" not in " ".join(cards(response))

    def test_names_of_links_tell_places_apart(self, client):
        brand = make_brand(name="Magnum")
        town = make_settlement(slug="almaty")
        for address in ("Төле би көшесі, 229", "Абай даңғылы, 10"):
            make_place(brand=brand, settlement=town, address=address)

        response = client.get("/en/places/")

        names = main(response).xpath(".//li[@class='place']//a/@aria-label")
        assert len(names) == len({*names}) == 8
        assert "Magnum, Tole bi 229" in names
        assert "Directions in 2GIS to Magnum, Tole bi 229" in names
        # Whoever speaks to the browser says what is to be seen.
        for link in main(response).xpath(".//li[@class='place']//a"):
            assert text_of(link) in link.get("aria-label")

    def test_no_browser_translates_names_and_addresses(self, client):
        make_place(brand=make_brand(name="Small"), address="Абай даңғылы, 10")

        [card] = main(client.get("/en/places/")).find_class("place")

        kept = " ".join(texts(card, ".//*[@translate='no']"))
        assert "Small" in kept
        assert "Абай даңғылы, 10 Abay Ave 10" in kept

    def test_a_few_without_a_heading_say_what_is_doubtful(self, client):
        closed = make_place(status=Place.Status.CLOSED)
        make_place(name="A", settlement=closed.settlement)

        response = client.get(place_path(closed))

        assert "not sure: ask first" in cards(response)[0]
        assert "We have not checked these places" in main_text(response)

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
