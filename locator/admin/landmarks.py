from django.contrib import admin

from kztopup.lib.admin.translation import TranslatedAdmin
from locator.admin.columns import PositionWithDots
from locator.admin.forms import LandmarkForm
from locator.admin.search import (
    LANDMARK_TEXTS,
    SEARCH_HELP,
    SETTLEMENT_TEXTS,
    FoldedSearch,
)
from locator.models import Landmark


@admin.register(Landmark)
class LandmarkAdmin(PositionWithDots, FoldedSearch, TranslatedAdmin):
    form = LandmarkForm
    list_display = ["name", "kind", "settlement", "slug"]
    list_filter = ["kind"]
    search_fields = LANDMARK_TEXTS
    search_related = {"settlement": SETTLEMENT_TEXTS}
    search_help_text = SEARCH_HELP
    slug_from = "name"
    autocomplete_fields = ["settlement"]
    fieldsets = [
        (None, {"fields": ["slug", "kind", "settlement"]}),
        (None, {"fields": ["name"]}),
        (
            None,
            {"fields": ["aliases", ("latitude", "longitude"), "accuracy_m", "source"]},
        ),
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("settlement")
