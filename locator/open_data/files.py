"""Places as files of open data, written while they are sent."""

import json
from collections.abc import Callable, Iterator
from itertools import islice
from typing import NamedTuple

from django.core.serializers.json import DjangoJSONEncoder
from django.utils import translation
from django.utils.timezone import localdate

from kztopup.lib.api import COMPACT
from locator.open_data.csv import csv_lines
from locator.open_data.records import COPYRIGHT_URL, LICENCE, records
from locator.open_data.xml import gpx_lines, kml_lines


def geojson_lines(places) -> Iterator[str]:
    """Yield the places as lines of GeoJSON, the licence's notice as its members."""
    about = {"licence": f"{LICENCE}: {COPYRIGHT_URL}", "day": localdate()}
    yield f'{{"type":"FeatureCollection",{compact_json(about)[1:-1]},"features":['
    comma = ""
    for record in records(places):
        latitude, longitude = record.pop("latitude"), record.pop("longitude")
        feature = {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [longitude, latitude]},
            "properties": record,
        }
        yield f"{comma}\n{compact_json(feature)}"
        comma = ","
    yield "\n]}\n"


def compact_json(value) -> str:
    return json.dumps(value, cls=DjangoJSONEncoder, **COMPACT)


class Format(NamedTuple):
    """A kind of file: what it is called, and what writes it."""

    content_type: str
    lines: Callable[..., Iterator[str]]

    def blocks(self, places, language, size=250) -> Iterator[str]:
        """
        Yield the file in blocks: each is sent by itself, and a line is short.

        Only while one is made is the language the active one: whoever sends them may
        do something else meanwhile.
        """
        lines = self.lines(places)
        while True:
            with translation.override(language):
                block = "".join(islice(lines, size))
            if not block:
                return
            yield block


# By the end of the file's name.
FORMATS = {
    "csv": Format("text/csv; charset=utf-8", csv_lines),
    "geojson": Format("application/geo+json", geojson_lines),
    "kml": Format("application/vnd.google-earth.kml+xml", kml_lines),
    "gpx": Format("application/gpx+xml", gpx_lines),
}
