"""Where a visitor says that they are: in words, by a position, or in a town."""

from typing import NamedTuple

from locator.geo.geodesy import Position
from locator.models import Place, Settlement
from locator.search.forms import WhereForm
from locator.search.parser import parse_query
from locator.search.query import ParsedQuery, QueryKind


class Where(NamedTuple):
    """A position to about 100 m, a town, both or neither; and the query's meaning."""

    query: ParsedQuery
    position: Position | None = None
    town: Settlement | None = None


def read_where(form: WhereForm) -> Where:
    """
    Return what a valid form says; what is typed wins over the rest.

    An address that is known stands for its first place. Other words, of a brand or of
    nothing that is known, leave the rest as it is.
    """
    query = parse_query(form.cleaned_data["q"])
    position = form.cleaned_data["position"]
    town = form.cleaned_data.get("settlement")
    match query.kind:
        case QueryKind.POSITION:
            return Where(query, query.position.rounded)
        case QueryKind.SETTLEMENT:
            return Where(query, town=query.settlement)
        case QueryKind.PLACES if query.wanted.places:
            place = Place.objects.filter(pk__in=query.wanted.places).first()
            if place:
                return Where(query, place.position.rounded)
    return Where(query, position, town or query.settlement)
