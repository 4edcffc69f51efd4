from django.contrib import admin

from kztopup.lib.admin.translation import TranslatedAdmin
from locator.admin.search import NAMES, SEARCH_HELP, FoldedSearch
from locator.models import Holiday


@admin.register(Holiday)
class HolidayAdmin(FoldedSearch, TranslatedAdmin):
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
