from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from kztopup.lib.admin.translation import TranslatedAdmin
from locator.admin.columns import CountingPlaces, PositionWithDots, link_to_places
from locator.admin.forms import SettlementForm
from locator.admin.search import NAMES, SEARCH_HELP, SETTLEMENT_TEXTS, FoldedSearch
from locator.models import Region, Settlement


@admin.register(Region)
class RegionAdmin(FoldedSearch, TranslatedAdmin):
    list_display = ["name", "code"]
    search_fields = ["code", *NAMES]
    search_help_text = SEARCH_HELP
    fieldsets = [(None, {"fields": ["code"]}), (None, {"fields": ["name"]})]


@admin.register(Settlement)
class SettlementAdmin(CountingPlaces, PositionWithDots, FoldedSearch, TranslatedAdmin):
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
