"""The pages of places: the search, a settlement, and one place."""

from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from kztopup.lib.caching import expire_at, public_page
from kztopup.lib.rate_limit import rate_limited
from locator.brand_facts import operator_groups, payments
from locator.cards import cards, nearest_cards
from locator.geo.geodesy import away
from locator.models import Brand, Place, Settlement
from locator.open_states import first_of, open_states
from locator.published import published_places
from locator.schema_org import describe_place
from locator.search import geocoding
from locator.search.criteria import answer_expires_at
from locator.search.facets import facets
from locator.search.filters import Filters, read_search
from locator.search.forms import ANY_DISTANCE_KM, PlaceFilterForm, PlaceSearchForm
from locator.search.query import ParsedQuery, QueryKind
from locator.search.relaxed import relaxed
from locator.search.results import (
    PAGE_SIZE,
    SMALL_PAGE_SIZE,
    SearchResults,
    search_page,
)
from locator.towns import (
    kinds_with,
    nearest_towns,
    nearest_with_places,
    outside_town,
    searches_in,
    towns,
    without_places,
)
from locator.visitor import Visitor, saves_data, url_with_location, visitor_of

NEAREST_TO_CLOSED = 3


@require_safe
@vary_on_headers("Save-Data")
@public_page(
    *PlaceFilterForm.base_fields,
    "radius_km",
    "page",
    private=("q", "lat", "lon", "bbox", "geocode"),
)
@rate_limited("geocoder", "GEOCODER_REQUESTS_PER_MINUTE", parameter="geocode")
def place_list(request):
    form = PlaceSearchForm(request.GET)
    query, filters = read_search(form)
    filters = filters.within_reach
    published, now = published_places(), timezone.now()
    context = {
        "form": form,
        "filters": filters,
        "query": query,
        "facets": facets(form, published, filters, now),
        "crumbs": [crumb_to_places()],
        "saves_data": saves_data(request),
    }
    if form.errors:
        return render(request, "locator/places.html", context, status=400)
    if query.kind == QueryKind.NUMBER:
        return redirect("guides:operators")
    if settlement := settlement_with_its_own_page(form, query, published):
        return redirect(settlement)
    request.visitor = visitor_asking(query, filters)
    context |= {
        "towns": towns(published, query.settlements, filters.own_position),
        "has_geocoder": geocoding.is_configured(),
        # None: the geocoder was not asked. Without this key the part of the page
        # that is included would see an empty text.
        "candidates": None,
    }
    expires_at = None
    if query.has_results:
        results = SearchResults(published, filters, now)
        page = page_asked_for(request, results, now)
        context["page"] = page
        context["any_distance_km"] = ANY_DISTANCE_KM
        if not len(results):
            context |= instead_of_places(form, query, filters, published, now)
        expires_at = answer_expires_at(published, filters, now, page.expires_at)
    if "geocode" in request.GET and query.may_be_elsewhere:
        context |= candidates_elsewhere(query.text)
    return expire_at(render(request, "locator/places.html", context), expires_at)


def page_asked_for(request, results, now):
    """Return the page of results, a smaller one for who saves data."""
    size = SMALL_PAGE_SIZE if saves_data(request) else PAGE_SIZE
    return search_page(results, request.GET.get("page") or 1, now, size)


def instead_of_places(form, query: ParsedQuery, filters: Filters, published, now):
    """Return what a list without places shows: where to look, and what to ask."""
    town = filters.settlement or query.settlement
    if without := without_places(published, town, operator_of(query, filters)):
        return {"without": without}
    context = {"relaxed": relaxed(form, query, published, now)}
    if filters.is_cut:
        near = nearest_towns(published, filters.position)
        context["towns_near"] = near
        if near:
            operator = operator_of(query, filters)
            town = near[0].settlement
            context["searches"] = searches_in(published, town, operator)
    return context


def operator_of(query: ParsedQuery, filters: Filters):
    """Return the operator that is chosen, else the one whose name is written."""
    brands = filter(None, [filters.operator, filters.brand, query.brand])
    operators = (brand for brand in brands if brand.kind == Brand.Kind.OPERATOR)
    return next(operators, None)


def settlement_with_its_own_page(form, query: ParsedQuery, published):
    """Return the settlement whose own page shows what is asked for, or says more."""
    if list(form.params) == ["settlement"]:
        return form.cleaned_data["settlement"]
    is_named = query.kind == QueryKind.SETTLEMENT and query.is_exact
    if not is_named or form.cleaned_data["radius_km"]:
        return None
    [town] = towns(published, query.settlements)
    return None if town.place_count else town.settlement


def visitor_asking(query: ParsedQuery, filters: Filters) -> Visitor:
    """Return what a search says of the visitor."""
    is_written = query.kind in (QueryKind.POSITION, QueryKind.POINT)
    return Visitor(
        own_position=filters.position if is_written else filters.own_position,
        town=filters.centre or filters.settlement or query.settlement,
        operator=filters.operator,
        have=filters.holds or "",
    )


def candidates_elsewhere(text):
    """Ask the geocoder, as the visitor wishes; return what to show of its answer."""
    try:
        return {"candidates": geocoding.geocode(text, get_language())}
    except geocoding.NotFound:
        return {"candidates": []}
    except geocoding.Unavailable:
        return {"is_geocoder_down": True}


@require_safe
@vary_on_headers("Save-Data")
@public_page("page")
def settlement_detail(request, slug):
    settlement = get_object_or_404(
        Settlement.objects.select_related("region"), slug=slug
    )
    published, now = published_places(), timezone.now()
    visitor = visitor_of(request)
    chosen = visitor.filter_params
    filters = Filters(
        settlement=settlement,
        operator=visitor.operator,
        holds=chosen["holds"] or None,
    )
    results = SearchResults(published, filters, now)
    page = page_asked_for(request, results, now)
    form = PlaceSearchForm(initial={"settlement": settlement.slug} | chosen)
    context = {
        "settlement": settlement,
        "form": form,
        "facets": facets(form, published, filters, now),
        "filters": filters,
        "page": page,
        "kinds": kinds_with(published, results.rows),
        "nearest": nearest_with_places(published, settlement),
        "without": without_places(published, settlement, visitor.operator),
        "crumbs": [crumb_to_places(), crumb_to(settlement)],
        "saves_data": saves_data(request),
    }
    expires_at = None
    if not page.page_obj.has_other_pages():
        rows = outside_town(published, settlement)
        context["outside"], expires_at = cards(published, rows, now)
    response = render(request, "locator/settlement.html", context)
    return expire_at(response, first_of([page.expires_at, expires_at]))


@require_safe
@public_page()
def settlement_poster(request, slug):
    """Show a sheet for a wall, in every language: who reads it is from anywhere."""
    settlement = get_object_or_404(Settlement, slug=slug)
    path = reverse("locator:poster", args=[slug])
    context = {
        "settlement": settlement,
        "crumbs": [
            crumb_to_places(),
            crumb_to(settlement),
            (_("Poster"), path),
        ],
    }
    return render(request, "locator/poster.html", context)


@require_safe
@vary_on_headers("Save-Data")
@public_page()
def place_detail(request, slug, pk):
    places = Place.objects.exclude(status=Place.Status.HIDDEN)
    place = get_object_or_404(places.for_cards(), pk=pk)
    if place.settlement.slug != slug:
        there = url_with_location(request, place.get_absolute_url(), "lat", "lon")
        return redirect(there, permanent=True)
    if place.status == Place.Status.CLOSED:
        return closed_place(request, place)
    [state], expires_at = open_states([place.opening_hours], timezone.now())
    start = visitor_of(request).own_position
    context = {
        "place": place,
        "state": state,
        "start": start,
        "away": start and away(start, place.position),
        "tops_up": operator_groups(place.brand),
        "payments": payments(place.brand.ways_to_pay.on_site().by_holding()),
        "crumbs": crumbs_to(place),
        "json_ld": describe_place(place),
        "saves_data": saves_data(request),
    }
    return expire_at(render(request, "locator/place.html", context), expires_at)


def closed_place(request, place):
    """Say that a place is gone, and what is open nearby: links to it live long."""
    # One more, since memory may have the place itself for a minute.
    nearest, _expires_at = nearest_cards(
        place.position, timezone.now(), limit=NEAREST_TO_CLOSED + 1
    )
    context = {
        "place": place,
        "nearest": nearest[:NEAREST_TO_CLOSED],
        "crumbs": crumbs_to(place),
    }
    return render(request, "locator/closed.html", context, status=410)


def crumb_to_places():
    return (_("Places"), reverse("locator:places"))


def crumb_to(settlement):
    return (settlement.name, settlement.get_absolute_url())


def crumbs_to(place):
    own = (place.brand.name, place.get_absolute_url())
    return [crumb_to_places(), crumb_to(place.settlement), own]
