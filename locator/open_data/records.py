"""A place as a record of open data: what it says, and the licence that it has."""

from collections.abc import Iterator

from django.utils.timezone import localdate

# Where the model keeps what each column says.
COLUMNS = {
    "id": "pk",
    "brand": "brand__slug",
    "kind": "brand__kind",
    "name": "name",
    "address": "address",
    "settlement": "settlement__slug",
    "latitude": "latitude",
    "longitude": "longitude",
    "opening_hours": "opening_hours",
    "phone": "phone",
    "website": "website",
    "status": "status",
    "source": "source",
    "source_id": "source_id",
    "seen_on": "seen_on",
    "checked_on": "checked_on",
}

OWNER = "OpenStreetMap contributors"
LICENCE = f"© {OWNER}, ODbL 1.0"
LICENCE_URL = "https://opendatacommons.org/licenses/odbl/1-0/"
COPYRIGHT_URL = "https://www.openstreetmap.org/copyright"


def notice() -> str:
    """Return whose the places are, under which licence, and of which day."""
    return f"kztopup places of {localdate():%Y-%m-%d}. {LICENCE}: {COPYRIGHT_URL}"


def records(places) -> Iterator[dict]:
    """
    Yield the places as dicts by COLUMNS, for one query and little memory.

    Dates and whatever else is not known are None; texts are then empty.
    """
    rows = places.order_by("pk").values_list(*COLUMNS.values())
    for row in rows.iterator(chunk_size=500):
        yield dict(zip(COLUMNS, row, strict=True))
