"""The parameters of programs: the filters of the list, and more."""

import math

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from locator.geo import geodesy
from locator.geo.forms import swapped_message
from locator.geo.geodesy import Position
from locator.published import PlaceColumns
from locator.search.filters import Filters, filters_of
from locator.search.forms import (
    ListedField,
    PlaceFilterForm,
    PlaceSearchForm,
    SharedField,
)
from locator.search.query import ParsedQuery, QueryKind

MOST_FEATURES = 1000
MOST_IDS = 20
# No key of a row has more, and every database can look for so large a number.
MOST_DIGITS = 18


class NumbersField(SharedField, forms.CharField):
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


class IdsField(SharedField, forms.CharField):
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


class LanguageForm(forms.Form):
    """The language of the answer: that of the request would keep caches apart."""

    lang = ListedField(
        settings.LANGUAGES,
        help_text=_("Language: zh-hans, en, ru or kk. English if left out."),
    )

    @property
    def language(self):
        return self.cleaned_data["lang"] or settings.LANGUAGE_CODE


class ExportForm(PlaceSearchForm, LanguageForm):
    """Which places a file has: those of the list."""


class ColumnsForm(PlaceFilterForm, LanguageForm):
    """Which places, and in which language: every parameter may be left out."""

    bbox = NumbersField(
        ["west", "south", "east", "north"],
        max_length=100,
        help_text=_("Only places between these degrees: west, south, east, north."),
    )

    def clean_bbox(self):
        box = self.cleaned_data["bbox"]
        if not box:
            return None
        west, south, east, north = box
        if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):
            raise ValidationError("Write west,south,east,north in degrees.")
        if not meets_kazakhstan(*box) and meets_kazakhstan(south, west, north, east):
            raise ValidationError(
                "Latitude and longitude look swapped: did you mean "
                f"{south:g},{west:g},{north:g},{east:g}?"
            )
        return box

    @property
    def filters(self) -> Filters:
        return filters_of(self.cleaned_data, ParsedQuery(QueryKind.EMPTY))

    def in_box(self, places: PlaceColumns, rows):
        """Return those of the rows that are in the box asked for, if one is."""
        if not self.cleaned_data["bbox"]:
            return rows
        west, south, east, north = self.cleaned_data["bbox"]
        latitudes = places.points.latitudes[rows]
        longitudes = places.points.longitudes[rows]
        return rows[
            (south <= latitudes)
            & (latitudes <= north)
            & (west <= longitudes)
            & (longitudes <= east)
        ]


def meets_kazakhstan(west, south, east, north) -> bool:
    return (
        west <= geodesy.EAST
        and east >= geodesy.WEST
        and south <= geodesy.NORTH
        and north >= geodesy.SOUTH
    )


class PlacesForm(ColumnsForm):
    """Which places, and how many."""

    id = IdsField(help_text=_("Only the places with these ids, at most 20."))
    near = NumbersField(
        ["latitude", "longitude"],
        max_length=100,
        help_text=_(
            "The nearest places, the closest first: latitude, longitude. Only three "
            "decimals of each count."
        ),
    )
    limit = forms.IntegerField(
        required=False,
        min_value=1,
        max_value=MOST_FEATURES,
        help_text=_(
            "How many at most, up to 1000. If left out: 20 with “near”, else 1000."
        ),
    )

    def clean_near(self):
        near = self.cleaned_data["near"]
        if not near:
            return None
        position = Position(*near).rounded
        if position.looks_swapped:
            raise ValidationError(swapped_message(position.swapped))
        if not (-90 <= position.latitude <= 90 and -180 <= position.longitude <= 180):
            raise ValidationError("Write latitude,longitude in degrees.")
        return position
