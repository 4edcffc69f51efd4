"""Where a visitor says that they are: in words, by a position, or in a town."""

from typing import NamedTuple

from locator.geo.geodesy import Position
from locator.models import Settlement
from locator.search.forms import WhereForm
from locator.search.parser import parse_query
from locator.search.query import ParsedQuery, QueryKind


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
