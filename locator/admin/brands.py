from django.contrib import admin
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from kztopup.lib.admin.fields import FORM_FIELDS
from kztopup.lib.admin.translation import TranslatedAdmin, TranslatedStackedInline
from locator.admin.columns import CountingPlaces, link_to_places
from locator.admin.forms import BrandForm
from locator.admin.search import BRAND_TEXTS, SEARCH_HELP, FoldedSearch
from locator.models import Brand, TopUp, WayToPay


class TopUpInline(admin.TabularInline):
    model = TopUp
    fk_name = "brand"
    fields = ["operator", "verdict", "source_url", "checked_on"]
    formfield_overrides = FORM_FIELDS
    extra = 0
    classes = ["collapse"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("brand", "operator")

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name != "operator":
            return super().formfield_for_dbfield(db_field, request, **kwargs)
        # Without the links of a related row: operators are few and seldom new.
        field = db_field.formfield(queryset=Brand.objects.operators())
        # A list is read once; a queryset, once for each row.
        field.choices = list(field.choices)
        return field


class WayToPayInline(TranslatedStackedInline):
    model = WayToPay
    classes = ["collapse"]
    fieldsets = [
        (
            None,
            {
                "fields": [
                    ("channel", "holds"),
                    ("verdict", "checked_on"),
                    "source_url",
                ]
            },
        ),
        (None, {"fields": ["fee", "note"]}),
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("brand")


@admin.register(Brand)
class BrandAdmin(CountingPlaces, FoldedSearch, TranslatedAdmin):
    form = BrandForm
    list_display = ["name", "swatch", "kind", "places", "website"]
    list_filter = ["kind"]
    search_fields = BRAND_TEXTS
    search_help_text = SEARCH_HELP
    ordering = ["kind", "name", "pk"]
    slug_from = "name"
    fieldsets = [
        (
            None,
            {
                "fields": [
                    "name",
                    "slug",
                    "kind",
                    "colour",
                    "website",
                    "wikidata",
                    "aliases",
                ]
            },
        ),
        (None, {"fields": ["note"]}),
        (
            _("Usual hours"),
            {
                "fields": [
                    "usual_hours",
                    "usual_hours_source_url",
                    "usual_hours_checked_on",
                ]
            },
        ),
    ]
    inlines = [TopUpInline, WayToPayInline]

    @admin.display(description=_("colour"))
    def swatch(self, brand):
        # An attribute of SVG: the security policy allows no inline style.
        return format_html(
            '<svg width="32" height="16" role="img" aria-label="{0}">'
            '<rect width="32" height="16" rx="3" fill="{0}"/></svg>',
            brand.colour,
        )

    @admin.display(description=_("places"), ordering="place_count")
    def places(self, brand):
        return link_to_places(brand.place_count, brand__id__exact=brand.pk)
