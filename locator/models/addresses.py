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


class Address(Located, ModelInMemory):
    """
    A house that an extract knows, as signposted, whatever is in it.

    The search finds it as a point to start from; places have an address of their own.
    """

    settlement = models.ForeignKey(
        Settlement,
        models.PROTECT,
        related_name="addresses",
        verbose_name=_("settlement"),
    )
    street = models.CharField(_("street"), max_length=200)
    house_number = models.CharField(_("house number"), max_length=50)
    latitude = LatitudeField(_("latitude"))
    longitude = LongitudeField(_("longitude"))
    source_id = models.CharField(_("id in the source"), max_length=50, unique=True)

    objects = QuerySetInMemory.as_manager()

    class Meta:
        verbose_name = _("address")
        verbose_name_plural = _("addresses")
        ordering = ["settlement", "street", "house_number", "pk"]
        indexes = [
            models.Index(
                fields=["settlement", "street", "house_number"],
                name="locator_address_street",
            )
        ]
        constraints = [inside_kazakhstan("locator_address_in_kazakhstan")]

    def __str__(self):
        return f"{self.street}, {self.house_number}"
