from django.conf import settings
from django.db import models
from django.db.models import Prefetch, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modeltranslation.utils import build_localized_fieldname

from guides.markdown import validate_markdown
from guides.models.operators import Operator, ShortCode
from guides.models.sources import WebPage


class GuideQuerySet(models.QuerySet):
    def published(self):
        return self.filter(status=Guide.Status.PUBLISHED).filter(
            Q(publish_at__isnull=True) | Q(publish_at__lte=timezone.now())
        )

    def scheduled(self):
        """Return the guides that become public by themselves, later."""
        return self.filter(status=Guide.Status.PUBLISHED, publish_at__gt=timezone.now())

    def ways(self):
        """Return the guides to a way of topping up; others are good to know."""
        return self.exclude(channel=Guide.Channel.HELP)

    def good_to_know(self):
        return self.filter(channel=Guide.Channel.HELP)

    def for_reading(self):
        """Bring along all that a guide's page shows."""
        operators = Operator.objects.select_related("brand")
        return self.prefetch_related(
            "steps", "sources", Prefetch("operators", operators)
        )


class Guide(models.Model):
    """A way to top up, explained step by step."""

    class Channel(models.TextChoices):
        ONLINE = "online", _("online")
        BANK = "bank", _("in a bank app")
        OFFICE = "office", _("at an operator’s office")
        STORE = "store", _("at a store")
        TERMINAL = "terminal", _("at a terminal")
        FRIEND = "friend", _("with a friend’s help")
        HELP = "help", _("good to know")

    class Status(models.TextChoices):
        DRAFT = "draft", _("draft")
        PUBLISHED = "published", _("published")

    slug = models.SlugField(_("slug"), unique=True)
    channel = models.CharField(_("channel"), max_length=10, choices=Channel)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    operators = models.ManyToManyField(
        Operator, related_name="guides", blank=True, verbose_name=_("operators")
    )
    title = models.CharField(_("title"), max_length=120)
    summary = models.CharField(_("summary"), max_length=300)
    short = models.CharField(
        _("in short"),
        max_length=300,
        blank=True,
        help_text=_("The whole guide in a few sentences, for reading offline."),
    )
    intro = models.TextField(
        _("introduction"),
        blank=True,
        validators=[validate_markdown],
        help_text=_("Markdown may be used."),
    )
    outro = models.TextField(
        _("last words"),
        blank=True,
        validators=[validate_markdown],
        help_text=_("Markdown may be used."),
    )
    original_language = models.CharField(
        _("written first in"), max_length=10, default="en"
    )
    status = models.CharField(
        _("status"), max_length=10, choices=Status, default=Status.DRAFT
    )
    publish_at = models.DateTimeField(_("publish at"), null=True, blank=True)
    reviewed_on = models.DateField(_("reviewed on"), null=True, blank=True)

    objects = GuideQuerySet.as_manager()

    class Meta:
        verbose_name = _("guide")
        verbose_name_plural = _("guides")
        ordering = ["position", "pk"]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("guides:guide", args=[self.slug])

    @property
    def is_scheduled(self):
        is_published = self.status == self.Status.PUBLISHED
        return bool(
            is_published and self.publish_at and self.publish_at > timezone.now()
        )

    @property
    def place_kinds(self):
        """The kinds of places that the steps send the reader to."""
        kinds = {step.place_kind for step in self.steps.all()}
        return sorted(kinds - {""})

    def is_complete_in(self, language):
        """Whether every text that exists in some language exists in this one."""
        return all(
            getattr(owner, build_localized_fieldname(field, language))
            or not any(
                getattr(owner, build_localized_fieldname(field, code))
                for code, name in settings.LANGUAGES
            )
            for owner, fields in [
                (self, ["title", "summary", "short", "intro", "outro"]),
                *((step, ["title", "text"]) for step in self.steps.all()),
            ]
            for field in fields
        )

    def complete_languages(self):
        """Return the codes of the languages that lack no text."""
        return [code for code, name in settings.LANGUAGES if self.is_complete_in(code)]


class StepQuerySet(models.QuerySet):
    def at(self, kind):
        """Return the steps of published guides that send the reader to such a place."""
        guides = Guide.objects.published()
        return (
            self.filter(place_kind=kind, guide__in=guides)
            .select_related("guide")
            .order_by("guide__position", "guide", "position", "pk")
        )


class Step(models.Model):
    """One step of a guide."""

    class PlaceKind(models.TextChoices):
        OPERATOR = "operator", _("operator’s office")
        STORE = "store", _("store")
        TERMINAL = "terminal", _("payment terminal")

    guide = models.ForeignKey(
        Guide, models.CASCADE, related_name="steps", verbose_name=_("guide")
    )
    position = models.PositiveSmallIntegerField(_("position"))
    title = models.CharField(_("title"), max_length=120)
    text = models.TextField(
        _("text"),
        blank=True,
        validators=[validate_markdown],
        help_text=_("Markdown may be used."),
    )
    place_kind = models.CharField(
        _("sends the reader to"), max_length=10, choices=PlaceKind, blank=True
    )
    codes_for = models.CharField(
        _("lists the codes for"),
        max_length=20,
        choices=ShortCode.Purpose,
        blank=True,
        help_text=_("Of every operator that has some; the text need not name them."),
    )

    objects = StepQuerySet.as_manager()

    class Meta:
        verbose_name = _("step")
        verbose_name_plural = _("steps")
        ordering = ["position", "pk"]

    def __str__(self):
        return self.title


class Source(WebPage):
    """A web page that a guide's facts come from."""

    guide = models.ForeignKey(
        Guide, models.CASCADE, related_name="sources", verbose_name=_("guide")
    )
