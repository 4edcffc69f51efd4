"""Where a reader is, as an address may say it: kept from page to page."""

from urllib.parse import urlencode

from django import forms
from django.core.exceptions import SuspiciousOperation
from django.utils.functional import cached_property

from locator.geo import geodesy
from locator.geo.geodesy import Position
from locator.models import Settlement


class WhereaboutsForm(forms.Form):
    """
    A position or a settlement, by slug. What cannot be understood is ignored.

    A page that only shows more when it knows has nothing to refuse.
    """

    settlement = forms.SlugField(required=False, max_length=50)
    lat = forms.FloatField(
        required=False, min_value=geodesy.SOUTH, max_value=geodesy.NORTH
    )
    lon = forms.FloatField(
        required=False, min_value=geodesy.WEST, max_value=geodesy.EAST
    )

    @cached_property
    def kept(self) -> dict[str, str]:
        """The parameters that other pages may be given; degrees have 3 decimals."""
        self.full_clean()
        kept = {}
        if self.cleaned_data.get("settlement"):
            kept["settlement"] = self.cleaned_data["settlement"]
        degrees = [self.cleaned_data.get(name) for name in ("lat", "lon")]
        if None not in degrees:
            kept |= degrees_of(Position(*degrees))
        return kept

    @cached_property
    def own_position(self):
        """The reader's position, to about 100 metres, or None."""
        if "lat" not in self.kept:
            return None
        return Position(float(self.kept["lat"]), float(self.kept["lon"]))

    @cached_property
    def town(self):
        """The settlement that is named, or None."""
        if "settlement" not in self.kept:
            return None
        return Settlement.objects.filter(slug=self.kept["settlement"]).first()

    @property
    def position(self):
        """The reader's position, else that of the town, or None."""
        if self.own_position or not self.town:
            return self.own_position
        return self.town.position

    @property
    def is_in_vain(self) -> bool:
        """Whether a settlement is asked for that is not there."""
        return "settlement" in self.data and self.town is None


def degrees_of(position):
    """The parameters of a position in an address: to about 100 metres."""
    return {"lat": f"{position.latitude:.3f}", "lon": f"{position.longitude:.3f}"}


def with_whereabouts(request, path, *names, **query):
    """
    Return the path and query, with where the reader is as far as the request says it.

    Only the named parameters of that, if some are named; what is empty is left out.
    Without a request, or with one whose parameters are too many, nothing is known of
    the reader.
    """
    kept = kept_in(request) if request else {}
    query |= {name: kept[name] for name in names or kept if name in kept}
    query = {name: value for name, value in query.items() if value}
    return f"{path}?{urlencode(query)}" if query else path


def kept_in(request):
    """
    What is kept of a request. A view that knows better says so first, as a dictionary
    `request.whereabouts`.
    """
    if not hasattr(request, "whereabouts"):
        try:
            form = whereabouts_of(request)
            request.whereabouts = form.kept if form.data else {}
        except SuspiciousOperation:
            request.whereabouts = {}
    return request.whereabouts


def whereabouts_of(request):
    """The form that reads a request: once, for the view and all links of its page."""
    if not hasattr(request, "whereabouts_form"):
        request.whereabouts_form = WhereaboutsForm(request.GET)
    return request.whereabouts_form
