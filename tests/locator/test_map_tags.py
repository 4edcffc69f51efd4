"""What a page says of its map before it is opened."""

import re

import pytest

from locator.templatetags import maps
from tests.helpers.factories import make_place
from tests.helpers.pages import parse

pytestmark = pytest.mark.django_db

LIST = "/en/places/"


@pytest.fixture
def set_host(monkeypatch):
    """Return what sets the address of the tiles of streets."""

    def set_host(url):
        layer = ("Streets", url, {"attribution": "©"})
        monkeypatch.setitem(maps.leaflet_settings, "TILES", [layer])

    return set_host


def map_of(client):
    make_place()
    [section] = parse(client.get(LIST)).xpath("//section[@class='map']")
    return section


def text_of(section, name):
    [part] = section.xpath(f".//*[contains(@class, '{name}')]")
    return " ".join(part.text_content().split())


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://tiles.example/{z}/{x}/{y}.png", "tiles.example"),
        ("https://{s}.tiles.example/{z}/{x}/{y}.png", "tiles.example"),
    ],
)
def test_button_says_whose_streets_come_and_that_they_use_data(
    client, set_host, url, host
):
    set_host(url)

    section = map_of(client)

    words = text_of(section, "map-open-streets")
    assert re.fullmatch(rf"Map with streets \d+ KB \+ {host}, uses data", words)
    assert f"Streets come from {host}" in text_of(section, "map-legend")


def test_without_a_host_nothing_of_streets_is_offered(client, set_host):
    set_host("")

    section = map_of(client)

    assert re.fullmatch(r"On a map \d+ KB", text_of(section, "map-offer"))
    assert "treets" not in section.text_content()
    assert section.xpath(".//*[@data-streets]") == []
    assert '"tiles":null' in section.get("data-settings").replace(" ", "")


def test_key_names_the_shapes(client):
    words = text_of(map_of(client), "map-legend")

    assert words.startswith("Circle: operators’ offices. Square: stores. Diamond:")
