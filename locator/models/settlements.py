from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from locator.models.fields import (
    LatitudeField,
    Located,
    LongitudeField,
    inside_kazakhstan,
)
from locator.models.in_memory import ModelInMemory, QuerySetInMemory


class Region(ModelInMemory):
    """A region or a city of republican standing."""

    code = models.CharField(
        _("code"), max_length=10, unique=True, help_text=_("ISO 3166-2")
    )
    name = models.CharField(_("name"), max_length=100)

    class Meta:
        verbose_name = _("region")
        verbose_name_plural = _("regions")
        ordering = ["code"]

    def __str__(self):
        return self.name


class Settlement(Located, ModelInMemory):
    """A city, town or village that people look for places in."""

    slug = models.SlugField(_("slug"), unique=True)
    name = models.CharField(_("name"), max_length=100)
    other_names = models.JSONField(
        _("other names"),
        default=list,
        blank=True,
        help_text=_("Old names and other spellings, in any script."),
    )
    region = models.ForeignKey(
        Region, models.PROTECT, related_name="settlements", verbose_name=_("region")
    )
    latitude = LatitudeField(_("latitude"))
    longitude = LongitudeField(_("longitude"))
    population = models.PositiveIntegerField(_("population"), default=0)

    objects = QuerySetInMemory.as_manager()

    class Meta:
        verbose_name = _("settlement")
        verbose_name_plural = _("settlements")
        ordering = ["-population", "pk"]
        constraints = [inside_kazakhstan("locator_settlement_in_kazakhstan")]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("locator:settlement", args=[self.slug])
