"""The words of a file about a place: its name on a map, and what is known."""

from functools import cache

from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from locator.cards import place_in_words
from locator.geo.geodesy import Position
from locator.hours.text import hours_in_words
from locator.hours.week import week_from
from locator.labels import label_in_words, own_label
from locator.published import published_places


class Descriptions:
    """The words, in the active language, for records of places."""

    def __init__(self):
        places = published_places()
        self.towns = {town.slug: town.name for town in places.settlements}
        brands = zip(places.brands, places.operators, strict=True)
        self.operators = {brand.slug: operators for brand, operators in brands}
        # Many places have the same.
        self.hours = cache(seasons_in_words)

    def lines(self, record: dict) -> list[str]:
        """Return where the place is, when it is open, whom it tops up, and how sure."""
        hours = record["opening_hours"]
        lines = place_in_words(
            self.towns.get(record["settlement"], ""),
            where(record),
            record["kind"],
            self.hours(hours) if hours else _("hours not known: ask first"),
            self.operators.get(record["brand"], {}),
        )
        return [line for line in [*lines, record["phone"], freshness(record)] if line]


def seasons_in_words(text: str) -> str:
    """Return the week of every season; other hours stand as they are written."""
    today = localdate()
    week = week_from(text, today)
    return text if week and week.is_dated else hours_in_words(text, today)


def title(record: dict) -> str:
    """Return a name that is not that of every other place of the brand."""
    point = f"{record['latitude']:.5f}, {record['longitude']:.5f}"
    return f"{record['name']}, {where(record) or point}"


def where(record: dict) -> str:
    """Return the address, or what the place stands by, as signposted."""
    position = Position(record["latitude"], record["longitude"])
    label = own_label(record["address"], record["near"], position)
    return label_in_words(label, show=str) if label else ""


def freshness(record: dict) -> str:
    """Return of which day this is: a file is read long after it was made."""
    if day := record["checked_on"]:
        return _("checked on %(day)s") % {"day": date_format(day)}
    if day := record["seen_on"]:
        return _("seen in OpenStreetMap on %(day)s") % {"day": date_format(day)}
    return _("not checked yet")
