"""The one gate for what visitors ask of the places."""

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import slug_re
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from locator.asking import Kind, understand
from locator.criteria import is_open, takes, tops_up
from locator.geodesy import Position
from locator.listing import Listing
from locator.models import Brand, Place, Settlement
from locator.offering import HOLDINGS, RADII, options, radii_around

NOT_IN_LIST = _("“%(value)s” is not in our list.")

# What may be asked for in words and still leave a list.
WITH_A_LIST = [Kind.EMPTY, Kind.POSITION, Kind.SETTLEMENT, Kind.BRAND, Kind.PLACES]

FILTERS = ["tops_up", "holds", "open", "kind", "brand", "radius_km", "settlement", "q"]


class SlugChoiceField(forms.ModelChoiceField):
    """
    A row named by its slug.

    What cannot be a slug is not looked up: PostgreSQL refuses NUL in a text.
    """

    default_error_messages = {"invalid_choice": _("“%(value)s” is not in our list.")}

    def __init__(self, queryset, **options):
        super().__init__(queryset, to_field_name="slug", required=False, **options)

    def to_python(self, value):
        if value and not (len(value) <= 50 and slug_re.match(value)):
            raise ValidationError(
                self.error_messages["invalid_choice"],
                code="invalid_choice",
                params={"value": value[:50]},
            )
        return super().to_python(value)


class PlaceSearchForm(forms.Form):
    """What to list: every field may be left empty."""

    q = forms.CharField(
        label=_("Street, town, shop, coordinates or a map link"),
        required=False,
        max_length=2000,
        error_messages={"null_characters_not_allowed": _("Use letters and digits.")},
    )
    settlement = SlugChoiceField(
        Settlement.objects.all(), label=_("City or town"), empty_label=_("All towns")
    )
    tops_up = SlugChoiceField(
        Brand.objects.operators(), label=_("My operator"), empty_label=_("Any operator")
    )
    holds = forms.ChoiceField(
        label=_("I hold"),
        required=False,
        choices=[("", _("Whatever they take")), *HOLDINGS],
        error_messages={"invalid_choice": NOT_IN_LIST},
    )
    kind = forms.ChoiceField(
        label=_("Kind of place"),
        required=False,
        choices=[("", _("Any kind")), *Brand.Kind.choices],
        error_messages={"invalid_choice": NOT_IN_LIST},
    )
    brand = SlugChoiceField(
        Brand.objects.all(), label=_("Brand"), empty_label=_("Any brand")
    )
    open = forms.ChoiceField(
        label=_("Open"),
        required=False,
        choices=[("", _("At any time")), ("now", _("Now"))],
        error_messages={"invalid_choice": NOT_IN_LIST},
    )
    radius_km = forms.TypedChoiceField(
        label=_("How far"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", _("Any distance")), *RADII],
        error_messages={"invalid_choice": NOT_IN_LIST},
    )
    lat = forms.FloatField(
        required=False,
        widget=forms.HiddenInput,
        error_messages={"invalid": _("A latitude is a number, like 43.238.")},
    )
    lon = forms.FloatField(
        required=False,
        widget=forms.HiddenInput,
        error_messages={"invalid": _("A longitude is a number, like 76.945.")},
    )

    def clean(self):
        cleaned = super().clean()
        if self.errors:
            return cleaned
        self.understood = understand(cleaned["q"])
        if self.understood.kind == Kind.TOO_LONG:
            raise ValidationError(self.understood.sentence)
        self.position = self.asked_position()
        town = cleaned["settlement"] or self.understood.settlement
        if cleaned["radius_km"] and not (self.position or town):
            raise ValidationError(
                _("A distance needs a point to start from: choose a town or “near me”.")
            )
        if cleaned["radius_km"] and not self.position:
            # From the middle of the town, and over its border.
            self.position, cleaned["settlement"] = town.position, None
        return cleaned

    def asked_position(self):
        """Return the position that is asked for, to about 100 m, or None."""
        latitude, longitude = self.cleaned_data["lat"], self.cleaned_data["lon"]
        if (latitude is None) != (longitude is None):
            raise ValidationError(_("A position needs both lat and lon."))
        if self.understood.kind == Kind.POSITION:
            # Written now; the other may be of the page before.
            position = self.understood.position
        elif latitude is not None:
            position = Position(latitude, longitude)
        else:
            return None
        position = Position(round(position.latitude, 3), round(position.longitude, 3))
        if not position.is_in_kazakhstan:
            raise ValidationError(_("This position is not in Kazakhstan."))
        return position

    @property
    def asks_only_for_a_settlement(self):
        """Whether the valid form asks for what the settlement's own page shows."""
        asked = [name for name, value in self.cleaned_data.items() if value]
        return asked == ["settlement"]

    @property
    def has_a_list(self):
        """Whether the valid form can be answered with places."""
        return self.understood.kind in WITH_A_LIST

    def listing(self, moment):
        """Return the places that the valid form asks for, to be paged."""
        cleaned = self.cleaned_data
        criteria = [tops_up(cleaned["tops_up"])]
        if cleaned["holds"]:
            criteria.append(takes(cleaned["holds"]))
        if cleaned["open"]:
            criteria.append(is_open(moment))
        return Listing(self.search(), criteria, self.position, cleaned["radius_km"])

    def search(self):
        """Return the published places of the kind, brand and town asked for."""
        wanted = {
            "settlement": self.cleaned_data["settlement"],
            "brand": self.cleaned_data["brand"],
            "brand__kind": self.cleaned_data["kind"],
        }
        places = Place.objects.published()
        is_around = self.position and self.understood.kind == Kind.SETTLEMENT
        if self.understood.places is not None and not is_around:
            places = self.understood.places
        return places.filter(
            **{field: value for field, value in wanted.items() if value}
        )

    @property
    def address(self):
        """Where the answer to the valid form is."""
        if self.asks_only_for_a_settlement:
            return self.cleaned_data["settlement"].get_absolute_url()
        return f"{reverse('locator:places')}?{self.data.urlencode()}"

    def ways_out(self, moment):
        """
        Return what to ask for less, where nothing is found: what there is then.

        As (label of a field, the address without it, number of places).
        """
        found = []
        for name in FILTERS:
            if self.data.get(name):
                data = self.data.copy()
                del data[name]
                form = PlaceSearchForm(data)
                if form.is_valid() and form.has_a_list:
                    count = form.listing(moment).count()
                    found.append((self[name].label, form.address, count))
        return [way for way in found if way[2]]

    @property
    def first_filters(self):
        return [self[name] for name in ("settlement", "tops_up", "kind", "open")]

    @property
    def more_filters(self):
        return [self[name] for name in ("holds", "brand", "radius_km")]

    @property
    def has_more_filters(self):
        """Whether one that is folded away is in use."""
        return any(field.value() for field in self.more_filters)

    def offer(self, moment):
        """Offer only what has places, and how many; a link to any other still works."""
        chosen = {name: self[name].value() for name in ("settlement", "brand", "kind")}
        offers = options(chosen, moment)
        if self.is_valid() and self.position and self.has_a_list:
            offers["radius_km"] = radii_around(self.position, self.search())
        for name, offered in offers.items():
            field = self.fields[name]
            # The first choice is none.
            field.widget.choices = [
                next(iter(field.choices)),
                *((value, f"{words} ({count})") for value, words, count in offered),
            ]
