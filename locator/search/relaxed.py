"""Searches that ask for less, where a search finds nothing."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.urls import reverse

from locator.published import PlaceColumns
from locator.search.filters import filters_of
from locator.search.forms import ANY_DISTANCE_KM, RADII, ListedField, PlaceSearchForm
from locator.search.query import ParsedQuery, QueryKind
from locator.search.results import SearchResults

FILTERS = [
    "tops_up",
    "holds",
    "open",
    "kind",
    "brand",
    "radius_km",
    "bbox",
    "settlement",
    "q",
]
POSITION = ["lat", "lon", "position"]


class Relaxed(NamedTuple):
    """
    A search that asks for less, and how many places it finds.

    The `change` says how: “within” another distance, “without” a filter, or “only” it.
    """

    change: str
    label: str
    url: str
    count: int


def relaxed(
    form: PlaceSearchForm, query: ParsedQuery, places: PlaceColumns, moment: datetime
) -> list[Relaxed]:
    """
    Return what to ask for less, where the valid form finds nothing.

    The least longer distance that finds some; and one filter less or, where that does
    not help, one filter alone. The query is not parsed again.
    """
    search = Search(form, query, places, moment)
    chosen = [name for name in FILTERS if form.params.get(name)]
    shortest = form.cleaned_data["radius_km"] or 0
    if filters_of(form.cleaned_data, query).within_reach.is_cut:
        # The list itself says what is farther away.
        shortest = ANY_DISTANCE_KM
    longer = [
        search.find("within", label, chosen, radius_km=radius)
        for radius, label in RADII
        if radius > shortest
    ]
    without = [
        search.find("without", in_words(form, name), {*chosen} - {name})
        for name in chosen
    ]
    only = [search.find("only", in_words(form, name), [name]) for name in chosen]
    found = [[one for one in some if one.count] for some in (longer, without, only)]
    return found[0][:1] + (found[1] or found[2])


def in_words(form: PlaceSearchForm, name: str) -> str:
    """Return what was chosen or typed in a field of the form."""
    chosen, field = form.cleaned_data[name], form.fields[name]
    if isinstance(field, ListedField):
        chosen = dict(field.choices)[chosen]
    return chosen if name == "q" else f"{field.label}: {chosen}"


@dataclass(frozen=True)
class Search:
    """A search by a valid form, to be tried with other filters."""

    form: PlaceSearchForm
    query: ParsedQuery
    places: PlaceColumns
    moment: datetime

    def find(self, change, label, names: Collection[str], **more) -> Relaxed:
        """Search by the named filters only, and by more of them."""
        kept = {*names, *POSITION}
        cleaned = {k: v for k, v in self.form.cleaned_data.items() if k in kept}
        params = {k: v for k, v in self.form.params.items() if k in kept}
        query = self.query if "q" in names else ParsedQuery(QueryKind.EMPTY)
        count = self.count(cleaned | more, query)
        return Relaxed(change, label, url_of(params | more), count)

    def count(self, cleaned: dict, query: ParsedQuery) -> int:
        try:
            filters = filters_of(cleaned, query)
        except ValidationError:
            return 0
        if not query.has_results:
            return 0
        return len(SearchResults(self.places, filters.within_reach, self.moment))


def url_of(params: Mapping[str, str]) -> str:
    """Return the URL of the list with these parameters."""
    if list(params) == ["settlement"]:
        return reverse("locator:settlement", args=[params["settlement"]])
    return f"{reverse('locator:places')}?{urlencode(params)}"
