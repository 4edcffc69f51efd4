"""Names to offer while somebody types, as JSON: from our own data, never a geocoder."""

from django.http import JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from kztopup.lib.api import COMPACT
from kztopup.lib.caching import public_page
from locator.search.parser import suggestions
from locator.search.query import QueryKind


# A count of its own: programs that ask for places let nobody's typing stop. Caches of
# ours keep none of the many spellings that somebody may type.
@require_safe
@public_page(private=("q",), limit=("suggestions", "API_REQUESTS_PER_MINUTE"))
def suggest(request):
    found = suggestions(request.GET.get("q", ""))
    return JsonResponse(
        [offer(suggestion) for suggestion in found],
        safe=False,
        json_dumps_params=COMPACT,
    )


def offer(suggestion):
    """Return what the search box shows of a suggestion, and where it leads."""
    name, kind, key, detail = suggestion
    return {
        "name": name,
        # Almaty is a region of its own: it need not be said twice.
        "detail": "" if detail == name else detail,
        "url": url_of(kind, key),
    }


def url_of(kind, key):
    if kind is QueryKind.SETTLEMENT:
        return reverse("locator:settlement", args=[key])
    name = "q" if kind is QueryKind.POINT else "brand"
    return reverse("locator:places", query={name: key})
