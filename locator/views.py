from itertools import chain

from django.http import StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kztopup.lib.api import json_error, public_api
from kztopup.lib.caching import expire_at, public_page
from kztopup.lib.rate_limit import rate_limited
from locator import schema_org
from locator.models import Place, Settlement
from locator.open_data.files import FORMATS
from locator.open_states import answer_expires_at, tell_open_states
from locator.search import geocoding
from locator.search.criteria import tops_up
from locator.search.forms import PlaceSearchForm
from locator.search.results import SearchResults, search_page
from locator.visitor import url_with_location, visitor_location

FILTERS = ("settlement", "tops_up", "holds", "kind", "brand", "open", "radius_km")


@require_safe
@public_page(*FILTERS, "page", private=("q", "lat", "lon", "geocode"))
@rate_limited("geocoder", "GEOCODER_REQUESTS_PER_MINUTE", parameter="geocode")
def places(request):
    form = PlaceSearchForm(request.GET)
    context = {"form": form, "crumbs": [crumb_to_places()]}
    moment = timezone.now()
    if not form.is_valid():
        form.offer(moment)
        return render(request, "locator/places.html", context, status=400)
    if form.asks_only_for_a_settlement:
        return redirect(form.cleaned_data["settlement"])
    if form.town_without_places:
        return redirect(form.town_without_places)
    form.offer(moment)
    request.location_params = form.location_params
    context |= {
        "query": form.query,
        "has_geocoder": geocoding.is_configured(),
        # Not asked: a part of the page would read what is missing as an empty text.
        "candidates": None,
    }
    expires_at = None
    if form.has_a_list:
        page = search_page(form.results(moment), request.GET.get("page", 1), moment)
        expires_at = page.expires_at
        context["page"] = page
        if not page.paginator.count:
            context |= {"is_empty": True, "ways_out": form.ways_out(moment)}
    if "geocode" in request.GET and form.query.may_be_elsewhere:
        context |= candidates_elsewhere(form.query.text)
    response = render(request, "locator/places.html", context)
    return expire_at(response, answer_expires_at(form, moment, expires_at))


def candidates_elsewhere(text):
    """Ask the geocoder, as the visitor wishes; return what to show of its answer."""
    try:
        return {"candidates": geocoding.geocode(text, get_language())}
    except geocoding.NotFound:
        return {"candidates": []}
    except geocoding.Unavailable:
        return {"is_geocoder_down": True}


@require_safe
@public_page("page")
def settlement(request, slug):
    settlement = get_object_or_404(
        Settlement.objects.select_related("region"), slug=slug
    )
    places = settlement.places.published()
    moment = timezone.now()
    results = SearchResults(places, [tops_up(None)])
    page = search_page(results, request.GET.get("page", 1), moment)
    form = PlaceSearchForm(initial={"settlement": settlement.slug})
    if page.paginator.count:
        form.offer(moment)
    context = {
        "settlement": settlement,
        "form": form,
        "page": page,
        "brands": places.brands(),
        "crumbs": [crumb_to_places(), crumb_to(settlement)],
        "nearest": settlement.nearest_of(Place.objects.published().settlements()),
    }
    response = render(request, "locator/settlement.html", context)
    return expire_at(response, page.expires_at)


@require_safe
@public_page()
def place(request, slug, pk):
    places = Place.objects.published()
    place = get_object_or_404(places.for_cards(), pk=pk)
    if place.settlement.slug != slug:
        there = url_with_location(request, place.get_absolute_url(), "lat", "lon")
        return redirect(there, permanent=True)
    expires_at = tell_open_states([place], timezone.now())
    if position := visitor_location(request).own_position:
        place.measure_from(position)
    context = {
        "place": place,
        "near": None if place.address else places.nearest_address_to(place.position),
        "top_ups": place.brand.top_ups.all(),
        "ways_to_pay": place.brand.ways_to_pay.on_site().by_holding(),
        "crumbs": [
            crumb_to_places(),
            crumb_to(place.settlement),
            (place.brand.name, place.get_absolute_url()),
        ],
        "json_ld": schema_org.place(place),
    }
    return expire_at(render(request, "locator/place.html", context), expires_at)


@require_safe
@public_api(*FILTERS, private=("q", "lat", "lon"))
@rate_limited("exports", "EXPORTS_PER_MINUTE")
def export(request, extension):
    form = PlaceSearchForm(request.GET)
    if not form.is_valid():
        return json_error(400, form.errors)
    if not form.has_a_list:
        return json_error(400, {"q": [form.query.message]})
    file_format = FORMATS[extension]
    moment = timezone.now()
    blocks = file_format.blocks(form.results(moment).maybe)
    # The first one is asked for here, where a busy database can still be said.
    response = StreamingHttpResponse(
        chain([next(blocks)], blocks), content_type=file_format.content_type
    )
    response["Content-Disposition"] = (
        f'attachment; filename="kztopup-places.{extension}"'
    )
    return expire_at(response, answer_expires_at(form, moment))


def crumb_to_places():
    return (_("Places"), reverse("locator:places"))


def crumb_to(settlement):
    return (settlement.name, settlement.get_absolute_url())
