from django.contrib import admin
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from kztopup.lib.admin.actions import set_status
from kztopup.lib.admin.translation import TranslatedAdmin
from locator.admin.columns import PositionWithDots
from locator.admin.filters import SettlementFilter
from locator.admin.forms import PlaceForm, named_fields
from locator.admin.map import PlacesAsColumns
from locator.admin.search import BRAND_TEXTS, SETTLEMENT_TEXTS, FoldedSearch
from locator.models import Place


@admin.register(Place)
class PlaceAdmin(PlacesAsColumns, FoldedSearch, PositionWithDots, TranslatedAdmin):
    form = PlaceForm
    list_display = [
        "name",
        "brand",
        "settlement",
        "address",
        "near",
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
        ("address", admin.EmptyFieldListFilter),
        ("near", admin.EmptyFieldListFilter),
        ("opening_hours", admin.EmptyFieldListFilter),
        ("checked_on", admin.EmptyFieldListFilter),
    ]
    list_select_related = ["brand", "settlement"]
    list_per_page = 100
    # A second count of 10,000 rows, only to say how many there are without a filter.
    show_full_result_count = False
    search_fields = ["name", "address", "near", "source_id"]
    search_related = {"brand": BRAND_TEXTS, "settlement": SETTLEMENT_TEXTS}
    search_phones = ["phone"]
    search_help_text = _(
        "Name, address, phone, brand, settlement or id in the source; in any script."
    )
    autocomplete_fields = ["brand", "settlement"]
    readonly_fields = ["source", "source_page", "seen_on", "set_by_staff"]
    actions = ["publish", "hide"]

    fieldsets = [
        (None, {"fields": ["name", "brand", "status", "checked_on"]}),
        (
            _("Where"),
            {
                "fields": [
                    "settlement",
                    "address",
                    "near",
                    ("latitude", "longitude"),
                    "is_sure",
                ]
            },
        ),
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


def keep_status(place):
    """Keep an import from undoing the status that staff have given."""
    if place.source != Place.Source.STAFF:
        place.staff_fields = sorted({*place.staff_fields, "status"})
    return {"staff_fields"}
