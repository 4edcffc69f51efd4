"""Searches for what people orient themselves by."""

from urllib.parse import parse_qs

import pytest
from django.core.management import call_command
from django.test import TestCase

from locator.search.gazetteer import landmarks, names_in
from locator.search.parser import parse_query
from locator.search.query import QueryKind
from locator.search.suggest import suggestions
from tests.helpers.factories import (
    make_landmark,
    make_place,
    make_settlement,
)
from tests.helpers.pages import links, listed, main, main_text

# What is typed, and the slugs of which the first three landmarks have one.
SEARCHES = [
    ("Mega", "mega-alma-ata|mega-silk-way|mega-park-almaty"),
    ("Мега Алматы", "mega-alma-ata"),
    ("мега астана", "mega-silk-way"),
    ("Dostyk Plaza", "dostyk-plaza"),
    ("достык плаза", "dostyk-plaza"),
    ("Достық Плаза", "dostyk-plaza"),
    ("Esentai", "esentai-mall"),
    ("есентай мол", "esentai-mall"),
    ("Апорт", "aport-mall"),
    ("Форум Алматы", "forum-almaty"),
    ("asia park", "asia-park-almaty|asia-park-astana"),
    ("ЦУМ Алматы", "tsum-almaty"),
    ("airport", "almaty-airport|astana-airport"),
    ("аэропорт", "almaty-airport|astana-airport"),
    ("机场", "almaty-airport|astana-airport"),
    ("аэропорт алматы", "almaty-airport"),
    ("阿拉木图机场", "almaty-airport"),
    ("astana airport", "astana-airport"),
    ("аэропорт Шымкента", "shymkent-airport"),
    ("Karaganda airport", "karaganda-airport"),
    ("аеропорт астана", "astana-airport"),
    ("вокзал Алматы 2", "almaty-2-station"),
    ("Алматы-2", "almaty-2-station"),
    ("вокзал алматы 1", "almaty-1-station"),
    ("жд вокзал астана", "astana-1-station|astana-nurly-zhol-station"),
    ("нурлы жол", "astana-nurly-zhol-station"),
    ("вокзал Шымкент", "shymkent-station"),
    ("саяхат", "sayakhat-bus-station"),
    ("автовокзал Саяхат Алматы", "sayakhat-bus-station"),
    ("сайран автовокзал", "sayran-bus-station"),
    ("Sairan", "sayran-bus-station|metro-sayran"),
    ("Сапаржай", "saparzhai-bus-station"),
    ("metro Abay", "metro-abay"),
    ("метро Абая", "metro-abay"),
    ("станция метро Жибек Жолы", "metro-zhibek-zholy"),
    ("метро Москва", "metro-moskva"),
    ("метро момышулы", "metro-momyshuly"),
    ("Khan Shatyr", "khan-shatyr"),
    ("хан шатыр", "khan-shatyr"),
    ("可汗沙特尔", "khan-shatyr"),
    ("Baiterek", "baiterek"),
    ("bayterek tower", "baiterek"),
    ("Зелёный базар", "green-bazaar"),
    ("зеленый базар", "green-bazaar"),
    ("Көк базар", "green-bazaar"),
    ("绿色巴扎", "green-bazaar"),
    ("барахолка", "barakholka-almaty"),
    ("КазНУ", "kaznu"),
    ("Nazarbayev University", "nazarbayev-university"),
    ("площадь республики", "republic-square"),
]


class TestShippedLandmarks(TestCase):
    @classmethod
    def setUpTestData(cls):
        call_command("load_content", verbosity=0)

    def test_are_found(self):
        for typed, expected in SEARCHES:
            with self.subTest(typed):
                found = [one.slug for one in parse_query(typed).points[:3]]

                assert {*found} & {*expected.split("|")}, found

    def test_are_found_by_each_of_their_names(self):
        for landmark in landmarks():
            for name in names_in(landmark):
                query = parse_query(f"{name}, {landmark.settlement.name}")
                assert landmark in query.points, (name, query)


@pytest.fixture
def mega(almaty):
    return make_landmark(
        name_en="MEGA Alma-Ata",
        name_zh_hans="梅加购物中心",
        aliases=["Mega", "Мега"],
        settlement=almaty,
        latitude=43.2018,
        longitude=76.8922,
    )


@pytest.fixture
def other_mega(oskemen):
    return make_landmark(name_en="MEGA East", aliases=["Mega"], settlement=oskemen)


class TestLandmarks:
    @pytest.mark.parametrize(
        "typed",
        ["mega", "near Mega", "возле Мега", "Мега Алматы", "梅加购物中心", "附近 mega"],
    )
    def test_are_points(self, mega, typed):
        query = parse_query(typed)

        assert query.kind is QueryKind.POINT
        assert query.point == mega
        assert query.position == mega.position.rounded
        assert query.message == "MEGA Alma-Ata, Almaty"

    def test_stand_beside_a_brand_and_a_kind(self, mega, kcell):
        query = parse_query("Kcell office near Mega Almaty")

        assert query.point == mega
        assert query.brand == kcell
        assert query.wanted.kind == "operator"

    def test_of_one_name_are_to_be_chosen_from(self, mega, other_mega, oskemen):
        query = parse_query("Mega")

        assert query.kind is QueryKind.CHOICE
        assert query.points == (mega, other_mega)
        assert parse_query("Mega Oskemen").point == other_mega
        assert query.or_in(oskemen).point == other_mega

    def test_in_the_chosen_town_are_meant_and_no_village(self, almaty, mega):
        make_settlement(name="Mega")
        second = make_landmark(name="Mega Park", aliases=["Mega"], settlement=almaty)

        query = parse_query("Mega").or_in(almaty)

        assert query.kind is QueryKind.CHOICE
        assert query.points == (mega, second)
        assert query.settlements == ()

    def test_and_a_village_of_one_name_are_to_be_chosen_from(self, almaty):
        village = make_settlement(name="Atakent")
        expo = make_landmark(name="Atakent", settlement=almaty)

        query = parse_query("Atakent")

        assert query.kind is QueryKind.CHOICE
        assert (query.points, query.settlements) == ((expo,), (village,))

    def test_do_not_stand_before_a_town_with_places(self, almaty):
        make_place(settlement=almaty)
        make_landmark(name="Almaty", settlement=almaty)

        assert parse_query("Almaty").settlement == almaty

    def test_are_offered_while_somebody_types(self, mega):
        [offer] = suggestions("meg")

        assert (offer.name, offer.detail) == ("MEGA Alma-Ata", "Almaty")
        assert parse_query(offer.key).point == mega

    def test_keep_the_brand_when_one_is_chosen(self, client, mega, other_mega, kcell):
        make_place(brand=kcell, settlement=mega.settlement)

        found = dict(links(main(client.get("/en/places/?q=Kcell+Mega"))))

        words = found["MEGA East"]
        assert parse_query(parse_qs(words[1:])["q"][0]).brand == kcell


class TestTowns:
    """A town is no street of another one that is called so."""

    @pytest.fixture(autouse=True)
    def streets(self, almaty):
        astana = make_settlement(name_en="Astana", population=1_000_000)
        make_place(settlement=almaty)
        for street in ("Тараз көшесі", "Алматы көшесі"):
            make_place(settlement=astana, address=f"{street}, 5")

    @pytest.fixture
    def taraz(self):
        return make_settlement(name_en="Taraz", name_ru="Тараз", population=350_000)

    @pytest.mark.parametrize("typed", ["Taraz", "в Таразе", "Тараз 10", "Таразда"])
    def test_with_many_people_is_meant_by_its_name(self, taraz, typed):
        assert taraz in parse_query(typed).settlements

    @pytest.mark.parametrize("typed", ["Kcell Taraz", "Kcell в Таразе"])
    def test_is_where_a_brand_is_looked_for(self, taraz, kcell, typed):
        query = parse_query(typed)

        assert (query.brand, query.settlement) == (kcell, taraz)

    @pytest.mark.parametrize(
        "typed", ["5 микрорайон Алматы", "Алматы дом 5", "в Алмате", "Толе би Алматы"]
    )
    def test_wins_over_a_street_elsewhere(self, almaty, typed):
        assert parse_query(typed).settlement == almaty

    def test_is_a_street_beside_a_kind_of_street(self):
        assert parse_query("Алматы көшесі 5").point.house_number == "5"


class TestPages:
    def test_list_has_the_nearest_first(self, client, mega, almaty):
        far = make_place(settlement=almaty, latitude=43.30, longitude=76.90)
        near = make_place(settlement=almaty, latitude=43.2020, longitude=76.8930)

        response = client.get("/en/places/?q=mega")

        assert listed(response) == [near.pk, far.pk]
        assert "MEGA Alma-Ata, Almaty" in main_text(response)

    def test_list_offers_those_of_one_name(self, client, mega, other_mega):
        page = main(client.get("/en/places/?q=mega"))

        assert "Which one do you mean?" in page.text_content()
        address = "?q=MEGA+East%2C+Oskemen"
        assert ("MEGA East", address) in links(page)
        assert "MEGA East, Oskemen" in main_text(client.get(f"/en/places/{address}"))

    def test_list_leaves_the_town_of_before(self, client, mega, other_mega):
        make_settlement(slug="taraz", name="Taraz")

        page = main(client.get("/en/places/?q=mega&settlement=taraz"))

        assert ("MEGA East", "?q=MEGA+East%2C+Oskemen") in links(page)

    def test_answer_says_from_where_distances_are(self, client, mega, almaty):
        make_place(settlement=almaty, latitude=43.2020, longitude=76.8930)

        words = main_text(client.get("/en/answer/?have=cash&q=mega"))

        assert "Distances are from MEGA Alma-Ata." in words
        assert "Cash · mega" in words

    def test_answer_offers_those_of_one_name(self, client, mega, other_mega):
        page = main(client.get("/en/answer/?have=cash&q=mega"))

        assert "Which one do you mean?" in page.text_content()
        assert ("MEGA East", "?have=cash&q=MEGA+East%2C+Oskemen") in links(page)


class TestStreets:
    def test_that_a_place_stands_by_are_known(self, almaty):
        make_settlement(name="Dostyk")
        place = make_place(settlement=almaty, near="Достық даңғылы")

        for typed in [
            "Dostyk Ave",
            "проспект Достык",
            "Достык Алматы",
            "Dostyk Almaty",
        ]:
            query = parse_query(typed)
            assert query.position == place.position, typed
            assert query.is_exact

    def test_are_no_village_of_that_name(self, almaty):
        make_settlement(name="Dostyk")

        assert parse_query("Dostyk Avenue 5").kind is QueryKind.NOTHING

    def test_of_which_another_house_is_known_say_so(self, almaty):
        make_place(settlement=almaty, address="Абай даңғылы, 109В")

        for typed in ["Абая 10 Almaty", "Abay Ave 10, 050008 Almaty, Kazakhstan"]:
            query = parse_query(typed)
            assert not query.is_exact
            assert query.message == (
                f"We do not know exactly where “{typed}” is: distances are from "
                "Abay Ave 109V, Almaty."
            )
