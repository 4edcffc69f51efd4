from datetime import date

import gpxpy
import pytest
from fastkml import KML
from fastkml.validator import validate
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from locator.models import Place
from locator.open_data.files import FORMATS
from locator.open_data.records import COLUMNS
from locator.open_data.xml import allowed, as_text, link
from tests.factories import make_brand, make_place, make_settlement

EVERYTHING = {
    "name": "Магнум",
    "address": "проспект Абая, 1",
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
    return make_place(
        brand=make_brand(slug="magnum", kind="store"),
        settlement=make_settlement(slug="almaty"),
        **EVERYTHING,
    )


def file_of(tmp_path, extension):
    file = tmp_path / f"places.{extension}"
    keys = sorted(Place.objects.values_list("pk", flat=True))
    file.write_text("".join(FORMATS[extension].blocks(keys)))
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

    def test_says_whose_it_is(self, tmp_path):
        [document] = KML.parse(file_of(tmp_path, "kml")).features

        assert document.atom_author.name == "OpenStreetMap contributors"
        assert document.atom_link.href == "https://www.openstreetmap.org/copyright"
        assert "ODbL 1.0" in document.description


@pytest.mark.django_db
class TestGpx:
    def test_describes_a_place(self, tmp_path):
        make_full_place()

        [waypoint] = gpxpy.parse(file_of(tmp_path, "gpx").read_text()).waypoints

        assert (waypoint.latitude, waypoint.longitude) == (43.238, 76.945)
        assert waypoint.name == "Магнум"
        assert waypoint.comment == "проспект Абая, 1"
        assert waypoint.description == "Mo-Su 09:00-22:00 · +7 727 000 00 00"
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

    def test_leaves_out_what_is_not_known(self, tmp_path):
        make_place()

        _, waypoint = etree.parse(file_of(tmp_path, "gpx")).getroot()

        assert tags(waypoint) == ["name", "src", "type"]

    def test_says_whose_it_is_and_of_which_day(self, tmp_path):
        gpx = gpxpy.parse(file_of(tmp_path, "gpx").read_text())

        assert gpx.version == "1.1"
        assert gpx.copyright_author == "OpenStreetMap contributors"
        assert gpx.copyright_license.startswith("https://opendatacommons.org/")
        assert gpx.description.startswith("kztopup places of 20")
        assert gpx.time is None


def tags(element):
    return [etree.QName(child).localname for child in element]


@settings(deadline=None)
@given(st.text())
def test_every_text_is_well_formed(text):
    element = etree.fromstring(f"<a>{as_text(text)}</a>")

    assert (element.text or "") == allowed(text)


@settings(deadline=None)
@given(st.text())
def test_every_address_is_well_formed(text):
    address = etree.fromstring(link(f"https://{text}")).get("href")

    assert address == f"https://{allowed(text)}"


@pytest.mark.parametrize(
    "text", ["\0", "\x0b", "\x1b", "\x1f", "\ud800", "\udfff", "\ufffe", "\uffff"]
)
def test_leaves_out_what_xml_forbids(text):
    assert allowed(f"a{text}b") == "ab"


@pytest.mark.parametrize(
    "text", ["\t", "\n", "\r", " ", "\x7f", "\x85", "\u2028", "\ufffd", "\U0001f600"]
)
def test_keeps_what_xml_allows(text):
    assert allowed(text) == text
