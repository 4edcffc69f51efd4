"""
The location of a visitor, as an address may say it: taken along to other pages.

It is kept as `request.visitor_location`, as Django keeps `request.user`. The list of
places sets it, since a search says more than an address; views and tags read it by
`visitor_location`, which else reads the address.
"""

from dataclasses import dataclass
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import SuspiciousOperation

from locator.geo import geodesy
from locator.geo.geodesy import Position
from locator.models import Settlement
from locator.published import published_places


@dataclass(frozen=True)
class VisitorLocation:
    """A visitor's location: a position to about 100 metres, a town, both or neither."""

    own_position: Position | None = None
    town: Settlement | None = None

    @property
    def position(self) -> Position | None:
        """The visitor's own position, else that of the town, or None."""
        return self.own_position or (self.town and self.town.position)

    @property
    def params(self) -> dict[str, str]:
        """The parameters that other pages are given; degrees have 3 decimals."""
        params = {"settlement": self.town.slug} if self.town else {}
        if self.own_position:
            latitude, longitude = self.own_position
            params |= {"lat": f"{latitude:.3f}", "lon": f"{longitude:.3f}"}
        return params


class VisitorLocationForm(forms.Form):
    """
    A position or a settlement, by slug; invalid values are ignored, not refused.

    A page shows the same without them, only with less.
    """

    settlement = forms.SlugField(required=False, max_length=50)
    lat = forms.FloatField(
        required=False, min_value=geodesy.SOUTH, max_value=geodesy.NORTH
    )
    lon = forms.FloatField(
        required=False, min_value=geodesy.WEST, max_value=geodesy.EAST
    )

    @property
    def location(self) -> VisitorLocation:
        self.full_clean()
        degrees = [self.cleaned_data.get(name) for name in ("lat", "lon")]
        position = None if None in degrees else Position(*degrees).rounded
        slug = self.cleaned_data.get("settlement")
        towns = published_places().settlements if slug else ()
        town = next((town for town in towns if town.slug == slug), None)
        return VisitorLocation(position, town)


def visitor_location(request) -> VisitorLocation:
    """
    Return where the visitor is, as far as the request says it.

    Read once, for the view and all links of its page. A request with too many
    parameters says nothing.
    """
    if not hasattr(request, "visitor_location"):
        try:
            form = VisitorLocationForm(request.GET)
        except SuspiciousOperation:
            form = VisitorLocationForm({})
        # Most requests say nothing of it, and a form costs more than a link.
        request.visitor_location = form.location if form.data else VisitorLocation()
    return request.visitor_location


def url_with_location(request, path, *names, **query) -> str:
    """
    Return the path and query, with where the visitor of a request is, if it has one.

    Only the named parameters of that, if some are named; what is empty is left out.
    """
    params = visitor_location(request).params if request else {}
    query |= {name: params[name] for name in names or params if name in params}
    query = {name: value for name, value in query.items() if value}
    return f"{path}?{urlencode(query)}" if query else path
