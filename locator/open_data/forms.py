"""The parameters of programs: the filters of the list, and more."""

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from locator.geo.forms import swapped_message
from locator.geo.geodesy import Position
from locator.search.filters import Filters, filters_of
from locator.search.forms import (
    BoxField,
    ListedField,
    NumbersField,
    PlaceFilterForm,
    PlaceSearchForm,
    SharedField,
)
from locator.search.query import ParsedQuery, QueryKind

MOST_FEATURES = 1000
MOST_IDS = 20
# No key of a row has more, and every database can look for so large a number.
MOST_DIGITS = 18


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

    bbox = BoxField(
        help_text=_("Only places between these degrees: west, south, east, north.")
    )

    @property
    def filters(self) -> Filters:
        return filters_of(self.cleaned_data, ParsedQuery(QueryKind.EMPTY))


class PlacesForm(ColumnsForm):
    """Which places, and how many."""

    id = IdsField(help_text=_("Only the places with these ids, at most 20."))
    near = NumbersField(
        ["latitude", "longitude"],
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
