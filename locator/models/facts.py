from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from locator.models.fields import web_address
from locator.models.in_memory import ModelInMemory


class Verdict(models.TextChoices):
    """The degrees of certainty that something is so."""

    CONFIRMED = "confirmed", _("confirmed")
    SAID = "said", pgettext_lazy("verdict", "said")
    NO = "no", _("no")
    UNKNOWN = "unknown", _("not known")


# Last what is known not to be so, which helps nobody.
SUREST_FIRST = [Verdict.CONFIRMED, Verdict.SAID, Verdict.UNKNOWN, Verdict.NO]

# What is worth going for.
LIKELY = [Verdict.CONFIRMED, Verdict.SAID]


class Fact(ModelInMemory):
    """A claim that may or may not hold, with its source and the day of its check."""

    verdict = models.CharField(
        _("verdict"), max_length=10, choices=Verdict, default=Verdict.UNKNOWN
    )
    source_url = models.URLField(_("source"), max_length=500, blank=True)
    checked_on = models.DateField(_("page read on"), null=True, blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(verdict__in=[Verdict.SAID, Verdict.UNKNOWN])
                | (Q(checked_on__isnull=False) & ~Q(source_url="")),
                name="%(app_label)s_%(class)s_verdict_has_source",
                violation_error_message=_(
                    "“Confirmed” and “no” need a source and the day it was checked."
                ),
            ),
            web_address("source_url", "%(app_label)s_%(class)s_source_on_web"),
        ]
