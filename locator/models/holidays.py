from django.db import models
from django.utils.translation import gettext_lazy as _

from locator.models.fields import web_address
from locator.models.in_memory import ModelInMemory, QuerySetInMemory


class Holiday(ModelInMemory):
    """A day off for the whole country, when shops may keep other hours."""

    day = models.DateField(_("day"), unique=True)
    name = models.CharField(
        _("name"),
        max_length=100,
        help_text=_("As it follows “today is”: “Nauryz”, “a day off for Nauryz”."),
    )
    source_url = models.URLField(_("source"), max_length=500)

    objects = QuerySetInMemory.as_manager()

    class Meta:
        verbose_name = _("holiday")
        verbose_name_plural = _("holidays")
        ordering = ["day"]
        constraints = [web_address("source_url", "locator_holiday_source_on_web")]

    def __str__(self):
        return f"{self.day}: {self.name}"
