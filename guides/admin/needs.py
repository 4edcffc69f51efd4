from django.contrib import admin

from guides.models import (
    Need,
    NetworkNote,
)
from kztopup.lib.admin.translation import (
    TranslatedAdmin,
    TranslatedStackedInline,
    in_all_languages,
)
from locator.admin.search import FoldedSearch


class NetworkNoteInline(TranslatedStackedInline):
    model = NetworkNote
    classes = ["collapse"]
    fieldsets = [
        (None, {"fields": ["network", ("verdict", "checked_on"), "source_url"]}),
        (None, {"fields": ["text"]}),
    ]


@admin.register(Need)
class NeedAdmin(FoldedSearch, TranslatedAdmin):
    list_display = ["title", "position"]
    search_fields = ["slug", *in_all_languages("title", "text", "networks__text")]
    slug_from = "title"
    fieldsets = [
        (None, {"fields": [("slug", "position")]}),
        (None, {"fields": ["title", "text"]}),
    ]
    inlines = [NetworkNoteInline]
