"""Names to offer while somebody types, as JSON: from our own data, never a geocoder."""

from django.conf import settings
from django.http import JsonResponse
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from kztopup.lib.api import (
    COMPACT,
    MINUTE,
    REQUESTS_COUNTED_AT_ONCE,
    too_many_requests,
)
from kztopup.lib.caching import public_page
from kztopup.lib.rate_limit import is_over_limit
from locator.search.parser import suggestions
from locator.search.query import QueryKind


@require_safe
@public_page("q")
def suggest(request):
    # A count of its own: programs that ask for places let nobody's typing stop.
    if is_over_limit(
        "suggestions",
        request,
        limit=settings.API_REQUESTS_PER_MINUTE,
        seconds=MINUTE,
        batch=REQUESTS_COUNTED_AT_ONCE,
    ):
        return too_many_requests()
    found = suggestions(request.GET.get("q", ""))
    response = JsonResponse(
        [offer(suggestion) for suggestion in found],
        safe=False,
        json_dumps_params=COMPACT,
    )
    if not found:
        # Coordinates, and what nobody else will type: caches of ours keep neither.
        patch_cache_control(response, private=True)
    return response


def offer(suggestion):
    """Return what the search box shows of a suggestion, and where it leads."""
    name, kind, slug, detail = suggestion
    return {
        "name": name,
        # Almaty is a region of its own: it need not be said twice.
        "detail": "" if detail == name else detail,
        "url": address_of(kind, slug),
    }


def address_of(kind, slug):
    if kind is QueryKind.SETTLEMENT:
        return reverse("locator:settlement", args=[slug])
    return reverse("locator:places", query={"brand": slug})
