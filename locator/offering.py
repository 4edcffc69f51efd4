"""What the filters of the list offer: what has places, and how many."""

from collections import Counter
from typing import NamedTuple

from django.utils.text import capfirst

from locator.models import Brand, Place, Settlement


class Option(NamedTuple):
    """A value of a filter, its name, and how many places choosing it would leave."""

    value: str
    name: str
    count: int


def options(chosen: dict[str, str]) -> dict[str, list[Option]]:
    """
    Return what the settlement, the brand and the kind may be, by the other choices.

    What is chosen stays among them, though nothing may be left of it.
    """
    published = Place.objects.published()
    towns = by_pk(Settlement, published.values("settlement"))
    brands = by_pk(Brand, published.values("brand"))
    counts = {name: Counter() for name in ("settlement", "brand", "kind")}
    for row in published.counted():
        brand = brands[row.brand]
        values = {
            "settlement": towns[row.settlement].slug,
            "brand": brand.slug,
            "kind": brand.kind,
        }
        unmet = {
            name for name in values if chosen.get(name) not in (None, "", values[name])
        }
        for name, value in values.items():
            if unmet <= {name}:
                counts[name][value] += row.count
            elif value == chosen.get(name):
                counts[name][value] += 0
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
    }


def by_pk(model, pks):
    return {row.pk: row for row in model.objects.filter(pk__in=pks)}
