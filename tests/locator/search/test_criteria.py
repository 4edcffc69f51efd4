from datetime import datetime

import pytest

from locator.hours.state import ZONE
from locator.models import Place, Verdict
from locator.search.criteria import all_met, any_failed, is_open, takes, tops_up
from tests.factories import (
    make_operator_brand,
    make_place,
    make_top_up,
    make_way_to_pay,
)

pytestmark = pytest.mark.django_db

SURE = {"source_url": "https://example.org/", "checked_on": "2026-11-22"}
# A Tuesday, at noon.
NOON = datetime(2026, 11, 24, 12, tzinfo=ZONE)


def sort(*criteria):
    """Return which places fit, may fit and do not, as the list does."""
    may = Place.objects.exclude(any_failed(criteria))
    return (
        set(may.filter(all_met(criteria))),
        set(may.exclude(all_met(criteria))),
        set(Place.objects.filter(any_failed(criteria))),
    )


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


class TestToppingUp:
    def test_sorts_by_verdict(self, kcell, places):
        assert sort(tops_up(kcell)) == (
            {places[Verdict.CONFIRMED], places[Verdict.SAID]},
            {places[Verdict.UNKNOWN], places[None]},
            {places[Verdict.NO]},
        )

    def test_without_an_operator_nothing_is_left_out(self, places):
        sure = {places[Verdict.CONFIRMED], places[Verdict.SAID]}

        assert sort(tops_up(None)) == (sure, set(places.values()) - sure, set())

    def test_judges_a_brand_for_each_operator_by_itself(self, kcell):
        tele2 = make_operator_brand(slug="tele2", name="Tele2")
        place = make_place()
        make_top_up(place.brand, kcell, Verdict.NO)
        make_top_up(place.brand, tele2, Verdict.CONFIRMED)

        assert sort(tops_up(tele2)) == ({place}, set(), set())
        assert sort(tops_up(kcell)) == (set(), set(), {place})
        assert sort(tops_up(None)) == ({place}, set(), set())


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
    def test_sorts_by_verdict(self, verdict, part):
        place = make_place()
        sure = SURE if verdict in (Verdict.CONFIRMED, Verdict.NO) else {}
        make_way_to_pay(place.brand, holds="cash", verdict=verdict, **sure)

        assert sort(takes("cash"))[part] == {place}

    def test_what_is_not_written_down_is_not_known(self):
        place = make_place()
        make_way_to_pay(place.brand, holds="kaspi", verdict="said")

        assert sort(takes("cash")) == (set(), {place}, set())

    def test_an_app_is_not_at_the_place(self):
        place = make_place()
        make_way_to_pay(place.brand, channel="app", holds="kz-card", verdict="said")

        assert sort(takes("kz-card")) == (set(), {place}, set())

    def test_one_way_that_works_is_enough(self):
        place = make_place()
        make_way_to_pay(place.brand, channel="till", verdict="no", **SURE)
        make_way_to_pay(place.brand, channel="desk", verdict="said")

        assert sort(takes("cash")) == ({place}, set(), set())


class TestOpenNow:
    def test_hours_that_nobody_knows_are_never_left_out(self):
        open_now = make_place(opening_hours="Mo-Su 09:00-22:00")
        closed = make_place(opening_hours="Mo-Su 20:00-22:00")
        unknown = make_place()

        assert sort(is_open(NOON)) == ({open_now}, {unknown}, {closed})


def test_several_must_all_be_met_and_one_refusal_is_enough(kcell):
    both, half, refused = make_place(), make_place(), make_place()
    for place in (both, half, refused):
        make_top_up(place.brand, kcell)
    make_way_to_pay(both.brand, holds="cash", verdict="said")
    make_way_to_pay(refused.brand, holds="cash", verdict="no", **SURE)

    assert sort(tops_up(kcell), takes("cash")) == ({both}, {half}, {refused})
