import re
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from locator.geo import geodesy
from locator.geo.directions import Directions, directions
from locator.geo.geodesy import Position

ALMATY = Position(43.238949, 76.889709)
LINKS = directions(ALMATY, "Magnum")

# Of RFC 5870, for WGS84 without an altitude; what follows is Android's.
GEO = re.compile(r"geo:(-?\d+(?:\.\d+)?),(-?\d+(?:\.\d+)?)(\?.*)?")


def query_of(address):
    return parse_qs(urlsplit(address).query, strict_parsing=True)


def test_2gis_gets_a_route_to_longitude_first_from_nowhere():
    path = unquote(urlsplit(LINKS.two_gis).path)

    assert LINKS.two_gis.startswith("https://2gis.kz/directions/points/")
    assert path == "/directions/points/|76.88971,43.23895"


def test_yandex_gets_a_route_to_latitude_first_from_nowhere():
    assert LINKS.yandex.startswith("https://yandex.ru/maps/?")
    assert query_of(LINKS.yandex) == {"rtext": ["~43.23895,76.88971"]}


def test_google_gets_a_destination_with_its_comma_encoded():
    assert LINKS.google.startswith("https://www.google.com/maps/dir/?api=1&")
    assert query_of(LINKS.google)["destination"] == ["43.23895,76.88971"]
    assert "," not in LINKS.google


def test_apple_gets_a_route():
    assert LINKS.apple.startswith("https://maps.apple.com/?")
    assert query_of(LINKS.apple) == {"daddr": ["43.23895,76.88971"]}


def test_geo_is_of_the_rfc_and_names_a_marker_for_android():
    latitude, longitude, query = GEO.fullmatch(LINKS.geo).groups()

    assert (latitude, longitude) == ("43.23895", "76.88971")
    assert query == "?q=43.23895,76.88971(Magnum)"


@pytest.mark.parametrize("language", ["zh-hans", "en", "ru", "kk"])
def test_degrees_have_a_dot_in_every_language(language):
    with translation.override(language):
        assert directions(ALMATY, "Magnum") == LINKS


@given(
    st.floats(geodesy.SOUTH, geodesy.NORTH),
    st.floats(geodesy.WEST, geodesy.EAST),
    st.text(st.characters(exclude_categories=["Cs"])),
)
def test_no_label_changes_where_a_link_leads(latitude, longitude, label):
    links = directions(Position(latitude, longitude), label)

    for name, address in zip(Directions._fields, links, strict=True):
        assert re.fullmatch(r"[!-~]+", address)
        assert not set('<>"') & set(address), name
        degrees = [float(found) for found in re.findall(r"\d+\.\d{5}", address)]
        if name == "two_gis":
            degrees.reverse()
        assert degrees[:2] == [round(latitude, 5), round(longitude, 5)]
    assert query_of(links.apple).keys() == {"daddr"}
    assert unquote(links.geo).endswith(f"({label})")
