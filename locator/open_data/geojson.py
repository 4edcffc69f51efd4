"""Places as features of GeoJSON, as programs get them."""

from collections.abc import Iterable
from datetime import date, datetime
from functools import cache
from typing import NamedTuple

from django.conf import settings
from django.db import connection
from django.urls import reverse

from locator.cards import place_in_words, ways_there
from locator.hours.state import OpenState
from locator.hours.text import state_in_words
from locator.labels import label_at, label_in_words, name_with_label
from locator.models import Place, Verdict
from locator.open_states import open_states
from locator.published import PlaceColumns
from locator.words import signposted_text


class Row(NamedTuple):
    """The columns read of a place: the tables in memory have the rest."""

    id: int
    name: str
    address: str
    near: str
    opening_hours: str
    checked_on: date | None
    latitude: float
    longitude: float


def features(
    places: PlaceColumns,
    found: Iterable[tuple],
    moment: datetime,
    *,
    with_lines: bool = False,
) -> tuple[list[dict], datetime | None]:
    """
    Return rows of places as features, and when the first must be told anew.

    `found` has the rows in their order, each with how far away it is, or None. One
    query, however many places; those that are gone by now are left out.
    """
    found = list(found)
    by_key = rows_with([places.key_of(index) for index, _away in found])
    found = [
        (by_key[key], index, away)
        for index, away in found
        if (key := places.key_of(index)) in by_key
    ]
    states, expires_at = open_states([row.opening_hours for row, *_ in found], moment)
    # Many places are in one town.
    page = cache(settlement_page)
    shown = []
    for (row, index, away), state in zip(found, states, strict=True):
        properties = properties_of(places, index, row, state)
        properties["url"] = f"{page(properties['settlement'])}{row.id}/"
        if away:
            properties["distance_m"] = round(away.distance_km * 1000)
        if with_lines:
            properties["lines"] = lines_of(places, index, row, state)
            properties["links"] = links_of(places, index)
        shown.append(feature(row, properties))
    return shown, expires_at


def properties_of(places: PlaceColumns, index: int, row: Row, state: OpenState) -> dict:
    brand = places.brand_of(index)
    operators = places.operators[places.brand[index]]
    return {
        "id": row.id,
        "brand": brand.slug,
        "kind": brand.kind,
        "name": row.name,
        "address": row.address,
        "near": row.near,
        "settlement": places.settlement_of(index).slug,
        "opening_hours": row.opening_hours,
        "checked_on": row.checked_on,
        "open": state.is_open,
        "tops_up": slugs(operators[Verdict.CONFIRMED]),
        "said_to_top_up": slugs(operators[Verdict.SAID]),
    }


def lines_of(places: PlaceColumns, index: int, row: Row, state: OpenState) -> list[str]:
    """
    Return in a few lines where the place is, its kind and hours, and whom it tops up.

    In the active language; hours that are not known are left out.
    """
    return place_in_words(
        places.settlement_of(index).name,
        label_in_words(label_at(places, index), signposted_text),
        places.brand_of(index).kind,
        state_in_words(state).words if row.opening_hours else "",
        places.operators[places.brand[index]],
    )


def links_of(places: PlaceColumns, index: int) -> list[dict]:
    """Return the ways to the place in other maps, as its card has them."""
    name = places.brand_of(index).name
    title = name_with_label(name, label_at(places, index))
    return [
        {
            "words": link["words"],
            "title": link["title"],
            "url": link["url"],
            "is_for_phones": "is_for_phones" in link,
        }
        for link in ways_there(places.points.position(index), name, title)
    ]


def rows_with(keys: list[int]) -> dict[int, Row]:
    """Return the published places with the keys. In SQL: the ORM would cost more."""
    if not keys:
        return {}
    marks = ", ".join(["%s"] * len(keys))
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {', '.join(Row._fields)} FROM locator_place "
            f"WHERE status = %s AND id IN ({marks})",
            [Place.Status.PUBLISHED.value, *keys],
        )
        return {row[0]: Row._make(row) for row in cursor.fetchall()}


def slugs(rows) -> list[str]:
    return [row.slug for row in rows]


def settlement_page(slug: str) -> str:
    """Return the address that those of the settlement's places begin with."""
    return settings.SITE_URL + reverse("locator:settlement", args=[slug])


def feature(row: Row, properties: dict) -> dict:
    """Return a feature; longitude comes first, as RFC 7946 has it."""
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [row.longitude, row.latitude]},
        "properties": properties,
    }
