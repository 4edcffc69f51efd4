"""What is typed besides names: codes, regions, numbers, and where one is."""

from urllib.parse import urlencode

import pytest
from django.utils import translation

from locator.geo import plus_codes
from locator.geo.geodesy import Position
from locator.search.parser import parse_query
from locator.search.query import QueryKind
from tests.helpers.factories import (
    make_code,
    make_guide,
    make_operator,
    make_place,
    make_region,
    make_settlement,
)
from tests.helpers.pages import links, listed, main, main_text


class TestWhatSaysNothing:
    def test_can_be_searched_for_elsewhere(self, client, db):
        make_guide(slug="blocked", title_en="Phone blocked")

        for page in ("places/?q=", "answer/?have=cash&q="):
            found = main(client.get(f"/en/{page}blocked+zzyzx"))

            assert "We do not know “blocked zzyzx”." in found.text_content()
            searches = dict(links(found))
            assert searches["2GIS"] == "https://2gis.kz/search/blocked%20zzyzx"
            assert searches["Phone blocked"].startswith("/en/guides/blocked/")

    def test_of_guides_and_codes_leads_to_them(self, client, db):
        make_guide(slug="imei", title_en="The IMEI of a phone")
        make_code(make_operator(), "*106#")

        for typed, name, address in [
            ("imei", "The IMEI of a phone", "/en/guides/imei/"),
            ("*106#", "Kcell", "/en/operators/kcell/"),
        ]:
            found = dict(links(main(client.get("/en/places/", {"q": typed}))))
            assert found[name] == address

    def test_in_the_other_layout_of_the_keyboard_is_read(self, almaty, magnum):
        query = parse_query("vfuyev")

        assert query.brand == magnum
        assert query.message == "Not exactly “vfuyev”; the closest is: Magnum."


class TestNearMe:
    @pytest.mark.parametrize(
        "typed", ["magnum near me", "ближайший магнум", "Магнум жақын", "附近的Magnum"]
    )
    def test_offers_the_position(self, client, magnum, typed):
        response = client.get("/en/places/", {"q": typed})

        [button] = main(response).xpath(
            ".//section[@class='query-message']//*[@data-target]"
        )
        assert button.get("data-target") == f"/en/places/?{urlencode({'q': typed})}"
        here = client.get("/en/places/", {"q": typed, "lat": 43.2, "lon": 76.9})
        assert not main(here).xpath(".//section[@class='query-message']//button")

    @pytest.mark.parametrize("typed", ["near me", "рядом", "жақын", "附近"])
    def test_alone_lists_all_and_says_what_to_do(self, client, db, typed):
        place = make_place()

        response = client.get("/en/places/", {"q": typed})

        assert listed(response) == [place.pk]
        words = "Press “Near me”, or write a town or a street."
        assert words in main_text(response)
        here = client.get("/en/places/", {"q": typed, "lat": 43.2, "lon": 76.9})
        assert words not in main_text(here)

    def test_beside_a_point_is_no_position(self, almaty):
        make_place(settlement=almaty, address="Абай даңғылы, 10")

        assert not parse_query("рядом с Абая 10").is_near_me


class TestCodesOfPoints:
    def test_are_positions(self, almaty):
        query = parse_query("6VQQ+H6 Алматы")

        assert query.kind is QueryKind.POSITION
        assert query.position == pytest.approx((43.23894, 76.88806), abs=1e-5)

    def test_are_read_in_links(self, almaty):
        here = Position(43.2389, 76.8881)
        code = plus_codes.encode(here) + "+22"

        for link in [
            f"https://plus.codes/{code}",
            f"https://www.google.com/maps/place/{code[4:].replace('+', '%2B')}+Almaty",
        ]:
            found = parse_query(link).position
            assert found == pytest.approx(plus_codes.decode(code), abs=1e-9), link

    def test_that_are_short_need_a_town(self, almaty):
        assert parse_query("6VQQ+H6").kind is QueryKind.NOTHING

    def test_may_be_elsewhere(self, db):
        assert parse_query("8FVC2222+22").kind is QueryKind.OUTSIDE


class TestRegions:
    def test_are_their_towns(self, db):
        region = make_region(
            name_en="Mangystau Region",
            name_ru="Мангистауская область",
            name_zh_hans="曼格斯套州",
        )
        small = make_settlement(region=region, name="Beyneu", population=40_000)
        make_settlement(region=region, name="Aktau", population=200_000)
        make_place(settlement=small)

        # Whoever asks first, and in whatever language, it is kept for all.
        with translation.override("zh-hans"):
            assert parse_query("mangystau region").kind is QueryKind.CHOICE
        for typed in ["Мангистауская область", "mangystau region", "Mangystau"]:
            query = parse_query(typed)
            assert query.kind is QueryKind.CHOICE
            assert [town.name for town in query.settlements] == ["Beyneu", "Aktau"]


@pytest.mark.parametrize(
    "number",
    [
        *["+7 701 234 56 78", "8 (701) 234-56-78", "7012345678", "77012345678"],
        "７０１２３４５６７８",
    ],
)
def test_a_number_is_not_echoed_and_leads_to_the_page_about_numbers(client, db, number):
    for page, more in [("places", {}), ("answer", {"have": "cash"})]:
        response = client.get(f"/en/{page}/", {"q": number} | more)

        assert response.status_code == 302
        assert response["Location"] == "/en/operators/"
    assert parse_query(number).text == ""


@pytest.mark.parametrize("text", ["43.238, 76.945", "050008", "109", "7701234567890"])
def test_other_digits_are_no_number(db, text):
    assert parse_query(text).kind is not QueryKind.NUMBER
