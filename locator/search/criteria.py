"""
Tri-state criteria: whether a place tops up, takes what a visitor holds, is open.

Each gives CONFIRMED, YES, UNKNOWN or NO. Places of which it is unknown are never left
out: they are listed under a heading of their own.
"""

from datetime import datetime
from enum import IntEnum

import numpy as np

from locator.models import Brand
from locator.open_states import first_of, open_states
from locator.published import NO, UNKNOWN, YES, PlaceColumns
from locator.search.filters import Filters


class Certainty(IntEnum):
    """How certain it is that a place is what is asked for, the most certain first."""

    ALL = 0
    TOPS_UP = 1
    LITTLE = 2
    # Something of it is known not to be so.
    RULED_OUT = 3


def tops_up(places: PlaceColumns, operator: Brand | None) -> np.ndarray:
    """
    Return for each brand whether it tops up the operator.

    Without an operator, whether it tops up any.
    """
    if operator:
        return places.tops_up.get(operator.pk, unknown(places))
    return np.maximum.reduce([unknown(places), *places.tops_up.values()])


def takes(places: PlaceColumns, holds: str) -> np.ndarray:
    """Return for each brand whether its places take what the visitor holds."""
    return places.takes.get(holds, unknown(places))


def unknown(places: PlaceColumns) -> np.ndarray:
    return np.full(len(places.brands), UNKNOWN, np.int8)


def is_open(places: PlaceColumns, moment: datetime) -> np.ndarray:
    """Return for each place whether it is open, by its own hours."""
    states, _expires_at = open_states(places.hours_texts, moment)
    by_hours = {True: YES, False: NO, None: UNKNOWN}
    return np.array([by_hours[state.is_open] for state in states], np.int8)[
        places.hours
    ]


def certainty_of(
    places: PlaceColumns, filters: Filters, moment: datetime
) -> np.ndarray:
    """
    Return for each place how certain it is that it is what is asked for.

    That it tops up the operator, or any operator if none is chosen, is always asked.
    """
    topping_up = tops_up(places, filters.operator)
    least = topping_up
    if filters.holds:
        least = np.minimum(least, takes(places, filters.holds))
    certainty = np.full(len(least), Certainty.LITTLE, np.int8)
    certainty[topping_up >= YES] = Certainty.TOPS_UP
    # Brands are few: by place only what is so by place.
    if filters.is_open:
        least = np.minimum(least[places.brand], is_open(places, moment))
        certainty = certainty[places.brand]
    certainty[least >= YES] = Certainty.ALL
    certainty[least == NO] = Certainty.RULED_OUT
    return certainty if filters.is_open else certainty[places.brand]


def answer_expires_at(
    places: PlaceColumns,
    filters: Filters,
    moment: datetime,
    *others: datetime | None,
) -> datetime | None:
    """
    Return the first of the moments at which an answer to the filters must be made anew.

    One more, where open places are asked for: those left out may open.
    """
    if filters.is_open:
        _states, expires_at = open_states(places.hours_texts, moment)
        others = (*others, expires_at)
    return first_of(others)
