"""Facets: the options of each filter that have places, with how many."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

import numpy as np
from django.forms import BoundField
from django.utils.text import capfirst
from django.utils.translation import gettext

from locator.geo.geodesy import FAR_KM
from locator.models import Brand
from locator.published import CONFIRMED, YES, PlaceColumns
from locator.search.criteria import is_open, takes, tops_up
from locator.search.filters import Filters, is_asked_for, rows_of
from locator.search.forms import (
    ANY_DISTANCE_KM,
    HOLDINGS,
    RADII,
    PlaceSearchForm,
    in_km,
    operators,
)

FIRST = ["settlement", "tops_up", "kind", "open"]
MORE = ["holds", "brand", "radius_km"]


class Option(NamedTuple):
    """A value of a filter, and how it is offered."""

    value: str
    label: str
    is_chosen: bool = False


class Facet(NamedTuple):
    """A filter with its options: what choosing each would leave is counted."""

    name: str
    id: str
    label: str
    options: list[Option]
    is_used: bool


class Facets(NamedTuple):
    """The filters of a form: those that are seen, and those that are folded away."""

    first: list[Facet]
    more: list[Facet]

    @property
    def has_more_chosen(self) -> bool:
        """Whether one that is folded away is in use."""
        return any(facet.is_used for facet in self.more)


def facets(
    form: PlaceSearchForm, places: PlaceColumns, filters: Filters, moment: datetime
) -> Facets:
    """
    Return the filters of a form, with how many places choosing each option would leave.

    Only options with places are offered; a link to any other still works. The words,
    settlement, brand and kind that are chosen narrow the counts, the other filters do
    not. A chosen option is offered even with no place left. For an operator and for
    what a visitor holds, places that are confirmed to fit and those that are said to
    are counted apart; for “now” those whose hours say so.
    """
    rows = rows_of(places, filters)
    by_brand = np.bincount(places.brand[rows], minlength=len(places.brands))
    offered = {
        "settlement": settlements(places, filters),
        "tops_up": [
            counted_sure(
                operator.slug, operator.name, by_brand, tops_up(places, operator)
            )
            for operator in operators()
        ],
        "kind": kinds(places, filters),
        "open": [now(is_open(places, moment)[rows])],
        "holds": [
            counted_sure(holds, name, by_brand, takes(places, holds))
            for holds, name in HOLDINGS
        ],
        "brand": brands(places, filters),
        "radius_km": radii(places, filters),
    }
    by_name = {name: facet(form[name], options) for name, options in offered.items()}
    if filters.is_cut:
        by_name["radius_km"].options[0] = Option("", in_km(FAR_KM), is_chosen=True)
    if not (places.hours.any() or filters.is_open):
        # No hours are known: who asks for what is open would be told nothing.
        del by_name["open"]
    first, more = (
        [by_name[name] for name in names if name in by_name] for names in (FIRST, MORE)
    )
    return Facets(first, more)


def facet(field: BoundField, options: Iterable[Option]) -> Facet:
    chosen = str(field.value() or "")
    options = [Option("", field.field.empty_label), *options]
    options = [option._replace(is_chosen=option.value == chosen) for option in options]
    return Facet(field.name, field.id_for_label, field.label, options, bool(chosen))


def counted(value, name, count) -> Option:
    label = gettext("%(name)s (%(count)s)") % {"name": name, "count": count}
    return Option(str(value), label)


def counted_sure(value, name, counts, verdicts: np.ndarray) -> Option:
    """
    Count the places that fit, by how sure that is.

    Choosing it leaves those too of which it is not known.
    """
    confirmed, said = (
        int(np.sum(counts * (verdicts == verdict))) for verdict in (CONFIRMED, YES)
    )
    params = {"name": name, "confirmed": confirmed, "said": said}
    if confirmed and said:
        words = gettext("%(name)s (confirmed: %(confirmed)s, said: %(said)s)")
    elif confirmed:
        words = gettext("%(name)s (confirmed: %(confirmed)s)")
    elif said:
        words = gettext("%(name)s (said: %(said)s)")
    else:
        words = "%(name)s"
    return Option(value, words % params)


def now(states: np.ndarray) -> Option:
    """Count what is open now; without any hours there is nothing to count."""
    if count := np.count_nonzero(states == YES):
        return counted("now", gettext("Now"), count)
    return Option("now", gettext("Now"))


def settlements(places: PlaceColumns, filters: Filters) -> list[Option]:
    chosen, filters = filters.settlement, filters.without("settlement")
    if filters.is_cut:
        # Whoever names a town is shown it, however far away.
        filters = filters.without("radius_km")
    rows = rows_of(places, filters)
    found = with_chosen(
        places.settlements_with(rows), chosen, places.settlements_with()
    )
    # The largest first.
    found = sorted(found, key=lambda pair: (-pair[0].population, pair[0].pk))
    return [counted(town.slug, town.name, count) for town, count in found]


def brands(places: PlaceColumns, filters: Filters) -> list[Option]:
    rows = rows_of(places, filters.without("brand"))
    found = with_chosen(places.brands_with(rows), filters.brand, places.brands_with())
    return [counted(brand.slug, brand.name, count) for brand, count in found]


def kinds(places: PlaceColumns, filters: Filters) -> list[Option]:
    rows = rows_of(places, filters.without("kind"))
    counts = dict.fromkeys((brand.kind for brand, _ in places.brands_with()), 0)
    for brand, count in places.brands_with(rows):
        counts[brand.kind] += count
    return [
        counted(kind, capfirst(name), counts[kind])
        for kind, name in Brand.Kind.choices
        if counts.get(kind) or (kind in counts and kind == filters.kind)
    ]


def with_chosen(found: list[tuple], chosen, available: list[tuple]) -> list[tuple]:
    """Return the rows with their counts; the chosen one with 0, if it is not there."""
    is_found = chosen in (row for row, _count in found)
    is_available = chosen in (row for row, _count in available)
    return [*found, (chosen, 0)] if is_available and not is_found else found


def radii(places: PlaceColumns, filters: Filters) -> list[Option]:
    """Offer how far to look; around a position, with how many of the places are in."""
    if not filters.position:
        return [
            Option(str(radius), words)
            for radius, words in RADII
            if radius != ANY_DISTANCE_KM
        ]
    rows = np.flatnonzero(is_asked_for(places, filters))
    distances = [radius for radius, _words in RADII]
    counts = places.points.count_within(filters.position, distances, rows)
    return [
        counted(radius, words, count)
        for (radius, words), count in zip(RADII, counts, strict=True)
    ]
