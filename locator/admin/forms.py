"""Forms of the locator's admin."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kztopup.lib.admin.translation import TranslatedForm
from locator.admin.hours import (
    OpeningHoursField,
    OpeningHoursFormMixin,
    OpeningHoursInput,
)
from locator.geo.forms import PositionFormMixin
from locator.geo.geodesy import Position
from locator.imports.catchment import Catchment
from locator.models import Place, Settlement


class SettlementForm(PositionFormMixin, TranslatedForm):
    pass


class LandmarkForm(PositionFormMixin, TranslatedForm):
    pass


class BrandForm(OpeningHoursFormMixin, TranslatedForm):
    class Meta:
        field_classes = {"usual_hours": OpeningHoursField}
        widgets = {"usual_hours": OpeningHoursInput}


POSITION = {"latitude", "longitude"}
# In degrees: some ten metres.
SAME_POINT = 0.0001


class Confirmation(forms.BooleanField):
    """A box that is ticked to save: no change of the row, nor in its history."""

    def has_changed(self, initial, data):
        return False


class PlaceForm(PositionFormMixin, OpeningHoursFormMixin, TranslatedForm):
    """A place; of an imported one, remember what staff have set."""

    class Meta:
        field_classes = {"opening_hours": OpeningHoursField}
        widgets = {"opening_hours": OpeningHoursInput}

    # What an import sets, and staff can take from it.
    IMPORTED_FIELDS = [
        "brand",
        "settlement",
        "name",
        "address",
        "near",
        "latitude",
        "longitude",
        "opening_hours",
        "phone",
        "website",
        "status",
    ]

    is_sure = Confirmation(
        label=_("I am sure"),
        required=False,
        help_text=_(
            "Saves a place also where it lies at another settlement than its own, or "
            "where its brand already has one."
        ),
    )
    give_back = forms.MultipleChoiceField(
        label=_("Give back to the import"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("The next import may set these again."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "give_back" in self.fields:
            self.fields["give_back"].choices = named_fields(self.instance.staff_fields)

    def clean(self):
        cleaned = super().clean()
        is_moved = {"brand", "settlement", *POSITION}.intersection(self.changed_data)
        is_whole = cleaned.keys() >= {"brand", "settlement", *POSITION}
        if is_moved and is_whole and not cleaned.get("is_sure"):
            self.ask_about_settlement(**cleaned)
            self.ask_about_duplicate(**cleaned)
        return cleaned

    def ask_about_settlement(self, settlement, latitude, longitude, **_others):
        # The first of equals wins: let that be the chosen settlement.
        catchment = Catchment([settlement, *Settlement.objects.all()])
        nearest = catchment.settlement_of(Position(latitude, longitude))
        if nearest != settlement:
            said = _(
                "This point lies at %(nearest)s, not at %(settlement)s. Choose the "
                "right one, or say below that you are sure."
            )
            names = {"nearest": nearest, "settlement": settlement}
            self.add_error(
                "settlement", ValidationError(said, code="elsewhere", params=names)
            )

    def ask_about_duplicate(self, brand, latitude, longitude, **_others):
        others = Place.objects.exclude(pk=self.instance.pk).filter(
            brand=brand,
            latitude__range=(latitude - SAME_POINT, latitude + SAME_POINT),
            longitude__range=(longitude - SAME_POINT, longitude + SAME_POINT),
        )
        if other := others.exclude(status=Place.Status.CLOSED).first():
            said = _(
                "Another place of this brand is at this point: %(place)s. Is it the "
                "same one? If not, say below that you are sure."
            )
            params = {"place": f"{other} (№ {other.pk})"}
            self.add_error(
                "latitude", ValidationError(said, code="duplicate", params=params)
            )

    def save(self, commit=True):
        place = self.instance
        if place.source != Place.Source.STAFF:
            changed = whole(self.changed_data).intersection(self.IMPORTED_FIELDS)
            given_back = whole(self.cleaned_data.get("give_back", []))
            place.staff_fields = sorted({*place.staff_fields} - given_back | changed)
        return super().save(commit)


def whole(names) -> set[str]:
    """Return the names, with both halves of a position: one number is nobody's."""
    return set(names) | (POSITION if POSITION.intersection(names) else set())


def named_fields(names) -> list[tuple[str, str]]:
    """Return the fields of a place with what the admin calls them."""
    known = {field.name: field.verbose_name for field in Place._meta.fields}
    return [(name, known.get(name, name)) for name in names]
