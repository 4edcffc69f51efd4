"""The one gate for what visitors ask of the places."""

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import slug_re
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from locator.geo import map_urls
from locator.geo.geodesy import Position
from locator.models import Brand, Place, Settlement
from locator.search.criteria import asked, narrowed
from locator.search.facets import HOLDINGS, RADII, options, radii_around
from locator.search.parser import Kind, parse_query
from locator.search.query import ParsedQuery
from locator.search.results import SearchResults
from locator.visitor import degrees_of

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
        max_length=map_urls.LONGEST,
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

    # Of a valid form: where distances are measured from, whether that is the visitor's
    # own position or the centre of a town.
    position = own_position = centre_of = None

    def clean(self):
        cleaned = super().clean()
        if self.errors:
            return cleaned
        self.query = parse_query(cleaned["q"])
        if self.query.kind == Kind.TOO_LONG:
            raise ValidationError(self.query.message)
        if self.query.kind == Kind.SETTLEMENT and cleaned["settlement"]:
            self.query = self.query.beside(cleaned["settlement"])
        if self.query.kind == Kind.POSITION:
            self.position = self.query.position.rounded
        # What is written now wins: lat and lon may be of the page before.
        elif self.query.kind != Kind.SETTLEMENT:
            self.position = self.own_position = self.asked_position()
        if self.query.kind == Kind.CHOICE and self.position:
            self.query = self.query.nearest_first(self.position)
        town = cleaned["settlement"] or self.query.settlement
        has_start = self.position or town or not self.has_a_list
        if cleaned["radius_km"] and not has_start:
            raise ValidationError(
                _("A distance needs a point to start from: choose a town or “near me”.")
            )
        if cleaned["radius_km"] and town and not self.position:
            # From the middle of the town, and over its border.
            self.position, self.centre_of = town.position, town
            cleaned["settlement"] = None
        return cleaned

    def asked_position(self):
        """Return the position of `lat` and `lon`, to about 100 m, or None."""
        latitude, longitude = self.cleaned_data["lat"], self.cleaned_data["lon"]
        if (latitude is None) != (longitude is None):
            raise ValidationError(_("A position needs both lat and lon."))
        if latitude is None:
            return None
        position = Position(latitude, longitude).rounded
        if position.is_in_kazakhstan:
            return position
        swapped = Position(position.longitude, position.latitude)
        if swapped.is_in_kazakhstan:
            raise ValidationError(ParsedQuery(Kind.SWAPPED, position=swapped).message)
        raise ValidationError(_("This position is not in Kazakhstan."))

    @property
    def asks_only_for_a_settlement(self):
        """Whether the valid form asks for what the settlement's own page shows."""
        asked = [name for name, value in self.cleaned_data.items() if value]
        return asked == ["settlement"]

    @property
    def town_without_places(self):
        """The settlement that the valid form names, where its own page says more."""
        town = self.query.settlement
        is_named = self.query.kind == Kind.SETTLEMENT and self.query.is_exact
        if self.centre_of or not is_named:
            return None
        return None if town.place_count or self.query.namesakes else town

    @property
    def has_a_list(self):
        """Whether the valid form can be answered with places."""
        return self.query.kind in WITH_A_LIST

    def results(self, moment):
        """Return the places that the valid form asks for, to be paged."""
        criteria = asked(self.cleaned_data, moment)
        radius_km = self.cleaned_data["radius_km"]
        return SearchResults(self.search(), criteria, self.position, radius_km)

    def search(self):
        """Return the published places of the kind, brand and town asked for."""
        return narrowed(self.found(), self.cleaned_data)

    def found(self):
        """Return the published places that the valid form asks for in words."""
        is_around_town = self.centre_of and self.query.kind == Kind.SETTLEMENT
        if self.query.places is None or is_around_town:
            return Place.objects.published()
        return self.query.places

    @property
    def address(self):
        """Where the answer to the valid form is."""
        if self.asks_only_for_a_settlement:
            return self.cleaned_data["settlement"].get_absolute_url()
        return f"{reverse('locator:places')}?{self.data.urlencode()}"

    def ways_out(self, moment):
        """
        Return what to ask for less, where nothing is found: what there is then.

        As (label of a field, whether it is left out or left alone, the address, number
        of places). One filter is left out; where that does not help, all but one. First
        comes a longer distance, if one helps: its own label, and None.
        """
        return self.further(moment) + self.less(moment)

    def further(self, moment):
        """Return the least longer distance that finds some, as a way out, if any."""
        for radius, label in RADII:
            data = self.data.copy()
            data["radius_km"] = str(radius)
            form = PlaceSearchForm(data)
            if (
                radius > (self.cleaned_data["radius_km"] or 0)
                and form.is_valid()
                and form.has_a_list
                and (count := form.results(moment).count())
            ):
                return [(label, None, form.address, count)]
        return []

    def less(self, moment):
        """Return the filters without which, or with only one, some are found."""
        asked = [name for name in FILTERS if self.data.get(name)]
        left_out = [(name, self.without(name)) for name in asked]
        left_alone = [(name, self.without(*{*asked} - {name})) for name in asked]
        for is_left_out, ways in [(True, left_out), (False, left_alone)]:
            found = [
                (self[name].label, is_left_out, form.address, count)
                for name, form in ways
                if form.is_valid()
                and form.has_a_list
                and (count := form.results(moment).count())
            ]
            if found:
                return found
        return []

    def without(self, *names):
        """Return the form that asks for all but what is named."""
        data = self.data.copy()
        for name in names:
            data.pop(name, None)
        return PlaceSearchForm(data)

    @property
    def location_params(self):
        """Where the valid form says that the reader is: what other pages are given."""
        kept = {}
        chosen = self.cleaned_data["settlement"]
        if town := self.centre_of or chosen or self.query.settlement:
            kept["settlement"] = town.slug
        if self.position and not self.centre_of:
            kept |= degrees_of(self.position)
        return kept

    @property
    def first_filters(self):
        return [self[name] for name in ("settlement", "tops_up", "kind", "open")]

    @property
    def more_filters(self):
        return [self[name] for name in ("holds", "brand", "radius_km")]

    @property
    def has_filters(self):
        """Whether more is asked than what stands in the box."""
        return any(self.data.get(name) for name in FILTERS if name != "q")

    @property
    def has_more_filters(self):
        """Whether one that is folded away is in use."""
        return any(field.value() for field in self.more_filters)

    def offer(self, moment):
        """Offer only what has places, and how many; a link to any other still works."""
        chosen = {
            name: self[name].value()
            for name in ("settlement", "brand", "kind")
            if name not in self.errors
        }
        if self.centre_of:
            # Around a town, not in it.
            chosen.pop("settlement", None)
        found = Place.objects.published()
        if self.is_valid() and self.has_a_list:
            found = self.found()
            if self.cleaned_data["radius_km"]:
                found = found.within(self.position, self.cleaned_data["radius_km"])
        offers = options(found, chosen, moment)
        if self.position:
            offers["radius_km"] = radii_around(self.position, self.search())
        for name, offered in offers.items():
            field = self.fields[name]
            # The first choice is none.
            field.widget.choices = [
                next(iter(field.choices)),
                *((option.value, option.label) for option in offered),
            ]
