"""Whatever places there are, what a map reads from the columns is what there is."""

import json

import numpy as np
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from locator.geo import geodesy
from locator.models import Place, Verdict
from locator.open_data import columns
from locator.published import published_places
from locator.search.criteria import Certainty
from locator.search.filters import read_search
from locator.search.forms import PlaceSearchForm
from locator.search.results import SearchResults
from tests.helpers.clock import NOW
from tests.helpers.columns import URL, ask, decoded, ids
from tests.helpers.factories import (
    make_brand,
    make_operator_brand,
    make_place,
    make_places,
    make_settlement,
    make_top_up,
    make_way_to_pay,
)

pytestmark = pytest.mark.django_db

COLUMNS = ["brand", "settlement", "id", "latitude", "longitude", "unsure"]


def unsure(answer):
    return {pk for pk, row in decoded(answer).items() if row[-1]}


def test_describes_places(client):
    kcell = make_operator_brand(colour="#7f00ff")
    magnum = make_brand(slug="magnum", name="Magnum", colour="#e30079")
    make_brand(slug="spar")
    make_top_up(magnum, kcell, Verdict.SAID)
    almaty = make_settlement(slug="almaty", name="Almaty")
    make_settlement(slug="nowhere")
    first = make_place(
        brand=magnum, settlement=almaty, latitude=43.238, longitude=76.945
    )
    second = make_place(
        brand=magnum, settlement=almaty, latitude=43.2379949, longitude=76.9450051
    )

    assert ask(client) == {
        "licence": "© OpenStreetMap contributors, ODbL 1.0",
        "truncated": False,
        "operators": [["kcell", "Kcell"]],
        "brands": [["magnum", "Magnum", "store", "#e30079"]],
        "settlements": [["almaty", "Almaty"]],
        "brand": [0, 0],
        "settlement": [0, 0],
        "id": [first.pk, second.pk - first.pk],
        "latitude": [4323800, -1],
        "longitude": [7694500, 1],
        "unsure": [0, 0],
    }


def test_without_places_are_empty(client):
    answer = ask(client)

    assert [answer[name] for name in COLUMNS] == [[]] * len(COLUMNS)
    assert answer["truncated"] is False
    assert (answer["brands"], answer["settlements"]) == ([], [])


def test_operators_are_named_whether_they_have_places_or_not(client):
    make_operator_brand("tele2", "Tele2")
    place = make_place(brand=make_operator_brand("kcell", "Kcell"))
    make_place(brand=place.brand)
    make_place(brand=make_brand(kind="store"))

    assert ask(client)["operators"] == [["kcell", "Kcell"], ["tele2", "Tele2"]]


positions = st.tuples(
    st.floats(geodesy.SOUTH, geodesy.NORTH), st.floats(geodesy.WEST, geodesy.EAST)
)


@settings(
    max_examples=40,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    st.lists(
        st.tuples(
            st.integers(0, 3), st.integers(0, 3), positions, st.integers(1, 10**12)
        ),
        unique_by=lambda row: row[-1],
        max_size=30,
    )
)
def test_say_what_is_in_the_database(rows):
    brands = [make_brand() for _ in range(4)]
    towns = [make_settlement() for _ in range(4)]
    make_top_up(brands[0], make_operator_brand(f"operator-{brands[0].pk}"))
    Place.objects.all().delete()
    expected = {}
    for brand, town, (latitude, longitude), pk in rows:
        make_place(
            pk=pk,
            brand=brands[brand],
            settlement=towns[town],
            latitude=latitude,
            longitude=longitude,
        )
        expected[pk] = (
            brands[brand].slug,
            towns[town].slug,
            pytest.approx(latitude, abs=5.01e-6),
            pytest.approx(longitude, abs=5.01e-6),
            int(brand != 0),
        )

    published = published_places()
    is_unsure = ~published.of_brand(brands[0].pk)
    answer = columns.delta_columns(published, np.arange(len(published)), is_unsure)

    assert decoded(json.loads(json.dumps(answer))) == expected


def test_leave_out_hidden_and_closed_places(client):
    place = make_place()
    make_place(status=Place.Status.HIDDEN)
    make_place(status=Place.Status.CLOSED)

    assert ids(ask(client)) == {place.pk}


def test_box_is_west_south_east_north_with_its_edges(client):
    south_west = make_place(latitude=43.0, longitude=76.0)
    north_east = make_place(latitude=44.0, longitude=77.0)
    make_place(latitude=42.99999, longitude=76.0)
    make_place(latitude=44.00001, longitude=77.0)
    make_place(latitude=43.0, longitude=75.99999)
    make_place(latitude=44.0, longitude=77.00001)

    assert ids(ask(client, bbox="76,43,77,44")) == {south_west.pk, north_east.pk}
    assert ids(ask(client, bbox="76,43,76,43")) == {south_west.pk}
    assert len(ids(ask(client, bbox="-180,-90,180,90"))) == 6


def test_filters_go_together(client):
    wanted = make_place(brand=make_brand(kind="terminal"))
    make_place(brand=wanted.brand)
    make_place(settlement=wanted.settlement, brand=make_brand(kind="terminal"))
    make_place(settlement=wanted.settlement, brand=wanted.brand, latitude=50.0)

    answer = ask(
        client,
        brand=wanted.brand.slug,
        settlement=wanted.settlement.slug,
        kind="terminal",
        bbox="76,43,77,44",
    )

    assert ids(answer) == {wanted.pk}
    assert ids(ask(client, kind="store")) == set()


@pytest.mark.parametrize(
    ("language", "name"), [("zh-hans", "阿拉木图"), ("kk", "Алматы"), ("en", "Almaty")]
)
def test_settlements_are_named_in_the_language_asked_for(client, language, name):
    town = make_settlement(
        name_zh_hans="阿拉木图", name_en="Almaty", name_ru="Алматы", slug="almaty"
    )
    make_place(settlement=town)

    assert ask(client, lang=language)["settlements"] == [["almaty", name]]
    assert ask(client)["settlements"] == [["almaty", "Almaty"]]


class TestUnsure:
    @pytest.fixture
    def kcell(self):
        return make_operator_brand("kcell")

    @pytest.fixture
    def places(self, kcell):
        """A place for each verdict about Kcell, and one with none."""
        places = {verdict: make_place() for verdict in Verdict}
        for verdict, place in places.items():
            make_top_up(place.brand, kcell, verdict)
        return places | {None: make_place()}

    def test_is_what_is_not_said_to_top_up_anything(self, client, places):
        answer = ask(client)

        assert ids(answer) == {place.pk for place in places.values()}
        assert unsure(answer) == {
            places[verdict].pk for verdict in (Verdict.NO, Verdict.UNKNOWN, None)
        }

    def test_is_what_may_top_up_the_operator(self, client, places):
        answer = ask(client, tops_up="kcell")

        assert ids(answer) == {
            place.pk for verdict, place in places.items() if verdict != Verdict.NO
        }
        assert unsure(answer) == {places[Verdict.UNKNOWN].pk, places[None].pk}

    def test_is_what_may_take_what_one_holds(self, client, kcell):
        takes, refuses, nobody_knows = (make_place() for _ in range(3))
        for place in (takes, refuses, nobody_knows):
            make_top_up(place.brand, kcell)
        make_way_to_pay(takes.brand, verdict=Verdict.SAID)
        make_way_to_pay(
            refuses.brand,
            verdict=Verdict.NO,
            source_url="https://example.org/",
            checked_on="2026-11-22",
        )

        answer = ask(client, holds="cash")

        assert ids(answer) == {takes.pk, nobody_knows.pk}
        assert unsure(answer) == {nobody_knows.pk}

    def test_is_what_may_be_open(self, client, kcell):
        brand = make_brand()
        make_top_up(brand, kcell)
        is_open, is_closed, nobody_knows = (
            make_place(brand=brand, opening_hours=hours)
            for hours in ("24/7", "off", "")
        )

        answer = ask(client, open="now")

        assert ids(answer) == {is_open.pk, nobody_knows.pk}
        assert unsure(answer) == {nobody_knows.pk}

    def test_is_told_if_nothing_is_known_to_be_open(self, client):
        place = make_place()

        assert unsure(ask(client, open="now")) == {place.pk}

    @pytest.mark.parametrize(
        "query",
        [
            {},
            {"tops_up": "kcell"},
            {"holds": "cash"},
            {"open": "now"},
            {"tops_up": "kcell", "holds": "cash", "open": "now"},
            {"kind": "store", "open": "now"},
        ],
    )
    def test_is_the_second_part_of_the_list(self, client, places, query):
        for place in [*places.values()][:3]:
            make_way_to_pay(place.brand, verdict=Verdict.SAID)
            for hours in ("24/7", "off", "Mo-Su 13:00-14:00", "Mo-Su 11:00-13:00"):
                make_place(brand=place.brand, opening_hours=hours)
        _query, filters = read_search(PlaceSearchForm(query))

        answer = ask(client, **query)

        published = published_places()
        results = SearchResults(published, filters, NOW)
        sure = results.groups[Certainty.ALL]
        assert ids(answer) - unsure(answer) == {*published.keys[sure].tolist()}
        assert ids(answer) == {*published.keys[results.rows].tolist()}
        assert len(unsure(answer)) == results.unsure_count


@pytest.mark.parametrize(
    "query", [{}, {"tops_up": "kcell", "holds": "cash", "open": "now"}]
)
def test_cost_no_query_once_the_places_are_read(client, query):
    make_operator_brand("kcell")
    for count in (1, 40):
        for _ in range(count):
            make_place()
        _read = published_places().takes
        with CaptureQueriesContext(connection) as captured:
            everywhere = f"0,0,90,{80 + count / 10}"
            assert len(ids(ask(client, **query, bbox=everywhere))) >= count
        assert len(captured) == 0


def test_what_is_open_costs_as_many_queries_however_many_there_are(client):
    counts = []
    for number in range(1, 5):
        make_places(number, opening_hours=f"Mo-Su 00:00-2{number % 4}:00")
        with CaptureQueriesContext(connection) as captured:
            ask(client, open="now", bbox=f"0,0,90,{80 + number}")
        counts.append(len(captured))

    assert len({*counts}) == 1
    assert counts[0] <= 7


@pytest.mark.parametrize("hours", ["Mo-Su 11:59-12:01", "Mo-Su 12:01-13:00"])
def test_of_what_is_open_are_kept_until_something_opens_or_closes(client, clock, hours):
    make_place(opening_hours=hours)
    make_place(opening_hours="24/7")
    clock.advance(28)

    response = client.get(URL, {"open": "now"})

    assert {*response["Cache-Control"].split(", ")} == {"public", "max-age=20"}


def test_know_nothing_of_near_and_limit(client):
    place = make_place()

    assert ids(ask(client, near="x", limit="x", id="x")) == {place.pk}
