from django.db import models
from django.utils.translation import gettext_lazy as _


class SeedRecordQuerySet(models.QuerySet):
    def of(self, model):
        """Return the records of one model: “guide stay-safe” is one of Guide."""
        return self.filter(key__startswith=f"{model._meta.model_name} ")


class SeedRecord(models.Model):
    """
    The values that a shipped file last gave for one record.

    A value that the row still has was not touched by staff, so a newer file may change
    it; any other is theirs (`locator.seeds.merge`).
    """

    key = models.CharField(_("key"), max_length=100, unique=True)
    # Staff may rename the row, which is then known by its key only here.
    row_id = models.PositiveBigIntegerField(null=True)
    values = models.JSONField(_("values"))
    # The paths of values that an upgrade has left to staff: ["title_ru"], or
    # ["codes", "balance *100#", "note_en"] for one of a row under the record.
    kept = models.JSONField(default=list)

    objects = SeedRecordQuerySet.as_manager()

    class Meta:
        verbose_name = _("shipped record")
        verbose_name_plural = _("what upgrades left to staff")
        # Whoever may change a row may choose between its versions.
        default_permissions = ()

    def __str__(self):
        return self.key

    @property
    def name(self):
        """The name of the record in the files."""
        return self.key.partition(" ")[2]
