import html
from datetime import date

import gpxpy
import pytest
from fastkml import KML
from fastkml.validator import validate
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from locator.models import Place, Verdict
from locator.open_data.records import COLUMNS
from locator.open_data.xml import Writer, allowed
from tests.helpers.factories import (
    make_brand,
    make_operator_brand,
    make_place,
    make_settlement,
    make_top_up,
)
from tests.helpers.readers import written

EVERYTHING = {
    "name": "Магнум",
    "address": "проспект Абая, 1",
    "near": "улица Гоголя",
    "latitude": 43.238,
    "longitude": 76.945,
    "opening_hours": "Mo-Su 09:00-22:00",
    "phone": "+7 727 000 00 00",
    "website": "https://example.org/?a=1&b=<2>",
    "source": Place.Source.OSM,
    "source_id": "node/1",
    "seen_on": date(2026, 9, 30),
    "checked_on": date(2026, 11, 22),
}


def make_full_place():
    magnum = make_brand(slug="magnum", kind="store")
    make_top_up(magnum, make_operator_brand("kcell", "Kcell"), Verdict.CONFIRMED)
    make_top_up(magnum, make_operator_brand("tele2", "<Tele2>"), Verdict.SAID)
    almaty = make_settlement(slug="almaty", name="Almaty", name_kk="Алматы")
    return make_place(brand=magnum, settlement=almaty, **EVERYTHING)


KNOWN = {
    "en": [
        "Almaty · проспект Абая, 1",
        "Store · every day 09:00–22:00",
        "Tops up: Kcell",
        "Said to top up: <Tele2>",
        "+7 727 000 00 00",
        "checked on 22 November 2026",
    ],
    "kk": [
        "Алматы · проспект Абая, 1",
        "Дүкен · күн сайын 09:00–22:00",
        "Толықтырады: Kcell",
        "Мұнда толықтырылады деседі: <Tele2>",
        "+7 727 000 00 00",
        "2026 жылғы 22 қараша күні тексерілді",
    ],
}
UNKNOWN = [
    "Town",
    "Store · hours not known: ask first",
    "Not sure: ask first",
    "not checked yet",
]


def file_of(tmp_path, extension):
    file = tmp_path / f"places.{extension}"
    file.write_text(written(extension))
    return file


@pytest.mark.django_db
class TestKml:
    def test_is_what_the_schema_says(self, tmp_path):
        make_full_place()
        make_place(name="\x0b<&>", phone="\ufffe")

        assert validate(file_to_validate=file_of(tmp_path, "kml")) is True

    def test_has_every_column(self, tmp_path):
        place = make_full_place()

        [document] = KML.parse(file_of(tmp_path, "kml")).features

        [placemark] = document.features
        columns = {one.name: one.value for one in placemark.extended_data.elements}
        assert columns == {
            "id": str(place.pk),
            "brand": "magnum",
            "kind": "store",
            "settlement": "almaty",
            "status": "published",
            **{name: str(value) for name, value in EVERYTHING.items()},
        }
        assert columns.keys() == COLUMNS.keys()
        assert (placemark.geometry.x, placemark.geometry.y) == (76.945, 43.238)
        assert placemark.phone_number == "+7 727 000 00 00"

    @pytest.mark.parametrize("language", KNOWN)
    def test_says_in_a_language_what_is_known(self, language):
        make_full_place()

        text = written("kml", language=language)

        [document] = KML.from_string(text.partition("\n")[2]).features
        [placemark] = document.features
        name, description = placemark.name, placemark.description
        assert name == "Магнум, проспект Абая, 1"
        assert [html.unescape(line) for line in description.split("<br>")] == (
            KNOWN[language]
        )
        assert "<T" not in description

    def test_says_whose_it_is(self, tmp_path):
        [document] = KML.parse(file_of(tmp_path, "kml")).features

        assert document.atom_author.name == "OpenStreetMap contributors"
        assert document.atom_link.href == "https://www.openstreetmap.org/copyright"
        assert "ODbL 1.0" in document.description


@pytest.mark.django_db
class TestGpx:
    @pytest.mark.parametrize("language", KNOWN)
    def test_describes_a_place(self, language):
        make_full_place()

        [waypoint] = gpxpy.parse(written("gpx", language=language)).waypoints

        assert (waypoint.latitude, waypoint.longitude) == (43.238, 76.945)
        assert waypoint.name == "Магнум, проспект Абая, 1"
        assert waypoint.comment == "проспект Абая, 1"
        assert waypoint.description.splitlines() == KNOWN[language]
        assert waypoint.source == "osm node/1"
        assert waypoint.link == "https://example.org/?a=1&b=<2>"
        assert waypoint.type == "store"

    def test_keeps_to_the_order_of_the_schema(self, tmp_path):
        make_full_place()

        root = etree.parse(file_of(tmp_path, "gpx")).getroot()

        metadata, waypoint = root
        assert tags(metadata) == ["name", "desc", "copyright", "link"]
        assert tags(metadata[2]) == ["year", "license"]
        assert tags(waypoint) == ["name", "cmt", "desc", "src", "link", "type"]

    def test_tells_places_apart_of_which_little_is_known(self):
        brand, town = make_brand(kind="store"), make_settlement(name="Town")
        for latitude in (43.2, 43.3):
            make_place(brand=brand, settlement=town, name="SPAR", latitude=latitude)

        _, *waypoints = etree.fromstring(written("gpx").encode())

        names = [waypoint[0].text for waypoint in waypoints]
        assert names == ["SPAR, 43.20000, 76.94500", "SPAR, 43.30000, 76.94500"]
        assert tags(waypoints[0]) == ["name", "desc", "src", "type"]
        assert waypoints[0][1].text.splitlines() == UNKNOWN

    def test_hours_of_a_season_stand_as_they_are_written(self):
        """The file is read when the next seven days are long over."""
        make_place(opening_hours="Mar-Oct 09:00-18:00")

        assert "· Mar-Oct 09:00-18:00\n" in written("gpx")

    def test_says_whose_it_is_and_of_which_day(self, tmp_path):
        gpx = gpxpy.parse(file_of(tmp_path, "gpx").read_text())

        assert gpx.version == "1.1"
        assert gpx.copyright_author == "OpenStreetMap contributors"
        assert gpx.copyright_license.startswith("https://opendatacommons.org/")
        assert gpx.description.startswith("kztopup places of 20")
        assert gpx.time is None


def tags(element):
    return [etree.QName(child).localname for child in element]


@given(st.text())
def test_every_text_is_well_formed(text):
    xml = Writer()
    xml.add("a", text, href=allowed(text))

    element = etree.fromstring(xml.taken().encode())

    assert (element.text or "", element.get("href")) == (allowed(text), allowed(text))


@pytest.mark.parametrize(
    "text", ["\0", "\r", "\x0b", "\x1b", "\x1f", "\ud800", "\udfff", "\ufffe", "\uffff"]
)
def test_leaves_out_what_xml_forbids(text):
    assert allowed(f"a{text}b") == "ab"


@pytest.mark.parametrize(
    "text", ["\t", "\n", " ", "\x7f", "\x85", "\u2028", "\ufffd", "\U0001f600"]
)
def test_keeps_what_xml_allows(text):
    assert allowed(text) == text
