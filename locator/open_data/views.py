"""Places for programs: GeoJSON and columns, in one language, with errors in JSON."""

import math

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import JsonResponse
from django.utils import timezone, translation
from django.views.decorators.http import require_safe

from kztopup.lib.api import COMPACT, json_error, public_api
from kztopup.lib.caching import expire_at
from locator.geo.geodesy import Position
from locator.models import Place
from locator.open_data.columns import columns as columns_of
from locator.open_data.forms import PlaceFilterForm
from locator.open_data.geojson import features, rows_by_key, rows_of
from locator.open_data.records import LICENCE
from locator.open_states import answer_expires_at
from locator.search.criteria import all_met, any_failed, asked, narrowed

MOST_FEATURES = 1000
FEATURES_NEAR = 20
MOST_IDS = 20
# No key of a row has more, and every database can look for so large a number.
MOST_DIGITS = 18


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


class IdsField(forms.CharField):
    """A few ids of places, separated by commas."""

    def __init__(self, **options):
        longest = MOST_IDS * (MOST_DIGITS + 1)
        super().__init__(required=False, max_length=longest, **options)

    def to_python(self, value):
        text = super().to_python(value)
        if not text:
            return None
        ids = text.split(",")
        if len(ids) > MOST_IDS or not all(map(is_id, ids)):
            raise ValidationError(f"Write at most {MOST_IDS} ids as whole numbers.")
        return [int(one) for one in ids]


def is_id(text):
    return text.isascii() and text.isdecimal() and len(text) <= MOST_DIGITS


class BoxQuery(PlaceFilterForm):
    """Which places, and in which language: every parameter may be left out."""

    bbox = NumbersField(["west", "south", "east", "north"], max_length=100)
    lang = forms.ChoiceField(required=False, choices=settings.LANGUAGES)

    def clean_bbox(self):
        box = self.cleaned_data["bbox"]
        if box:
            west, south, east, north = box
            if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):
                raise ValidationError("Write west,south,east,north in degrees.")
        return box

    def in_box(self, places):
        """Return those of the places that are in the box asked for."""
        if not self.cleaned_data["bbox"]:
            return places
        west, south, east, north = self.cleaned_data["bbox"]
        return places.in_box(south, west, north, east)

    @property
    def language(self):
        return self.cleaned_data["lang"] or settings.LANGUAGE_CODE


class PlacesQuery(BoxQuery):
    """Which places, and how many."""

    id = IdsField()
    near = NumbersField(["latitude", "longitude"], max_length=100)
    limit = forms.IntegerField(required=False, min_value=1, max_value=MOST_FEATURES)

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
        places = self.in_box(self.filter(Place.objects.published(), moment))
        if self.cleaned_data["id"]:
            places = places.filter(pk__in=self.cleaned_data["id"])
        return places


class ColumnsQuery(BoxQuery):
    """Which places, as the list that the map stands beside finds them."""

    def search(self):
        """Return the places of the valid query, whatever is asked of them."""
        return self.in_box(narrowed(Place.objects.published(), self.cleaned_data))


FILTERS = ("settlement", "brand", "kind", "tops_up", "holds", "open")


# Of boxes, limits and ids there are as many as anybody cares to make up. Of one `id`,
# which is what a popup of the map asks for, the visitor's own browser keeps the answer.
@require_safe
@public_api(*FILTERS, "lang", private=("near", "bbox", "limit", "id"))
def places(request):
    query = PlacesQuery(request.GET)
    if not query.is_valid():
        return json_error(400, query.errors)
    now = timezone.now()
    found = query.search(now)
    with translation.override(query.language):
        if near := query.cleaned_data["near"]:
            limit = query.cleaned_data["limit"] or FEATURES_NEAR
            found, expires_at = features_near(found, near, limit, now)
            is_truncated = False
        else:
            limit = query.cleaned_data["limit"] or MOST_FEATURES
            found, expires_at = features(
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
        json_dumps_params=COMPACT,
        content_type="application/geo+json",
    )
    return expire_at(response, answer_expires_at(query, now, expires_at))


def features_near(places, position, limit, moment):
    """Return the nearest places as features, closest first, with their distance."""
    measured = places.measured_nearest_to(position, limit)
    pks = [pk for _km, pk, _bearing in measured]
    found, expires_at = features(rows_by_key().rows(pks), moment)
    by_pk = {feature["properties"]["id"]: feature for feature in found}
    near = []
    for distance_km, pk, _bearing in measured:
        # It may have gone since it was measured.
        if feature := by_pk.get(pk):
            feature["properties"]["distance_m"] = round(distance_km * 1000)
            near.append(feature)
    return near, expires_at


@require_safe
@public_api(*FILTERS, "lang", private=("bbox",))
def columns(request):
    query = ColumnsQuery(request.GET)
    if not query.is_valid():
        return json_error(400, query.errors)
    now = timezone.now()
    criteria = asked(query.cleaned_data, now)
    maybe = query.search().exclude(any_failed(criteria))
    with translation.override(query.language):
        found = columns_of(maybe, all_met(criteria))
    response = JsonResponse(found, json_dumps_params=COMPACT)
    return expire_at(response, answer_expires_at(query, now))
