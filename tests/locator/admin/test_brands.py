import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from locator.models import Brand, TopUp, Verdict, WayToPay
from tests.helpers.factories import (
    make_brand,
    make_operator_brand,
    make_top_up,
    make_way_to_pay,
)
from tests.helpers.pages import parse
from tests.helpers.staff import change, errors, listed, open_form, save

pytestmark = pytest.mark.django_db


class TestBrand:
    def test_aliases_are_edited_one_on_a_line(self, staff):
        brand = make_brand(aliases=["Магнум", "MAGNUM Daily"])

        form = open_form(staff, change(brand))
        assert form.fields["aliases"] == "Магнум\nMAGNUM Daily"
        save(staff, change(brand), {"aliases": "Магнум\n\n  Магнум  \r\nmagnum\n"})

        brand.refresh_from_db()
        assert brand.aliases == ["Магнум", "magnum"]

    def test_may_have_no_alias(self, staff):
        brand = make_brand(aliases=["Магнум"])

        save(staff, change(brand), {"aliases": ""})

        brand.refresh_from_db()
        assert brand.aliases == []

    def test_colour_is_drawn_without_a_style(self, staff):
        make_brand(colour="#1f6feb")

        page = parse(staff.get(reverse("admin:locator_brand_changelist")))

        assert page.xpath("//tbody//@fill") == ["#1f6feb"]

    def test_says_how_to_write_a_colour_and_what_usual_hours_need(self, staff):
        brand = make_brand()

        answer = save(staff, change(brand), {"colour": "red", "usual_hours": "24/7"})

        assert errors(answer) == {
            "__all__": [
                "Write the colour like #1f6feb.",
                "Usual hours need a source and a day.",
            ]
        }

    def test_refuses_hours_nobody_can_read(self, staff):
        answer = save(staff, change(make_brand()), {"usual_hours": "always"})

        assert "cannot be read as opening hours" in errors(answer)["usual_hours"][0]

    def test_asks_about_hours_hardly_anybody_means(self, staff):
        answer = save(staff, change(make_brand()), {"usual_hours": "off"})

        assert "never open" in errors(answer)["usual_hours"][0]

    def test_says_that_a_verdict_of_an_inline_needs_a_source(self, staff):
        brand, kcell = make_brand(), make_operator_brand()
        make_top_up(brand, kcell)
        make_way_to_pay(brand)

        answer = save(
            staff,
            change(brand),
            {"top_ups-0-verdict": "confirmed", "ways_to_pay-0-verdict": "no"},
        )

        needed = ["“Confirmed” and “no” need a source and the day it was checked."]
        assert errors(answer) == {
            "top_ups-0-__all__": needed,
            "ways_to_pay-0-__all__": needed,
        }

    def test_takes_new_rows_and_tells_of_double_ones(self, staff):
        brand, kcell = make_brand(), make_operator_brand()
        make_top_up(brand, kcell)
        added = {
            "top_ups-TOTAL_FORMS": "2",
            "top_ups-1-brand": brand.pk,
            "top_ups-1-operator": kcell.pk,
            "top_ups-1-verdict": "said",
        }

        answer = save(staff, change(brand), added)
        assert errors(answer)["top_ups"]

        tele2 = make_operator_brand(slug="tele2", name="Tele2")
        save(staff, change(brand), added | {"top_ups-1-operator": tele2.pk})
        assert TopUp.objects.get(operator=tele2).verdict == Verdict.SAID

    def test_tops_up_operators_only(self, staff):
        brand, store = make_brand(), make_brand()
        make_top_up(brand, make_operator_brand())

        answer = save(staff, change(brand), {"top_ups-0-operator": store.pk})

        assert "top_ups-0-operator" in errors(answer)

    def test_asks_as_many_questions_for_many_inlines_as_for_few(self, staff):
        def open_brand(operators):
            brand = make_brand()
            for operator in operators:
                make_top_up(brand, operator)
            for holds in WayToPay.Holds.values[: len(operators)]:
                make_way_to_pay(brand, holds=holds)
            staff.get(change(brand))
            with CaptureQueriesContext(connection) as queries:
                staff.get(change(brand))
            return len(queries)

        operators = [make_operator_brand(slug=f"o{n}", name=f"O{n}") for n in range(6)]

        assert open_brand(operators) == open_brand(operators[:1])

    def test_website_without_a_scheme_is_secure(self, staff):
        brand = make_brand()

        save(staff, change(brand), {"website": "www.magnum.kz"})

        brand.refresh_from_db()
        assert brand.website == "https://www.magnum.kz"


def test_brands_are_found_by_their_aliases(staff):
    magnum = make_brand(name="Magnum", aliases=["Магнум"])
    make_brand(name="Tele2")

    found = listed(staff, reverse("admin:locator_brand_changelist") + "?q=магнум")

    assert found == list(Brand.objects.filter(pk=magnum.pk))


def test_a_colour_may_be_typed_in_capitals(staff):
    brand = make_brand()

    save(staff, change(brand), {"colour": "#00AEEF"})

    brand.refresh_from_db()
    assert brand.colour == "#00aeef"
