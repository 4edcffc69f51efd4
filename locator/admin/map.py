"""The data of the map above the admin's list of places."""

import numpy as np
from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import JsonResponse
from django.urls import path
from django.views.decorators.http import require_safe

from kztopup.lib.api import COMPACT, json_error
from locator.open_data.columns import delta_columns
from locator.published import read_places


class PlacesAsColumns:
    """
    Answer with the places that the list shows for the same query, as columns.

    All pages of the list, and places of every status: unsure are those not published.
    """

    def get_urls(self):
        view = self.admin_site.admin_view(require_safe(self.columns_view))
        # Before Django's own, the last of which takes every address.
        return [
            path("places.columns.json", view, name="locator_place_columns"),
            *super().get_urls(),
        ]

    def columns_view(self, request):
        if not self.has_view_permission(request):
            raise PermissionDenied
        try:
            places = self.get_changelist_instance(request).queryset
        except (IncorrectLookupParameters, SuspiciousOperation):
            return json_error(400, {"__all__": ["There is no such list of places."]})
        published = places.published().order_by().values_list("pk", flat=True)
        shown = read_places(places)
        is_unsure = ~shown.with_keys(published)
        found = delta_columns(shown, np.arange(len(shown)), is_unsure)
        return JsonResponse(found, json_dumps_params=COMPACT)
