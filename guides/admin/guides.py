from django import forms
from django.contrib import admin, messages
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from guides.admin.forms import GuideForm, SourceFormSet, StepFormSet
from guides.admin.inlines import OrderedInline, WebPageInline
from guides.models import (
    Guide,
    Operator,
    Source,
    Step,
)
from kztopup.lib.admin.actions import set_status
from kztopup.lib.admin.translation import (
    LANGUAGE_NAMES,
    TranslatedAdmin,
    in_all_languages,
)
from locator.admin.search import FoldedSearch


class StateFilter(admin.SimpleListFilter):
    """Drafts, what readers see, and what they will see later."""

    title = _("on the site")
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return [*Guide.Status.choices, ("scheduled", _("scheduled"))]

    def queryset(self, request, guides):
        match self.value():
            case "draft":
                return guides.filter(status=Guide.Status.DRAFT)
            case "published":
                return guides.published()
            case "scheduled":
                return guides.scheduled()


class StepInline(OrderedInline):
    model = Step
    formset = StepFormSet
    fieldsets = [
        (None, {"fields": [("position", "place_kind", "codes_for")]}),
        (None, {"fields": ["title", "text"]}),
    ]


class SourceInline(WebPageInline):
    model = Source
    formset = SourceFormSet


@admin.register(Guide)
class GuideAdmin(FoldedSearch, TranslatedAdmin):
    form = GuideForm
    list_display = ["title", "channel", "state", "reviewed_on", "complete_in"]
    list_filter = [StateFilter, "channel", "reviewed_on"]
    search_fields = [
        "slug",
        *in_all_languages("title", "summary", "short", "intro", "outro"),
        *in_all_languages("steps__title", "steps__text"),
    ]
    search_help_text = _("Any words of its texts, in any language: steps too.")
    slug_from = "title"
    actions = ["publish", "unpublish"]
    fieldsets = [
        (None, {"fields": ["slug", ("channel", "position"), "original_language"]}),
        (None, {"fields": ["title", "summary", "short", "intro", "outro"]}),
        (_("Operators"), {"fields": ["operators"]}),
        (
            _("Publication"),
            {"fields": ["state", ("status", "reviewed_on"), "publish_at"]},
        ),
    ]
    readonly_fields = ["state"]
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

    @admin.display(description=_("on the site"), ordering="status")
    def state(self, guide):
        if guide.is_scheduled:
            when = date_format(localtime(guide.publish_at), "SHORT_DATETIME_FORMAT")
            return _("scheduled: %(when)s") % {"when": when}
        return guide.get_status_display()

    @admin.display(description=_("complete in"))
    def complete_in(self, guide):
        languages = guide.complete_languages()
        return ", ".join(LANGUAGE_NAMES[language] for language in languages)

    @admin.action(description=_("Publish the chosen guides"), permissions=["change"])
    def publish(self, request, queryset):
        chosen = list(queryset.values_list("pk", flat=True))
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
        if count := Guide.objects.scheduled().filter(pk__in=chosen).count():
            said = ngettext(
                "%(count)d is scheduled: readers see it from its “publish at” on.",
                "%(count)d are scheduled: readers see them from their “publish at” on.",
                count,
            )
            self.message_user(request, said % {"count": count}, messages.WARNING)

    @admin.action(description=_("Unpublish the chosen guides"), permissions=["change"])
    def unpublish(self, request, queryset):
        set_status(self, request, queryset, Guide.Status.DRAFT)
