"""Latitude and longitude as people type them, and as a form shows them."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from locator.geo import geodesy
from locator.geo.coordinates import read_angle
from locator.geo.geodesy import Position
from locator.geo.map_urls import PointKind, read_point

# About a centimetre: more digits are noise of the program that printed them.
DECIMALS = 7


def format_degrees(degrees: float) -> str:
    """
    Return the number with a dot, in every language, without idle zeros.

    >>> format_degrees(43.2380)
    '43.238'
    """
    return f"{degrees:.{DECIMALS}f}".rstrip("0").rstrip(".")


def swapped_message(meant: Position) -> str:
    """Return words for latitude and longitude that were given the other way round."""
    return gettext(
        "Latitude and longitude look swapped: did you mean %(latitude)s, %(longitude)s?"
    ) % {
        "latitude": format_degrees(meant.latitude),
        "longitude": format_degrees(meant.longitude),
    }


class CoordinateField(forms.Field):
    """Degrees, with a decimal dot or comma; the value is a float."""

    widget = forms.TextInput
    default_error_messages = {
        "invalid": _("Write degrees as one number, like 43.238 or 43,238."),
        "link": _(
            "This link does not say where the place is, and we do not open "
            "links. Open it yourself and copy the long address or the "
            "coordinates."
        ),
    }

    def to_python(self, value):
        if value in self.empty_values:
            return None
        text = str(value).strip()
        if not text:
            return None
        degrees = read_angle(text)
        if degrees is None:
            is_link = read_point(text).kind is PointKind.LINK_WITHOUT_POSITION
            code = "link" if is_link else "invalid"
            raise ValidationError(self.error_messages[code], code=code)
        return round(degrees, DECIMALS)

    def prepare_value(self, value):
        return format_degrees(value) if isinstance(value, float) else value

    def has_changed(self, initial, data):
        # The form has shown the rounded number.
        if isinstance(initial, float):
            initial = round(initial, DECIMALS)
        return super().has_changed(initial, data)

    def widget_attrs(self, widget):
        return {"inputmode": "decimal", "autocomplete": "off"}


class PositionFormMixin:
    """
    Check latitude and longitude together, and say what is wrong in words.

    Both may be pasted into one of the two, as visitors do when they search.
    """

    def __init__(self, data=None, *args, **kwargs):
        super().__init__(data and with_both_halves(data), *args, **kwargs)
        if "latitude" in self.fields:
            self.fields["latitude"].help_text = _(
                "Both numbers, or a link of a map, may be pasted here at once."
            )

    def clean(self):
        cleaned = super().clean()
        latitude, longitude = cleaned.get("latitude"), cleaned.get("longitude")
        if latitude is not None and longitude is not None:
            for field, error in position_errors(Position(latitude, longitude)).items():
                self.add_error(field, error)
        return cleaned


def with_both_halves(data):
    """Return what was sent, a position in one field as a number in each."""
    for name in ("latitude", "longitude"):
        typed = data.get(name) or ""
        found = read_point(typed) if read_angle(typed) is None else None
        if found and found.position:
            halves = list(map(format_degrees, found.position))
            if found.kind is PointKind.SWAPPED:
                halves.reverse()
            data = data.copy()
            data["latitude"], data["longitude"] = halves
            break
    return data


def position_errors(position: Position) -> dict[str, ValidationError]:
    """
    Return what is wrong with a position that is to be in Kazakhstan, by field.

    Taken the other way round, many such positions are right: then it says so.
    """
    if position.looks_swapped:
        hint = swapped_message(position.swapped)
        return {
            "latitude": ValidationError(hint, code="swapped"),
            "longitude": ValidationError(
                _("This looks like the latitude."), code="swapped"
            ),
        }

    errors = {}
    if not geodesy.SOUTH <= position.latitude <= geodesy.NORTH:
        errors["latitude"] = ValidationError(
            _("Latitudes of Kazakhstan are between %(least)s and %(most)s."),
            code="outside",
            params={"least": str(geodesy.SOUTH), "most": str(geodesy.NORTH)},
        )
    if not geodesy.WEST <= position.longitude <= geodesy.EAST:
        errors["longitude"] = ValidationError(
            _("Longitudes of Kazakhstan are between %(least)s and %(most)s."),
            code="outside",
            params={"least": str(geodesy.WEST), "most": str(geodesy.EAST)},
        )
    return errors
