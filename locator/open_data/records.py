"""A place as a record of open data: what it says, and the licence that it has."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from locator.models import Place

# How many places are read by one query.
AT_ONCE = 500


class Column(NamedTuple):
    """A column: where the model keeps it, what it means, and an example."""

    lookup: str
    meaning: str
    example: str


COLUMNS = {
    "id": Column("pk", _("Number of the place. It never changes."), "123"),
    "brand": Column("brand__slug", _("Brand, as in our web addresses."), "magnum"),
    "kind": Column(
        "brand__kind",
        _("operator (an office), store, terminal, bank or post."),
        "store",
    ),
    "name": Column("name", _("Name, as the source writes it."), "Магнум"),
    "address": Column(
        "address", _("Address as signposted; empty if not known."), "проспект Абая, 10"
    ),
    "near": Column(
        "near",
        _(
            "Nearest street or corner of a place without an address, as signposted; it "
            "is not an address. “ / ” between two streets means a corner."
        ),
        "улица Гоголя / проспект Достык",
    ),
    "settlement": Column(
        "settlement__slug",
        _("City, town or village, as in our web addresses."),
        "almaty",
    ),
    "latitude": Column("latitude", _("Degrees north, WGS 84."), "43.238"),
    "longitude": Column("longitude", _("Degrees east, WGS 84."), "76.945"),
    "opening_hours": Column(
        "opening_hours",
        _("Opening hours in OpenStreetMap’s syntax; empty if not known."),
        "Mo-Su 09:00-22:00",
    ),
    "phone": Column(
        "phone",
        _("Phone number, as the source writes it; empty if not known."),
        "+7 727 000 00 00",
    ),
    "website": Column(
        "website", _("Page of the place; empty if not known."), "https://example.org/"
    ),
    "status": Column(
        "status",
        _("Always the same: hidden and closed places are not in the files."),
        "published",
    ),
    "source": Column(
        "source",
        _("Where the place comes from: osm (OpenStreetMap), staff or csv."),
        "osm",
    ),
    "source_id": Column(
        "source_id", _("Its id there; empty if it has none."), "node/1234567890"
    ),
    "seen_on": Column(
        "seen_on",
        _("Day on which the source had it; empty if not known."),
        "2026-09-30",
    ),
    "checked_on": Column(
        "checked_on",
        _("Day on which a person checked it; empty if nobody has."),
        "2026-11-22",
    ),
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
    # rewrite(False): no column is translated, and modeltranslation checks each.
    places = Place.objects.published().order_by("pk").rewrite(False)
    lookups = [column.lookup for column in COLUMNS.values()]
    for start in range(0, len(keys), AT_ONCE):
        some = places.filter(pk__in=keys[start : start + AT_ONCE])
        for row in some.values_list(*lookups):
            yield dict(zip(COLUMNS, row, strict=True))
