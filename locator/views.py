from django.http import StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from locator import exporting, structured
from locator.caching import public_page
from locator.forms import PlaceSearchForm
from locator.listing import page_of
from locator.models import Brand, Place, Settlement


# Not named: `lat` and `lon`, so that an answer to a position is private.
@require_safe
@public_page("settlement", "tops_up", "kind", "brand", "page")
def places(request):
    form = PlaceSearchForm(request.GET)
    form.offer(Settlement.objects.with_places(), Brand.objects.with_places())
    context = {"form": form, "crumbs": [crumb_to_places()]}
    if not form.is_valid():
        return render(request, "locator/places.html", context, status=400)
    if form.asks_only_for_a_settlement:
        return redirect(form.cleaned_data["settlement"])
    context["page"] = page_of(
        form.search(),
        request.GET.get("page", 1),
        operator=form.cleaned_data["tops_up"],
        position=form.cleaned_data["position"],
    )
    return render(request, "locator/places.html", context)


@require_safe
@public_page("page")
def settlement(request, slug):
    settlement = get_object_or_404(
        Settlement.objects.select_related("region"), slug=slug
    )
    places = settlement.places.published()
    page = page_of(places, request.GET.get("page", 1))
    form = PlaceSearchForm(initial={"settlement": settlement.slug})
    form.offer(Settlement.objects.with_places(), Brand.objects.with_places())
    context = {
        "settlement": settlement,
        "form": form,
        "page": page,
        "brands": Brand.objects.with_places_among(places),
        "crumbs": [crumb_to_places(), crumb_to(settlement)],
        "nearest": None if page.paginator.count else settlement.nearest_with_places(),
    }
    return render(request, "locator/settlement.html", context)


@require_safe
@public_page()
def place(request, slug, pk):
    place = get_object_or_404(Place.objects.published().for_cards(), pk=pk)
    if place.settlement.slug != slug:
        return redirect(place, permanent=True)
    context = {
        "place": place,
        "top_ups": place.brand.top_ups.all(),
        "ways_to_pay": place.brand.ways_to_pay.on_site().by_holding(),
        "crumbs": [
            crumb_to_places(),
            crumb_to(place.settlement),
            (place.brand.name, place.get_absolute_url()),
        ],
        "json_ld": structured.place(place),
    }
    return render(request, "locator/place.html", context)


@require_safe
@public_page()
def places_csv(request):
    response = StreamingHttpResponse(
        exporting.csv_lines(Place.objects.published()),
        content_type="text/csv; charset=utf-8",
    )
    response["Content-Disposition"] = 'attachment; filename="kztopup-places.csv"'
    response["Access-Control-Allow-Origin"] = "*"
    return response


def crumb_to_places():
    return (_("Places"), reverse("locator:places"))


def crumb_to(settlement):
    return (settlement.name, settlement.get_absolute_url())
