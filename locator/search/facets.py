"""What the filters of the list offer: what has places, and how many."""

from bisect import bisect_right
from collections import Counter
from datetime import datetime
from typing import NamedTuple

from django.utils.functional import lazy
from django.utils.text import capfirst
from django.utils.translation import gettext

from locator.geo.geodesy import Position
from locator.models import LIKELY, Brand, Place, Settlement, TopUp, WayToPay

Holds = WayToPay.Holds
HOLDINGS = [
    (holds.value, capfirst(holds.label))
    for holds in (Holds.CASH, Holds.FOREIGN_CARD, Holds.KZ_CARD, Holds.KASPI)
]


def in_km(radius):
    return gettext("within %(km)s km") % {"km": radius}


RADII = [(radius, lazy(in_km, str)(radius)) for radius in (1, 2, 5, 10, 25, 50)]


class Option(NamedTuple):
    """A value of a filter, its name, and how many places choosing it would leave."""

    value: str
    name: str
    count: int

    @property
    def label(self) -> str:
        return gettext("%(name)s (%(count)s)") % self._asdict()


class LikelyOption(Option):
    """One that leaves more places than it counts: those of which it is not known."""

    @property
    def label(self) -> str:
        return gettext("%(name)s (known: %(count)s)") % self._asdict()


def options(places, chosen: dict[str, str], moment: datetime) -> dict[str, list]:
    """
    Return what a filter may be, and how many of the places choosing it would leave.

    Counted by the settlement, brand and kind chosen, and none of the others. What is
    chosen stays among them, though nothing may be left of it. Of an operator, of what
    a visitor holds and of “now”, counted are the places known or said to fit.
    """
    published = Place.objects.published()
    towns = by_pk(Settlement, published.values("settlement"))
    brands = by_pk(Brand, published.values("brand"))
    counts = {name: Counter() for name in ("settlement", "brand", "kind")}
    left, groups_left = Counter(), set()
    for row in places.counted():
        brand = brands[row.brand]
        values = {
            "settlement": towns[row.settlement].slug,
            "brand": brand.slug,
            "kind": brand.kind,
        }
        unmet = {
            name for name in values if chosen.get(name) not in (None, "", values[name])
        }
        if not unmet:
            left[brand.pk] += row.count
            groups_left.add((row.settlement, row.brand))
        for name, value in values.items():
            if unmet <= {name}:
                counts[name][value] += row.count
    known = {
        "settlement": {town.slug for town in towns.values()},
        "brand": {brand.slug for brand in brands.values()},
        "kind": {brand.kind for brand in brands.values()},
    }
    for name in counts:
        if chosen.get(name) in known[name]:
            counts[name][chosen[name]] += 0
    open_count = sum(
        row.count
        for row in places.open_at(moment).counted()
        if (row.settlement, row.brand) in groups_left
    )
    names = {brand.slug: brand.name for brand in brands.values()}
    largest_first = sorted(towns.values(), key=lambda town: (-town.population, town.pk))
    return {
        "settlement": [
            Option(town.slug, town.name, counts["settlement"][town.slug])
            for town in largest_first
            if town.slug in counts["settlement"]
        ],
        "brand": [
            Option(slug, names[slug], count)
            for slug, count in counts["brand"].most_common()
        ],
        "kind": [
            Option(kind, capfirst(name), counts["kind"][kind])
            for kind, name in Brand.Kind.choices
            if kind in counts["kind"]
        ],
        "tops_up": operators_with(left),
        "holds": holdings_with(left),
        "open": [LikelyOption("now", gettext("Now"), open_count)],
    }


def operators_with(left: Counter) -> list[Option]:
    """Return the operators, with how many of the places, by brand, top them up."""
    counts = Counter()
    likely = TopUp.objects.filter(verdict__in=LIKELY)
    for operator, brand in likely.values_list("operator__slug", "brand"):
        counts[operator] += left[brand]
    operators = Brand.objects.operators().values_list("slug", "name")
    return [LikelyOption(slug, name, counts[slug]) for slug, name in operators]


def holdings_with(left: Counter) -> list[Option]:
    """Return what a visitor may hold, with how many of the places take it."""
    counts = Counter()
    likely = WayToPay.objects.on_site().filter(verdict__in=LIKELY).order_by()
    for holds, brand in likely.values_list("holds", "brand").distinct():
        counts[holds] += left[brand]
    return [LikelyOption(holds, name, counts[holds]) for holds, name in HOLDINGS]


def radii_around(position: Position, places) -> list[Option]:
    """Return how far to look from the position, with how many of the places are in."""
    farthest_km, _words = RADII[-1]
    measured = places.measured_within(position, farthest_km)
    distances = [distance_km for distance_km, _pk, _bearing in measured]
    return [
        Option(radius, words, bisect_right(distances, radius))
        for radius, words in RADII
    ]


def by_pk(model, pks):
    return {row.pk: row for row in model.objects.filter(pk__in=pks)}
