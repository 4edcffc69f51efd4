"""The one gate for what visitors ask of the places."""

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import slug_re
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from locator.geodesy import Position
from locator.models import Brand, Place, Settlement


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

    settlement = SlugChoiceField(
        Settlement.objects.all(), label=_("City or town"), empty_label=_("All towns")
    )
    tops_up = SlugChoiceField(
        Brand.objects.operators(), label=_("My operator"), empty_label=_("Any operator")
    )
    kind = forms.ChoiceField(
        label=_("Kind of place"),
        required=False,
        choices=[("", _("Any kind")), *Brand.Kind.choices],
        error_messages={"invalid_choice": _("“%(value)s” is not in our list.")},
    )
    brand = SlugChoiceField(
        Brand.objects.all(), label=_("Brand"), empty_label=_("Any brand")
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
        latitude, longitude = cleaned.get("lat"), cleaned.get("lon")
        cleaned["position"] = None
        if latitude is None and longitude is None:
            return cleaned
        if latitude is None or longitude is None:
            raise ValidationError(_("A position needs both lat and lon."))
        position = Position(round(latitude, 3), round(longitude, 3))
        if not position.is_in_kazakhstan:
            raise ValidationError(_("This position is not in Kazakhstan."))
        cleaned["position"] = position
        return cleaned

    @property
    def asks_only_for_a_settlement(self):
        """Whether the valid form asks for what the settlement's own page shows."""
        asked = [name for name, value in self.cleaned_data.items() if value]
        return asked == ["settlement"]

    def search(self):
        """Return the published places that the valid form asks for."""
        wanted = {
            "settlement": self.cleaned_data["settlement"],
            "brand": self.cleaned_data["brand"],
            "brand__kind": self.cleaned_data["kind"],
        }
        return Place.objects.published().filter(
            **{field: value for field, value in wanted.items() if value}
        )

    def offer(self, settlements, brands):
        """Offer only what has places; a link to any other still works."""
        kinds = {brand.kind for brand in brands}
        self.fields["kind"].widget.choices = [
            (kind, capfirst(name))
            for kind, name in self.fields["kind"].choices
            if kind in kinds or not kind
        ]
        self.fields["settlement"].widget.choices = [
            ("", self.fields["settlement"].empty_label),
            *((settlement.slug, settlement.name) for settlement in settlements),
        ]
        self.fields["brand"].widget.choices = [
            ("", self.fields["brand"].empty_label),
            *((brand.slug, brand.name) for brand in brands),
        ]
