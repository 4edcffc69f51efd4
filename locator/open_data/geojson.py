"""
Places as features of GeoJSON.

From rows, not from models: to make a model of each place, its brand and every operator
would cost more than all the rest of an answer.
"""

from collections import defaultdict
from datetime import datetime
from functools import cache

from django.conf import settings
from django.urls import reverse

from kztopup.lib.compiled_query import Prepared
from locator.models import LIKELY, Place, TopUp, Verdict
from locator.open_data.records import COLUMNS
from locator.open_states import open_states

ROW = {
    name: COLUMNS[name]
    for name in (
        "id",
        "brand",
        "kind",
        "name",
        "address",
        "settlement",
        "opening_hours",
        "checked_on",
        "latitude",
        "longitude",
    )
}


def rows_of(places):
    """Return a queryset's places as rows."""
    # Not rewritten: no column is translated, and modeltranslation would ask each.
    return places.rewrite(False).values_list(*ROW.values())


@cache
def rows_by_key() -> Prepared:
    """The rows of places by their primary keys."""
    return Prepared(rows_of(Place.objects.filter(pk__in=[-1]).order_by()), [-1])


@cache
def top_ups_by_brand() -> Prepared:
    """Slug of the brand, verdict and slug of the operator, by slugs of brands."""
    top_ups = TopUp.objects.filter(brand__slug__in=["-"], verdict__in=LIKELY).order_by(
        "operator"
    )
    columns = ("brand__slug", "verdict", "operator__slug")
    return Prepared(top_ups.values_list(*columns), ["-"])


def features(rows, moment: datetime) -> tuple[list[dict], datetime | None]:
    """
    Return rows of places as features, and when the first must be told anew.

    Longitude comes first, as RFC 7946 has it. Two queries, however many places.
    """
    rows = [dict(zip(ROW, row, strict=True)) for row in rows]
    states, expires_at = open_states([row["opening_hours"] for row in rows], moment)
    operators = operators_by_brand({row["brand"] for row in rows})
    pages = {
        slug: settlement_page(slug) for slug in {row["settlement"] for row in rows}
    }
    found = []
    for row, state in zip(rows, states, strict=True):
        latitude, longitude = row.pop("latitude"), row.pop("longitude")
        properties = row | {
            "open": state.is_open,
            "tops_up": operators[row["brand"], Verdict.CONFIRMED],
            "said_to_top_up": operators[row["brand"], Verdict.SAID],
            "url": f"{pages[row['settlement']]}{row['id']}/",
        }
        found.append(
            {
                "type": "Feature",
                "geometry": {"type": "Point", "coordinates": [longitude, latitude]},
                "properties": properties,
            }
        )
    return found, expires_at


def operators_by_brand(slugs) -> dict[tuple[str, str], list[str]]:
    """Return slugs of operators by that of the brand, and by how sure it is."""
    operators = defaultdict(list)
    for brand, verdict, operator in top_ups_by_brand().rows(slugs):
        operators[brand, verdict].append(operator)
    return operators


def settlement_page(slug: str) -> str:
    """Return the address that those of the settlement's places begin with."""
    return settings.SITE_URL + reverse("locator:settlement", args=[slug])
