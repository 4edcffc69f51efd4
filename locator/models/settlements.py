from django.core.exceptions import ValidationError
from django.db import models
from django.urls import Resolver404, is_valid_path, resolve, reverse
from django.utils.translation import gettext_lazy as _

from kztopup.lib.languages import language_meant
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

    def clean(self):
        if is_address_of_another_page(self.slug):
            raise ValidationError({"slug": _("Another page has this address.")})


def is_address_of_another_page(slug):
    """
    Whether a settlement of the slug could not be reached by it alone, like /almaty.

    /admin is another page, /kz the home page in Kazakh, and /guides leads to the guides
    in the reader's language.
    """
    if language_meant(slug) or is_valid_path(f"{reverse('home')}{slug}/"):
        return True
    try:
        return resolve(f"/{slug}").url_name != "short_address"
    except Resolver404:
        return True
