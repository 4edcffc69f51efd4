"""Places for programs: GeoJSON, columns and files, with errors in JSON."""

from itertools import chain

import numpy as np
from django.http import JsonResponse, StreamingHttpResponse
from django.utils import timezone, translation
from django.views.decorators.http import require_safe

from kztopup.lib.api import COMPACT, json_error, public_api
from kztopup.lib.caching import expire_at
from kztopup.lib.rate_limit import rate_limited
from locator.cards import nearest_rows
from locator.open_data.columns import delta_columns
from locator.open_data.files import FORMATS
from locator.open_data.forms import MOST_FEATURES, ColumnsForm, ExportForm, PlacesForm
from locator.open_data.geojson import features
from locator.open_data.records import LICENCE, LICENCE_HEADERS
from locator.published import published_places
from locator.search.criteria import Certainty, answer_expires_at
from locator.search.filters import read_search
from locator.search.forms import PlaceFilterForm
from locator.search.results import SearchResults

FEATURES_NEAR = 20

FILTERS = tuple(PlaceFilterForm.base_fields)


# Anybody can make up any number of boxes, limits and ids: caches for everybody keep no
# answer to them. A popup of the map asks for one `id`, which the browser may keep.
@require_safe
@public_api(*FILTERS, "lang", private=("near", "bbox", "limit", "id"))
def places(request):
    form = PlacesForm(request.GET)
    if not form.is_valid():
        return json_error(400, form.errors)
    published, now = published_places(), timezone.now()
    rows = SearchResults(published, form.filters, now).rows
    if ids := form.cleaned_data["id"]:
        rows = rows[published.with_keys(ids)[rows]]
    if near := form.cleaned_data["near"]:
        limit = form.cleaned_data["limit"] or FEATURES_NEAR
        found, is_truncated = nearest_rows(published, rows, near, limit), False
    else:
        limit = form.cleaned_data["limit"] or MOST_FEATURES
        by_key = rows[np.argsort(published.keys[rows])]
        found = [(row, None) for row in by_key[:limit].tolist()]
        is_truncated = len(rows) > limit
    with translation.override(form.language):
        shown, expires_at = features(published, found, now, with_lines=bool(ids))
    response = JsonResponse(
        {
            "type": "FeatureCollection",
            "licence": LICENCE,
            "truncated": is_truncated,
            "features": shown,
        },
        json_dumps_params=COMPACT,
        content_type="application/geo+json",
        headers=LICENCE_HEADERS,
    )
    return expire_at(
        response, answer_expires_at(published, form.filters, now, expires_at)
    )


@require_safe
@public_api(*FILTERS, "lang", private=("bbox",))
def columns(request):
    form = ColumnsForm(request.GET)
    if not form.is_valid():
        return json_error(400, form.errors)
    published, now = published_places(), timezone.now()
    results = SearchResults(published, form.filters, now)
    rows = results.rows
    is_unsure = ~np.isin(rows, results.groups[Certainty.ALL])
    with translation.override(form.language):
        found = delta_columns(published, rows, is_unsure)
    response = JsonResponse(found, json_dumps_params=COMPACT, headers=LICENCE_HEADERS)
    return expire_at(response, answer_expires_at(published, form.filters, now))


@require_safe
@public_api(*FILTERS, "radius_km", "lang", private=("q", "lat", "lon", "bbox"))
@rate_limited("exports", "EXPORTS_PER_MINUTE")
def export(request, extension):
    form = ExportForm(request.GET)
    query, filters = read_search(form)
    if form.errors:
        return json_error(400, form.errors)
    if not query.has_results:
        return json_error(400, {"q": [query.message]})
    published, now = published_places(), timezone.now()
    rows = SearchResults(published, filters, now).rows
    file_format = FORMATS[extension]
    blocks = file_format.blocks(np.sort(published.keys[rows]).tolist(), form.language)
    # The first one is asked for here, where a busy database can still be said.
    response = StreamingHttpResponse(
        chain([next(blocks)], blocks),
        content_type=file_format.content_type,
        headers=LICENCE_HEADERS,
    )
    response["Content-Disposition"] = (
        f'attachment; filename="kztopup-places.{extension}"'
    )
    return expire_at(response, answer_expires_at(published, filters, now))
