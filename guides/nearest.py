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
    """Return cards of the nearest three (`rows_near`), and when to make them anew."""
    rows = rows_near(visitor, moment, kind=kind, holds=holds)
    return cards(published_places(), rows, moment)


def rows_near(
    visitor: Visitor, moment: datetime, *, kind: str = "", holds: str = ""
) -> list[tuple]:
    """
    Return the rows of the nearest three among the published places; for no query.

    Those come first that are likely to top up the visitor's operator, and to take what
    the visitor holds. None that are far; none without a position.
    """
    if not visitor.position:
        return []
    filters = Filters(
        operator=visitor.operator,
        kind=kind,
        holds=holds,
        position=visitor.position,
    )
    return SearchResults(published_places(), filters, moment).near(PLACES_NEAR)
