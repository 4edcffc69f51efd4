"""Forms of the locator's admin."""

from django import forms
from django.utils.translation import gettext_lazy as _

from kztopup.lib.admin.translation import TranslatedForm
from locator.admin.hours import (
    OpeningHoursField,
    OpeningHoursFormMixin,
    OpeningHoursInput,
)
from locator.geo.forms import PositionFormMixin
from locator.models import Place


class SettlementForm(PositionFormMixin, TranslatedForm):
    pass


class BrandForm(OpeningHoursFormMixin, TranslatedForm):
    class Meta:
        field_classes = {"usual_hours": OpeningHoursField}
        widgets = {"usual_hours": OpeningHoursInput}


POSITION = {"latitude", "longitude"}


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
        "latitude",
        "longitude",
        "opening_hours",
        "phone",
        "website",
        "status",
    ]

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
