"""The nearest places that fit a visitor, for a guide's step and for an answer."""

from datetime import datetime

from locator.cards import Card, cards
from locator.published import published_places
from locator.search.filters import Filters
from locator.search.results import SearchResults
from locator.visitor import Visitor

PLACES_NEAR = 3


def places_near(
    visitor: Visitor, moment: datetime, *, kind: str = "", holds: str = ""
) -> tuple[list[Card], datetime | None]:
    """
    Return cards of the nearest three, and when they must be made anew.

    Those come first that are likely to top up the visitor's operator, and to take what
    the visitor holds. None that are far; none without a position.
    """
    if not visitor.position:
        return [], None
    filters = Filters(
        operator=visitor.operator,
        kind=kind,
        holds=holds,
        position=visitor.position,
    )
    places = published_places()
    rows = SearchResults(places, filters, moment).near(PLACES_NEAR)
    return cards(places, rows, moment)
