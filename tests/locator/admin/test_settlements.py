import pytest
from django.utils import translation

from locator.models import Region, Settlement
from tests.helpers.factories import (
    make_region,
    make_settlement,
)
from tests.helpers.staff import change, errors, open_form, save

pytestmark = pytest.mark.django_db


class TestSettlement:
    def test_is_added_with_its_english_name(self, staff):
        region = make_region()
        sent = {
            "slug": "abay",
            "region": region.pk,
            "name_en": "Abay",
            "name_ru": "Абай",
            "latitude": "49,63",
            "longitude": "72,86",
            "population": "28000",
            "other_names": "Чурубай-Нура\n  Churubay-Nura \n\nЧурубай-Нура\n",
        }

        save(staff, "/admin/locator/settlement/add/", sent)

        settlement = Settlement.objects.get()
        assert settlement.other_names == ["Чурубай-Нура", "Churubay-Nura"]
        assert settlement.name_ru == "Абай"

    def test_is_not_added_without_it(self, staff):
        answer = save(
            staff,
            "/admin/locator/settlement/add/?languages=ru,kk",
            {"slug": "abay", "name_ru": "Абай", "region": make_region().pk}
            | {"latitude": "49.63", "longitude": "72.86"},
        )

        assert errors(answer) == {"name_en": ["This field is required."]}

    def test_other_names_are_shown_one_on_a_line(self, staff):
        settlement = make_settlement(other_names=["Верный", "Alma-Ata"])

        form = open_form(staff, change(settlement))

        assert form.fields["other_names"] == "Верный\nAlma-Ata"

    @pytest.mark.parametrize(
        "term",
        ["алматы", "ALMA", "阿拉木图", "верный", "alma верн", "alma\x00 алмат"],
    )
    def test_is_found_by_any_of_its_names_in_any_case(self, staff, term):
        almaty = make_settlement(
            slug="almaty",
            name_en="Almaty",
            name_ru="Алматы",
            name_kk="Алматы",
            name_zh_hans="阿拉木图",
            other_names=["Алма-Ата", "Верный"],
        )
        make_settlement(name_en="Astana")
        sources = {"app_label": "locator", "model_name": "place"}
        sources |= {"field_name": "settlement", "term": term}

        answer = staff.get("/admin/autocomplete/", sources)

        found = [result["id"] for result in answer.json()["results"]]
        assert found == [str(almaty.pk)]


class TestRegion:
    def test_is_edited_in_two_languages_and_keeps_the_others(self, staff):
        region = make_region(
            name_en="Almaty",
            name_ru="Алматы",
            name_kk="Алматы",
            name_zh_hans="阿拉木图",
        )

        save(staff, change(region) + "?languages=ru,kk", {"name_kk": "Алматы қаласы"})

        region = Region.objects.get()
        with translation.override("zh-hans"):
            assert region.name == "阿拉木图"
        assert (region.name_en, region.name_ru) == ("Almaty", "Алматы")
        assert region.name_kk == "Алматы қаласы"
