"""Links that search for words in the maps that visitors use. No Django."""

from typing import NamedTuple
from urllib.parse import quote


class MapSearches(NamedTuple):
    """Addresses of one search in other maps; the place to search in is in its words."""

    two_gis: str
    google: str
    yandex: str


def map_searches(words: str) -> MapSearches:
    """
    Return links to a search, each in its documented form where there is one.

    2GIS: the address that its own site gives a search.

    Google Maps: https://developers.google.com/maps/documentation/urls/get-started

    Yandex Maps: `text`,
    https://yandex.com/dev/yandex-apps-launch-maps/doc/en/concepts/yandexmaps-web
    """
    query = quote(words, safe="")
    return MapSearches(
        two_gis=f"https://2gis.kz/search/{query}",
        google=f"https://www.google.com/maps/search/?api=1&query={query}",
        yandex=f"https://yandex.ru/maps/?text={query}",
    )
