from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from modeltranslation.utils import build_localized_fieldname

from guides.admin_forms import GuideForm, QuestionForm, SourceFormSet, StepFormSet
from guides.models import (
    Guide,
    Need,
    NetworkNote,
    Operator,
    Prefix,
    Question,
    ShortCode,
    Source,
    Step,
)
from kztopup.lib.admin.actions import set_status
from kztopup.lib.admin.fields import FORM_FIELDS
from kztopup.lib.admin.filters import LanguageFilter
from kztopup.lib.admin.search import CaseBlindSearch, SmallTableSearch
from kztopup.lib.admin.translation import (
    LANGUAGE_NAMES,
    TranslatedAdmin,
    TranslatedStackedInline,
)
from locator.models import Brand


def in_all_languages(*names):
    return [
        build_localized_fieldname(name, language)
        for name in names
        for language, _name in settings.LANGUAGES
    ]


class PrefixInline(admin.TabularInline):
    model = Prefix
    fields = ["digits", "verdict", "source_url", "checked_on"]
    formfield_overrides = FORM_FIELDS
    extra = 0
    classes = ["collapse"]


class ShortCodeInline(TranslatedStackedInline):
    model = ShortCode
    classes = ["collapse"]
    fieldsets = [
        (
            None,
            {
                "fields": [
                    ("purpose", "code"),
                    ("verdict", "checked_on"),
                    "source_url",
                ]
            },
        ),
        (None, {"fields": ["note"]}),
    ]


@admin.register(Operator)
class OperatorAdmin(SmallTableSearch, TranslatedAdmin):
    list_display = ["brand", "network", "owner", "support_phone", "checked_on"]
    list_select_related = ["brand"]
    search_fields = ["brand__name", "network", *in_all_languages("owner")]
    fieldsets = [
        (
            None,
            {
                "fields": [
                    "brand",
                    "network",
                    "support_phone",
                    "source_url",
                    "checked_on",
                ]
            },
        ),
        (None, {"fields": ["owner", "app", "note"]}),
    ]
    inlines = [PrefixInline, ShortCodeInline]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("brand")

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "brand":
            kwargs["queryset"] = Brand.objects.operators()
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class StepInline(TranslatedStackedInline):
    model = Step
    formset = StepFormSet
    classes = ["collapse"]
    fieldsets = [
        (None, {"fields": [("position", "place_kind", "codes_for")]}),
        (None, {"fields": ["title", "text"]}),
    ]

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "position":
            field.required = False
            field.help_text = _("Empty: the last one.")
        return field


class SourceInline(admin.TabularInline):
    model = Source
    formset = SourceFormSet
    formfield_overrides = FORM_FIELDS
    extra = 0
    classes = ["collapse"]


@admin.register(Guide)
class GuideAdmin(CaseBlindSearch, TranslatedAdmin):
    form = GuideForm
    list_display = ["title", "channel", "status", "reviewed_on", "complete_in"]
    list_filter = ["status", "channel", "reviewed_on"]
    search_fields = ["slug", *in_all_languages("title", "summary")]
    search_help_text = _("Title, summary or slug, in any language.")
    slug_from = "title"
    actions = ["publish", "unpublish"]
    fieldsets = [
        (None, {"fields": ["slug", ("channel", "position"), "original_language"]}),
        (None, {"fields": ["title", "summary", "short", "intro", "outro"]}),
        (_("Operators"), {"fields": ["operators"]}),
        (
            _("Publication"),
            {"fields": [("status", "reviewed_on"), "publish_at"]},
        ),
    ]
    inlines = [StepInline, SourceInline]

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("steps")

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        if db_field.name == "operators":
            kwargs["queryset"] = Operator.objects.select_related("brand")
            kwargs["widget"] = forms.CheckboxSelectMultiple
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def view_on_site(self, guide):
        is_public = Guide.objects.published().filter(pk=guide.pk).exists()
        return guide.get_absolute_url() if is_public else None

    @admin.display(description=_("complete in"))
    def complete_in(self, guide):
        languages = guide.complete_languages()
        return ", ".join(LANGUAGE_NAMES[language] for language in languages)

    @admin.action(description=_("Publish the chosen guides"), permissions=["change"])
    def publish(self, request, queryset):
        whole = queryset.filter(steps__isnull=False, sources__isnull=False)
        drafts = queryset.exclude(status=Guide.Status.PUBLISHED)
        if count := drafts.exclude(pk__in=whole.values("pk")).count():
            said = ngettext(
                "%(count)d has no step or no source yet.",
                "%(count)d have no step or no source yet.",
                count,
            )
            self.message_user(request, said % {"count": count}, messages.WARNING)
        set_status(self, request, whole.distinct(), Guide.Status.PUBLISHED)

    @admin.action(description=_("Unpublish the chosen guides"), permissions=["change"])
    def unpublish(self, request, queryset):
        set_status(self, request, queryset, Guide.Status.DRAFT)


class NetworkNoteInline(TranslatedStackedInline):
    model = NetworkNote
    classes = ["collapse"]
    fieldsets = [
        (None, {"fields": ["network", ("verdict", "checked_on"), "source_url"]}),
        (None, {"fields": ["text"]}),
    ]


@admin.register(Need)
class NeedAdmin(SmallTableSearch, TranslatedAdmin):
    list_display = ["title", "position"]
    search_fields = ["slug", *in_all_languages("title")]
    slug_from = "title"
    fieldsets = [
        (None, {"fields": [("slug", "position")]}),
        (None, {"fields": ["title", "text"]}),
    ]
    inlines = [NetworkNoteInline]


HAS_ANSWER = Q(
    *(Q(**{f"{column}__gt": ""}) for column in in_all_languages("answer")),
    _connector=Q.OR,
)


@admin.register(Question)
class QuestionAdmin(CaseBlindSearch, TranslatedAdmin):
    form = QuestionForm
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
    formfield_overrides = FORM_FIELDS | {
        models.TextField: {"widget": admin.widgets.AdminTextareaWidget({"rows": 6})}
    }

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
