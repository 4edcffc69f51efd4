"""Columns of lists in the locator's admin that are not in its tables."""

from django.contrib import admin
from django.db.models import Count
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from locator.geo.forms import format_degrees


def link_to_places(count, **filters):
    """Return a number of places that leads to their list."""
    address = reverse("admin:locator_place_changelist", query=filters)
    return format_html('<a href="{}">{}</a>', address, count)


class CountingPlaces:
    """Count the places of each row in the list."""

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(place_count=Count("places"))


class PositionWithDots:
    """
    Write the position for those who may only look at it.

    Django would show the numbers with the comma of the reader's language, which no
    map understands.
    """

    def get_fieldsets(self, request, obj=None):
        fieldsets = super().get_fieldsets(request, obj)
        if self.has_change_permission(request, obj):
            return fieldsets
        return [
            (title, options | {"fields": list(map(shown, options["fields"]))})
            for title, options in fieldsets
        ]

    def get_readonly_fields(self, request, obj=None):
        return [*super().get_readonly_fields(request, obj), "position_text"]

    @admin.display(description=_("latitude, longitude"))
    def position_text(self, row):
        return f"{format_degrees(row.latitude)}, {format_degrees(row.longitude)}"


def shown(field):
    return "position_text" if field == ("latitude", "longitude") else field
