from django.db import models
from django.utils.translation import gettext_lazy as _

from locator.models import web_address


class WebPage(models.Model):
    """A web page that a text's facts come from, and the day it was read."""

    title = models.CharField(
        _("title"),
        max_length=120,
        blank=True,
        help_text=_("Short: whose page it is and about what. Empty: its host."),
    )
    url = models.URLField(_("web address"), max_length=500)
    checked_on = models.DateField(_("page read on"))

    class Meta:
        abstract = True
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["pk"]
        constraints = [
            web_address("url", "%(app_label)s_%(class)s_url_on_web", or_nothing=False)
        ]

    def __str__(self):
        return self.title or self.url
