"""What the forms of places say: the filters of a search, and where a visitor is."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

import numpy as np
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from locator.geo.geodesy import FAR_KM, Position
from locator.models import Brand, Settlement
from locator.published import PlaceColumns
from locator.search.forms import ANY_DISTANCE_KM, PlaceSearchForm, WhereForm
from locator.search.parser import parse_query
from locator.search.query import ParsedQuery, QueryKind, Wanted


@dataclass(frozen=True)
class Filters:
    """
    The filters of a search; an empty one does not filter.

    `wanted` is what the words in the box say. Distances are from the `position`: the
    visitor's own, one that was typed, or the middle of the town that is the `centre`
    or of the part of the map: `bbox`, west, south, east and north of it.
    `is_cut`: nobody has asked for the radius, which keeps out what is too far to go to.
    """

    wanted: Wanted | None = None
    settlement: Settlement | None = None
    brand: Brand | None = None
    kind: str | None = None
    operator: Brand | None = None
    holds: str | None = None
    is_open: bool = False
    radius_km: float | None = None
    bbox: tuple[float, ...] | None = None
    position: Position | None = None
    own_position: Position | None = None
    centre: Settlement | None = None
    is_cut: bool = False

    def without(self, name: str) -> "Filters":
        return replace(self, **{name: getattr(NO_FILTERS, name)})

    @property
    def limit_km(self) -> float | None:
        """How far the places may be, if there is a limit."""
        return None if self.radius_km == ANY_DISTANCE_KM else self.radius_km

    @property
    def within_reach(self) -> "Filters":
        """
        The same, cut at the distance that somebody may want to go, from a position.

        Not where a distance, a town, a street or a part of the map is asked for.
        """
        is_somewhere = (
            self.settlement or self.bbox or (self.wanted and self.wanted.is_somewhere)
        )
        if not self.position or self.radius_km or is_somewhere:
            return self
        return replace(self, radius_km=FAR_KM, is_cut=True)


NO_FILTERS = Filters()


class SearchRequest(NamedTuple):
    query: ParsedQuery
    filters: Filters


def read_search(form: PlaceSearchForm) -> SearchRequest:
    """
    Return the form's query and filters; what cannot be asked becomes its error.

    A form with errors gives its valid choices only.
    """
    if form.is_valid():
        query = parse_query(form.cleaned_data["q"])
        chosen = form.cleaned_data["settlement"]
        if chosen:
            query = query.or_in(chosen)
        if position := form.cleaned_data.get("position"):
            query = query.seen_from(position)
        try:
            return SearchRequest(query, filters_of(form.cleaned_data, query))
        except ValidationError as error:
            form.add_error(None, error)
    choices = {
        name: form.cleaned_data.get(name) for name in ("settlement", "brand", "kind")
    }
    return SearchRequest(ParsedQuery(QueryKind.EMPTY), Filters(**choices))


def filters_of(cleaned_data: Mapping[str, Any], query: ParsedQuery) -> Filters:
    """
    Return what the cleaned data of a search asks for, where its words mean the query.

    Raise a ValidationError in words if that cannot be asked.
    """
    if query.kind == QueryKind.TOO_LONG:
        raise ValidationError(query.message)
    own_position = position = None
    if query.kind in (QueryKind.POSITION, QueryKind.POINT):
        position = query.position.rounded
    # What is written now wins: lat and lon may be of the page before.
    elif query.kind != QueryKind.SETTLEMENT:
        own_position = position = cleaned_data.get("position")
    bbox = cleaned_data.get("bbox")
    if bbox and not position:
        position = middle_of(bbox)
    filters = Filters(
        wanted=query.wanted,
        settlement=cleaned_data.get("settlement"),
        brand=cleaned_data.get("brand"),
        kind=cleaned_data.get("kind"),
        operator=cleaned_data.get("tops_up"),
        holds=cleaned_data.get("holds"),
        is_open=bool(cleaned_data.get("open")),
        radius_km=cleaned_data.get("radius_km"),
        bbox=bbox and tuple(bbox),
        position=position,
        own_position=own_position,
    )
    return filters if position else around_a_town(filters, query)


class Where(NamedTuple):
    """
    A position to about 100 m, or a town, or neither; and the query's meaning.

    What is to be chosen from, towns and points, is the query's.
    """

    query: ParsedQuery
    position: Position | None = None
    town: Settlement | None = None


def read_where(form: WhereForm) -> Where:
    """
    Return what a valid form says; what is typed wins over the rest.

    Words of a brand alone, or of nothing that is known, leave the rest as it is: the
    position, which says more than the town.
    """
    position = form.cleaned_data["position"]
    town = form.cleaned_data.get("settlement")
    query = parse_query(form.cleaned_data["q"])
    if town and query.points:
        query = query.or_in(town)
    if position:
        query = query.seen_from(position)
    match query.kind:
        case QueryKind.POSITION | QueryKind.POINT:
            return Where(query, query.position.rounded)
        case QueryKind.SETTLEMENT:
            return Where(query, town=query.settlement)
        case QueryKind.CHOICE:
            return Where(query)
        case QueryKind.PLACES if query.settlement:
            return Where(query, town=query.settlement)
    return Where(query, position) if position else Where(query, town=town)


def middle_of(bbox) -> Position:
    west, south, east, north = bbox
    return Position((south + north) / 2, (west + east) / 2).rounded


def around_a_town(filters: Filters, query: ParsedQuery) -> Filters:
    """Return the same filters, with a radius from the middle of a town, if any."""
    town = filters.settlement or query.settlement
    if not filters.radius_km or not query.has_results:
        return filters
    if not town:
        raise ValidationError(
            _("A distance needs a point to start from: choose a town or “near me”.")
        )
    # Over the town's border, but still of the brand or the street that is written.
    is_only_town = query.kind == QueryKind.SETTLEMENT
    return replace(
        filters,
        wanted=None if is_only_town else filters.wanted,
        settlement=None,
        position=town.position,
        centre=town,
    )


def rows_of(places: PlaceColumns, filters: Filters) -> np.ndarray:
    """Return the places of the settlement, brand, kind, words and area asked for."""
    rows = np.flatnonzero(is_asked_for(places, filters))
    if filters.radius_km and filters.position:
        rows = places.points.within(filters.position, filters.radius_km, rows)
    return rows


def is_asked_for(places: PlaceColumns, filters: Filters) -> np.ndarray:
    """Return for each place whether it is what is asked for, wherever it is."""
    is_one = (filters.wanted or Wanted()).among(places)
    if filters.settlement:
        is_one &= places.in_settlements([filters.settlement.pk])
    if filters.brand:
        is_one &= places.of_brand(filters.brand.pk)
    if filters.kind:
        is_one &= places.of_kind(filters.kind)
    if filters.bbox:
        is_one &= places.points.in_box(*filters.bbox)
    return is_one
