from django.db import models
from django.utils.translation import gettext_lazy as _

from guides.markdown import validate_markdown
from locator.models import Fact


class Need(models.Model):
    """A wish that somebody has of a network, as the comparison lists it."""

    slug = models.SlugField(_("slug"), unique=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    title = models.CharField(_("title"), max_length=60)
    text = models.TextField(
        _("text"),
        blank=True,
        validators=[validate_markdown],
        help_text=_("Markdown may be used."),
    )

    class Meta:
        verbose_name = _("need")
        verbose_name_plural = _("needs")
        ordering = ["position", "pk"]

    def __str__(self):
        return self.title


class NetworkNote(Fact):
    """A sentence about what one network has for a need."""

    need = models.ForeignKey(
        Need, models.CASCADE, related_name="networks", verbose_name=_("need")
    )
    network = models.CharField(_("network"), max_length=50)
    text = models.TextField(_("text"))

    class Meta(Fact.Meta):
        verbose_name = _("network")
        verbose_name_plural = _("networks")
        ordering = ["need", "network"]
        constraints = [
            *Fact.Meta.constraints,
            models.UniqueConstraint(
                fields=["need", "network"], name="guides_networknote_once"
            ),
        ]

    def __str__(self):
        return f"{self.need}: {self.network}"
