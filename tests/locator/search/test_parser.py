import pytest
from django.utils import translation

from locator.geo.geodesy import Position
from locator.models import Place
from locator.search.parser import parse_query
from locator.search.query import QueryKind
from tests.helpers.factories import (
    make_brand,
    make_place,
    make_settlement,
)
from tests.helpers.search import places_of


class TestPositions:
    def test_reads_coordinates_and_links_without_a_query(
        self, db, django_assert_num_queries
    ):
        with django_assert_num_queries(0):
            typed = parse_query("43,238949 76,889709")
            linked = parse_query("https://2gis.kz/geo/1/76.889709,43.238949")

        assert typed.kind is linked.kind is QueryKind.POSITION
        assert typed.position == linked.position == Position(43.238949, 76.889709)

    def test_says_coordinates_with_a_dot_in_every_language(self):
        with translation.override("ru"):
            assert "43.2, 76.9" in parse_query("43,2 76,9").message

    def test_suggests_the_right_order(self):
        query = parse_query("76.889709, 43.238949")

        assert query.kind is QueryKind.SWAPPED
        assert query.position == Position(43.238949, 76.889709)
        assert "did you mean 43.238949, 76.889709?" in query.message

    def test_says_what_is_outside(self):
        query = parse_query("39.9, 116.4")

        assert query.kind is QueryKind.OUTSIDE
        assert "39.9, 116.4 is not in Kazakhstan" in query.message

    def test_says_that_a_short_link_tells_nothing(self):
        query = parse_query("https://maps.app.goo.gl/abc")

        assert query.kind is QueryKind.LINK
        assert "copy" in query.message

    def test_reads_a_link_that_is_longer_than_a_question(self):
        link = f"https://www.google.com/maps/place/{'%D0%9C' * 100}/@43.2,76.9,17z"

        assert parse_query(link).position == Position(43.2, 76.9)


class TestSettlements:
    @pytest.mark.parametrize(
        "q",
        [
            "阿拉木图",
            "阿拉木图市",
            "阿拉木圖",
            "Almaty",
            "ALMATY",
            "Алматы",
            "Алма-Ата",
            "Almati",
            "alma ata",
            "г. Алматы",
            "Алматы қаласы",
            "Almaty, Kazakhstan",
            "\0Almaty\0",
        ],
    )
    def test_finds_it_by_any_name(self, almaty, oskemen, q):
        query = parse_query(q)

        assert query.kind is QueryKind.SETTLEMENT
        assert query.settlement == almaty
        assert query.is_exact

    @pytest.mark.parametrize(
        "q", ["Өскемен", "Оскемен", "Oskemen", "Усть-Каменогорск", "Усть Каменогорск"]
    )
    def test_folds_kazakh_letters(self, almaty, oskemen, q):
        assert parse_query(q).settlement == oskemen

    @pytest.mark.parametrize("q", ["Amlaty", "Almatty", "Олматы", "Almtay", "Alma"])
    def test_finds_it_by_a_beginning_or_with_a_typing_error(self, almaty, oskemen, q):
        make_place(settlement=almaty)

        query = parse_query(q)

        assert query.settlement == almaty
        if q != "Almatty":  # double letters are one
            assert not query.is_exact
            assert query.message.startswith(f"Not exactly “{q}”")
            assert "Almaty" in query.message

    def test_a_guess_without_places_is_only_offered(self, almaty, oskemen):
        make_place(settlement=almaty)

        query = parse_query("Oskemenn 5")

        assert query.kind is QueryKind.CHOICE
        assert query.settlements == (oskemen,)
        assert query.message == (
            "We do not know “Oskemenn 5”. Do you mean one of these?"
        )

    def test_a_long_name_may_have_two_errors(self, almaty, oskemen):
        make_place(settlement=oskemen)

        assert parse_query("Усть-Каминагорск").settlement == oskemen

    def test_exact_comes_before_a_beginning_and_a_beginning_before_an_error(self, db):
        short = make_settlement(name="Aksu", population=10)
        longer = make_settlement(name="Aksukent", population=1000)
        make_settlement(name="Aksay", population=100_000)

        assert parse_query("Aksu").settlement == short
        assert parse_query("Aksuk").settlement == longer
        assert parse_query("Aksuu").settlement == short

    def test_several_are_a_choice_by_population(self, db):
        villages = [make_settlement(name="Abay", population=n) for n in (5, 500, 50)]
        make_place(settlement=villages[0])

        query = parse_query("Абай")

        assert query.kind is QueryKind.CHOICE
        assert [town.population for town in query.settlements] == [500, 50, 5]
        assert query.settlement is None

    def test_a_choice_is_not_endless(self, db):
        for _ in range(30):
            make_settlement(name="Abay")

        assert len(parse_query("Abay").settlements) == 20

    def test_brings_its_published_places(self, almaty):
        place = make_place(settlement=almaty)
        make_place(settlement=almaty, status=Place.Status.HIDDEN)
        make_place()

        assert places_of(parse_query("Almaty")) == [place]

    def test_one_without_places_is_offered_beside_a_street_of_its_name(self, almaty):
        village = make_settlement(name="Abay")
        make_place(settlement=almaty, address="Абай даңғылы, 10")

        query = parse_query("Абай")

        assert query.kind is QueryKind.CHOICE
        assert query.settlements == (village,)
        assert [point.text for point in query.points] == ["Абай даңғылы, 10"]

    def test_the_name_is_in_the_readers_language(self, almaty):
        with translation.override("zh-hans"):
            assert parse_query("Almaty").message == "阿拉木图"


class TestBrands:
    @pytest.mark.parametrize("q", ["Магнум", "magnum", "Magnum Daily", "MAGNUM-DAILY"])
    def test_finds_it_by_any_alias(self, magnum, kcell, q):
        place = make_place(brand=magnum)
        make_place(brand=kcell)
        make_place(brand=magnum, status=Place.Status.CLOSED)

        query = parse_query(q)

        assert query.kind is QueryKind.BRAND
        assert query.brand == magnum
        assert places_of(query) == [place]
        assert query.is_exact

    @pytest.mark.parametrize("q", ["Magnun", "Магнуум", "Магнм", "Magnu"])
    def test_finds_it_with_a_typing_error(self, magnum, kcell, q):
        assert parse_query(q).brand == magnum

    def test_a_name_of_two_is_of_the_one_with_more_places(self, db):
        make_brand(name="Kaspi")
        terminal = make_brand(name="Kaspi terminal", aliases=["Kaspi"])
        make_place(brand=terminal)

        assert parse_query("Kaspi").brand == terminal


class TestKinds:
    @pytest.mark.parametrize(
        ("q", "kind"),
        [
            *(("shop", "store"), ("Магазины", "store"), ("дүкен", "store")),
            *(("商店", "store"), ("超市", "store"), ("office", "operator")),
            *(("офис оператора", "operator"), ("营业厅", "operator")),
            *(("payment terminal", "terminal"), ("Терминал", "terminal")),
            *(("төлем терминалы", "terminal"), ("终端", "terminal")),
        ],
    )
    def test_are_known_by_what_they_are_called(self, db, q, kind):
        # Of a name of its own, but a terminal among others.
        brand = make_brand(name="Terminal", slug="terminal", kind="terminal")
        make_place(brand=brand)
        for other in ("store", "operator", "terminal"):
            make_place(brand=make_brand(kind=other))

        query = parse_query(q)

        expected = Place.objects.filter(brand__kind=kind)
        assert {*places_of(query)} == {*expected}
        assert query.message == q

    def test_in_a_settlement(self, almaty, oskemen):
        store, office = make_brand(kind="store"), make_brand(kind="operator")
        here = make_place(brand=store, settlement=almaty)
        make_place(brand=store, settlement=oskemen)
        make_place(brand=office, settlement=almaty)

        assert places_of(parse_query("магазин Алматы")) == [here]

    def test_beside_other_words_say_nothing(self, almaty, magnum):
        place = make_place(brand=magnum, settlement=almaty)
        make_place(brand=make_brand(kind="store"))

        assert places_of(parse_query("магазин Магнум")) == [place]


class TestPlaces:
    def test_finds_a_place_by_its_name(self, db):
        place = make_place(name="Керуен")

        assert places_of(parse_query("keruen")) == [place]

    def test_a_new_place_is_found_after_a_minute_at_most(self, db):
        assert parse_query("Абая").kind is QueryKind.NOTHING
        make_place(address="Абай даңғылы, 10")

        assert parse_query("Абая").kind is QueryKind.POINT
