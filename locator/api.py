"""Places for programs: GeoJSON, in one language, with errors in JSON."""

import math

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import JsonResponse
from django.utils import timezone, translation
from django.views.decorators.http import require_safe

from locator.answering import for_programs, json_error
from locator.caching import keep_until, public_page
from locator.features import features, rows_by_key, rows_of
from locator.filters import PlaceFilterForm
from locator.geodesy import Position
from locator.models import Place
from locator.opening import answer_ends
from locator.records import LICENCE

MOST_FEATURES = 1000
FEATURES_NEAR = 20


class NumbersField(forms.CharField):
    """A fixed number of finite numbers, separated by commas."""

    def __init__(self, names, **options):
        super().__init__(required=False, **options)
        self.names = names

    def to_python(self, value):
        text = super().to_python(value)
        if not text:
            return None
        try:
            # Python would read an underscore between digits.
            numbers = [float(part.replace("_", " ")) for part in text.split(",")]
        except ValueError:
            numbers = []
        if len(numbers) != len(self.names) or not all(map(math.isfinite, numbers)):
            raise ValidationError(f"Write {','.join(self.names)} as numbers.")
        return numbers


class PlacesQuery(PlaceFilterForm):
    """Which places, and how many: every parameter may be left out."""

    bbox = NumbersField(["west", "south", "east", "north"], max_length=100)
    near = NumbersField(["latitude", "longitude"], max_length=100)
    limit = forms.IntegerField(required=False, min_value=1, max_value=MOST_FEATURES)
    lang = forms.ChoiceField(required=False, choices=settings.LANGUAGES)

    def clean_bbox(self):
        box = self.cleaned_data["bbox"]
        if box:
            west, south, east, north = box
            if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):
                raise ValidationError("Write west,south,east,north in degrees.")
        return box

    def clean_near(self):
        near = self.cleaned_data["near"]
        if not near:
            return None
        position = Position(*(round(number, 3) for number in near))
        if not (-90 <= position.latitude <= 90 and -180 <= position.longitude <= 180):
            raise ValidationError("Write latitude,longitude in degrees.")
        return position

    def search(self, moment):
        """Return the places that the valid query asks for, as a queryset."""
        places = self.filter(Place.objects.published(), moment)
        if self.cleaned_data["bbox"]:
            west, south, east, north = self.cleaned_data["bbox"]
            places = places.in_box(south, west, north, east)
        return places


# Not named: `near`, so that an answer to a position is private, and `bbox` and `limit`,
# of which there are as many as anybody cares to make up.
@require_safe
@public_page("settlement", "brand", "kind", "tops_up", "holds", "open", "lang")
@for_programs
def places(request):
    query = PlacesQuery(request.GET)
    if not query.is_valid():
        return json_error(400, query.errors)
    now = timezone.now()
    found = query.search(now)
    with translation.override(query.cleaned_data["lang"] or settings.LANGUAGE_CODE):
        if near := query.cleaned_data["near"]:
            limit = query.cleaned_data["limit"] or FEATURES_NEAR
            found, states_end = features_near(found, near, limit, now)
            is_truncated = False
        else:
            limit = query.cleaned_data["limit"] or MOST_FEATURES
            found, states_end = features(
                rows_of(found.order_by("pk")[: limit + 1]), now
            )
            is_truncated = len(found) > limit
    response = JsonResponse(
        {
            "type": "FeatureCollection",
            "licence": LICENCE,
            "truncated": is_truncated,
            "features": found[:limit],
        },
        json_dumps_params={"ensure_ascii": False, "separators": (",", ":")},
        content_type="application/geo+json",
    )
    return keep_until(response, answer_ends(query, now, states_end))


def features_near(places, position, limit, moment):
    """Return the nearest places as features, closest first, with their distance."""
    measured = places.measured_nearest_to(position, limit)
    pks = [pk for _km, pk, _bearing in measured]
    found, states_end = features(rows_by_key().rows(pks), moment)
    by_pk = {feature["properties"]["id"]: feature for feature in found}
    for distance_km, pk, _bearing in measured:
        by_pk[pk]["properties"]["distance_m"] = round(distance_km * 1000)
    return [by_pk[pk] for pk in pks], states_end
