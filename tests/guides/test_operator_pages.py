from datetime import timedelta

import pytest
from django.core.cache import caches

from tests.helpers.clock import TODAY
from tests.helpers.factories import (
    make_brand,
    make_code,
    make_fact,
    make_guide,
    make_need,
    make_network_note,
    make_operator,
    make_operator_brand,
    make_place,
    make_prefix,
    make_source,
    make_top_up,
    make_way_to_pay,
)
from tests.helpers.pages import addresses, links, main, main_text, text_of, texts

pytestmark = pytest.mark.django_db


SOURCED = {
    "verdict": "confirmed",
    "source_url": "https://www.kcell.kz/codes",
    "checked_on": "2026-11-22",
}
OLD = "(over a year ago: it may have changed)"


class TestOperators:
    def test_are_in_a_list_and_in_a_table_of_prefixes(self, client):
        kcell = make_operator(app="My Kcell")
        activ = make_operator(make_operator_brand(slug="activ", name="activ"))
        make_prefix(kcell, "702", **SOURCED)
        make_prefix(kcell, "701", **SOURCED)
        make_prefix(activ, "701", verdict="said")

        page = main(client.get("/en/operators/"))

        assert "app: My Kcell" in text_of(page)
        table = page.get_element_by_id("prefixes").getparent()
        assert texts(table, ".//tbody/tr") == [
            "+7 701 Kcell · activ said",
            "+7 702 Kcell",
        ]
        assert "/en/operators/kcell/" in addresses(table)

    def test_are_compared_by_need_with_sources(self, client):
        need = make_need(title_en="Calls", text_en="To **talk**.")
        make_network_note(need, network="Teleport", text_en="Far.", verdict="said")
        make_network_note(need, network="Verbal", text_en="Farther.", **SOURCED)

        page = main(client.get("/en/operators/"))

        words = "Calls To talk . Teleport Far. Verbal Farther. confirmed [1]"
        assert words in text_of(page)
        assert texts(page, ".//li[@id='source-1']") == [
            "kcell.kz · page read on 22 November 2026"
        ]

    def test_a_sheet_begins_with_what_to_dial(self, client):
        operator = make_operator(support_phone="+7 727 000 00 00")
        make_code(operator, "000", purpose="collect-call")
        make_code(operator, "*9#", purpose="balance", note="**Free**")
        make_code(operator, "9090", purpose="support", note="From a mobile.")
        make_fact(operator, text="It is quick.")
        make_top_up(make_place(brand=make_brand(name="Magnum")).brand, operator.brand)

        page = main(client.get("/en/operators/kcell/"))

        said = "We have not tried it ourselves."
        expected = [said, "*9#", "000", "9090", "+7 727", "Magnum", "It is quick."]
        places = [text_of(page).index(words) for words in expected]
        assert places == sorted(places)
        assert text_of(page).count(said) == 1
        assert "from a landline" in text_of(page)
        assert [
            address for address in addresses(page) if address.startswith("tel:")
        ] == ["tel:9090", "tel:+77270000000"]

    def test_a_sheet_says_that_there_is_no_code_for_the_balance(self, client):
        operator = make_operator()
        code = make_code(operator, purpose="plan")
        words = "We found no code for the balance"

        assert words in main_text(client.get("/en/operators/kcell/"))
        code.purpose = "balance"
        code.save()
        caches["pages"].clear()
        assert words not in main_text(client.get("/en/operators/kcell/"))

    def test_a_sheet_cites_each_source_once_with_its_day(self, client):
        operator = make_operator(owner="Kcell JSC")
        make_code(operator, "*100#", **SOURCED)
        make_fact(operator, text="It is quick.", **SOURCED)
        other = {"source_url": "https://www.example.org/x", "checked_on": "2026-11-20"}
        make_prefix(operator, "701", verdict="confirmed", **other)
        make_source(make_guide(), url=other["source_url"], title="Digits")

        page = main(client.get("/en/operators/kcell/"))

        assert texts(page, ".//details[@class='source-list']//li") == [
            "kcell.kz · page read on 22 November 2026",
            "Digits · page read on 20 November 2026",
        ]
        assert "*100# Balance confirmed [1]" in text_of(page)
        assert "It is quick. confirmed [1]" in text_of(page)
        assert "+7 701 [2]" in text_of(page)
        assert ("[2]", "#source-2") in links(page)

    def test_a_sheet_says_by_verdict_where_and_how_to_pay(self, client):
        brand = make_operator().brand
        for channel in ["app", "desk"]:
            make_way_to_pay(brand, channel=channel, holds="cash", verdict="said")
            make_way_to_pay(brand, channel=channel, holds="unionpay", note_en="Ask.")
        magnum, small = (
            make_brand(name="Magnum", slug="magnum"),
            make_brand(name="Small"),
        )
        make_top_up(magnum, brand)
        make_top_up(small, brand, verdict="unknown")
        make_top_up(make_brand(name="Kaspi", kind="bank"), brand)
        make_top_up(make_brand(name="Without places"), brand)
        for one in [brand, magnum, small]:
            make_place(brand=one)

        page = main(client.get("/en/operators/kcell/"))

        where, pay = (
            page.get_element_by_id(part).getparent() for part in ("where", "pay")
        )
        assert texts(where, ".//dl/div") == [
            "Said to work, not confirmed Bank Kaspi Store Magnum",
            "Not known whether it works Store Small",
        ]
        assert texts(pay, ".//dl/div") == [
            "Said to work, not confirmed Cash in the operator’s app · in the office",
            "Not known whether it works UnionPay Ask.",
        ]
        assert "/en/places/?tops_up=kcell" in addresses(where)
        assert "/en/places/?brand=kcell" in addresses(where)
        assert "/en/places/?brand=magnum" in addresses(where)

    def test_what_may_be_so_is_marked_only_where_it_is_surer(self, client):
        operator = make_operator()
        make_code(operator, "*100#", verdict="said")
        make_code(operator, "*101#", **SOURCED)

        words = main_text(client.get("/en/operators/kcell/"))

        assert "*100# Balance *101# Balance confirmed" in words

    @pytest.mark.parametrize(("age", "is_old"), [(365, False), (366, True)])
    def test_a_page_read_over_a_year_ago_says_so(self, client, age, is_old):
        checked_on = TODAY - timedelta(days=age)
        fact = {
            "verdict": "said",
            "source_url": "https://a.example/",
            "checked_on": checked_on,
        }
        operator = make_operator()
        make_code(operator, **fact)
        make_network_note(make_need(), **fact)
        guide = make_guide(slug="x", reviewed_on=checked_on)
        make_source(guide, checked_on=checked_on)

        for path, count in [
            ("/en/operators/kcell/", 2),
            ("/en/operators/", 2),
            ("/en/guides/x/", 3),
        ]:
            words = main_text(client.get(path))
            assert words.count(OLD) == (count if is_old else 0), path

    def test_names_stay_as_they_are_in_any_language(self, client):
        make_code(make_operator(), "*100#")

        page = main(client.get("/zh-hans/operators/kcell/"))

        kept = texts(page, ".//*[@translate='no']")
        assert {"Kcell", "*100#"} <= {*kept}

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
