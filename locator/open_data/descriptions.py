"""What a file says of a place to people: its name on their map, and what is known."""

from functools import cache

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from locator.hours.text import in_words
from locator.hours.week import week_from
from locator.models import Brand
from locator.published import published_places
from locator.words import top_ups_in_words


class Descriptions:
    """The words, in the active language, for records of places."""

    def __init__(self):
        places = published_places()
        self.towns = {town.slug: town.name for town in places.settlements}
        brands = zip(places.brands, places.operators, strict=True)
        self.operators = {brand.slug: operators for brand, operators in brands}
        # Many places are of few brands, and have the same hours.
        self.hours = cache(hours_in_words)
        self.top_ups = cache(self.top_ups_of)

    def top_ups_of(self, brand: str) -> list[str]:
        return top_ups_in_words(self.operators.get(brand, {}))

    def lines(self, record: dict) -> list[str]:
        """Return where the place is, when it is open, whom it tops up, and how sure."""
        where = [self.towns.get(record["settlement"]), record["address"]]
        hours = record["opening_hours"]
        when = self.hours(hours) if hours else _("hours not known: ask first")
        lines = [
            " · ".join(filter(None, where)),
            f"{capfirst(Brand.Kind(record['kind']).label)} · {when}",
            record["phone"],
            *self.top_ups(record["brand"]),
            freshness(record),
        ]
        return [line for line in lines if line]


def hours_in_words(text: str) -> str:
    """Return the week of every season; other hours stand as they are written."""
    today = localdate()
    week = week_from(text, today)
    return text if week and week.is_dated else in_words(text, today)


def title(record: dict) -> str:
    """Return a name that is not that of every other place of the brand."""
    where = record["address"] or f"{record['latitude']:.5f}, {record['longitude']:.5f}"
    return f"{record['name']}, {where}"


def freshness(record: dict) -> str:
    """Return of which day this is: a file is read long after it was made."""
    if day := record["checked_on"]:
        return _("checked on %(day)s") % {"day": date_format(day)}
    if day := record["seen_on"]:
        return _("seen in OpenStreetMap on %(day)s") % {"day": date_format(day)}
    return _("not checked yet")
