"""Files of open data, read by libraries that know nothing of ours."""

import tracemalloc
from collections import deque
from datetime import date

import geojson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from locator.models import Place
from locator.open_data.csv import without_formulas
from locator.open_data.files import FORMATS
from locator.open_data.records import COLUMNS, records
from locator.open_data.xml import allowed
from locator.published import published_places
from tests.helpers.clock import TODAY
from tests.helpers.factories import make_place, make_places
from tests.helpers.readers import READERS, all_keys, written

pytestmark = pytest.mark.django_db

EXTENSIONS = sorted(FORMATS)


def expected(extension, name, address):
    """
    What is left of them in a format.

    Maps and navigators show a place's name with where it is. XML's readers pass over
    space around a text.
    """
    if extension == "geojson":
        return name, address
    if extension == "csv":
        return without_formulas("name", name), without_formulas("address", address)
    title = f"{name}, {address or '43.23800, 76.94500'}"
    return allowed(title).strip(), allowed(address).strip()


@pytest.mark.parametrize("extension", EXTENSIONS)
def test_opens_with_a_library(extension):
    make_place(name="Магнум", address="проспект Абая, 1")
    make_place(name='<A> & "B" 中', address="'C' ]]>")

    assert READERS[extension](written(extension)) == [
        expected(extension, "Магнум", "проспект Абая, 1"),
        expected(extension, '<A> & "B" 中', "'C' ]]>"),
    ]


@pytest.mark.parametrize("extension", EXTENSIONS)
def test_opens_when_there_is_nothing(extension):
    assert READERS[extension](written(extension, [])) == []


anything = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=60)


@pytest.mark.parametrize("extension", EXTENSIONS)
@settings(
    max_examples=60,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(anything, anything)
def test_every_name_and_address_survives(extension, name, address):
    Place.objects.all().delete()
    make_place(name=name, address=address)

    [found] = READERS[extension](written(extension))

    strip = str if extension in ("csv", "geojson") else str.strip
    assert tuple(strip(text or "") for text in found) == (
        expected(extension, name, address)
    )


@pytest.mark.parametrize("extension", EXTENSIONS)
def test_names_the_licence_and_the_day(extension, clock):
    make_place()
    # Midnight in Kazakhstan, the day before in London.
    clock.advance(12 * 60 * 60)
    text = written(extension)

    assert "© OpenStreetMap contributors, ODbL 1.0" in text
    assert "https://www.openstreetmap.org/copyright" in text
    assert "2026-11-30" in text


@pytest.mark.parametrize("extension", EXTENSIONS)
def test_costs_a_query_for_500_and_little_memory(extension, django_assert_num_queries):
    """Four thousand places are five million bytes and more at once, in any format."""
    make_places(4_000, address="проспект Абая, 1" * 5)
    keys = all_keys()
    published_places()
    tracemalloc.start()

    with django_assert_num_queries(8):
        deque(FORMATS[extension].blocks(keys, "en"), maxlen=0)

    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 4_000_000


def test_a_block_is_many_lines():
    make_places(1200)

    sizes = [block.count("\n") for block in FORMATS["csv"].blocks(all_keys(), "en")]

    assert sizes == [250, 250, 250, 250, 201]


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
    assert collection["day"] == str(TODAY)


def test_a_record_says_what_the_model_does():
    place = make_place(source_id=None)

    [record] = records(all_keys())

    assert list(record) == list(COLUMNS)
    assert (record["id"], record["brand"]) == (place.pk, place.brand.slug)
    assert record["source_id"] is record["seen_on"] is record["checked_on"] is None
