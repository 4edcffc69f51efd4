"""Checks at start-up that the shipped data are complete."""

import csv
from datetime import date, timedelta

from django.core.checks import Warning, register
from django.utils import timezone

from locator.seeds.files import FOLDER

A_YEAR = timedelta(days=365)


@register
def holidays_are_known_for_a_year(app_configs, **kwargs):
    # From the file and not from the database, so that it runs without one.
    with (FOLDER / "holidays.csv").open(encoding="utf-8-sig", newline="") as file:
        days = [date.fromisoformat(row["day"]) for row in csv.DictReader(file)]
    # A year is entered whole.
    end = max(days).replace(month=12, day=31)
    if timezone.localdate() + A_YEAR <= end:
        return []
    return [
        Warning(
            f"No holidays are known after {end.year}.",
            hint="Add the next year’s to locator/data/holidays.csv: without them, "
            "places are said to be open on days off.",
            id="locator.W001",
        )
    ]
