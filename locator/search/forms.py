"""The one gate for what visitors and programs ask of the places."""

import math
from collections.abc import Callable

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import lazy
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from locator.geo import geodesy, map_urls
from locator.geo.forms import swapped_message
from locator.geo.geodesy import Position
from locator.models import Brand, WayToPay
from locator.published import published_places

NOT_IN_LIST = _("“%(value)s” is not in our list.")

Holds = WayToPay.Holds
HOLDINGS = [
    (holds.value, capfirst(holds.label))
    for holds in (Holds.CASH, Holds.FOREIGN_CARD, Holds.KZ_CARD, Holds.KASPI)
]


# Farther than from any point of Kazakhstan to any other.
ANY_DISTANCE_KM = 5000


def in_km(radius):
    if radius == ANY_DISTANCE_KM:
        return gettext("at any distance")
    return gettext("within %(km)s km") % {"km": radius}


RADII = [
    (radius, lazy(in_km, str)(radius))
    for radius in (1, 2, 5, 10, 25, 50, ANY_DISTANCE_KM)
]


class SharedField:
    """
    A field of which each form has the same one, not a copy.

    Copying is what most of a form costs, and no form changes these.
    """

    def __deepcopy__(self, memo):
        return self


class SlugField(SharedField, forms.Field):
    """A row that the process keeps in memory, named by its slug; or none."""

    default_error_messages = {"invalid_choice": NOT_IN_LIST}

    def __init__(self, rows: Callable, *, empty_label="", **options):
        super().__init__(required=False, **options)
        self.rows = rows
        self.empty_label = empty_label

    def to_python(self, value):
        if value in self.empty_values:
            return None
        for row in self.rows():
            if row.slug == value:
                return row
        raise ValidationError(
            self.error_messages["invalid_choice"],
            code="invalid_choice",
            params={"value": value[:50]},
        )


class ListedField(SharedField, forms.TypedChoiceField):
    """One of a few values, or none."""

    default_error_messages = {"invalid_choice": NOT_IN_LIST}

    def __init__(self, choices, *, empty_label="", **options):
        super().__init__(choices=choices, required=False, empty_value=None, **options)
        self.empty_label = empty_label


class NumbersField(SharedField, forms.CharField):
    """A fixed number of finite numbers, separated by commas."""

    def __init__(self, names, **options):
        super().__init__(required=False, max_length=100, **options)
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
            names = ",".join(self.names)
            raise ValidationError(_("Write %(names)s as numbers.") % {"names": names})
        return numbers


class BoxField(NumbersField):
    """A part of a map: what lies between its degrees."""

    def __init__(self, **options):
        super().__init__(["west", "south", "east", "north"], **options)

    def clean(self, value):
        box = super().clean(value)
        if not box:
            return None
        west, south, east, north = box
        if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):
            raise ValidationError(_("Write west,south,east,north in degrees."))
        if not meets_kazakhstan(*box) and meets_kazakhstan(south, west, north, east):
            raise ValidationError(
                _("Latitude and longitude look swapped: did you mean %(degrees)s?")
                % {"degrees": f"{south:g},{west:g},{north:g},{east:g}"}
            )
        return box


def meets_kazakhstan(west, south, east, north) -> bool:
    return (
        west <= geodesy.EAST
        and east >= geodesy.WEST
        and south <= geodesy.NORTH
        and north >= geodesy.SOUTH
    )


def settlements():
    return published_places().settlements


def brands():
    return published_places().brands


def operators():
    return [brand for brand in brands() if brand.kind == Brand.Kind.OPERATOR]


class PlaceFilterForm(forms.Form):
    """
    Which places: every field may be left empty.

    The help is for who writes a program, and stands on the page about open data.
    """

    settlement = SlugField(
        settlements,
        label=_("City or town"),
        empty_label=_("All towns"),
        help_text=_("Only places in this city, town or village."),
    )
    tops_up = SlugField(
        operators,
        label=_("My operator"),
        empty_label=_("Any operator"),
        help_text=_(
            "Leaves out places known not to top up this operator. Places where it is "
            "not known are included."
        ),
    )
    kind = ListedField(
        Brand.Kind.choices,
        label=_("Kind of place"),
        empty_label=_("Any kind"),
        help_text=_("Only places of this kind."),
    )
    open = ListedField(
        [("now", _("Now"))],
        label=_("Open"),
        empty_label=_("At any time"),
        help_text=_(
            "Leaves out places known to be closed now. Places whose hours are not "
            "known (most of them) are included."
        ),
    )
    holds = ListedField(
        HOLDINGS,
        label=_("I can pay with"),
        empty_label=_("Anything"),
        help_text=_(
            "Leaves out places known to refuse this: cash, foreign-card, kz-card or "
            "kaspi. Places where it is not known are included."
        ),
    )
    brand = SlugField(
        brands,
        label=_("Brand"),
        empty_label=_("Any brand"),
        help_text=_("Only places of this brand."),
    )


class WhereForm(forms.Form):
    """Where a visitor is or looks; `position`, cleaned, is that of `lat` and `lon`."""

    q = forms.CharField(
        label=_("Street, town, store, coordinates or a map link"),
        required=False,
        max_length=map_urls.LONGEST,
        error_messages={"null_characters_not_allowed": _("Use letters and digits.")},
    )
    lat = forms.FloatField(
        label=_("Latitude"),
        required=False,
        error_messages={"invalid": _("A latitude is a number, like 43.238.")},
    )
    lon = forms.FloatField(
        label=_("Longitude"),
        required=False,
        error_messages={"invalid": _("A longitude is a number, like 76.945.")},
    )

    def clean(self):
        cleaned = super().clean()
        if not self.errors:
            cleaned["position"] = position_of(cleaned["lat"], cleaned["lon"])
        return cleaned


class PlaceSearchForm(PlaceFilterForm, WhereForm):
    """The places to list."""

    bbox = BoxField(label=_("Part of the map"))
    radius_km = ListedField(
        RADII, label=_("How far"), empty_label=_("Any distance"), coerce=int
    )

    @property
    def has_filters(self) -> bool:
        """Whether more is asked than what stands in the box."""
        return not self.params.keys() <= {"q"}

    @property
    def params(self) -> dict[str, str]:
        """The parameters of an address that asks for the same, in one order."""
        return {name: self.data[name] for name in self.fields if self.data.get(name)}


def position_of(latitude, longitude) -> Position | None:
    """
    Return the position in Kazakhstan, to about 100 m, or None for none.

    Raise a ValidationError for half of one, and for one elsewhere.
    """
    if (latitude is None) != (longitude is None):
        raise ValidationError(_("A position needs both lat and lon."))
    if latitude is None:
        return None
    position = Position(latitude, longitude).rounded
    if position.is_in_kazakhstan:
        return position
    if position.looks_swapped:
        raise ValidationError(swapped_message(position.swapped))
    raise ValidationError(_("This position is not in Kazakhstan."))
