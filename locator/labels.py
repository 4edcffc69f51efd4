"""
What tells a place from its neighbours, in a few words.

Its address; else what it stands by; else how far it is from the nearest address that is
known; else its coordinates, which also follow where a place of the same brand in the
same town would be called alike. Titles, cards, links, popups and files have it of here.
"""

from collections import Counter
from collections.abc import Callable
from enum import Enum, auto
from typing import NamedTuple

import numpy as np
from django.utils.html import conditional_escape
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from locator.geo.geodesy import Away, Position, away
from locator.models import Place
from locator.published import PlaceColumns, published_places
from locator.words import (
    LEAST_KM_FOR_DIRECTION,
    away_in_words,
    coordinate,
    legible,
)

# Farther than this, an address says nothing of where a place is.
FARTHEST_ADDRESS_KM = 1.5


class LabelKind(Enum):
    ADDRESS = auto()
    STREET = auto()
    CORNER = auto()
    NEAR_ADDRESS = auto()
    AWAY_FROM_ADDRESS = auto()
    COORDINATES = auto()


class Label(NamedTuple):
    """
    Where a place is: `signs` are the address or the streets of it, as signposted.

    `away` is where the place is from an address that is not its own; `is_shared` says
    that another one nearby would be called alike.
    """

    kind: LabelKind
    position: Position
    signs: tuple[str, ...] = ()
    away: Away | None = None
    is_shared: bool = False


def label_of(place: Place) -> Label:
    places = published_places()
    label = find_label(places, place.address, place.near, place.position)
    brand = places.brand_indices.get(place.brand_id)
    settlement = places.settlement_indices.get(place.settlement_id)
    return label._replace(is_shared=is_shared(places, label, brand, settlement))


def label_at(places: PlaceColumns, row: int) -> Label:
    """Return the label of a row of the places in memory; no query."""
    label = label_in_memory(places, row)
    brand, settlement = int(places.brand[row]), int(places.settlement[row])
    return label._replace(is_shared=is_shared(places, label, brand, settlement))


def label_in_memory(places: PlaceColumns, row: int) -> Label:
    return find_label(
        places,
        places.address_texts[places.address[row]],
        places.near_texts[places.near[row]],
        places.points.position(row),
    )


def find_label(
    places: PlaceColumns, address: str, near: str, position: Position
) -> Label:
    """Return the first that there is of a place, whatever its neighbours are called."""
    return own_label(address, near, position) or nearest_label(places, position)


def nearest_label(places: PlaceColumns, position: Position) -> Label:
    """Return how far a position is from the nearest known address, if one is near."""
    if found := nearest_address(places, position):
        address, there = found
        is_near = there.distance_km < LEAST_KM_FOR_DIRECTION
        kind = LabelKind.NEAR_ADDRESS if is_near else LabelKind.AWAY_FROM_ADDRESS
        return Label(kind, position, (address,), there)
    return Label(LabelKind.COORDINATES, position)


def own_label(address: str, near: str, position: Position) -> Label | None:
    """Return what a place itself says of where it is, if it does."""
    if address:
        return Label(LabelKind.ADDRESS, position, (address,))
    if near:
        streets = tuple(near.split(Place.CORNER, 1))
        kind = LabelKind.CORNER if len(streets) > 1 else LabelKind.STREET
        return Label(kind, position, streets)
    return None


def nearest_address(
    places: PlaceColumns, position: Position
) -> tuple[str, Away] | None:
    """Return the nearest known address, within 1.5 km, and where one is from it."""
    rows, kilometres, _bearings = places.points.nearest(
        position, 1, places.with_address, places.keys
    )
    if not len(rows) or kilometres[0] > FARTHEST_ADDRESS_KM:
        return None
    address = places.address_texts[places.address[rows[0]]]
    return address, away(places.points.position(rows[0]), position)


def is_shared(places: PlaceColumns, label: Label, brand, settlement) -> bool:
    """Whether another of the brand in the settlement is called so in this language."""
    if label.kind == LabelKind.COORDINATES or None in (brand, settlement):
        return False
    group = brand, settlement, get_language()
    if group not in places.label_counts:
        there = (places.brand == brand) & (places.settlement == settlement)
        labels = (label_in_memory(places, row) for row in np.flatnonzero(there))
        places.label_counts[group] = Counter(map(label_in_words, labels))
    return places.label_counts[group][label_in_words(label)] > 1


def label_in_words(label: Label, show: Callable[[str], str] = legible):
    """
    Return the label, in the language of the reader; `show` makes text of each sign.

    It is HTML if `show` returns HTML.
    """
    signs = [show(sign) for sign in label.signs]
    match label.kind:
        case LabelKind.ADDRESS:
            words = signs[0]
        case LabelKind.STREET:
            words = filled(_("near %(street)s"), street=signs[0])
        case LabelKind.CORNER:
            both = {"street": signs[0], "other": signs[1]}
            words = filled(_("corner of %(street)s and %(other)s"), **both)
        case LabelKind.NEAR_ADDRESS:
            words = filled(_("near %(address)s"), address=signs[0])
        case LabelKind.AWAY_FROM_ADDRESS:
            there = {"away": away_in_words(label.away), "address": signs[0]}
            words = filled(_("%(away)s of %(address)s"), **there)
        case LabelKind.COORDINATES:
            words = in_degrees(label.position)
    if label.is_shared:
        where = {"where": words, "point": in_degrees(label.position)}
        words = filled(_("%(where)s (%(point)s)"), **where)
    return words


def name_with_label(name: str, label: Label, show: Callable[[str], str] = legible):
    """Return what no other place of the town is called: “Magnum, Tole Bi 229”."""
    words = {"name": name, "where": label_in_words(label, show)}
    if label.kind in (LabelKind.STREET, LabelKind.NEAR_ADDRESS):
        return filled(_("%(name)s %(where)s"), **words)
    return filled(_("%(name)s, %(where)s"), **words)


def in_degrees(position: Position) -> str:
    return f"{coordinate(position.latitude)}, {coordinate(position.longitude)}"


def filled(sentence: str, **values):
    """Return a translated sentence with the values; as HTML if one of them is."""
    if not any(hasattr(value, "__html__") for value in values.values()):
        return sentence % values
    escaped = {name: conditional_escape(value) for name, value in values.items()}
    return mark_safe(sentence % escaped)
