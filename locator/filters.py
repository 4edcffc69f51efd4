"""What programs may ask of the places: the filters of the list, by slug."""

from django import forms

from locator.criteria import any_failed, tops_up
from locator.forms import SlugChoiceField
from locator.models import Brand, Settlement


class PlaceFilterForm(forms.Form):
    """Which places: every field may be left empty."""

    settlement = SlugChoiceField(Settlement.objects.all())
    brand = SlugChoiceField(Brand.objects.all())
    kind = forms.ChoiceField(required=False, choices=Brand.Kind.choices)
    tops_up = SlugChoiceField(Brand.objects.operators())

    def filter(self, places):
        """
        Return those of the places that the valid form asks for, as a queryset.

        As in the list, only a place known not to top up the operator is left out.
        """
        wanted = {
            "settlement": self.cleaned_data["settlement"],
            "brand": self.cleaned_data["brand"],
            "brand__kind": self.cleaned_data["kind"],
        }
        return places.filter(
            **{field: value for field, value in wanted.items() if value}
        ).exclude(any_failed([tops_up(self.cleaned_data["tops_up"])]))
