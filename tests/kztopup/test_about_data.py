"""The page that explains the open data says what the code does."""

import json
import re

import numpy as np
import pytest

from kztopup import open_data
from locator.open_data.columns import MOST_ROWS, differences
from locator.open_data.files import FORMATS
from locator.open_data.forms import MOST_FEATURES, MOST_IDS, PlacesForm
from locator.open_data.records import COLUMNS
from tests.helpers.factories import (
    make_brand,
    make_operator_brand,
    make_place,
    make_settlement,
    make_top_up,
)
from tests.helpers.pages import addresses, main, main_text, texts

pytestmark = pytest.mark.django_db

LANGUAGES = ["zh-hans", "en", "ru", "kk"]


@pytest.fixture
def text(client):
    return main_text(client.get("/en/about/data/"))


def names(meanings):
    return [meaning.name for meaning in meanings]


def test_explains_every_property(client):
    query = {"near": "43,76", "id": make_place().pk}

    answer = client.get("/api/places.geojson", query).json()

    [feature] = answer["features"]
    properties = feature["properties"]
    explained = open_data.SHARED + names(open_data.PROPERTIES)
    assert sorted(explained) == sorted(properties)
    assert {*open_data.SHARED} <= {*COLUMNS}


@pytest.mark.parametrize(
    "meanings",
    [
        "COLUMNS",
        "FILTERS",
        "FILE_PARAMETERS",
        "PARAMETERS",
        "PROPERTIES",
        "COMPACT_COLUMNS",
        "COMPACT_TABLES",
    ],
)
def test_shows_each_with_its_example(text, meanings):
    for name, sentence, example in getattr(open_data, meanings):
        assert f"{name} {sentence} {example}" in text


def test_every_example_of_a_parameter_is_understood():
    make_settlement(slug="almaty")
    make_brand(slug="magnum")
    make_operator_brand("kcell")
    parameters = open_data.FILTERS + open_data.PARAMETERS

    query = PlacesForm({meaning.name: meaning.example for meaning in parameters})

    assert query.errors == {}


def test_explains_all_of_the_compact_form(client):
    answer = client.get("/api/places.columns.json").json()

    explained = names(open_data.COMPACT_COLUMNS + open_data.COMPACT_TABLES)
    assert sorted([*explained, "licence", "truncated"]) == sorted(answer)


def test_every_example_of_the_compact_form_is_what_comes(client):
    brand = make_brand(slug="magnum", name="Magnum", colour="#e30079")
    settlement = make_settlement(slug="almaty", name="Almaty")
    make_top_up(brand, make_operator_brand("kcell", "Kcell"))
    make_place(
        pk=123, brand=brand, settlement=settlement, latitude=43.238, longitude=76.945
    )

    answer = client.get("/api/places.columns.json").json()

    for name, _sentence, example in open_data.COMPACT_TABLES:
        assert json.loads(example) == answer[name]
    for name, _sentence, example in open_data.COMPACT_COLUMNS:
        assert [int(example)] == answer[name]


def test_the_differences_it_shows_are_those_of_the_numbers_it_says(text):
    [written] = re.findall(r'"id":(\[.*?\])', text)
    [numbers] = re.findall(r"means the ids (\d+), (\d+) and (\d+)", text)

    assert differences(np.array(numbers, int)) == json.loads(written)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_address_on_it_answers(client, language):
    place = make_place(settlement=make_settlement(slug="almaty"))
    make_top_up(place.brand, make_operator_brand("kcell"))
    led = addresses(main(client.get(f"/{language}/about/data/")))

    paths = {path for path in led if path.startswith(("/api/", "/export/"))}

    assert {path.partition("?")[0] for path in paths} == {
        "/api/places.geojson",
        "/api/places.columns.json",
        *(f"/export/places.{extension}" for extension in FORMATS),
    }
    for path in paths:
        response = client.get(path)
        assert response.status_code == 200, path
        assert response.getvalue()


def test_examples_are_addresses_of_the_site(client):
    examples = texts(main(client.get("/en/about/data/")), ".//a/code")

    assert len(examples) == 4
    for example in examples:
        assert example.startswith("http://testserver/")


def test_says_how_many_there_are_at_most(text):
    assert f"at most {MOST_FEATURES} places" in text
    assert f"at most {MOST_ROWS:,} places" in text
    assert f"these ids, at most {MOST_IDS}." in text


def test_says_how_often_one_may_ask(client, settings):
    settings.API_REQUESTS_PER_MINUTE = 321

    assert "321 requests a minute" in main_text(client.get("/en/about/data/"))


def test_the_error_it_shows_is_the_one_that_comes(client):
    page = main(client.get("/en/about/data/"))
    [shown] = texts(page, ".//code[starts-with(., '{') and contains(., 'error')]")

    answer = client.get("/api/places.geojson?brand=nobody")

    assert answer.json() == json.loads(shown)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_about_the_site_leads_to_it(client, language):
    led = addresses(main(client.get(f"/{language}/about/")))

    assert f"/{language}/about/data/" in led
