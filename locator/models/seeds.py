from django.db import models
from django.utils.translation import gettext_lazy as _


class SeedRecord(models.Model):
    """
    What a shipped file last gave for one record.

    A field that still has this value was not touched by staff, so a newer file may
    change it; any other is theirs (`locator.seeds.merge`).
    """

    key = models.CharField(_("key"), max_length=100, unique=True)
    values = models.JSONField(_("values"))

    class Meta:
        verbose_name = _("shipped record")
        verbose_name_plural = _("shipped records")

    def __str__(self):
        return self.key
