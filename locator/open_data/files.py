"""Places as files of open data, written while they are sent."""

import csv
import json
from collections.abc import Callable, Iterator
from itertools import islice
from typing import NamedTuple

from django.core.serializers.json import DjangoJSONEncoder
from django.utils.timezone import localdate

from kztopup.lib.api import COMPACT
from locator.open_data.records import COLUMNS, COPYRIGHT_URL, LICENCE, notice, records
from locator.open_data.xml import gpx_lines, kml_lines

# What a spreadsheet takes for the beginning of a formula.
FORMULA_MARKS = ("=", "+", "-", "@", "\t", "\r")

# What people write: a phone's plus or a source's id is no formula of theirs.
FREE_TEXTS = ("name", "address")


class Echo:
    """A file that hands back what is written to it."""

    def write(self, text):
        return text


def csv_lines(places) -> Iterator[str]:
    """
    Yield the places as lines of CSV, the licence's notice first.

    The notice is a comment line, as the W3C's model for tabular data has it (`#`).
    """
    writer = csv.writer(Echo())
    yield f"# {notice()}\r\n"
    yield writer.writerow(COLUMNS)
    for record in records(places):
        for column in FREE_TEXTS:
            record[column] = without_formula(record[column])
        yield writer.writerow(record.values())


def without_formula(text: str) -> str:
    """Put an apostrophe before a text that a spreadsheet would calculate."""
    return "'" + text if text.startswith(FORMULA_MARKS) else text


def geojson_lines(places) -> Iterator[str]:
    """Yield the places as lines of GeoJSON, the licence's notice as its members."""
    about = {"licence": f"{LICENCE}: {COPYRIGHT_URL}", "day": localdate()}
    yield f'{{"type":"FeatureCollection",{as_json(about)[1:-1]},"features":['
    comma = ""
    for record in records(places):
        latitude, longitude = record.pop("latitude"), record.pop("longitude")
        feature = {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [longitude, latitude]},
            "properties": record,
        }
        yield f"{comma}\n{as_json(feature)}"
        comma = ","
    yield "\n]}\n"


def as_json(value) -> str:
    return json.dumps(value, cls=DjangoJSONEncoder, **COMPACT)


class Format(NamedTuple):
    """A kind of file: what it is called, and what writes it."""

    content_type: str
    lines: Callable[..., Iterator[str]]

    def blocks(self, places, size=500) -> Iterator[str]:
        """Yield the file in blocks: each is sent by itself, and a line is short."""
        lines = self.lines(places)
        while block := "".join(islice(lines, size)):
            yield block


# By the end of the file's name.
FORMATS = {
    "csv": Format("text/csv; charset=utf-8", csv_lines),
    "geojson": Format("application/geo+json", geojson_lines),
    "kml": Format("application/vnd.google-earth.kml+xml", kml_lines),
    "gpx": Format("application/gpx+xml", gpx_lines),
}
