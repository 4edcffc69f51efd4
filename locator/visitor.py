"""The location of a visitor, as an address may say it: taken along to other pages."""

from urllib.parse import urlencode

from django import forms
from django.core.exceptions import SuspiciousOperation
from django.utils.functional import cached_property

from locator.geo import geodesy
from locator.geo.geodesy import Position
from locator.models import Settlement


class VisitorLocationForm(forms.Form):
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
    def params(self) -> dict[str, str]:
        """The parameters that other pages may be given; degrees have 3 decimals."""
        self.full_clean()
        params = {}
        if self.cleaned_data.get("settlement"):
            params["settlement"] = self.cleaned_data["settlement"]
        degrees = [self.cleaned_data.get(name) for name in ("lat", "lon")]
        if None not in degrees:
            params |= degrees_of(Position(*degrees))
        return params

    @cached_property
    def own_position(self):
        """The reader's position, to about 100 metres, or None."""
        if "lat" not in self.params:
            return None
        return Position(float(self.params["lat"]), float(self.params["lon"]))

    @cached_property
    def town(self):
        """The settlement that is named, or None."""
        if "settlement" not in self.params:
            return None
        return Settlement.objects.filter(slug=self.params["settlement"]).first()

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


def url_with_location(request, path, *names, **query):
    """
    Return the path and query, with where the reader is as far as the request says it.

    Only the named parameters of that, if some are named; what is empty is left out.
    Without a request, or with one whose parameters are too many, nothing is known of
    the reader.
    """
    params = location_params_of(request) if request else {}
    query |= {name: params[name] for name in names or params if name in params}
    query = {name: value for name, value in query.items() if value}
    return f"{path}?{urlencode(query)}" if query else path


def location_params_of(request):
    """
    Return the location's parameters that a request has.

    A view that knows better sets them first: a dictionary, `request.location_params`.
    """
    if not hasattr(request, "location_params"):
        try:
            form = visitor_location(request)
            request.location_params = form.params if form.data else {}
        except SuspiciousOperation:
            request.location_params = {}
    return request.location_params


def visitor_location(request):
    """The form that reads a request: once, for the view and all links of its page."""
    if not hasattr(request, "visitor_location_form"):
        request.visitor_location_form = VisitorLocationForm(request.GET)
    return request.visitor_location_form
