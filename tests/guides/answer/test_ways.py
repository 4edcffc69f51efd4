import pytest

from guides.answer.ways import ways
from guides.models import Guide
from locator.models import Brand, Verdict
from locator.visitor import Have
from tests.helpers.factories import (
    make_brand,
    make_code,
    make_guide,
    make_operator,
    make_operator_brand,
    make_top_up,
    make_way_to_pay,
)

pytestmark = pytest.mark.django_db

SURE = {"source_url": "https://example.org/", "checked_on": "2026-11-22"}


@pytest.fixture
def kcell():
    return make_operator_brand()


def make_store(name, operator, top_up=Verdict.SAID, way=Verdict.SAID, **fields):
    store = make_brand(name=name, kind=Brand.Kind.STORE)
    make_top_up(store, operator, top_up)
    sure = SURE if way in (Verdict.CONFIRMED, Verdict.NO) else {}
    make_way_to_pay(store, verdict=way, **sure | fields)
    return store


def found(have, operator=None):
    """The answer as {verdict: [(name of the way, names of its brands)]}."""
    return {
        group.verdict: [
            (way.name, [brand.name for brand in way.brands]) for way in group.ways
        ]
        for group in ways(have, operator)
    }


def test_ways_stand_from_the_surest_to_what_does_not_work(kcell):
    for verdict in [Verdict.NO, Verdict.UNKNOWN, Verdict.CONFIRMED, Verdict.SAID]:
        make_store(verdict.value, kcell, verdict, verdict)

    assert [group.verdict for group in ways(Have.CASH, kcell)] == [
        Verdict.CONFIRMED,
        Verdict.SAID,
        Verdict.UNKNOWN,
        Verdict.NO,
    ]


@pytest.mark.parametrize(
    ("top_up", "way", "together"),
    [
        (Verdict.CONFIRMED, Verdict.CONFIRMED, Verdict.CONFIRMED),
        (Verdict.CONFIRMED, Verdict.SAID, Verdict.SAID),
        (Verdict.UNKNOWN, Verdict.SAID, Verdict.UNKNOWN),
        (Verdict.SAID, Verdict.NO, Verdict.NO),
        (Verdict.NO, Verdict.CONFIRMED, Verdict.NO),
    ],
)
def test_a_way_is_as_sure_as_its_weaker_half(kcell, top_up, way, together):
    make_store("Magnum", kcell, top_up, way)

    assert list(found(Have.CASH, kcell)) == [together]


def test_brands_with_the_same_answer_stand_together(kcell):
    for name in ["SPAR", "Magnum"]:
        make_store(name, kcell)

    assert found(Have.CASH, kcell) == {
        Verdict.SAID: [("at the till", ["Magnum", "SPAR"])]
    }


def test_only_what_takes_what_one_has(kcell):
    make_store("Magnum", kcell, holds="kz-card")

    assert found(Have.CASH, kcell) == {}
    assert found(Have.KZ_CARD, kcell)


def test_only_what_tops_up_the_operator(kcell):
    make_store("Magnum", make_operator_brand("tele2", "Tele2"))

    assert found(Have.CASH, kcell) == {}


def test_an_app_tops_up_its_own_operator_only(kcell):
    tele2 = make_operator_brand("tele2", "Tele2")
    make_top_up(tele2, tele2)
    make_top_up(tele2, kcell)
    for channel in ["app", "desk"]:
        make_way_to_pay(tele2, channel=channel, verdict=Verdict.SAID)

    assert found(Have.CASH, kcell) == {Verdict.SAID: [("in the office", ["Tele2"])]}
    assert len(found(Have.CASH, tele2)[Verdict.SAID]) == 2


def test_without_an_operator_the_best_answer_for_any_counts(kcell):
    tele2 = make_operator_brand("tele2", "Tele2")
    store = make_store("Magnum", kcell, Verdict.CONFIRMED)
    make_top_up(store, tele2, Verdict.NO)

    assert list(found(Have.CASH)) == [Verdict.SAID]


def test_each_way_leads_to_its_guide_and_its_places(kcell):
    make_guide(channel=Guide.Channel.STORE, position=2)
    first = make_guide(channel=Guide.Channel.STORE, position=1)
    make_guide(channel=Guide.Channel.STORE, status=Guide.Status.DRAFT)
    make_store("Magnum", kcell)

    (group,) = ways(Have.CASH, kcell)

    assert group.ways[0].guide == first
    assert group.ways[0].place_kind == Brand.Kind.STORE


def test_with_nothing_there_are_codes_to_ask_for_help(kcell):
    operator = make_operator(kcell)
    call = make_code(operator, code="000", purpose="collect-call")
    make_code(operator, code="*100#", purpose="balance")
    make_code(make_operator(make_operator_brand("tele2")), purpose="collect-call")
    guide = make_guide(channel=Guide.Channel.FRIEND)

    (group,) = ways(Have.NOTHING, kcell)

    assert group.verdict == Verdict.UNKNOWN
    assert [way.codes for way in group.ways] == [[call]]
    assert group.ways[0].guide == guide
