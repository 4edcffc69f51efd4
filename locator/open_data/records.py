"""A place as a record of open data: what it says, and the licence that it has."""

from collections.abc import Iterator, Sequence

from django.utils.timezone import localdate

from locator.models import Place

# How many places are read by one query.
AT_ONCE = 500

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

# What every answer says, whatever it is written in.
LICENCE_HEADERS = {"Link": f'<{LICENCE_URL}>; rel="license"'}


def notice() -> str:
    """Return whose the places are, under which licence, and of which day."""
    return f"kztopup places of {localdate():%Y-%m-%d}. {LICENCE}: {COPYRIGHT_URL}"


def records(keys: Sequence[int]) -> Iterator[dict]:
    """
    Yield the places with the keys as dicts by COLUMNS, with little memory.

    Dates and whatever else is not known are None; texts are then empty.
    """
    # Not rewritten: no column is translated, and modeltranslation would ask each.
    places = Place.objects.published().order_by("pk").rewrite(False)
    for start in range(0, len(keys), AT_ONCE):
        some = places.filter(pk__in=keys[start : start + AT_ONCE])
        for row in some.values_list(*COLUMNS.values()):
            yield dict(zip(COLUMNS, row, strict=True))
