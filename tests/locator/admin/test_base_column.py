import pytest

from tests.helpers.factories import (
    make_brand,
    make_settlement,
    make_way_to_pay,
)
from tests.helpers.staff import base_column, change, save

pytestmark = pytest.mark.django_db


class TestBaseColumn:
    @pytest.mark.parametrize("language", ["zh-hans", "en", "ru", "kk"])
    def test_is_english_whoever_saves(self, staff, language):
        settlement = make_settlement(name_en="Almaty", name_ru="Алматы")
        staff.cookies["django_language"] = language

        save(staff, change(settlement), {"population": "2000000"})

        assert base_column(settlement, "name") == "Almaty"

    def test_of_inlines_is_english_too(self, staff):
        brand = make_brand()
        way = make_way_to_pay(brand, note_en="Ask.", note_ru="Спросите.")
        staff.cookies["django_language"] = "ru"

        save(staff, change(brand), {"ways_to_pay-0-note_ru": "Сначала спросите."})

        way.refresh_from_db()
        assert way.note_ru == "Сначала спросите."
        assert base_column(way, "note") == "Ask."
