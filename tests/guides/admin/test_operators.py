import pytest

from guides.models import Prefix
from tests.helpers.factories import (
    make_code,
    make_fact,
    make_operator,
    make_operator_brand,
    make_prefix,
)
from tests.helpers.pages import parse
from tests.helpers.staff import change, errors, listed, save

pytestmark = pytest.mark.django_db


class TestOperator:
    def test_is_a_brand_of_its_kind(self, staff):
        make_operator()
        tele2 = make_operator_brand(slug="tele2", name="Tele2")
        sent = {"owner_en": "MTS", "network": "Tele2"}

        save(staff, "/admin/guides/operator/add/", sent | {"brand": tele2.pk})

        assert tele2.operator.owner_en == "MTS"

    def test_takes_prefixes_and_codes_and_says_what_they_need(self, staff):
        operator = make_operator()
        make_prefix(operator, "701")
        make_code(operator, note_en="Free.", note_kk="Тегін.")

        answer = save(
            staff,
            change(operator),
            {"prefixes-0-digits": "801", "codes-0-verdict": "confirmed"},
        )
        assert errors(answer) == {
            "prefixes-0-__all__": ["A prefix is three digits from 7, like 701."],
            "codes-0-__all__": [
                "“Confirmed” and “no” need a source and the day it was checked."
            ],
        }

        save(staff, change(operator), {"prefixes-0-digits": "775"})
        assert Prefix.objects.get().digits == "775"
        assert operator.codes.get().note_kk == "Тегін."


def test_every_field_has_a_label(staff):
    operator = make_operator()
    make_prefix(operator)
    make_code(operator)
    make_fact(operator)

    page = parse(staff.get(change(operator)))

    labelled = {label.get("for") for label in page.iter("label")}
    fields = page.xpath(
        "//form[@id='operator_form']//*[self::input or self::select or self::textarea]"
        "[@name and not(@type='hidden' or @type='submit')]"
    )
    assert len(fields) > 30
    assert [
        field.get("name")
        for field in fields
        if field.get("id") not in labelled
        and not field.get("aria-label")
        and not field.xpath("ancestor::label")
        and not field.get("name").endswith("-DELETE")
    ] == []


def test_a_fact_without_a_number_comes_last_and_keeps_its_other_languages(staff):
    operator = make_operator()
    make_fact(operator, text_en="It is quick.", text_zh_hans="很快。")
    added = {
        "facts-TOTAL_FORMS": "2",
        "facts-1-operator": operator.pk,
        "facts-1-verdict": "said",
        "facts-1-text_en": "It is cheap.",
    }

    save(staff, change(operator), added | {"facts-0-text_en": "It is slow."})

    facts = operator.facts.all()
    assert [fact.text_en for fact in facts] == ["It is slow.", "It is cheap."]
    assert facts[0].text_zh_hans == "很快。"


def test_a_fact_that_is_confirmed_needs_a_source(staff):
    operator = make_operator()
    make_fact(operator)

    answer = save(staff, change(operator), {"facts-0-verdict": "confirmed"})

    assert "facts-0-__all__" in errors(answer)


def test_a_long_prefix_is_refused_and_not_cut(staff):
    operator = make_operator()
    make_prefix(operator)

    page = parse(staff.get(change(operator)))
    answer = save(staff, change(operator), {"prefixes-0-digits": "8705"})

    [digits] = page.xpath("//input[@name='prefixes-0-digits']")
    assert digits.get("maxlength") is None
    assert "prefixes-0-digits" in errors(answer)


@pytest.mark.parametrize(
    "term", ["*155%23", "тегін", "701", "87272588300", "jsc", "колдау"]
)
def test_a_sheet_is_found_by_all_that_is_written_on_it(staff, term):
    sheet = make_operator(
        owner_en="Kcell JSC",
        support_phone="+7 (727) 258-83-00",
    )
    make_prefix(sheet, "701")
    make_code(sheet, "*155#", note_kk="Тегін.")
    make_fact(sheet, text_kk="Қолдау бар.")
    make_operator(make_operator_brand(slug="tele2", name="Tele2"), owner="MTS")

    assert listed(staff, f"/admin/guides/operator/?q={term}") == [sheet]
