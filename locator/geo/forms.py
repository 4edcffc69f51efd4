"""Latitude and longitude as people type them, and as a form shows them."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from locator.geo import geodesy
from locator.geo.geodesy import Position

# About a centimetre: more digits are noise of the program that printed them.
DECIMALS = 7

DEGREES = re.compile(r"[+-]?[0-9]{1,3}(?:[.,][0-9]{0,30})?\s*°?", re.ASCII)


def format_degrees(degrees: float) -> str:
    """
    Return the number with a dot, in every language, without idle zeros.

    >>> format_degrees(43.2380)
    '43.238'
    """
    return f"{degrees:.{DECIMALS}f}".rstrip("0").rstrip(".")


class CoordinateField(forms.Field):
    """Degrees, with a decimal dot or comma; the value is a float."""

    widget = forms.TextInput
    default_error_messages = {
        "invalid": _("Write degrees as one number, like 43.238 or 43,238."),
    }

    def to_python(self, value):
        if value in self.empty_values:
            return None
        text = str(value).strip()
        if not text:
            return None
        if not DEGREES.fullmatch(text):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        number = text.removesuffix("°").strip().replace(",", ".")
        return round(float(number), DECIMALS)

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
    """Check latitude and longitude together, and say what is wrong in words."""

    def clean(self):
        cleaned = super().clean()
        latitude, longitude = cleaned.get("latitude"), cleaned.get("longitude")
        if latitude is not None and longitude is not None:
            for field, error in position_errors(Position(latitude, longitude)).items():
                self.add_error(field, error)
        return cleaned


def position_errors(position: Position) -> dict[str, ValidationError]:
    """
    Return what is wrong with a position that is to be in Kazakhstan, by field.

    Taken the other way round, many such positions are right: then it says so.
    """
    swapped = Position(position.longitude, position.latitude)
    if not position.is_in_kazakhstan and swapped.is_in_kazakhstan:
        hint = _(
            "Latitude and longitude look swapped: did you mean %(latitude)s, "
            "%(longitude)s?"
        )
        degrees = {
            "latitude": format_degrees(swapped.latitude),
            "longitude": format_degrees(swapped.longitude),
        }
        return {
            "latitude": ValidationError(hint, code="swapped", params=degrees),
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
