"""Places as open data."""

import csv
from collections.abc import Iterator

from django.utils.timezone import localdate

COLUMNS = [
    "id",
    "brand",
    "kind",
    "name",
    "address",
    "settlement",
    "latitude",
    "longitude",
    "opening_hours",
    "phone",
    "website",
    "status",
    "source",
    "source_id",
    "seen_on",
    "checked_on",
]

# What a spreadsheet takes for the beginning of a formula.
FORMULA_MARKS = ("=", "+", "-", "@", "\t", "\r")


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
    yield (
        f"# kztopup places of {localdate():%Y-%m-%d}. © OpenStreetMap contributors, "
        "ODbL 1.0: https://www.openstreetmap.org/copyright\r\n"
    )
    yield writer.writerow(COLUMNS)
    for place in places.select_related("brand", "settlement").order_by("pk").iterator():
        yield writer.writerow(csv_row(place))


def csv_row(place) -> list:
    """Return the values of COLUMNS; free text cannot start a formula."""
    return [
        place.pk,
        place.brand.slug,
        place.brand.kind,
        without_formula(place.name),
        without_formula(place.address),
        place.settlement.slug,
        place.latitude,
        place.longitude,
        place.opening_hours,
        place.phone,
        place.website,
        place.status,
        place.source,
        place.source_id or "",
        place.seen_on or "",
        place.checked_on or "",
    ]


def without_formula(text: str) -> str:
    """Put an apostrophe before a text that a spreadsheet would calculate."""
    return "'" + text if text.startswith(FORMULA_MARKS) else text
