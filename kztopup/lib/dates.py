"""The age of facts."""

from datetime import date, timedelta

from django.utils import timezone


def is_over_a_year_ago(day: date) -> bool:
    """Whether what was checked then needs a warning."""
    return timezone.localdate() - day > timedelta(days=365)
