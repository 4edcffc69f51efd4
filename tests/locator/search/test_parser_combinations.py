import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as limits
from hypothesis import strategies as st

from locator.search.parser import parse_query
from locator.search.query import QueryKind
from locator.search.suggest import suggestions
from tests.helpers.factories import (
    make_place,
    make_places,
    make_settlement,
)
from tests.helpers.search import places_of


class TestCombinations:
    def test_a_brand_in_a_settlement(self, almaty, oskemen, kcell, magnum):
        place = make_place(brand=kcell, settlement=almaty)
        make_place(brand=magnum, settlement=almaty)
        make_place(brand=kcell, settlement=oskemen)

        for q in [
            "Kcell Almaty",
            "Алматы, Кселл",
            "K-cell г. Алма-Ата",
            "阿拉木图Kcell",
        ]:
            query = parse_query(q)

            assert query.kind is QueryKind.PLACES
            assert places_of(query) == [place]
            assert query.brand == kcell
            assert query.settlement == almaty
            assert query.message == "Kcell, Almaty"

    def test_a_brand_on_a_street(self, almaty, magnum, kcell):
        on_it = make_place(brand=magnum, address="Абай даңғылы, 10")
        make_place(brand=kcell, settlement=on_it.settlement, address="Абай даңғылы, 10")
        other = make_place(brand=magnum, address="Гоголь көшесі, 10")

        for q in ["Магнум Абая", "magnum abay 10", "Абай 10, Magnum", "Magnun Abayy"]:
            query = parse_query(q)
            assert query.point.text == "Абай даңғылы, 10"
            assert query.brand == magnum
            # The nearest of them: the street is where one is, no filter.
            assert places_of(query) == [on_it, other]

    def test_a_street_in_a_settlement(self, almaty, oskemen):
        make_place(settlement=almaty, address="Абай даңғылы, 10")
        make_place(settlement=oskemen, address="Абай даңғылы, 10")

        for q in ["Алматы Абая 10", "Абая 10, Алматы, Казахстан", "ул. Абая Алматы"]:
            assert parse_query(q).point.settlement == almaty

    def test_a_street_called_like_a_town_is_the_street_where_the_brand_is(self, magnum):
        make_settlement(name="Abay")
        place = make_place(brand=magnum, address="Абай даңғылы, 10")

        query = parse_query("Magnum Abai")

        assert query.points[0].position == place.position
        assert query.brand == magnum

    def test_a_brand_that_is_not_in_the_settlement_is_said(
        self, almaty, oskemen, kcell
    ):
        make_place(brand=kcell, settlement=almaty)

        query = parse_query("Kcell Oskemen")

        assert query.kind is QueryKind.PLACES
        assert query.brand == kcell
        assert query.settlement == oskemen
        assert places_of(query) == []

    def test_what_says_nothing_to_us_is_left_out(self, almaty, kcell):
        place = make_place(brand=kcell, settlement=almaty)

        assert parse_query("Almaty airport").settlement == almaty
        assert not parse_query("Almaty airport").is_exact
        assert parse_query("Kcell office").brand == kcell
        assert places_of(parse_query("Kcell Almaty airport")) == [place]


class TestNothing:
    @pytest.mark.parametrize("q", ["", " ", "\0", "\n\t"])
    def test_nothing_asked(self, q):
        assert parse_query(q).kind is QueryKind.EMPTY
        assert parse_query(q).message == ""

    def test_says_what_could_be_asked(self, almaty, magnum):
        query = parse_query("qwertyuiop  12")

        assert query.kind is QueryKind.NOTHING
        assert query.message == (
            "We do not know “qwertyuiop 12”. Write a town, a street, a store, "
            "coordinates or a map link."
        )

    def test_asks_for_fewer_words(self, db, django_assert_num_queries):
        with django_assert_num_queries(0):
            query = parse_query("Алматы " * 1000)

        assert query.kind is QueryKind.TOO_LONG
        assert "200" in query.message
        assert len(query.text) <= 200

    @pytest.mark.parametrize(
        "q",
        [
            "😀",
            "<script>alert(1)</script>",
            "'; DROP TABLE locator_place; --",
            "%' OR 1=1",
            "100%",
            "\u202eytamlA",
            "ﷺ",
            "\ud800",
            "%s %(text)s {x}",
            "a b c d e f g h i j k l m n o p q r s t u v w x y z",
        ],
    )
    def test_any_text_has_an_answer(self, almaty, magnum, q):
        make_place()

        assert parse_query(q).message is not None
        suggestions(q)

    @given(st.text(max_size=250))
    @limits(suppress_health_check=[HealthCheck.function_scoped_fixture])
    def test_never_raises(self, almaty, magnum, q):
        query = parse_query(q)

        assert isinstance(query.message, str)
        assert query.wanted is None or len(places_of(query)) >= 0
        suggestions(q)


class TestCost:
    QUESTIONS = [
        "Almaty",
        "Amlaty",
        "Magnum",
        "Kcell Almaty",
        "Kcell Oskemen",
        "Magnum Abay",
        "Almaty Abay 10",
        "Almaty airport",
        "Kcell Almaty airport",
        "qwertyuiop asdfghj",
        "a b c d e f g h i j",
    ]

    @pytest.mark.parametrize("q", QUESTIONS)
    def test_queries_are_bounded(
        self, almaty, oskemen, magnum, kcell, django_assert_max_num_queries, q
    ):
        make_place(brand=kcell, settlement=almaty, address="Абай даңғылы, 10")
        make_places(20, brand=magnum)

        with django_assert_max_num_queries(6):
            parse_query(q)
        with django_assert_max_num_queries(3):  # the names are known by now
            parse_query(q)

    def test_suggestions_are_cheap(self, almaty, magnum, django_assert_max_num_queries):
        with django_assert_max_num_queries(6):
            suggestions("ma")
        with django_assert_max_num_queries(4):
            suggestions("ma")

    def test_the_best_of_ten_thousand_places_are_a_few_queries(
        self, magnum, django_assert_max_num_queries
    ):
        make_places(10_000, brand=magnum, address="улица Имени7, 7")
        parse_query("Имени7")

        with django_assert_max_num_queries(4):
            query = parse_query("улица Имени7 7")

        assert query.point.text == "улица Имени7, 7"
