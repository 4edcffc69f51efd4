"""The committed files of the base map: what a visitor loads, and that it is right."""

import csv
import json
from itertools import pairwise

import brotli
import pytest
from django.conf import settings
from django.utils.translation import to_locale

from tests.helpers.browser.serving import ROOT

FOLDER = ROOT / "static" / "basemap"
LANGUAGES = {code: to_locale(code).lower() for code, _name in settings.LANGUAGES}
KINDS = {"settlement", "country", "sea", "lake", "river"}

ALMATY = (76.91, 43.25)
AKTAU = (51.2, 43.65)
ASTANA = (71.43, 51.13)
BAIKONUR = (63.3, 45.63)
BISHKEK = (74.6, 42.87)
TASHKENT = (69.25, 41.3)
OMSK = (73.37, 54.98)
ASHGABAT = (58.4, 37.95)
CASPIAN = (50.5, 42.5)
BALKHASH = (74.2, 46.0)


def read(name):
    return json.loads((FOLDER / name).read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def topology():
    return read("shapes.json")


def points_of(topology, index):
    """The points of an arc, as longitude and latitude."""
    x = y = 0
    points = []
    for east, north in topology["arcs"][max(index, ~index)]:
        x, y = x + east, y + north
        points.append((x, y))
    across, up = topology["transform"]["scale"]
    points = [(x * across, y * up) for x, y in points]
    return points if index >= 0 else points[::-1]


def joined(topology, indexes):
    """Arcs one behind the other, of which each begins where the last one ends."""
    arcs = [points_of(topology, index) for index in indexes]
    for one, other in pairwise(arcs):
        assert one[-1] == other[0]
    return [arcs[0][0], *(point for arc in arcs for point in arc[1:])]


def polygons_of(topology, name):
    parts = topology["objects"][name]["arcs"]
    return [[joined(topology, ring) for ring in polygon] for polygon in parts]


def is_inside(point, polygons):
    """Whether a line to the east crosses the rings an odd number of times."""
    x, y = point
    crossings = 0
    for (x1, y1), (x2, y2) in (
        edge for polygon in polygons for ring in polygon for edge in pairwise(ring)
    ):
        if (y1 > y) != (y2 > y) and x < x1 + (y - y1) / (y2 - y1) * (x2 - x1):
            crossings += 1
    return crossings % 2 == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_visitor_loads_at_most_50_kb(language, record_property):
    files = [FOLDER / "shapes.json", FOLDER / f"labels.{language}.json"]

    sizes = [len(brotli.compress(file.read_bytes(), quality=11)) for file in files]

    record_property("bytes", sum(sizes))
    assert sum(sizes) <= 50 * 1024


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_settlement_has_its_name(language):
    with (ROOT / "locator" / "data" / "settlements.csv").open(encoding="utf-8") as file:
        settlements = list(csv.DictReader(file))
    expected = sorted(
        (
            round(float(row["longitude"]), 3),
            round(float(row["latitude"]), 3),
            row[f"name_{LANGUAGES[language]}"] or row["name_en"],
        )
        for row in settlements
    )

    labels = read(f"labels.{language}.json")["settlement"]

    assert sorted((x, y, name) for x, y, name, _ in labels) == expected
    assert all(name for *_, name in expected)


def test_labels_differ_only_in_their_names():
    files = [read(f"labels.{language}.json") for language in LANGUAGES]

    places = [
        {kind: [[*row[:2], *row[3:]] for row in file[kind]] for kind in KINDS}
        for file in files
    ]

    assert all(file.keys() == KINDS for file in files)
    assert all(file == places[0] for file in places)
    assert all(row[2] for file in files for kind in KINDS for row in file[kind])


def test_larger_settlements_come_first():
    zooms = [zoom for *_, zoom in read("labels.en.json")["settlement"]]

    assert zooms == sorted(zooms)
    assert zooms[0] == 3
    assert zooms[-1] == 9


def test_shapes_are_whole(topology):
    used = set()
    for name, shape in topology["objects"].items():
        for part in shape["arcs"]:
            rings = part if shape["type"] == "MultiPolygon" else [part]
            used |= {max(arc, ~arc) for ring in rings for arc in ring}
            for ring in rings:
                points = joined(topology, ring)
                assert len(points) >= 2
                if shape["type"] == "MultiPolygon":
                    assert points[0] == points[-1], name
                    assert len(points) >= 4

    assert used == set(range(len(topology["arcs"])))


def test_border_is_the_outline_without_the_coast(topology):
    def arcs(name):
        parts = topology["objects"][name]["arcs"]
        lines = [
            ring for part in parts for ring in (part if name != "border" else [part])
        ]
        return {max(arc, ~arc) for line in lines for arc in line}

    assert arcs("border") == arcs("kazakhstan") - arcs("seas")
    assert arcs("kazakhstan") & arcs("seas")


@pytest.mark.parametrize("place", [ALMATY, ASTANA, AKTAU, BAIKONUR])
def test_inside_kazakhstan(topology, place):
    assert is_inside(place, polygons_of(topology, "kazakhstan"))
    assert not is_inside(place, polygons_of(topology, "seas"))


@pytest.mark.parametrize("place", [ASHGABAT, BISHKEK, TASHKENT, OMSK, CASPIAN])
def test_outside_kazakhstan(topology, place):
    assert not is_inside(place, polygons_of(topology, "kazakhstan"))


def test_water_is_where_it_is(topology):
    assert is_inside(CASPIAN, polygons_of(topology, "seas"))
    assert is_inside(BALKHASH, polygons_of(topology, "lakes"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_of_waters_stand_on_water(topology, language):
    labels = read(f"labels.{language}.json")
    seas, lakes = (polygons_of(topology, name) for name in ("seas", "lakes"))

    assert [
        name for x, y, name, *_ in labels["sea"] if not is_inside((x, y), seas)
    ] == []
    assert [
        name for x, y, name, *_ in labels["lake"] if not is_inside((x, y), lakes)
    ] == []


def test_no_settlement_is_under_water(topology):
    """But for some on a shore, which is known to 300 m or so."""
    water = polygons_of(topology, "seas") + polygons_of(topology, "lakes")

    wet = [
        name
        for x, y, name, _ in read("labels.en.json")["settlement"]
        if is_inside((x, y), water)
    ]

    assert wet == []
