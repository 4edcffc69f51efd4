"""
The result of every reader: rows of a file, and what of it is none. No database.

A reader is a module of this package for one format, and understands nothing of brands
or of what is in the database (`locator.imports.plan` does).
"""

from datetime import date
from enum import StrEnum
from typing import NamedTuple

from locator.geo.geodesy import Position


class UnreadableFile(Exception):
    """The file cannot be imported at all; the message is a sentence that says why."""


class Reason(StrEnum):
    """Why something in a file becomes no place."""

    NO_ID = "no type and number of an OpenStreetMap object"
    TWICE = "already met in this file"
    NO_POSITION = "no coordinates"
    ABROAD = "outside Kazakhstan"
    SWAPPED = "outside Kazakhstan: latitude and longitude look swapped"
    LONG_NAME = "name too long"
    BANK = "bank"
    ATM = "ATM"
    PARCEL_LOCKER = "parcel locker"
    POST = "post office"
    MALL = "shopping mall"
    CAR_PARK = "car park"
    OTHER_TELECOM = "TV tower, broadcaster or other telecom, of no operator"
    PHONE_SHOP = "phone shop of no operator"
    OTHER_STORE = "shop of no known chain"
    OTHER_TERMINAL = "payment terminal of no known company"
    LOOK_ALIKE = "name of a brand, but not its kind of place"
    OTHER = "something else"
    CLOSED = "closed on all days, by its opening hours"
    OLDER = "the place was seen in a newer extract"


class Row(NamedTuple):
    """One object of a source, in OpenStreetMap's terms: cleaned, not yet understood."""

    source_id: str
    position: Position
    tags: dict[str, str]


class LeftOut(NamedTuple):
    """Something in a file that becomes no place, and why."""

    source_id: str
    name: str
    reason: Reason


class Extract(NamedTuple):
    """The rows of a file; `day` is when its source was as the file says, if known."""

    source: str
    day: date | None
    rows: list[Row]
    left_out: list[LeftOut]


def clean(text: str) -> str:
    """
    Return the text with single spaces and nothing that cannot be printed.

    PostgreSQL refuses a NUL and no database takes half a surrogate pair.
    """
    words = " ".join(text.split())
    return "".join(letter for letter in words if letter.isprintable())
