"""The service worker, and the page where one saves a town for when it is needed."""

import json

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers
from rjsmin import jsmin

from kztopup.lib.api import COMPACT
from kztopup.lib.caching import public_page
from kztopup.offline.saving import (
    data_of_map,
    files_of_map,
    files_of_pages,
    files_on_demand,
    towns_to_save,
)
from locator.published import published_places
from locator.search.results import PAGE_SIZE, SMALL_PAGE_SIZE
from locator.visitor import saves_data

WORKER = settings.BASE_DIR / "static" / "js" / "service_worker.js"

# As many towns as the offline page has room for, the largest.
MOST_TOWNS = 40


@require_safe
def service_worker(request):
    """
    Send the script that keeps pages for when there is no network.

    It differs with every version of the static files, whose names must not change
    behind it: without such names there is none, and pages do without.
    """
    if not settings.STATIC_IS_HASHED:
        raise Http404
    site = {
        "version": staticfiles_storage.manifest_hash,
        "files": files_on_demand(),
        "words": words_by_language(),
    }
    script = f"const SITE = {json.dumps(site, **COMPACT)};\n{jsmin(WORKER.read_text())}"
    response = HttpResponse(script, content_type="text/javascript; charset=utf-8")
    patch_cache_control(response, public=True, no_cache=True)
    return response


def words_by_language():
    """Return what the worker says on pages, in each language of the site."""
    words = {}
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            words[code] = {
                "saved": _(
                    "Saved on {date}, Almaty time. There is no network now, or it is "
                    "too slow."
                ),
                "less": _("It does not show what you chose last."),
                "missing": _("There is no network now, and that page is not saved."),
            }
    return words


@require_safe
@vary_on_headers("Save-Data")
@public_page()
def offline(request):
    towns = towns_to_save(published_places(), page_size_for(request))
    context = {
        "towns": towns[:MOST_TOWNS],
        "crumbs": [(_("Save for offline"), reverse("offline"))],
    }
    return render(request, "offline.html", context)


@require_safe
@vary_on_headers("Save-Data")
@public_page()
def addresses(request, slug):
    """Return the addresses of all that is saved of a town."""
    towns = towns_to_save(published_places(), page_size_for(request))
    town = next((one for one in towns if one.settlement.slug == slug), None)
    if not town:
        raise Http404
    found = {
        "pages": town.pages,
        "files": [data_of_map(), *files_of_pages(), *files_of_map()],
    }
    return JsonResponse(found, json_dumps_params=COMPACT)


def page_size_for(request) -> int:
    """Return how many places this visitor’s lists have."""
    return SMALL_PAGE_SIZE if saves_data(request) else PAGE_SIZE
