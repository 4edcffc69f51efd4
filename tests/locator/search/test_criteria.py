from datetime import datetime

import pytest

from locator.hours.state import ZONE
from locator.models import Place, Verdict
from locator.published import published_places
from locator.search.criteria import Certainty, certainty_of
from locator.search.filters import Filters
from tests.helpers.factories import (
    make_operator_brand,
    make_place,
    make_top_up,
    make_way_to_pay,
)

pytestmark = pytest.mark.django_db

SURE = {"source_url": "https://example.org/", "checked_on": "2026-11-22"}
# A Tuesday, at noon.
NOON = datetime(2026, 11, 24, 12, tzinfo=ZONE)


def sort(**filters):
    """Return which places fit, may fit and do not, as the list does."""
    published = published_places()
    certainty = certainty_of(published, Filters(**filters), NOON)
    parts = [
        certainty == Certainty.ALL,
        (certainty == Certainty.TOPS_UP) | (certainty == Certainty.LITTLE),
        certainty == Certainty.RULED_OUT,
    ]
    return tuple(
        set(Place.objects.filter(pk__in=published.keys[part].tolist()))
        for part in parts
    )


@pytest.fixture
def sure(kcell):
    """A place of a brand that tops up Kcell, so that only other things are doubtful."""

    def make(**fields):
        place = make_place(**fields)
        make_top_up(place.brand, kcell)
        return place

    return make


@pytest.fixture
def kcell():
    return make_operator_brand()


@pytest.fixture
def places(kcell):
    """A place of a brand for each verdict about Kcell; the last has none at all."""
    places = {}
    for verdict in [*Verdict, None]:
        place = make_place()
        if verdict:
            make_top_up(place.brand, kcell, verdict)
        places[verdict] = place
    return places


@pytest.mark.parametrize("verdict", [Verdict.CONFIRMED, Verdict.SAID])
def test_that_it_tops_up_counts_where_the_rest_is_not_known(kcell, verdict):
    place = make_place()
    make_top_up(place.brand, kcell, verdict)

    filters = Filters(operator=kcell, holds="cash")
    [certainty] = certainty_of(published_places(), filters, NOON)

    assert certainty == Certainty.TOPS_UP


class TestToppingUp:
    def test_sorts_by_verdict(self, kcell, places):
        assert sort(operator=kcell) == (
            {places[Verdict.CONFIRMED], places[Verdict.SAID]},
            {places[Verdict.UNKNOWN], places[None]},
            {places[Verdict.NO]},
        )

    def test_without_an_operator_nothing_is_left_out(self, places):
        sure = {places[Verdict.CONFIRMED], places[Verdict.SAID]}

        assert sort(operator=None) == (sure, set(places.values()) - sure, set())

    def test_judges_a_brand_for_each_operator_by_itself(self, kcell):
        tele2 = make_operator_brand(slug="tele2", name="Tele2")
        place = make_place()
        make_top_up(place.brand, kcell, Verdict.NO)
        make_top_up(place.brand, tele2, Verdict.CONFIRMED)

        assert sort(operator=tele2) == ({place}, set(), set())
        assert sort(operator=kcell) == (set(), set(), {place})
        assert sort(operator=None) == ({place}, set(), set())


class TestTaking:
    @pytest.mark.parametrize(
        ("verdict", "part"),
        [
            (Verdict.CONFIRMED, 0),
            (Verdict.SAID, 0),
            (Verdict.UNKNOWN, 1),
            (Verdict.NO, 2),
        ],
    )
    def test_sorts_by_verdict(self, sure, verdict, part):
        place = sure()
        sure = SURE if verdict in (Verdict.CONFIRMED, Verdict.NO) else {}
        make_way_to_pay(place.brand, holds="cash", verdict=verdict, **sure)

        assert sort(holds="cash")[part] == {place}

    def test_what_is_not_written_down_is_not_known(self, sure):
        place = sure()
        make_way_to_pay(place.brand, holds="kaspi", verdict="said")

        assert sort(holds="cash") == (set(), {place}, set())

    def test_an_app_is_not_at_the_place(self, sure):
        place = sure()
        make_way_to_pay(place.brand, channel="app", holds="kz-card", verdict="said")

        assert sort(holds="kz-card") == (set(), {place}, set())

    def test_one_way_that_works_is_enough(self, sure):
        place = sure()
        make_way_to_pay(place.brand, channel="till", verdict="no", **SURE)
        make_way_to_pay(place.brand, channel="desk", verdict="said")

        assert sort(holds="cash") == ({place}, set(), set())


class TestOpenNow:
    def test_hours_that_nobody_knows_are_never_left_out(self, sure):
        open_now = sure(opening_hours="Mo-Su 09:00-22:00")
        closed = sure(opening_hours="Mo-Su 20:00-22:00")
        unknown = sure()

        assert sort(is_open=True) == ({open_now}, {unknown}, {closed})

    def test_an_open_one_must_top_up_as_well(self, kcell):
        refusing, doubtful = (make_place(opening_hours="24/7") for _ in range(2))
        make_top_up(refusing.brand, kcell, Verdict.NO)

        assert sort(operator=kcell, is_open=True) == (set(), {doubtful}, {refusing})

    def test_more_is_known_of_those_that_top_up(self, sure):
        places = [make_place(), sure(), make_place(), make_place()]

        published = published_places()
        certainty = certainty_of(published, Filters(is_open=True), NOON)

        by_place = dict(zip(published.keys.tolist(), certainty.tolist(), strict=True))
        assert [by_place[place.pk] for place in places] == [
            Certainty.LITTLE,
            Certainty.TOPS_UP,
            Certainty.LITTLE,
            Certainty.LITTLE,
        ]


def test_several_must_all_be_met_and_one_refusal_is_enough(kcell):
    both, half, refused = make_place(), make_place(), make_place()
    for place in (both, half, refused):
        make_top_up(place.brand, kcell)
    make_way_to_pay(both.brand, holds="cash", verdict="said")
    make_way_to_pay(refused.brand, holds="cash", verdict="no", **SURE)

    assert sort(operator=kcell, holds="cash") == ({both}, {half}, {refused})
