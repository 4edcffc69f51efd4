from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from modeltranslation.utils import build_localized_fieldname

from guides.markdown import validate_markdown
from guides.models.sources import WebPage
from guides.privacy import mask_numbers


class QuestionQuerySet(models.QuerySet):
    def published(self):
        return self.filter(status=Question.Status.PUBLISHED)

    def waiting(self):
        return self.filter(status=Question.Status.WAITING)


class Question(models.Model):
    """A visitor's question, and the answer by staff."""

    class Status(models.TextChoices):
        WAITING = "waiting", _("waiting")
        PUBLISHED = "published", _("published")
        HIDDEN = "hidden", _("hidden")

    slug = models.SlugField(
        _("slug"),
        unique=True,
        null=True,
        blank=True,
        help_text=_("Only of a question that came with the site."),
    )
    position = models.PositiveSmallIntegerField(
        _("position"), default=0, help_text=_("Of two with the same, the newer first.")
    )
    language = models.CharField(_("language"), max_length=10)
    text = models.TextField(_("question"), max_length=1000)
    answer = models.TextField(
        _("answer"),
        blank=True,
        validators=[validate_markdown],
        help_text=_("Markdown may be used."),
    )
    status = models.CharField(
        _("status"), max_length=10, choices=Status, default=Status.WAITING
    )
    asked_at = models.DateTimeField(_("asked at"), auto_now_add=True)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ["position", "-asked_at", "-pk"]

    def __str__(self):
        return self.text[:80]

    def save(self, **kwargs):
        for language, _name in settings.LANGUAGES:
            column = build_localized_fieldname("text", language)
            setattr(self, column, mask_numbers(getattr(self, column) or "") or None)
        super().save(**kwargs)


class AnswerSource(WebPage):
    """A web page that an answer's facts come from."""

    question = models.ForeignKey(
        Question, models.CASCADE, related_name="sources", verbose_name=_("question")
    )
