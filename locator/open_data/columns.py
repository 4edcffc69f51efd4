"""
Places as columns of numbers: what a map needs to draw thousands of them at once.

What a popup says of one is asked for when it is opened.
"""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from django.db.models import Case, IntegerField, Q, Value, When

from locator.models import Brand, Settlement
from locator.open_data.records import LICENCE

MOST_ROWS = 20_000
PER_DEGREE = 100_000

# What compresses best: all of a brand in a settlement together, by their ids. Columns
# of the place itself: “settlement” would be by population, and join its table.
ORDER = ("settlement_id", "brand_id", "pk")


def columns(places, sure: Q) -> dict:
    """
    Return a queryset's places as columns; those not `sure` are marked as unsure.

    Each column begins with a number, and each further one is the difference to the one
    before: of ids, of degrees in hundred thousandths, and of places in the tables of
    brands and settlements. Only `unsure` is 0 or 1 as it is. Three queries.

    Of more than 20,000 places, 20,000 are taken evenly from first to last in ORDER, so
    that each town, and each brand in it, keeps its share. All of them are read.
    """
    unsure = Case(
        When(sure, then=Value(0)), default=Value(1), output_field=IntegerField()
    )
    # Not rewritten: no column is translated, and modeltranslation would ask each.
    rows = list(
        places.rewrite(False)
        .order_by(*ORDER)
        .values_list(*ORDER, "latitude", "longitude", unsure)
    )
    kept = spread(rows, MOST_ROWS)
    towns, brands, ids, latitudes, longitudes, is_unsure = (
        zip(*kept, strict=True) if kept else [()] * 6
    )
    brand_table, towns_table = [*dict.fromkeys(brands)], [*dict.fromkeys(towns)]
    return {
        "licence": LICENCE,
        "truncated": len(kept) < len(rows),
        **described_brands(brand_table),
        "settlements": described_settlements(towns_table),
        "brand": differences(indices(brands, brand_table)),
        "settlement": differences(indices(towns, towns_table)),
        "id": differences(ids),
        "latitude": differences(parts(latitudes)),
        "longitude": differences(parts(longitudes)),
        "unsure": is_unsure,
    }


def spread(rows: Sequence, most: int) -> Sequence:
    """Return all rows or, of too many, as many as may be, evenly from first to last."""
    count = len(rows)
    if count <= most:
        return rows
    return [rows[number * count // most] for number in range(most)]


def differences(numbers: Iterable[int]) -> list[int]:
    """Return the first number, and of each other by how much it is more."""
    numbers = list(numbers)
    return numbers[:1] + [after - before for before, after in pairwise(numbers)]


def indices(keys: Iterable[int], table: Sequence[int]) -> list[int]:
    places = {key: place for place, key in enumerate(table)}
    return [places[key] for key in keys]


def parts(degrees: Iterable[float]) -> list[int]:
    """Return degrees as whole numbers of about a metre."""
    return [round(number * PER_DEGREE) for number in degrees]


def described_brands(keys: Sequence[int]) -> dict:
    """Return all operators, and the brands with the keys in their order."""
    rows = Brand.objects.rewrite(False).filter(
        Q(pk__in=keys) | Q(kind=Brand.Kind.OPERATOR)
    )
    by_key = {
        key: described
        for key, *described in rows.values_list("pk", "slug", "name", "kind", "colour")
    }
    return {
        "operators": [
            [slug, name]
            for slug, name, kind, _colour in by_key.values()
            if kind == Brand.Kind.OPERATOR
        ],
        "brands": [by_key[key] for key in keys],
    }


def described_settlements(keys: Sequence[int]) -> list[list[str]]:
    """Return the settlements with the keys in their order, named in the language."""
    # Not in bulk: that would be a query for each thousand, on SQLite.
    by_key = {town.pk: town for town in Settlement.objects.filter(pk__in=keys)}
    return [[by_key[key].slug, by_key[key].name] for key in keys]
