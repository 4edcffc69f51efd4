"""Filters beside the admin's lists."""

from django.contrib import admin
from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from locator.models import Settlement

SETTLEMENTS_OFFERED = 12


class SettlementFilter(admin.SimpleListFilter):
    """
    The settlements with most places, and the one chosen elsewhere.

    All of them would be a page of links: the others are reached from the list of
    settlements, or by searching for their name.
    """

    title = _("settlement")
    parameter_name = "settlement"

    def lookups(self, request, model_admin):
        counted = (
            Settlement.objects.alias(places_count=Count("places"))
            .filter(places_count__gt=0)
            .order_by("-places_count", "pk")
        )
        offered = list(counted[:SETTLEMENTS_OFFERED])
        if (chosen := self.chosen()) and chosen not in {one.pk for one in offered}:
            offered += Settlement.objects.filter(pk=chosen)
        return [(settlement.pk, str(settlement)) for settlement in offered]

    def queryset(self, request, queryset):
        if self.value() is None:
            return queryset
        chosen = self.chosen()
        return queryset.filter(settlement=chosen) if chosen else queryset.none()

    def chosen(self):
        # Django counts what each settlement would find with its key, a number.
        value = str(self.value() or "")
        # More digits than a key can have: not worth asking the database.
        return int(value) if value.isdecimal() and len(value) < 18 else None
