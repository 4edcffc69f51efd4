from django.db import models
from django.utils.translation import gettext_lazy as _

from locator.models.fields import (
    LatitudeField,
    Located,
    LongitudeField,
    inside_kazakhstan,
)
from locator.models.in_memory import ModelInMemory, QuerySetInMemory
from locator.models.settlements import Settlement


class Landmark(Located, ModelInMemory):
    """What people orient themselves by: a mall, a bazaar, a metro station."""

    class Kind(models.TextChoices):
        AIRPORT = "airport", _("airport")
        BAZAAR = "bazaar", _("bazaar")
        BORDER = "border", _("border crossing")
        BUS_STATION = "bus-station", _("bus station")
        HOTEL = "hotel", _("hotel")
        MALL = "mall", _("shopping mall")
        METRO = "metro", _("metro station")
        RAILWAY_STATION = "railway-station", _("railway station")
        SIGHT = "sight", _("sight")
        SQUARE = "square", _("square")
        UNIVERSITY = "university", _("university")

    slug = models.SlugField(_("slug"), unique=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    name = models.CharField(_("name"), max_length=120)
    aliases = models.JSONField(
        _("aliases"),
        default=list,
        blank=True,
        help_text=_("Other names and spellings, in any script."),
    )
    settlement = models.ForeignKey(
        Settlement,
        models.PROTECT,
        related_name="landmarks",
        verbose_name=_("settlement"),
    )
    latitude = LatitudeField(_("latitude"))
    longitude = LongitudeField(_("longitude"))
    accuracy_m = models.PositiveSmallIntegerField(
        _("accuracy"),
        default=0,
        help_text=_("How far off the point may be, in metres."),
    )
    source = models.CharField(
        _("source"), max_length=250, help_text=_("Where the point comes from.")
    )

    objects = QuerySetInMemory.as_manager()

    class Meta:
        verbose_name = _("landmark")
        verbose_name_plural = _("landmarks")
        ordering = ["-settlement__population", "pk"]
        constraints = [inside_kazakhstan("locator_landmark_in_kazakhstan")]

    def __str__(self):
        return self.name
