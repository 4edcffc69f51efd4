"""Read Overpass JSON, what OpenStreetMap's query servers answer, into rows."""

import json
import math
from collections.abc import Iterator
from datetime import date
from typing import Any, BinaryIO

from locator.geo.geodesy import Position
from locator.imports.rows import Extract, LeftOut, Reason, Row, UnreadableFile, clean

LONGEST_NAME = 200


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
        reason = Reason.SWAPPED if position.looks_swapped else Reason.ABROAD
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
