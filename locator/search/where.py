"""Where a visitor says that they are: in words, by a position, or in a town."""

from typing import NamedTuple

from locator.geo.geodesy import Position, away
from locator.models import Place, Settlement
from locator.search.forms import WhereForm
from locator.search.parser import parse_query
from locator.search.query import ParsedQuery, QueryKind


class Where(NamedTuple):
    """
    A position to about 100 m, or a town, or neither; and the query's meaning.

    `start` is the place at the address that is typed, if that is where the position
    is from; `towns` are those with such an address, where it may be in any of them.
    """

    query: ParsedQuery
    position: Position | None = None
    town: Settlement | None = None
    start: Place | None = None
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
    match query.kind:
        case QueryKind.POSITION:
            return Where(query, query.position.rounded)
        case QueryKind.SETTLEMENT:
            return Where(query, town=query.settlement)
        case QueryKind.CHOICE:
            return Where(query, towns=query.settlements)
        case QueryKind.PLACES if query.wanted.places:
            return at_address(query, position, query.settlement or town)
        case QueryKind.PLACES if query.settlement:
            return Where(query, town=query.settlement)
    return Where(query, position) if position else Where(query, town=town)


def at_address(query: ParsedQuery, position, town) -> Where:
    """
    Return where the first place is that has the address, in the town if it is there.

    Of several towns the one that is nearest to the position; without one, all of them.
    """
    places = Place.objects.select_related("settlement", "brand")
    found = list(places.filter(pk__in=query.wanted.places))
    found = [place for place in found if place.settlement == town] or found
    if position:
        found.sort(key=lambda place: away(position, place.position).distance_km)
    towns = tuple(dict.fromkeys(place.settlement for place in found))
    if len(towns) > 1 and not position:
        return Where(query, towns=towns)
    [start, *_others] = found
    return Where(query, start.position.rounded, start=start)
