"""
Files of places, read into rows. No database.

A reader understands one format and nothing of brands or of what is in the database
(`locator.imports.plan`). The one format so far is Overpass JSON.
"""

import json
import math
from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from typing import Any, BinaryIO, NamedTuple

from locator.geo.geodesy import Position

LONGEST_NAME = 200


class UnreadableFile(Exception):
    """The file cannot be imported at all; the message is a sentence that says why."""


class Reason(StrEnum):
    """Why something in a file becomes no place."""

    NO_ID = "no type and number of an OpenStreetMap object"
    TWICE = "already met in this file"
    NO_POSITION = "no coordinates"
    ABROAD = "outside Kazakhstan"
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
    OLDER = "the place was seen in a newer extract"


class Row(NamedTuple):
    """One object of a source, in OpenStreetMap's terms: cleaned, not yet understood."""

    source_id: str
    position: Position
    tags: dict[str, str]

    @property
    def is_node(self) -> bool:
        return self.source_id.startswith("node/")


class LeftOut(NamedTuple):
    """Something in a file that becomes no place, and why."""

    source_id: str
    name: str
    reason: Reason


class Extract(NamedTuple):
    """What a file holds; `day` is when its source was as the file says, if known."""

    source: str
    day: date | None
    rows: list[Row]
    left_out: list[LeftOut]


def read_overpass(file: BinaryIO) -> Extract:
    """
    Read Overpass JSON: nodes with a position, ways and relations with a centre.

    Bad elements are left out with a reason; a file that is something else, or one
    that Overpass did not finish, raises UnreadableFile.
    """
    document = parse_json(file)
    if not isinstance(document, dict) or not isinstance(document.get("elements"), list):
        raise UnreadableFile("This JSON is not from Overpass: it has no “elements”.")
    # An unfinished answer looks like a complete one in which places have vanished.
    remark = document.get("remark")
    if isinstance(remark, str) and "error" in remark:
        raise UnreadableFile(f"Overpass did not finish this file: {clean(remark)}")
    rows: list[Row] = []
    left_out: list[LeftOut] = []
    for element in without_repeats(map(read_element, document["elements"])):
        if isinstance(element, Row):
            rows.append(element)
        else:
            left_out.append(element)
    return Extract("osm", extract_day(document), rows, left_out)


def parse_json(file: BinaryIO) -> Any:
    try:
        return json.loads(file.read())
    except (ValueError, RecursionError) as error:
        raise UnreadableFile("This file is not JSON.") from error


def extract_day(document: dict[str, Any]) -> date | None:
    """Return the day of the OpenStreetMap data, in UTC, or None."""
    head = document.get("osm3s")
    stamp = head.get("timestamp_osm_base") if isinstance(head, dict) else None
    try:
        return date.fromisoformat(stamp[:10]) if isinstance(stamp, str) else None
    except ValueError:
        return None


def without_repeats(elements: Iterator[Row | LeftOut]) -> Iterator[Row | LeftOut]:
    """Pass each element on, but an id that was met before as left out."""
    met = set()
    for element in elements:
        if element.source_id and element.source_id in met:
            name = element.tags.get("name", "") if isinstance(element, Row) else ""
            yield LeftOut(element.source_id, name, Reason.TWICE)
        else:
            yield element
        met.add(element.source_id)


def read_element(element: Any) -> Row | LeftOut:
    """Return one element as a row, or why it cannot be one."""
    element = element if isinstance(element, dict) else {}
    tags = read_tags(element.get("tags"))
    source_id = read_id(element)
    name = tags.get("name", "")
    position = read_position(element)
    if not source_id:
        reason = Reason.NO_ID
    elif position is None:
        reason = Reason.NO_POSITION
    elif not position.is_in_kazakhstan:
        reason = Reason.ABROAD
    elif len(name) > LONGEST_NAME:
        reason = Reason.LONG_NAME
    else:
        return Row(source_id, position, tags)
    return LeftOut(source_id, name[:LONGEST_NAME], reason)


def read_id(element: dict[str, Any]) -> str:
    """Return an id like `node/455447679`, or an empty text."""
    kind, number = element.get("type"), element.get("id")
    is_known = kind in ("node", "way", "relation")
    # True is an int in Python; OpenStreetMap's ids are 64-bit numbers.
    is_number = type(number) is int and 0 < number < 2**63
    return f"{kind}/{number}" if is_known and is_number else ""


def read_position(element: dict[str, Any]) -> Position | None:
    centre = element.get("center")
    point = centre if isinstance(centre, dict) else element
    degrees = [point.get("lat"), point.get("lon")]
    if not all(type(value) in (int, float) for value in degrees):
        return None
    try:
        position = Position(*map(float, degrees))
    except OverflowError:
        return None
    return position if all(map(math.isfinite, position)) else None


def read_tags(tags: Any) -> dict[str, str]:
    """Return the tags that are texts and say something, cleaned."""
    if not isinstance(tags, dict):
        return {}
    cleaned = {key: clean(value) for key, value in tags.items() if type(value) is str}
    return {key: value for key, value in cleaned.items() if value}


def clean(text: str) -> str:
    """
    Return the text with single spaces and nothing that cannot be printed.

    PostgreSQL refuses a NUL and no database takes half a surrogate pair.
    """
    words = " ".join(text.split())
    return "".join(letter for letter in words if letter.isprintable())
