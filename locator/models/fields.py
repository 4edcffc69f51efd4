"""Columns that several models have: positions and web addresses."""

import re

from django.core.validators import (
    MaxValueValidator,
    MinValueValidator,
    RegexValidator,
)
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from locator.geo import geodesy
from locator.geo.forms import CoordinateField
from locator.geo.geodesy import Position

# One number or several, as they are written: never a formula of a spreadsheet.
PHONES = re.compile(r"^[+\d][\d +()./;,-]*\Z")

validate_phones = RegexValidator(
    PHONES,
    _("Write numbers only, like +7 727 258 11 11; several with a semicolon between."),
)


def inside_kazakhstan(name):
    """Return the constraint that latitude and longitude lie in Kazakhstan's box."""
    return models.CheckConstraint(
        condition=Q(
            latitude__range=(geodesy.SOUTH, geodesy.NORTH),
            longitude__range=(geodesy.WEST, geodesy.EAST),
        ),
        name=name,
        violation_error_message=_("This point is not in Kazakhstan."),
    )


def web_address(field, name, *, or_nothing=True):
    """Return the constraint that a column leads nowhere but to the web."""
    is_met = Q(**{f"{field}__iregex": "^https?://"})
    if or_nothing:
        is_met |= Q(**{field: ""})
    return models.CheckConstraint(
        condition=is_met,
        name=name,
        violation_error_message=_("A web address begins with https:// or http://."),
    )


class DegreesField(models.FloatField):
    """Degrees, which a form takes with a dot or a comma."""

    def formfield(self, **options):
        return super().formfield(**{"form_class": CoordinateField} | options)


class LatitudeField(DegreesField):
    description = _("Latitude in degrees")
    default_validators = [
        MinValueValidator(geodesy.SOUTH),
        MaxValueValidator(geodesy.NORTH),
    ]


class LongitudeField(DegreesField):
    description = _("Longitude in degrees")
    default_validators = [
        MinValueValidator(geodesy.WEST),
        MaxValueValidator(geodesy.EAST),
    ]


class Located:
    """A row with a latitude and a longitude."""

    @property
    def position(self):
        return Position(self.latitude, self.longitude)
