from django.contrib import admin
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from kztopup.lib.admin.actions import set_status
from kztopup.lib.admin.fields import FORM_FIELDS
from kztopup.lib.admin.search import CaseBlindSearch, SmallTableSearch
from kztopup.lib.admin.translation import TranslatedAdmin, TranslatedStackedInline
from locator.admin import seeds as seeds
from locator.admin.columns import CountingPlaces, PositionWithDots, link_to_places
from locator.admin.filters import SettlementFilter
from locator.admin.forms import PlaceForm, SettlementForm, named_fields
from locator.admin.map import PlacesAsColumns
from locator.models import Brand, Holiday, Place, Region, Settlement, TopUp, WayToPay

NAMES = ["name_zh_hans", "name_en", "name_ru", "name_kk"]
SETTLEMENT_TEXTS = [*NAMES, "slug", "other_names"]
BRAND_TEXTS = ["name", "slug", "aliases"]
SEARCH_HELP = _("Any part of a name, in any language, script and case.")


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
class BrandAdmin(CountingPlaces, SmallTableSearch, TranslatedAdmin):
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


@admin.register(Region)
class RegionAdmin(SmallTableSearch, TranslatedAdmin):
    list_display = ["name", "code"]
    search_fields = ["code", *NAMES]
    search_help_text = SEARCH_HELP
    fieldsets = [(None, {"fields": ["code"]}), (None, {"fields": ["name"]})]


@admin.register(Settlement)
class SettlementAdmin(
    CountingPlaces, PositionWithDots, SmallTableSearch, TranslatedAdmin
):
    form = SettlementForm
    list_display = ["name", "region", "population", "places", "slug"]
    list_filter = ["region"]
    search_fields = SETTLEMENT_TEXTS
    search_help_text = SEARCH_HELP
    slug_from = "name"
    autocomplete_fields = ["region"]
    fieldsets = [
        (None, {"fields": ["slug", "region"]}),
        (None, {"fields": ["name"]}),
        (
            None,
            {"fields": ["other_names", ("latitude", "longitude"), "population"]},
        ),
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("region")

    def autocomplete_text(self, settlement):
        # Several towns are called Abay.
        return f"{settlement} ({settlement.region})"

    @admin.display(description=_("places"), ordering="place_count")
    def places(self, settlement):
        return link_to_places(settlement.place_count, settlement=settlement.pk)


@admin.register(Place)
class PlaceAdmin(PlacesAsColumns, CaseBlindSearch, PositionWithDots, TranslatedAdmin):
    form = PlaceForm
    list_display = [
        "name",
        "brand",
        "settlement",
        "address",
        "status",
        "source",
        "checked_on",
    ]
    list_filter = [
        "status",
        SettlementFilter,
        "brand__kind",
        ("brand", admin.RelatedOnlyFieldListFilter),
        "source",
        ("opening_hours", admin.EmptyFieldListFilter),
        ("checked_on", admin.EmptyFieldListFilter),
    ]
    list_select_related = ["brand", "settlement"]
    list_per_page = 100
    # A second count of 10,000 rows, only to say how many there are without a filter.
    show_full_result_count = False
    search_fields = ["name", "address", "source_id"]
    search_related = {"brand": BRAND_TEXTS, "settlement": SETTLEMENT_TEXTS}
    search_help_text = _("Name, address, brand, settlement or id in the source.")
    autocomplete_fields = ["brand", "settlement"]
    readonly_fields = ["source", "source_page", "seen_on", "set_by_staff"]
    actions = ["publish", "hide"]

    fieldsets = [
        (None, {"fields": ["name", "brand", "status", "checked_on"]}),
        (_("Where"), {"fields": ["settlement", "address", ("latitude", "longitude")]}),
        (None, {"fields": ["access_note"]}),
        (_("Hours and contacts"), {"fields": ["opening_hours", "phone", "website"]}),
    ]
    imported_fieldset = (
        _("Import"),
        {"fields": ["source", "source_page", "seen_on", "set_by_staff"]},
    )

    def get_fieldsets(self, request, obj=None):
        fieldsets = super().get_fieldsets(request, obj)
        if obj is None or obj.source == Place.Source.STAFF:
            return fieldsets
        title, options = self.imported_fieldset
        fields = list(options["fields"])
        if obj.staff_fields and self.has_change_permission(request, obj):
            fields.append("give_back")
        return [*fieldsets, (title, {"fields": fields})]

    def has_delete_permission(self, request, obj=None):
        # The next import would bring it back: an imported place is hidden or closed.
        is_ours = obj is None or obj.source == Place.Source.STAFF
        return is_ours and super().has_delete_permission(request, obj)

    def view_on_site(self, place):
        is_public = place.status == Place.Status.PUBLISHED
        return place.get_absolute_url() if is_public else None

    @admin.display(description=_("id in the source"))
    def source_page(self, place):
        if place.source == Place.Source.OSM and place.source_id:
            return format_html(
                '<a href="https://www.openstreetmap.org/{0}" rel="noreferrer">{0}</a>',
                place.source_id,
            )
        return place.source_id

    @admin.display(description=_("fields set by staff"))
    def set_by_staff(self, place):
        names = [str(name) for _field, name in named_fields(place.staff_fields)]
        return ", ".join(names) or _("none: the import sets them all")

    @admin.action(description=_("Publish the chosen places"), permissions=["change"])
    def publish(self, request, queryset):
        set_status(self, request, queryset, Place.Status.PUBLISHED, also=keep_status)

    @admin.action(description=_("Hide the chosen places"), permissions=["change"])
    def hide(self, request, queryset):
        set_status(self, request, queryset, Place.Status.HIDDEN, also=keep_status)


@admin.register(Holiday)
class HolidayAdmin(SmallTableSearch, TranslatedAdmin):
    list_display = ["day", "name", "source_url"]
    list_display_links = ["day", "name"]
    date_hierarchy = "day"
    ordering = ["day"]
    search_fields = NAMES
    search_help_text = SEARCH_HELP
    fieldsets = [
        (None, {"fields": ["day", "source_url"]}),
        (None, {"fields": ["name"]}),
    ]


def keep_status(place):
    """Keep an import from undoing the status that staff have given."""
    if place.source != Place.Source.STAFF:
        place.staff_fields = sorted({*place.staff_fields, "status"})
    return {"staff_fields"}
