"""Where a visitor says that they are: in words, by a position, or in a town."""

from typing import NamedTuple

from locator.geo.geodesy import Position, away
from locator.labels import label_of, name_with_label
from locator.models import Place, Settlement
from locator.search.forms import WhereForm
from locator.search.parser import parse_query
from locator.search.query import ParsedQuery, QueryKind


class Where(NamedTuple):
    """
    A position to about 100 m, or a town, or neither; and the query's meaning.

    `start` names the landmark, or the place at the address, that is typed and that the
    position is of; `towns` are those with such an address, where it may be in any of
    them. Landmarks to choose from are the query's.
    """

    query: ParsedQuery
    position: Position | None = None
    town: Settlement | None = None
    start: str = ""
    towns: tuple[Settlement, ...] = ()


def read_where(form: WhereForm) -> Where:
    """
    Return what a valid form says; what is typed wins over the rest.

    Words of a brand alone, or of nothing that is known, leave the rest as it is: the
    position, which says more than the town.
    """
    query = parse_query(form.cleaned_data["q"])
    position = form.cleaned_data["position"]
    town = form.cleaned_data.get("settlement")
    if town and query.landmarks:
        query = query.or_in(town)
    match query.kind:
        case QueryKind.POSITION:
            return Where(query, query.position.rounded)
        case QueryKind.SETTLEMENT:
            return Where(query, town=query.settlement)
        case QueryKind.LANDMARK:
            return Where(query, query.position, start=query.landmark.name)
        case QueryKind.CHOICE:
            return Where(query, towns=query.settlements)
        case QueryKind.PLACES if query.wanted.places:
            if places := at_address(query, position, query.settlement or town):
                return where_of(query, places, position)
        case QueryKind.PLACES if query.settlement:
            return Where(query, town=query.settlement)
    return Where(query, position) if position else Where(query, town=town)


def at_address(query: ParsedQuery, position, town) -> list[Place]:
    """Return the places that have the address: those of the town, the nearest first."""
    places = Place.objects.published().select_related("settlement", "brand")
    found = list(places.filter(pk__in=query.wanted.places))
    found = [place for place in found if place.settlement == town] or found
    if position:
        found.sort(key=lambda place: away(position, place.position).distance_km)
    return found


def where_of(query: ParsedQuery, places: list[Place], position) -> Where:
    """Return where the first place is; of several towns all, without a position."""
    towns = tuple(dict.fromkeys(place.settlement for place in places))
    if len(towns) > 1 and not position:
        return Where(query, towns=towns)
    first = places[0]
    name = name_with_label(first.brand.name, label_of(first))
    return Where(query, first.position.rounded, start=name)
