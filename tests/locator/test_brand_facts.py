"""What the page of a place says of its brand: whom it tops up, and what it takes."""

import pytest

from locator.models import Verdict
from tests.helpers.factories import (
    make_operator_brand,
    make_place,
    make_top_up,
    make_way_to_pay,
)
from tests.helpers.pages import parse, place_path, texts

pytestmark = pytest.mark.django_db


class TestWhomItTopsUp:
    @pytest.fixture
    def place(self):
        return make_place()

    @pytest.fixture
    def operators(self):
        return [make_operator_brand(slug=name, name=name) for name in "ABC"]

    def said(self, client, place):
        path = "//section[@aria-labelledby='tops-up']/p"
        return texts(parse(client.get(place_path(place))), path)

    def test_is_one_line_where_all_are_alike(self, client, place, operators):
        for operator in operators:
            make_top_up(place.brand, operator)

        assert self.said(client, place) == ["All 3 operators: said, not checked by us"]

    def test_is_a_line_for_each_degree_the_surest_first(self, client, place, operators):
        verdicts = [Verdict.NO, Verdict.SAID, Verdict.CONFIRMED]
        for operator, verdict in zip(operators, verdicts, strict=True):
            make_top_up(place.brand, operator, verdict)

        assert self.said(client, place) == [
            "C : yes, confirmed",
            "B : said, not checked by us",
            "A : no",
        ]

    def test_are_not_all_while_one_is_missing(self, client, place, operators):
        for operator in operators[:2]:
            make_top_up(place.brand, operator)

        assert self.said(client, place) == ["A , B : said, not checked by us"]


class TestWaysToPay:
    PATH = "//table[@class='ways-to-pay']//tr"

    def test_are_a_table_of_signs_with_words_for_those_who_hear_it(self, client):
        place = make_place()
        source = {"source_url": "https://example.org/", "checked_on": "2026-11-22"}
        for holds, verdict in [
            ("cash", Verdict.CONFIRMED),
            ("kz-card", Verdict.SAID),
            ("foreign-card", Verdict.UNKNOWN),
            ("unionpay", Verdict.NO),
        ]:
            make_way_to_pay(place.brand, holds=holds, verdict=verdict, **source)

        page = parse(client.get(place_path(place)))

        assert texts(page, self.PATH) == [
            "Cash ✓ yes",
            "Kazakhstan bank card ~ said",
            "Foreign Visa or Mastercard ? not known",
            "UnionPay – no",
        ]
        assert texts(page, f"{self.PATH}//*[@class='only-heard']") == [
            *("yes", "said", "not known", "no")
        ]
        [key] = texts(page, "//section[@aria-labelledby='pay']/p")
        assert key == "✓ yes · ~ said · ? not known · – no"

    def test_have_a_column_for_each_channel(self, client):
        place = make_place()
        make_way_to_pay(place.brand, channel="till", verdict=Verdict.SAID)
        make_way_to_pay(place.brand, channel="terminal", verdict=Verdict.SAID)
        card = {"channel": "till", "holds": "kz-card"}
        make_way_to_pay(place.brand, **card, verdict=Verdict.SAID)

        assert texts(parse(client.get(place_path(place))), self.PATH) == [
            "At a terminal At the till",
            "Cash ~ said ~ said",
            "Kazakhstan bank card ? not known ~ said",
        ]
