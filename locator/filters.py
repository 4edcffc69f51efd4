"""What programs may ask of the places: filters of the list, by slug."""

from django import forms

from locator.criteria import any_failed, is_open, takes, tops_up
from locator.forms import SlugChoiceField
from locator.models import Brand, Settlement
from locator.offering import HOLDINGS


class PlaceFilterForm(forms.Form):
    """Which places: every field may be left empty."""

    settlement = SlugChoiceField(Settlement.objects.all())
    brand = SlugChoiceField(Brand.objects.all())
    kind = forms.ChoiceField(required=False, choices=Brand.Kind.choices)
    tops_up = SlugChoiceField(Brand.objects.operators())
    holds = forms.ChoiceField(required=False, choices=HOLDINGS)
    open = forms.ChoiceField(required=False, choices=[("now", "now")])

    def filter(self, places, moment):
        """
        Return those of the places that the valid form asks for, as a queryset.

        As in the list, left out is only a place known not to top up the operator, not
        to take what the visitor holds, or to be closed.
        """
        criteria = []
        if self.cleaned_data["tops_up"]:
            criteria.append(tops_up(self.cleaned_data["tops_up"]))
        if self.cleaned_data["holds"]:
            criteria.append(takes(self.cleaned_data["holds"]))
        if self.cleaned_data["open"]:
            criteria.append(is_open(moment))
        places = self.narrow(places)
        # Not excluded if nothing is asked: that would be paid for in every query.
        return places.exclude(any_failed(criteria)) if criteria else places

    def narrow(self, places):
        """Return those of the settlement, the brand and the kind asked for."""
        wanted = {
            "settlement": self.cleaned_data["settlement"],
            "brand": self.cleaned_data["brand"],
            "brand__kind": self.cleaned_data["kind"],
        }
        return places.filter(
            **{field: value for field, value in wanted.items() if value}
        )
