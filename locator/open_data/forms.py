"""What programs may ask of the places: filters of the list, by slug."""

from django import forms

from locator.models import Brand, Settlement
from locator.search.criteria import NOBODY, any_failed, asked, narrowed
from locator.search.facets import HOLDINGS
from locator.search.forms import SlugChoiceField


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
        places = narrowed(places, self.cleaned_data)
        # What no place can fail is left out: it would be paid for in every query.
        criteria = [
            criterion
            for criterion in asked(self.cleaned_data, moment)
            if criterion.no is not NOBODY
        ]
        return places.exclude(any_failed(criteria)) if criteria else places
