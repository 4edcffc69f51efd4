import pytest
from django.utils import translation

from locator.search.parser import parse_query
from locator.search.query import QueryKind
from locator.search.suggest import suggestions
from tests.helpers.factories import (
    make_brand,
    make_place,
    make_settlement,
)


class TestSuggestions:
    def test_offers_brands_and_settlements_that_begin_so(self, almaty, oskemen, magnum):
        make_settlement(slug="alga", name="Alga", population=30_000)
        make_settlement(slug="altay", name="Altay", population=44_929)
        make_place(brand=make_brand(slug="altel", name="Altel"))
        make_brand(slug="alma", name="Alma, a brand without places")

        assert [offer.key for offer in suggestions("al")] == [
            "altel",
            "almaty",
            "altay",
            "alga",
        ]

    def test_what_is_exact_comes_first(self, db):
        make_settlement(slug="aksukent", name="Aksukent", population=26_000)
        make_settlement(slug="aksu", name="Aksu", population=4000)

        assert [offer.key for offer in suggestions("Ақсу")] == ["aksu", "aksukent"]

    def test_says_which_it_is_in_the_readers_language(self, almaty, magnum):
        make_place(brand=magnum, settlement=almaty)
        with translation.override("ru"):
            (town,) = suggestions("alm")
            (brand,) = suggestions("маг")

        assert town.name == "Алматы"
        assert town.kind is QueryKind.SETTLEMENT
        assert town.detail == almaty.region.name
        assert brand.name == "Magnum"
        assert brand.kind is QueryKind.BRAND
        assert brand.detail

    def test_one_chinese_character_is_enough_and_one_letter_is_not(self, almaty):
        assert [offer.key for offer in suggestions("阿")] == ["almaty"]
        assert suggestions("A") == []

    def test_offers_what_is_close_when_nothing_begins_so(self, almaty, magnum):
        assert [offer.key for offer in suggestions("amlaty")] == ["almaty"]

    def test_offers_a_street_once_however_it_is_written(self, almaty):
        for street in ("Абай даңғылы", "проспект Абая", "Абай даңғылы"):
            make_place(settlement=almaty, address=f"{street}, 1")

        assert [offer.name for offer in suggestions("abaya")] == ["Abay Ave"]
        assert [offer.name for offer in suggestions("aba")] == ["Abay Ave"]

    def test_offers_no_more_than_asked_for(self, db):
        for number in range(20):
            make_settlement(name=f"Kara{number}")

        assert len(suggestions("kara")) == 8
        assert len(suggestions("kara", limit=3)) == 3

    def test_asking_for_what_is_offered_finds_it(self, almaty, oskemen, magnum):
        make_place(brand=magnum, settlement=almaty)
        for language in ["en", "ru", "kk", "zh-hans"]:
            with translation.override(language):
                for text in ["alm", "阿拉", "өск", "mag"]:
                    (offer,) = suggestions(text)
                    query = parse_query(offer.name)
                    assert query.is_exact
                    row = query.brand or query.settlement
                    assert row.slug == offer.key

    @pytest.mark.parametrize(
        "text", ["", "\0", "43.2, 76.9", "https://x.kz", "a" * 201]
    )
    def test_offers_nothing_for_what_is_no_name(
        self, db, django_assert_num_queries, text
    ):
        with django_assert_num_queries(0):
            assert suggestions(text) == []
