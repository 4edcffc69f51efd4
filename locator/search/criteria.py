"""
What visitors ask of places, first of all what may not be known of them.

A criterion sorts places into those it is known to hold for, those it is known not to,
and the rest. The rest is never left out: it stands under a heading of its own.
"""

from collections.abc import Iterable
from datetime import datetime
from functools import reduce
from operator import and_, or_
from typing import NamedTuple

from django.db.models import Q

from locator.models import LIKELY, Brand, Place, PlaceQuerySet, Verdict, WayToPay

NOBODY = Q(pk__in=[])


class Criterion(NamedTuple):
    """Which places are known to meet it, and which are known not to."""

    yes: Q
    no: Q


def tops_up(operator: Brand | None) -> Criterion:
    """Confirmed or said to top up the operator; without one, any operator."""
    yes = Q(brand__in=Brand.objects.topping_up(operator))
    if operator is None:
        return Criterion(yes, NOBODY)
    return Criterion(yes, Q(brand__in=Brand.objects.not_topping_up(operator)))


def takes(holds: str) -> Criterion:
    """Confirmed or said to take at its places what the visitor holds."""
    ways = WayToPay.objects.on_site().filter(holds=holds)
    likely = ways.filter(verdict__in=LIKELY).values("brand")
    refusing = ways.filter(verdict=Verdict.NO).values("brand")
    return Criterion(Q(brand__in=likely), Q(brand__in=refusing) & ~Q(brand__in=likely))


def is_open(moment: datetime) -> Criterion:
    """Open at the moment, by the hours of the place itself."""
    hours = Place.objects.published().hours_at(moment)
    return Criterion(
        Q(opening_hours__in=hours[True]), Q(opening_hours__in=hours[False])
    )


def asked(wanted: dict, moment: datetime) -> list[Criterion]:
    """
    Return what a valid form of a search asks of places.

    Whatever else: that they top up the operator or, without one, any operator.
    """
    criteria = [tops_up(wanted["tops_up"])]
    if wanted["holds"]:
        criteria.append(takes(wanted["holds"]))
    if wanted["open"]:
        criteria.append(is_open(moment))
    return criteria


def narrowed(places: PlaceQuerySet, wanted: dict) -> PlaceQuerySet:
    """Return those of the settlement, the brand and the kind that a search asks for."""
    fields = {"settlement": "settlement", "brand": "brand", "kind": "brand__kind"}
    return places.filter(
        **{field: wanted[name] for name, field in fields.items() if wanted[name]}
    )


def all_met(criteria: Iterable[Criterion]) -> Q:
    return reduce(and_, (criterion.yes for criterion in criteria), Q())


def any_failed(criteria: Iterable[Criterion]) -> Q:
    return reduce(or_, (criterion.no for criterion in criteria), NOBODY)
