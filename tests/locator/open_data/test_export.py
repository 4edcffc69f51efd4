"""The addresses of the files: what may be asked of them, and how they answer."""

import pytest
from django.db import OperationalError, connection

from locator.models import Place, Verdict
from locator.open_data.files import FORMATS
from tests.helpers.factories import (
    make_brand,
    make_operator_brand,
    make_place,
    make_settlement,
    make_top_up,
    make_way_to_pay,
)
from tests.helpers.readers import READERS

pytestmark = pytest.mark.django_db

EXTENSIONS = sorted(FORMATS)
PATHS = [f"/export/places.{extension}" for extension in EXTENSIONS]


def exported_names(client, path="/export/places.csv", **query):
    response = client.get(path, query)
    assert response.status_code == 200, response.getvalue()
    extension = path.rpartition(".")[2]
    text = response.getvalue().decode()
    return [name.partition(",")[0] for name, _address in READERS[extension](text)]


class TestExport:
    @pytest.mark.parametrize("path", PATHS)
    def test_has_what_is_published(self, client, path):
        make_place(name="Shown")
        make_place(name="Hidden", status=Place.Status.HIDDEN)
        make_place(name="Closed", status=Place.Status.CLOSED)

        assert exported_names(client, path) == ["Shown"]

    @pytest.mark.parametrize("path", PATHS)
    def test_filters_go_together(self, client, path):
        office = make_brand(slug="office", kind="operator")
        almaty = make_settlement(slug="almaty")
        make_place(name="Wanted", brand=office, settlement=almaty)
        make_place(name="Elsewhere", brand=office)
        make_place(name="Another", settlement=almaty)

        query = {"settlement": "almaty", "brand": "office", "kind": "operator"}
        assert exported_names(client, path, **query) == ["Wanted"]

    @pytest.mark.parametrize(
        "query",
        [
            {},
            {"settlement": "almaty", "kind": "store"},
            {"brand": "office"},
            {"tops_up": "kcell"},
            {"holds": "cash"},
            {"open": "now"},
            {"q": "Almaty"},
            {"lat": "43.238", "lon": "76.945", "radius_km": "5"},
            {"kind": "", "brand": "", "settlement": "", "tops_up": ""},
            {"kind": "bank"},
        ],
    )
    def test_has_what_the_list_has(self, client, query):
        kcell = make_operator_brand("kcell")
        office = make_brand(slug="office", kind="operator")
        make_top_up(office, kcell, Verdict.NO)
        make_way_to_pay(
            office,
            holds="cash",
            verdict="no",
            source_url="https://kcell.kz/",
            checked_on="2026-11-01",
        )
        almaty = make_settlement(slug="almaty", name="Almaty")
        there = {"latitude": 43.238, "longitude": 76.945}
        make_place(name="A", settlement=almaty, opening_hours="off", **there)
        make_place(name="B", settlement=almaty, brand=office, opening_hours="24/7")
        make_place(name="C", brand=office, latitude=51.1, longitude=71.4)

        context = client.get("/en/places/", query, follow=True).context

        listed = {card.place.name for card in context["page"].cards}
        assert set(exported_names(client, **query)) == listed

    def test_a_question_without_a_list_is_an_error(self, client):
        response = client.get("/export/places.csv?q=55.75,37.61")

        assert response.status_code == 400
        assert list(response.json()["errors"]) == ["q"]

    def test_only_who_is_known_not_to_top_up_is_left_out(self, client):
        kcell = make_operator_brand("kcell")
        for verdict in Verdict:
            place = make_place(name=verdict.value)
            make_top_up(place.brand, kcell, verdict)
        make_place(name="nobody asked")

        names = exported_names(client, tops_up="kcell")

        assert names == ["confirmed", "said", "unknown", "nobody asked"]

    def test_what_nobody_knows_changes_nothing(self, client):
        make_place(name="A")

        assert exported_names(client, utm_source="x", page="7") == ["A"]

    @pytest.mark.parametrize("path", PATHS)
    def test_a_busy_database_is_said_in_json(self, client, path):
        def refuse(*args):
            raise OperationalError("database is locked")

        with connection.execute_wrapper(refuse):
            response = client.get(path)

        assert response.status_code == 503
        assert response["Content-Type"] == "application/json"
        assert response["Retry-After"]

    @pytest.mark.parametrize("path", PATHS)
    @pytest.mark.parametrize("coding", ["br", "gzip"])
    def test_is_compressed(self, client, path, coding):
        response = client.get(path, headers={"accept-encoding": coding})

        assert response["Content-Encoding"] == coding
