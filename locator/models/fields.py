"""How a row has a position: two plain numbers, a band, and the rule for all three."""

import math

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from locator.geo import compass, geodesy
from locator.geo.forms import CoordinateField
from locator.geo.geodesy import Position


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


class BandField(models.IntegerField):
    """
    The strip of about 5.5 km, from west to east, that a latitude lies in.

    Before the longitude in an index, it lets a box be looked up in both directions,
    not in that of the latitude alone. Follows the latitude wherever rows are saved;
    a column that the database generates would keep SQLite from reading only the index.
    """

    PER_DEGREE = 20

    def __init__(self, **options):
        super().__init__(**options | {"editable": False, "default": 0})

    def pre_save(self, place, add):
        place.band = self.of(place.latitude)
        return place.band

    @classmethod
    def of(cls, latitude):
        return math.floor(latitude * cls.PER_DEGREE)

    @classmethod
    def between(cls, south, north):
        """Return the bands of all places between two latitudes."""
        first = cls.of(max(south, geodesy.SOUTH))
        return range(first, cls.of(min(north, geodesy.NORTH)) + 1)


# Who is so far from any place needs another way to top up.
FAR_KM = 100


class Located:
    """What has a latitude and a longitude."""

    # Once it is measured from somewhere.
    distance_km = bearing = None

    @property
    def is_far(self):
        return self.distance_km is not None and self.distance_km > FAR_KM

    @property
    def position(self):
        return Position(self.latitude, self.longitude)

    def measure_from(self, position):
        """Set `distance_km` and `bearing`, as seen from the position."""
        self.distance_km = geodesy.distance_km(position, self.position)
        self.bearing = compass.initial_bearing(position, self.position)
