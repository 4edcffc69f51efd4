"""
The nearest in a country in small: each answer is compared with measuring all.

The country's rows live for the module; no test changes them.
"""

from functools import cache

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from locator.geo.geodesy import EAST, NORTH, SOUTH, WEST, Position
from locator.models import Place
from tests.factories import ALMATY, ASTANA, make_brand
from tests.locator.geo.nearest import (
    around,
    by_measuring_all,
    by_nearest_to,
    make_places_at,
)

pytestmark = pytest.mark.django_db

HIDDEN = Place.Status.HIDDEN
STEPPE = (47.0, 62.0)
CORNERS = [(SOUTH, WEST), (SOUTH, EAST), (NORTH, WEST), (NORTH, EAST)]
# Boxes grow, shrink and close, and then cards are read; however many places there are.
MOST_QUERIES = 30


@pytest.fixture(scope="module")
def country(django_db_setup, django_db_blocker):
    """A country in small: crowded cities far apart, and a common and a rare brand."""
    with django_db_blocker.unblock(), transaction.atomic():
        common, rare = make_brand(slug="common"), make_brand(slug="rare")
        for centre, count in [(ALMATY, 900), (ASTANA, 500), ((43.65, 51.2), 300)]:
            make_places_at(around(centre, count, 0.07, count), brand=common)
            make_places_at(around(centre, count // 50, 0.07, count + 1), brand=rare)
        make_places_at([(51.2, 51.4)] * 400, brand=common)
        make_places_at(CORNERS, brand=common)
        third = [place.pk for place in Place.objects.all()[:300:3]]
        Place.objects.filter(pk__in=third).update(status=HIDDEN)
        yield {"common": common, "rare": rare}
        transaction.set_rollback(True)


WHERE = {
    "Almaty": ALMATY,
    "Astana": ASTANA,
    "beside a city": (43.5, 76.5),
    "steppe": STEPPE,
    "middle of the country": (48.0, 67.0),
    "400 places at one address": (51.2, 51.4),
    "near that address": (51.21, 51.42),
    "south-western corner": CORNERS[0],
    "north-eastern corner": CORNERS[3],
    "abroad": (55.75, 37.62),
    "other side of the earth": (-43.0, -105.0),
    "near the pole": (89.0, 70.0),
}
LIMITS = [1, 20, 300]


@cache
def measured_from(here):
    """The distance of every place of the country, the closest first: once a module."""
    every = Place.objects.all()
    return by_measuring_all(every, here, len(every))


@pytest.mark.parametrize("where", WHERE)
class TestInACountry:
    def check(self, places, where, limit, radius_km=None):
        here = Position(*WHERE[where])
        there = set(places.values_list("pk", flat=True))
        expected = [
            (distance, pk)
            for distance, pk in measured_from(here)
            if pk in there and (radius_km is None or distance <= radius_km)
        ][:limit]

        with CaptureQueriesContext(connection) as queries:
            found = by_nearest_to(places, here, limit, radius_km)

        assert found == expected
        assert len(queries) <= MOST_QUERIES
        return found

    @pytest.mark.parametrize("limit", LIMITS)
    def test_without_a_filter(self, country, where, limit):
        assert len(self.check(Place.objects.all(), where, limit)) == limit

    @pytest.mark.parametrize("limit", LIMITS)
    def test_of_a_rare_brand(self, country, where, limit):
        rare = Place.objects.published().filter(brand=country["rare"])

        assert len(self.check(rare, where, limit)) <= min(limit, 34)

    @pytest.mark.parametrize("radius_km", [0.5, 40, 700])
    def test_within_a_radius(self, country, where, radius_km):
        self.check(Place.objects.published(), where, 20, radius_km)

    def test_of_a_filter_over_relations(self, country, where):
        chain = Place.objects.published().filter(
            brand__slug__in=["rare", "none"], settlement__population__gte=1000
        )

        self.check(chain.exclude(pk__in=chain.values("pk")[:3]), where, 20)


def test_a_city_is_answered_by_few_queries(country):
    with CaptureQueriesContext(connection) as queries:
        Place.objects.published().nearest_to(Position(*ALMATY))

    # Boxes, the cards, what tops up what.
    assert len(queries) <= 6


class TestPlan:
    """The database looks a box up in the one index, and reads nothing else."""

    def plan_of(self, places, sql_start):
        with CaptureQueriesContext(connection) as queries:
            places.nearest_to(Position(*ALMATY))
        (sql, *_more) = [
            query["sql"] for query in queries if '"band" IN' in query["sql"]
        ]
        with connection.cursor() as cursor:
            cursor.execute(sql_start + sql)
            return "\n".join(str(row) for row in cursor.fetchall())

    @pytest.fixture
    def analysed(self, country):
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        return country

    @pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite's plan")
    @pytest.mark.parametrize("slug", [None, "rare"])
    def test_on_sqlite(self, analysed, slug):
        places = Place.objects.published()
        if slug:
            places = places.filter(brand=analysed[slug])

        plan = self.plan_of(places, "EXPLAIN QUERY PLAN ")

        assert "USING COVERING INDEX locator_place_position" in plan
        assert "(band=? AND longitude>? AND longitude<?)" in plan

    @pytest.mark.skipif(connection.vendor != "postgresql", reason="PostgreSQL's plan")
    def test_on_postgresql(self, analysed):
        plan = self.plan_of(Place.objects.published(), "EXPLAIN ")

        assert "locator_place_position" in plan
        assert "Seq Scan" not in plan
        assert "Index Cond: ((band = " in plan
