"""Links that open a position in the map that a visitor uses. No Django."""

from typing import NamedTuple
from urllib.parse import quote

from locator.geo.geodesy import Position


class Directions(NamedTuple):
    """
    Addresses of one position in other maps, each in its documented form.

    None of them names where the visitor is: their own map knows that.
    """

    two_gis: str
    yandex: str
    google: str
    apple: str
    geo: str


def directions(position: Position, label: str) -> Directions:
    """
    Return links to a position: routes from where the visitor is; a marker for `geo:`.

    Degrees have a dot and 5 decimals (one metre), in every language.

    2GIS: the route of its own maps' button “go there with 2GIS”, longitude first, the
    first of two points left empty: https://github.com/2gis/mapsapi/pull/572

    Yandex Maps: `rtext`, latitude first, from `~` on:
    https://yandex.com/dev/yandex-apps-launch-maps/doc/en/concepts/yandexmaps-web

    Google Maps: `dir` without an origin, the comma encoded:
    https://developers.google.com/maps/documentation/urls/get-started

    Apple Maps: a route to `daddr`, from where the visitor is:
    https://developer.apple.com/library/archive/featuredarticles/iPhoneURLScheme_Reference/MapLinks/MapLinks.html

    `geo:`, RFC 5870; without Android's `q` its maps show no marker:
    https://www.rfc-editor.org/rfc/rfc5870
    https://developer.android.com/guide/components/intents-common#Maps
    """
    latitude, longitude = f"{position.latitude:.5f}", f"{position.longitude:.5f}"
    name = quote(label, safe="")
    return Directions(
        two_gis=f"https://2gis.kz/directions/points/%7C{longitude},{latitude}",
        yandex=f"https://yandex.ru/maps/?rtext=~{latitude},{longitude}",
        google="https://www.google.com/maps/dir/?api=1"
        f"&destination={latitude}%2C{longitude}",
        apple=f"https://maps.apple.com/?daddr={latitude},{longitude}",
        geo=f"geo:{latitude},{longitude}?q={latitude},{longitude}({name})",
    )
