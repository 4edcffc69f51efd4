"""Which way is the best: every rule, and everything that ships."""

from itertools import product

import pytest

from guides.answer.best import Rule, best_ways
from guides.answer.ways import ways
from guides.answer.words import advice_in_words
from guides.seeds import load_content
from locator.models import Brand, Verdict
from locator.visitor import Have
from tests.helpers.factories import (
    make_brand,
    make_code,
    make_operator,
    make_top_up,
    make_way_to_pay,
)

pytestmark = pytest.mark.django_db

CONFIRMED, SAID, UNKNOWN, NO = (
    Verdict.CONFIRMED,
    Verdict.SAID,
    Verdict.UNKNOWN,
    Verdict.NO,
)


@pytest.fixture
def kcell():
    return make_operator()


def make_way(operator, channel, holds, verdict):
    """A way to pay at a brand of its own, which tops up the operator."""
    kinds = {"desk": "operator", "terminal": "terminal", "till": "store"}
    brand = make_brand(kind=kinds.get(channel, "bank"))
    if channel in ("app", "site"):
        brand = operator.brand
    if not brand.top_ups.exists():
        make_top_up(brand, operator.brand, CONFIRMED)
    sure = verdict in (CONFIRMED, NO)
    fields = {"source_url": "https://example.org/", "checked_on": "2026-11-22"}
    make_way_to_pay(
        brand, channel=channel, holds=holds, verdict=verdict, **fields if sure else {}
    )


def rules(have, operator, *, is_near):
    found = ways(have, operator.brand)
    return [one.rule for one in best_ways(have, operator.brand, found, is_near=is_near)]


@pytest.mark.parametrize(
    ("have", "known", "near", "elsewhere"),
    [
        # Cash: only at places.
        ("cash", [("till", "cash", SAID)], ["places"], ["places"]),
        ("cash", [("till", "cash", UNKNOWN)], ["support"], ["support"]),
        ("cash", [("till", "cash", NO)], ["support"], ["support"]),
        ("cash", [], ["support"], ["support"]),
        # A card: a place near needs no internet; else what needs no place.
        (
            "kz-card",
            [("app", "kz-card", SAID), ("desk", "kz-card", SAID)],
            ["places", "online"],
            ["online", "places"],
        ),
        # What is confirmed comes before what is nearer.
        (
            "kz-card",
            [("app", "kz-card", CONFIRMED), ("desk", "kz-card", SAID)],
            ["online", "places"],
            ["online", "places"],
        ),
        # The operator's own app before a bank's.
        (
            "kz-card",
            [("bank-app", "kz-card", SAID), ("site", "kz-card", SAID)],
            ["online", "bank-app"],
            ["online", "bank-app"],
        ),
        # Who has a card can take out cash, as the last resort or the only one.
        (
            "kaspi",
            [("bank-app", "kaspi", SAID), ("terminal", "cash", SAID)],
            ["bank-app", "cash-first"],
            ["bank-app", "cash-first"],
        ),
        (
            "foreign-card",
            [("app", "foreign-card", UNKNOWN), ("terminal", "cash", SAID)],
            ["cash-first"],
            ["cash-first"],
        ),
        (
            "foreign-card",
            [("app", "foreign-card", CONFIRMED), ("terminal", "cash", SAID)],
            ["online", "cash-first"],
            ["online", "cash-first"],
        ),
        ("foreign-card", [], ["support"], ["support"]),
        # A friend pays, whatever is known of how.
        ("friend", [("bank-app", "kaspi", SAID)], ["friend"], ["friend"]),
        ("friend", [], ["friend"], ["friend"]),
        # Nothing: codes are tried below.
        ("nothing", [("till", "cash", SAID)], ["support"], ["support"]),
    ],
)
def test_the_best_way_comes_first(kcell, have, known, near, elsewhere):
    for channel, holds, verdict in known:
        make_way(kcell, channel, holds, verdict)

    assert rules(Have(have), kcell, is_near=True) == near
    assert rules(Have(have), kcell, is_near=False) == elsewhere


def test_a_code_needs_neither_money_nor_internet(kcell):
    make_code(kcell, "*131*N#", purpose="ask-a-friend", verdict="said")

    assert rules(Have.NOTHING, kcell, is_near=True) == [Rule.DIAL]
    [friend] = best_ways(
        Have.FRIEND, kcell.brand, ways(Have.FRIEND, kcell.brand), is_near=False
    )
    assert [code.code for way in friend.ways for code in way.codes] == ["*131*N#"]


def test_everything_that_ships_leaves_something_to_do():
    load_content()
    operators = [None, *Brand.objects.filter(kind="operator")]

    for have, operator, near in product(Have, operators, (True, False)):
        found = ways(have, operator)
        advice = best_ways(have, operator, found, is_near=near)
        assert advice_in_words(advice[0], operator).endswith(".")
        # Never to places of another operator only, nor to nowhere.
        assert ": ." not in advice_in_words(advice[0], operator)
        if have not in (Have.FRIEND, Have.NOTHING):
            assert advice[0].rule != Rule.SUPPORT
