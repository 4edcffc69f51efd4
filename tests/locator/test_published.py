"""The published places in memory: what they are, and how old they may be."""

import threading

import numpy as np
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kztopup.lib import memory
from kztopup.lib.memory import in_memory
from locator.models import Place, Verdict
from locator.published import CONFIRMED, NO, UNKNOWN, YES, published_places
from tests.helpers.factories import (
    make_brand,
    make_operator_brand,
    make_place,
    make_places,
    make_settlement,
    make_top_up,
    make_way_to_pay,
)

HIDDEN, CLOSED = Place.Status.HIDDEN, Place.Status.CLOSED


@pytest.mark.django_db
class TestPublishedPlaces:
    def test_are_in_the_order_of_lists(self):
        village, city = make_settlement(population=500), make_settlement(population=9)
        type(city).objects.filter(pk=city.pk).update(population=5000)
        in_village = make_place(settlement=village, name="A")
        second = make_place(settlement=city, name="B")
        first = make_place(settlement=city, name="A")
        make_place(settlement=city, name="A", status=HIDDEN)
        make_place(settlement=city, name="A", status=CLOSED)

        places = published_places()

        assert places.keys.tolist() == [first.pk, second.pk, in_village.pk]

    def test_say_what_is_in_the_database(self):
        place = make_place(
            latitude=43.1,
            longitude=77.2,
            opening_hours="24/7",
            address="Абая 1",
            near="улица Гоголя",
        )
        make_place(settlement=place.settlement, name=f"{place.name} without an address")

        places = published_places()

        assert places.points.position(0) == (43.1, 77.2)
        assert places.address_texts[places.address[0]] == "Абая 1"
        assert places.near_texts[places.near[0]] == "улица Гоголя"
        assert places.with_address.tolist() == [0]
        assert places.brand_of(0) == place.brand
        assert places.settlement_of(0) == place.settlement
        assert places.hours_texts[places.hours[0]] == "24/7"

    def test_know_of_brands_what_they_top_up_and_take(self):
        kcell, tele2 = make_operator_brand(), make_operator_brand(slug="tele2")
        brand = make_place().brand
        make_top_up(brand, kcell, Verdict.NO)
        make_way_to_pay(brand, holds="cash", verdict="said")

        places = published_places()
        index = places.brand_indices[brand.pk]

        assert places.tops_up[kcell.pk][index] == NO
        assert tele2.pk not in places.tops_up
        assert places.takes["cash"][index] == YES
        assert places.takes["cash"][places.brand_indices[kcell.pk]] == UNKNOWN

    @pytest.mark.parametrize(
        ("desk", "till", "known"),
        [
            ("confirmed", "no", CONFIRMED),
            ("no", "confirmed", CONFIRMED),
            ("confirmed", "said", CONFIRMED),
            ("said", "no", YES),
            ("no", "unknown", NO),
            ("unknown", "no", NO),
        ],
    )
    def test_one_way_that_works_is_enough(self, desk, till, known):
        brand = make_place().brand
        source = {"source_url": "https://example.org/", "checked_on": "2026-11-22"}
        for channel, verdict in [("desk", desk), ("till", till)]:
            make_way_to_pay(brand, channel=channel, verdict=verdict, **source)

        places = published_places()

        assert places.takes["cash"][places.brand_indices[brand.pk]] == known

    def test_count_settlements_and_brands(self):
        large, small = make_settlement(population=9), make_settlement(population=1)
        rare, common = make_brand(), make_brand()
        make_places(2, brand=common, settlement=large)
        make_place(brand=rare, settlement=small)
        make_settlement(population=99)

        places = published_places()

        assert places.settlements_with() == [(large, 2), (small, 1)]
        assert places.brands_with() == [(common, 2), (rare, 1)]
        assert places.brands_with(np.array([2])) == [(rare, 1)]

    def test_cost_as_many_queries_however_many_there_are(self):
        make_places(3)
        counts = []
        for _ in range(2):
            with CaptureQueriesContext(connection) as queries:
                published_places()
            counts.append(len(queries))
            make_places(300)

        assert counts[0] == counts[1] <= 8

    def test_none_are_none(self):
        places = published_places()

        assert len(places) == 0
        assert places.settlements_with() == places.brands_with() == []


@pytest.mark.django_db
class TestAWriteOfTheSameProcess:
    """What staff change in the admin, they see on the site."""

    @pytest.fixture
    def place(self):
        place = make_place()
        assert published_places().keys.tolist() == [place.pk]
        return place

    def test_a_saved_place_is_seen(self, place):
        place.status = HIDDEN
        place.save()

        assert len(published_places()) == 0

    def test_an_update_is_seen(self, place):
        Place.objects.update(status=HIDDEN)

        assert len(published_places()) == 0

    def test_a_bulk_update_is_seen(self, place):
        place.status = HIDDEN
        Place.objects.bulk_update([place], ["status"])

        assert len(published_places()) == 0

    def test_new_places_are_seen(self, place):
        make_places(2)

        assert len(published_places()) == 3

    @pytest.mark.parametrize("delete", [Place.delete, lambda place: place_set(place)])
    def test_a_deletion_is_seen(self, place, delete):
        delete(place)

        assert len(published_places()) == 0

    def test_facts_of_brands_are_seen(self, place):
        make_top_up(place.brand, make_operator_brand())

        assert published_places().tops_up


def place_set(place):
    return Place.objects.filter(pk=place.pk).delete()


@pytest.mark.django_db(transaction=True)
def test_what_others_read_before_a_commit_is_read_again_after_it(monkeypatch):
    """A reading that began while a change was not committed yet does not stay."""
    from django.db import transaction

    place = make_place()
    with transaction.atomic():
        Place.objects.filter(pk=place.pk).update(status=HIDDEN)
        # As another thread would, which does not see the change.
        published_places.value = "old"
        published_places.made = memory.minute(), published_places.writes

    assert len(published_places()) == 0


class TestInMemory:
    @pytest.fixture
    def made(self):
        numbers = iter(range(100))
        make = in_memory(lambda: next(numbers))
        yield make
        memory.everything.remove(make)

    def test_is_made_once_a_minute(self, clock, made):
        assert [made(), made()] == [0, 0]
        clock.advance(47)
        assert made() == 0
        clock.advance(1)
        assert [made(), made()] == [1, 1]

    def test_is_made_anew_when_it_was_forgotten(self, made):
        assert made() == 0
        memory.forget_everything()

        assert [made(), made()] == [1, 1]

    def test_what_is_written_while_it_is_made_is_not_in_it(self):
        def make():
            if not numbers:
                memory.forget_everything()
            numbers.append(len(numbers))
            return numbers[-1]

        numbers, made = [], in_memory(make)
        try:
            assert [made(), made(), made()] == [0, 1, 1]
        finally:
            memory.everything.remove(made)

    def test_one_thread_makes_it_while_the_others_wait(self):
        begun, go_on, calls = threading.Event(), threading.Event(), []

        def make():
            calls.append(1)
            begun.set()
            assert go_on.wait(20)
            return "made"

        made, found = in_memory(make), []
        threads = [
            threading.Thread(target=lambda: found.append(made())) for _ in range(4)
        ]
        try:
            for thread in threads:
                thread.start()
            assert begun.wait(20)
            go_on.set()
            for thread in threads:
                thread.join(20)
        finally:
            memory.everything.remove(made)

        assert found == ["made"] * 4
        assert len(calls) == 1

    def test_a_failure_is_not_kept(self):
        answers = iter([ValueError, "made"])

        def make():
            if (answer := next(answers)) is ValueError:
                raise ValueError
            return answer

        made = in_memory(make)
        try:
            with pytest.raises(ValueError):
                made()
            assert made() == "made"
        finally:
            memory.everything.remove(made)


@pytest.mark.django_db
def test_brands_of_as_many_places_are_in_alphabetical_order_of_any_case():
    for name in ["Small", "activ", "SPAR", "Kaspi"]:
        make_place(brand=make_brand(slug=name.lower(), name=name))

    names = [brand.name for brand, _count in published_places().brands_with()]

    assert names == ["activ", "Kaspi", "Small", "SPAR"]
