"""
What a visitor has said, as an address may say it: taken along to other pages.

Where they are, which operator serves their SIM, and what they have to pay with. It is
kept as `request.visitor`, as Django keeps `request.user`. Where a page knows more than
its address says, its view sets it; views and tags read it by `visitor_of`.
"""

from dataclasses import dataclass
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import SuspiciousOperation
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from locator.geo import geodesy
from locator.geo.geodesy import Position
from locator.models import Brand, Settlement, WayToPay
from locator.search.forms import ListedField, SlugField, operators, settlements


class Have(models.TextChoices):
    """The means that a visitor may have to pay with."""

    CASH = "cash", _("Cash")
    FOREIGN_CARD = "foreign-card", _("A foreign card")
    KZ_CARD = "kz-card", _("A Kazakhstan card")
    KASPI = "kaspi", _("Kaspi")
    FRIEND = "friend", _("A friend who can pay")
    NOTHING = "nothing", _("Nothing")


# What the list of places can be filtered by.
HOLDS = {
    Have.CASH: WayToPay.Holds.CASH,
    Have.FOREIGN_CARD: WayToPay.Holds.FOREIGN_CARD,
    Have.KZ_CARD: WayToPay.Holds.KZ_CARD,
    Have.KASPI: WayToPay.Holds.KASPI,
}


@dataclass(frozen=True)
class Visitor:
    """Somebody at a position (to about 100 metres) or in a town, and what they have."""

    own_position: Position | None = None
    town: Settlement | None = None
    operator: Brand | None = None
    have: str = ""

    @property
    def position(self) -> Position | None:
        """The visitor's own position, else that of the town, or None."""
        return self.own_position or (self.town and self.town.position)

    @property
    def location_params(self) -> dict[str, str]:
        """The parameters that say where the visitor is; degrees have 3 decimals."""
        params = {"settlement": self.town.slug} if self.town else {}
        if self.own_position:
            latitude, longitude = self.own_position
            params |= {"lat": f"{latitude:.3f}", "lon": f"{longitude:.3f}"}
        return params

    @property
    def choice_params(self) -> dict[str, str]:
        """The parameters that say what the visitor has, and for which SIM."""
        operator = self.operator.slug if self.operator else ""
        return {"operator": operator, "have": self.have}

    @property
    def params(self) -> dict[str, str]:
        """All that the visitor has said."""
        said = self.choice_params | self.location_params
        return {name: value for name, value in said.items() if value}

    @property
    def filter_params(self) -> dict[str, str]:
        """The same as filters of the list of places."""
        params = self.choice_params
        return {"tops_up": params["operator"], "holds": HOLDS.get(self.have, "")}


class VisitorForm(forms.Form):
    """What an address says; invalid values are ignored: a page only shows less."""

    settlement = SlugField(settlements)
    operator = SlugField(operators)
    have = ListedField(Have.choices)
    lat = forms.FloatField(
        required=False, min_value=geodesy.SOUTH, max_value=geodesy.NORTH
    )
    lon = forms.FloatField(
        required=False, min_value=geodesy.WEST, max_value=geodesy.EAST
    )

    @property
    def visitor(self) -> Visitor:
        self.full_clean()
        degrees = [self.cleaned_data.get(name) for name in ("lat", "lon")]
        return Visitor(
            own_position=None if None in degrees else Position(*degrees).rounded,
            town=self.cleaned_data.get("settlement"),
            operator=self.cleaned_data.get("operator"),
            have=self.cleaned_data.get("have") or "",
        )


def visitor_of(request) -> Visitor:
    """
    Return what the visitor has said, as far as the request says it.

    Read once, for the view and all links of its page. A request with too many
    parameters says nothing.
    """
    if not hasattr(request, "visitor"):
        try:
            form = VisitorForm(request.GET)
        except SuspiciousOperation:
            form = VisitorForm({})
        # Most requests say nothing of it, and a form costs more than a link.
        request.visitor = form.visitor if form.data else Visitor()
    return request.visitor


def saves_data(request) -> bool:
    """
    Return whether the visitor's browser asks for few bytes.

    A page that differs by it varies on the header, which a middleware has reduced.
    """
    return request.headers.get("Save-Data") == "on"


def url_with_location(request, path, *names, **query) -> str:
    """
    Return the path and query, with what the visitor of a request has said.

    Of where they are only the named parameters, if some are named. The list of places
    is given its filters; that of a town alone is the town's page, which it leads to.
    What is empty is left out; what the query says stands.
    """
    visitor = visitor_of(request) if request else Visitor()
    location = visitor.location_params
    is_list = path == reverse("locator:places")
    choice = visitor.filter_params if is_list else visitor.choice_params
    params = choice | {
        name: location[name] for name in names or location if name in location
    }
    query |= {name: params[name] for name in params if name not in query}
    query = {name: value for name, value in query.items() if value}
    if is_list and list(query) == ["settlement"]:
        return reverse("locator:settlement", args=[query["settlement"]])
    return f"{path}?{urlencode(query)}" if query else path
