import csv
import tracemalloc
from collections import deque
from datetime import date
from io import BytesIO, StringIO

import clevercsv
import geojson
import gpxpy
import pytest
from django.db import OperationalError, connection
from fastkml import KML
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from locator.models import Place, Verdict
from locator.open_data.files import FORMATS, csv_lines, without_formula
from locator.open_data.records import COLUMNS, records
from locator.open_data.xml import allowed
from tests.factories import (
    make_brand,
    make_operator_brand,
    make_place,
    make_places,
    make_settlement,
    make_top_up,
    make_way_to_pay,
)

pytestmark = pytest.mark.django_db


def all_keys():
    return sorted(Place.objects.values_list("pk", flat=True))


def read(lines):
    """What a program makes of the lines: the comment, then the rows by column."""
    notice, *rows = "".join(lines).splitlines(keepends=True)
    return notice, list(csv.DictReader(rows))


def exported(**fields):
    """One place with the fields, as it comes out."""
    make_place(**fields)
    _, [row] = read(csv_lines(all_keys()))
    return row


def test_has_a_column_for_every_value():
    place = make_place(
        brand=make_brand(slug="magnum", kind="store"),
        settlement=make_settlement(slug="almaty"),
        name="Магнум",
        address="проспект Абая, 1",
        latitude=43.238,
        longitude=76.945,
        opening_hours="Mo-Su 09:00-22:00",
        phone="+7 727 000 00 00",
        website="https://magnum.kz/",
        source=Place.Source.OSM,
        source_id="node/1",
        seen_on=date(2026, 9, 30),
        checked_on=date(2026, 11, 22),
    )

    _, [row] = read(csv_lines(all_keys()))

    assert list(row) == list(COLUMNS)
    assert row == {
        "id": str(place.pk),
        "brand": "magnum",
        "kind": "store",
        "name": "Магнум",
        "address": "проспект Абая, 1",
        "settlement": "almaty",
        "latitude": "43.238",
        "longitude": "76.945",
        "opening_hours": "Mo-Su 09:00-22:00",
        "phone": "+7 727 000 00 00",
        "website": "https://magnum.kz/",
        "status": "published",
        "source": "osm",
        "source_id": "node/1",
        "seen_on": "2026-09-30",
        "checked_on": "2026-11-22",
    }


def test_begins_with_the_licence_as_a_comment():
    notice, rows = read(csv_lines([]))

    assert notice.startswith("# kztopup places of 20")
    assert "© OpenStreetMap contributors, ODbL 1.0" in notice
    assert rows == []


def test_what_is_not_known_is_empty():
    row = exported()

    assert row["source_id"] == row["seen_on"] == row["checked_on"] == ""
    assert row["opening_hours"] == row["phone"] == ""


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", '=HYPERLINK("http://evil")']
)
def test_free_text_cannot_be_a_formula(text):
    row = exported(name=text, address=text)

    assert row["name"] == row["address"] == f"'{text}"


@pytest.mark.parametrize("text", ["Магнум", "a=b", "", "'quoted", "№ 5-1"])
def test_other_text_stays_as_it_is(text):
    assert without_formula(text) == text


@pytest.mark.parametrize(
    "phone", ["+7 727 000 00 00", "-7", "+77270000000;+77010000000"]
)
def test_phones_stay_as_they_are(phone):
    assert exported(phone=phone)["phone"] == phone


@pytest.mark.parametrize(
    "text", ["a,b", 'a "b" c', "two\nlines", "a;b", "# no comment", "\u2028"]
)
def test_text_with_marks_comes_back_whole(text):
    make_place(address=text)

    header, _, rest = "".join(csv_lines(all_keys())).partition("\r\n")
    [columns, values] = csv.reader(rest.split("\r\n")[0:1] + [rest.split("\r\n", 1)[1]])

    assert header.startswith("#")
    assert dict(zip(columns, values, strict=True))["address"] == text


# Each format, read by a library that knows nothing of ours: names and addresses.


def written(extension, places=None):
    places = all_keys() if places is None else places
    return "".join(FORMATS[extension].blocks(places))


def read_csv(text):
    _notice, _, rest = text.partition("\r\n")
    _columns, *rows = clevercsv.reader(StringIO(rest, newline=""))
    name, address = list(COLUMNS).index("name"), list(COLUMNS).index("address")
    return [(row[name], row[address]) for row in rows]


def read_geojson(text):
    collection = geojson.loads(text)
    assert collection.is_valid
    properties = [feature.properties for feature in collection.features]
    return [(found["name"], found["address"]) for found in properties]


def read_kml(text):
    [document] = KML.parse(BytesIO(text.encode())).features
    return [(place.name, place.address) for place in document.features]


def read_gpx(text):
    waypoints = gpxpy.parse(text).waypoints
    return [(waypoint.name, waypoint.comment) for waypoint in waypoints]


READERS = {"csv": read_csv, "geojson": read_geojson, "kml": read_kml, "gpx": read_gpx}

EXTENSIONS = sorted(FORMATS)


def expected(extension, text):
    """What is left of a text in a format; XML's readers pass over space around it."""
    if extension == "csv":
        return without_formula(text)
    return text if extension == "geojson" else allowed(text).strip()


def test_a_reader_for_every_format():
    assert READERS.keys() == FORMATS.keys()


@pytest.mark.parametrize("extension", EXTENSIONS)
def test_opens_with_a_library(extension):
    make_place(name="Магнум", address="проспект Абая, 1")
    make_place(name='<A> & "B" 中', address="'C' ]]>")

    assert READERS[extension](written(extension)) == [
        ("Магнум", "проспект Абая, 1"),
        ('<A> & "B" 中', "'C' ]]>"),
    ]


@pytest.mark.parametrize("extension", EXTENSIONS)
def test_opens_when_there_is_nothing(extension):
    assert READERS[extension](written(extension, [])) == []


anything = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=60)


@pytest.mark.parametrize("extension", EXTENSIONS)
@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(anything, anything)
def test_every_name_and_address_survives(extension, name, address):
    Place.objects.all().delete()
    make_place(name=name, address=address)

    [found] = READERS[extension](written(extension))

    strip = str if extension in ("csv", "geojson") else str.strip
    assert [strip(text or "") for text in found] == [
        expected(extension, name),
        expected(extension, address),
    ]


@pytest.mark.parametrize("extension", EXTENSIONS)
def test_names_the_licence_and_the_day(extension, monkeypatch):
    for module in ("records", "files", "xml"):
        today = f"locator.open_data.{module}.localdate"
        monkeypatch.setattr(today, lambda: date(2026, 11, 24))

    text = written(extension)

    assert "© OpenStreetMap contributors, ODbL 1.0" in text
    assert "https://www.openstreetmap.org/copyright" in text
    assert "2026-11-24" in text


@pytest.mark.parametrize("extension", EXTENSIONS)
def test_costs_a_query_for_500_and_little_memory(extension, django_assert_num_queries):
    """Ten thousand places are four million bytes, and as rows many more."""
    make_places(10_000, address="проспект Абая, 1" * 5)
    keys = all_keys()
    tracemalloc.start()

    with django_assert_num_queries(20):
        deque(FORMATS[extension].blocks(keys), maxlen=0)

    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 4_000_000


def test_a_block_is_many_lines():
    make_places(1200)

    sizes = [block.count("\n") for block in FORMATS["csv"].blocks(all_keys())]

    assert sizes == [500, 500, 202]


def test_geojson_has_every_column():
    place = make_place(
        latitude=43.25,
        longitude=76.95,
        opening_hours="24/7",
        seen_on=date(2026, 9, 30),
    )

    collection = geojson.loads(written("geojson"))

    [feature] = collection.features
    assert feature.geometry.coordinates == [76.95, 43.25]
    assert [*feature.properties] == [
        column for column in COLUMNS if column not in ("latitude", "longitude")
    ]
    assert feature.properties["id"] == place.pk
    assert feature.properties["seen_on"] == "2026-09-30"
    assert feature.properties["checked_on"] is None
    assert collection["licence"].endswith("https://www.openstreetmap.org/copyright")
    assert date.fromisoformat(collection["day"])


PATHS = [f"/export/places.{extension}" for extension in EXTENSIONS]


def exported_names(client, path="/export/places.csv", **query):
    response = client.get(path, query)
    assert response.status_code == 200, response.getvalue()
    extension = path.rpartition(".")[2]
    text = response.getvalue().decode()
    return [name for name, _address in READERS[extension](text)]


class TestExport:
    @pytest.mark.parametrize(
        ("extension", "content_type"),
        [
            ("csv", "text/csv; charset=utf-8"),
            ("geojson", "application/geo+json"),
            ("kml", "application/vnd.google-earth.kml+xml"),
            ("gpx", "application/gpx+xml"),
        ],
    )
    def test_is_a_file_for_everybody(self, client, extension, content_type):
        response = client.get(f"/export/places.{extension}")

        assert response.streaming
        assert response["Content-Type"] == content_type
        assert response["Content-Disposition"] == (
            f'attachment; filename="kztopup-places.{extension}"'
        )
        assert response["Access-Control-Allow-Origin"] == "*"
        assert response["Cache-Control"] == "public, max-age=60"
        assert response["Vary"] == "Accept-Encoding"

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

        listed = {card.place.name for card in context["results"].cards}
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

    @pytest.mark.parametrize("path", PATHS)
    @pytest.mark.parametrize(
        ("parameter", "value"),
        [
            ("settlement", "nowhere"),
            ("brand", "nobody"),
            ("brand", "\0"),
            ("kind", "castle"),
            ("tops_up", "magnum"),
        ],
    )
    def test_says_in_json_which_parameter_is_wrong(
        self, client, path, parameter, value
    ):
        make_brand(slug="magnum", kind="store")

        response = client.get(path, {parameter: value})

        assert response.status_code == 400
        assert response["Content-Type"] == "application/json"
        assert response["Access-Control-Allow-Origin"] == "*"
        assert "Content-Disposition" not in response
        assert [*response.json()["errors"]] == [parameter]

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

    @pytest.mark.parametrize("path", PATHS)
    def test_cannot_be_posted_to(self, client, path):
        assert client.post(path).status_code == 405


def test_a_record_says_what_the_model_does():
    place = make_place(source_id=None)

    [record] = records(all_keys())

    assert list(record) == list(COLUMNS)
    assert (record["id"], record["brand"]) == (place.pk, place.brand.slug)
    assert record["source_id"] is record["seen_on"] is record["checked_on"] is None
