from datetime import timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

from locator.hours.state import DAYS_AHEAD, ZONE


class HolidayQuerySet(models.QuerySet):
    def around(self, moment):
        """Return the holidays that the next opening may depend on, by day."""
        day = moment.astimezone(ZONE).date()
        # Since yesterday: what opens in its evening may be open still.
        near = (day - timedelta(days=1), day + timedelta(days=DAYS_AHEAD))
        return {holiday.day: holiday for holiday in self.filter(day__range=near)}


class Holiday(models.Model):
    """A day off for the whole country, when shops may keep other hours."""

    day = models.DateField(_("day"), unique=True)
    name = models.CharField(
        _("name"),
        max_length=100,
        help_text=_("As it follows “today is”: “Nauryz”, “a day off for Nauryz”."),
    )
    source_url = models.URLField(_("source"), max_length=500)

    objects = HolidayQuerySet.as_manager()

    class Meta:
        verbose_name = _("holiday")
        verbose_name_plural = _("holidays")
        ordering = ["day"]

    def __str__(self):
        return f"{self.day}: {self.name}"
