from django.contrib import admin, messages
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from modeltranslation.utils import build_localized_fieldname

from guides.admin.forms import AnswerForm
from guides.admin.inlines import WebPageInline
from guides.models import AnswerSource, Question
from kztopup.lib.admin.actions import set_status
from kztopup.lib.admin.fields import FORM_FIELDS
from kztopup.lib.admin.filters import LanguageFilter
from kztopup.lib.admin.translation import (
    LANGUAGE_NAMES,
    TranslatedAdmin,
    in_all_languages,
)
from locator.admin.search import FoldedSearch

HAS_ANSWER = Q(
    *(Q(**{f"{column}__gt": ""}) for column in in_all_languages("answer")),
    _connector=Q.OR,
)


class AnswerSourceInline(WebPageInline):
    model = AnswerSource


@admin.register(Question)
class QuestionAdmin(FoldedSearch, TranslatedAdmin):
    form = AnswerForm
    list_display = ["__str__", "language_name", "status", "has_answer", "asked_at"]
    list_filter = ["status", LanguageFilter, "asked_at"]
    search_fields = in_all_languages("text", "answer")
    readonly_fields = ["asked_at"]
    actions = ["publish_answered", "hide"]
    fieldsets = [
        (None, {"fields": ["language", "asked_at"]}),
        (None, {"fields": ["text", "answer"]}),
        (_("Publication"), {"fields": ["status", "position"]}),
    ]
    inlines = [AnswerSourceInline]
    formfield_overrides = FORM_FIELDS | {
        models.TextField: {
            **FORM_FIELDS[models.TextField],
            "widget": admin.widgets.AdminTextareaWidget({"rows": 6}),
        }
    }

    def save_model(self, request, question, form, change):
        super().save_model(request, question, form, change)
        answer = getattr(
            question, build_localized_fieldname("answer", question.language)
        )
        if question.status == Question.Status.PUBLISHED and not answer:
            said = _(
                "This was asked in %(language)s and has no answer in it: "
                "who asked reads another language."
            )
            said %= {"language": LANGUAGE_NAMES[question.language]}
            self.message_user(request, said, messages.WARNING)

    @admin.display(description=_("language"), ordering="language")
    def language_name(self, question):
        return LANGUAGE_NAMES.get(question.language, question.language)

    @admin.display(description=_("answered"), boolean=True)
    def has_answer(self, question):
        return any(getattr(question, column) for column in in_all_languages("answer"))

    @admin.action(
        description=_("Publish the answered of the chosen questions"),
        permissions=["change"],
    )
    def publish_answered(self, request, queryset):
        unanswered = queryset.exclude(status=Question.Status.PUBLISHED).exclude(
            pk__in=queryset.filter(HAS_ANSWER).values("pk")
        )
        if count := unanswered.count():
            said = ngettext(
                "%(count)d has no answer yet.", "%(count)d have no answer yet.", count
            )
            self.message_user(request, said % {"count": count}, messages.WARNING)
        set_status(
            self, request, queryset.filter(HAS_ANSWER), Question.Status.PUBLISHED
        )

    @admin.action(description=_("Hide the chosen questions"), permissions=["change"])
    def hide(self, request, queryset):
        set_status(self, request, queryset, Question.Status.HIDDEN)
