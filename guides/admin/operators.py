from django.contrib import admin
from django.utils.text import capfirst

from guides.admin.inlines import OrderedInline
from guides.models import (
    Operator,
    OperatorFact,
    Prefix,
    ShortCode,
)
from kztopup.lib.admin.fields import FORM_FIELDS
from kztopup.lib.admin.translation import (
    TranslatedAdmin,
    TranslatedStackedInline,
    in_all_languages,
)
from locator.admin.search import FoldedSearch
from locator.models import Brand


class PrefixInline(admin.TabularInline):
    model = Prefix
    fields = ["digits", "verdict", "source_url", "checked_on"]
    formfield_overrides = FORM_FIELDS
    extra = 0
    classes = ["collapse"]

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        # A table has its labels in its head, where no field of a form finds them.
        field.widget.attrs["aria-label"] = capfirst(db_field.verbose_name)
        if db_field.name == "digits":
            # A browser would cut 8705 to another prefix without a word.
            del field.widget.attrs["maxlength"]
        return field


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


class OperatorFactInline(OrderedInline):
    model = OperatorFact
    fieldsets = [
        (None, {"fields": [("position", "verdict", "checked_on"), "source_url"]}),
        (None, {"fields": ["text"]}),
    ]


@admin.register(Operator)
class OperatorAdmin(FoldedSearch, TranslatedAdmin):
    list_display = ["brand", "network", "owner", "support_phone", "checked_on"]
    list_select_related = ["brand"]
    search_fields = [
        "brand__name",
        "network",
        "prefixes__digits",
        "codes__code",
        *in_all_languages("owner", "app", "codes__note", "facts__text"),
    ]
    search_phones = ["support_phone"]
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
        (None, {"fields": ["owner", "app"]}),
    ]
    inlines = [PrefixInline, ShortCodeInline, OperatorFactInline]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("brand")

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "brand":
            kwargs["queryset"] = Brand.objects.operators()
        return super().formfield_for_foreignkey(db_field, request, **kwargs)
