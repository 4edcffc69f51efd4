from datetime import timedelta

import pytest

from tests.helpers.clock import TODAY
from tests.helpers.factories import (
    make_brand,
    make_code,
    make_guide,
    make_need,
    make_network_note,
    make_operator,
    make_place,
    make_prefix,
    make_source,
    make_top_up,
    make_way_to_pay,
)
from tests.helpers.pages import addresses, links, main, main_text, text_of, texts

pytestmark = pytest.mark.django_db


class TestOperators:
    def test_are_side_by_side(self, client):
        operator = make_operator(app="My Kcell")
        make_prefix(operator, "701")
        make_prefix(operator, "702")

        words = main_text(client.get("/en/operators/"))

        for fact in ("Kcell", "+7 701", "+7 702", "My Kcell"):
            assert fact in words

    def test_a_sheet_shows_facts_with_source_and_day(self, client):
        operator = make_operator(owner="Kcell JSC", support_phone="+7 727 000 00 00")
        sourced = {
            "verdict": "confirmed",
            "source_url": "https://www.kcell.kz/codes",
            "checked_on": "2026-11-22",
        }
        make_prefix(operator, "701", **sourced)
        make_code(operator, "*100#", note="**Free**", **sourced)
        make_way_to_pay(operator.brand, channel="app", holds="kaspi", fee="0 %")
        shop = make_brand(name="Magnum")
        make_top_up(shop, operator.brand)
        make_place(brand=operator.brand)

        page = main(client.get("/en/operators/kcell/"))

        for fact in (
            "Kcell JSC",
            "+7 727 000 00 00",
            "+7 701",
            "*100#",
            "Free",
            "Kaspi",
            "0 %",
            "Magnum",
        ):
            assert fact in text_of(page)
        source = "confirmed · kcell.kz · page read on 22 November 2026"
        assert text_of(page).count(source) == 2
        days = page.xpath("//*[@class='fact fact-confirmed']//time/@datetime")
        assert days == ["2026-11-22"] * 2
        assert links(page).count(("kcell.kz", "https://www.kcell.kz/codes")) == 2
        assert "/en/places/?tops_up=kcell" in addresses(page)
        assert "/en/places/?brand=kcell" in addresses(page)

    def test_are_compared_by_need_with_verdicts(self, client):
        need = make_need(title_en="Calls", text_en="To talk.")
        make_network_note(
            need, network="Teleport", text_en="Reaches far.", verdict="said"
        )

        words = main_text(client.get("/en/operators/"))

        assert "Calls To talk. Teleport Reaches far. said" in words

    def test_a_sheet_lists_codes_by_what_is_needed_first(self, client):
        operator = make_operator()
        make_code(operator, "000", purpose="collect-call")
        make_code(operator, "*9#", purpose="balance")

        words = main_text(client.get("/en/operators/kcell/"))

        assert words.index("*9#") < words.index("000")

    def test_ways_to_pay_stand_by_what_one_holds_and_say_a_note_once(self, client):
        brand = make_operator().brand
        for channel in ["app", "site"]:
            for holds in ["foreign-card", "cash"]:
                note = "Ask." if holds == "foreign-card" else ""
                make_way_to_pay(brand, channel=channel, holds=holds, note_en=note)

        page = main(client.get("/en/operators/kcell/"))

        held = texts(page, ".//li/strong")
        assert held == ["Cash", "Foreign Visa or Mastercard"]
        assert text_of(page).count("Ask.") == 1

    @pytest.mark.parametrize(("age", "is_old"), [(365, False), (366, True)])
    def test_a_fact_checked_over_a_year_ago_says_so(self, client, age, is_old):
        checked_on = TODAY - timedelta(days=age)
        fact = {"verdict": "said", "checked_on": checked_on}
        operator = make_operator(source_url="https://a.example/", checked_on=checked_on)
        make_prefix(operator, **fact)
        make_code(operator, **fact)
        make_way_to_pay(operator.brand, **fact)
        make_top_up(make_brand(), operator.brand, **fact)
        make_network_note(make_need(), **fact)
        guide = make_guide(slug="x", reviewed_on=checked_on)
        make_source(guide, checked_on=checked_on)
        old = "(over a year ago: it may have changed)"

        sheet = main_text(client.get("/en/operators/kcell/"))
        assert sheet.count("page read on ") == 5
        assert sheet.count(old) == (5 if is_old else 0)
        for path, count in [("/en/operators/", 1), ("/en/guides/x/", 2)]:
            words = main_text(client.get(path))
            assert words.count(old) == (count if is_old else 0)

    def test_a_code_without_a_source_is_marked(self, client):
        make_code(make_operator(), "*100#", verdict="said")

        words = main_text(client.get("/en/operators/kcell/"))

        assert "*100# balance said" in words

    def test_names_only_its_published_guides(self, client):
        operator = make_operator()
        make_guide(title_en="About it").operators.add(operator)
        make_guide(title_en="Draft", status="draft").operators.add(operator)
        make_guide(title_en="About others")

        words = main_text(client.get("/en/operators/kcell/"))

        assert "About it" in words
        assert "Draft" not in words
        assert "About others" not in words

    @pytest.mark.parametrize("slug", ["nothing", "magnum", "%00", "я"])
    def test_others_are_not_found(self, client, slug):
        make_brand(slug="magnum")

        assert client.get(f"/en/operators/{slug}/").status_code == 404
