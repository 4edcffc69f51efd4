"""Houses, streets and corners as points to search from."""

import pytest

from locator.geo.geodesy import Position
from locator.models import Address, Place
from locator.search.parser import parse_query
from locator.search.query import QueryKind
from tests.helpers.factories import make_place

HERE = {"longitude": 76.9}


class TestStreets:
    @pytest.mark.parametrize(
        "q",
        [
            "Абая",
            "Абай",
            "Abay",
            "Abai",
            "ул. Абая",
            "проспект Абая",
            "abaya ave",
            "абйа",
        ],
    )
    def test_are_points(self, almaty, q):
        make_place(name="Small", address="Абай даңғылы, 109В", latitude=43.2, **HERE)
        make_place(address="Сейфуллин даңғылы, 10")
        make_place(address="Абай даңғылы, 1", status=Place.Status.HIDDEN)

        query = parse_query(q)

        assert query.kind is QueryKind.POINT
        assert query.point.text == "Абай даңғылы, 109В"
        assert query.position == Position(43.2, 76.9)

    @pytest.mark.parametrize(
        "q", ["ул. Абая 10", "Абай 10", "abay, 10", "Абая, д. 10", "10 Abay"]
    )
    def test_have_houses(self, almaty, q):
        for address in ["Абай даңғылы, 109В", "Абай даңғылы, 10", "Гоголь көшесі, 10"]:
            make_place(settlement=almaty, address=address)

        query = parse_query(q)

        assert query.point.text == "Абай даңғылы, 10"
        assert query.is_exact
        assert query.message == "Abay Ave 10, Almaty"

    def test_have_houses_with_letters(self, db):
        make_place(address="улица Саина, 16А")

        assert parse_query("Саина 16").point.text == "улица Саина, 16А"
        assert parse_query("Саина 16").is_exact

    def test_start_from_the_nearest_house_that_is_known(self, almaty):
        for house in ("46", "109В", "141"):
            make_place(settlement=almaty, address=f"Абай даңғылы, {house}")

        query = parse_query("ул. Абая 100")

        assert query.point.text == "Абай даңғылы, 109В"
        assert not query.is_exact
        assert query.message == (
            "We do not know exactly where “ул. Абая 100” is: distances are from "
            "Abay Ave 109V, Almaty."
        )
        assert [house.house_number for house in query.houses] == ["46", "141"]

    def test_start_from_their_middle(self, almaty):
        for house in ("46", "109В", "141"):
            make_place(settlement=almaty, address=f"Абай даңғылы, {house}")

        query = parse_query("Абая")

        assert query.is_exact
        assert query.message == (
            "“Абая” has many houses: distances are from Abay Ave 109V, Almaty."
        )

    def test_of_several_towns_are_a_choice(self, almaty, oskemen):
        make_place(settlement=oskemen, address="Абай даңғылы, 10", latitude=49.9)
        make_place(settlement=almaty, address="Абай даңғылы, 10")

        query = parse_query("Абая 10")

        assert query.kind is QueryKind.CHOICE
        assert [point.settlement for point in query.points] == [almaty, oskemen]
        assert query.or_in(oskemen).point.settlement == oskemen
        there = query.seen_from(Position(50, 76))
        assert there.points[0].settlement == oskemen

    def test_a_town_with_the_house_comes_before_one_with_the_street(
        self, almaty, oskemen
    ):
        make_place(settlement=almaty, address="Абай даңғылы, 10")
        make_place(settlement=oskemen, address="Абай даңғылы, 5")

        query = parse_query("Абая 5")

        # The street is in the larger town too, where the house may be unknown.
        assert [point.settlement for point in query.points] == [oskemen, almaty]
        make_place(settlement=almaty, address="Абай даңғылы, 5")
        make_place(settlement=oskemen, address="Абай даңғылы, 7")
        assert parse_query("Абая 7").points[0].settlement == oskemen
        assert parse_query("Абая 10").point.settlement == almaty

    def test_have_houses_of_one_number_with_and_without_a_letter(self, almaty):
        for house in ("10/2", "10А", "10", "109В", "109"):
            make_place(settlement=almaty, address=f"Абай даңғылы, {house}")

        for typed, house in [
            *(("Абая 10", "10"), ("Абая 10а", "10А"), ("Абая 10/2", "10/2")),
            *(("Абая 109 В", "109В"), ("Абая 109", "109"), ("Абая 109B", "109В")),
        ]:
            assert parse_query(typed).point.house_number == house, typed

    def test_with_a_number_are_no_houses_of_another(self, almaty):
        make_place(settlement=almaty, address="микрорайон Самал-3, 1")

        assert parse_query("Самал-3").is_exact
        assert parse_query("Самал-3, 1").is_exact
        assert not parse_query("Самал-1").is_exact

    def test_meet_in_corners(self, almaty):
        make_place(settlement=almaty, address="Гоголь көшесі, 1", latitude=43.3)
        corner = make_place(
            settlement=almaty, near="Абай даңғылы / Гоголь көшесі", latitude=43.25
        )
        make_place(settlement=almaty, address="Абай даңғылы, 1", latitude=43.2)

        for q in ["Абая Гоголя", "Gogol corner Abay", "угол Абая и Гоголя"]:
            query = parse_query(q)
            assert query.position == corner.position, q
            assert query.is_exact

    def test_that_are_known_apart_meet_where_they_are_nearest(self, almaty):
        make_place(settlement=almaty, address="Абай даңғылы, 1", latitude=43.2)
        near = make_place(settlement=almaty, address="Абай даңғылы, 9", latitude=43.25)
        make_place(settlement=almaty, address="Гоголь көшесі, 1", latitude=43.255)

        query = parse_query("Абая / Гоголя")

        assert query.position == near.position
        assert not query.is_exact

    def test_of_an_extract_are_known_too(self, almaty):
        Address.objects.create(
            settlement=almaty,
            street="Достық даңғылы",
            house_number="248",
            latitude=43.2,
            longitude=76.9,
            source_id="node/1",
        )

        query = parse_query("Достык 248")

        assert query.position == Position(43.2, 76.9)
        assert query.is_exact

    def test_are_no_district_of_a_name(self, almaty):
        make_place(settlement=almaty, address="Әуезов көшесі, 5")

        assert parse_query("Auezov district").kind is QueryKind.NOTHING
        assert parse_query("Ауэзовский район").kind is QueryKind.NOTHING

    def test_leave_a_misspelt_brand_to_be_read(self, almaty, magnum):
        make_place(settlement=almaty, brand=magnum, address="улица Розыбакиева, 5")

        assert parse_query("Magnun Rozybakieva").brand == magnum

    def test_are_found_without_the_region_after_the_town(self, almaty):
        make_place(settlement=almaty, address="Абай даңғылы, 46")

        query = parse_query("Abay Avenue 46, Almaty, Almaty Region, Kazakhstan")

        assert query.point.house_number == "46"
        assert query.is_exact

    def test_a_microdistrict_may_be_a_number(self, db):
        make_place(address="8-й микрорайон, 10")
        make_place(address="11-й микрорайон, 5")

        assert parse_query("8 микрорайон").point.text == "8-й микрорайон, 10"
        assert parse_query("7 микрорайон").kind is QueryKind.NOTHING

    def test_a_number_is_no_address(self, db):
        make_place(address="Абай даңғылы, 10")

        assert parse_query("10").kind is QueryKind.NOTHING
        assert parse_query("улица").kind is QueryKind.NOTHING

    def test_meet_where_both_run(self, almaty):
        """One runs to the north, the other to the east: longitudes differ."""
        for number, (latitude, longitude) in enumerate(
            [(43.24, 76.89), (43.24, 76.95)]
        ):
            make_place(
                settlement=almaty,
                address=f"Абай даңғылы, {number}",
                latitude=latitude,
                longitude=longitude,
            )
        for number, latitude in enumerate([43.29, 43.241]):
            make_place(
                settlement=almaty,
                address=f"Гоголь көшесі, {number}",
                latitude=latitude,
                longitude=76.95,
            )

        assert parse_query("Абая Гоголя").position == Position(43.24, 76.95)

    def test_that_are_far_apart_are_a_choice(self, almaty):
        for street, latitude in [("Абай даңғылы", 43.2), ("Гоголь көшесі", 43.3)]:
            make_place(settlement=almaty, address=f"{street}, 1", latitude=latitude)

        query = parse_query("Абая Гоголя")

        assert query.kind is QueryKind.CHOICE
        assert not query.is_exact
