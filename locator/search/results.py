"""The places that are asked for, in the order a visitor needs them, page by page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

import numpy as np
from django.core.paginator import InvalidPage, Page, Paginator
from django.http import Http404
from django.utils.translation import gettext as _

from locator.cards import Card, Shared, cards, nearest_rows, shared_by
from locator.published import PlaceColumns
from locator.search.criteria import Certainty, certainty_of
from locator.search.filters import Filters, rows_of
from locator.search.query import Wanted

PAGE_SIZE = 20
# For who saves data.
SMALL_PAGE_SIZE = 10
MOST_NEARER = 3

SHOWN = [Certainty.ALL, Certainty.TOPS_UP, Certainty.LITTLE]


class SearchResults:
    """
    Rows of places in groups, by how certain it is that they are what is asked for.

    First the places for which all of it is known; then those that are only known to
    top up; then the rest. In a group they go by distance from a position, within
    a radius if there is one; else by settlement and name. What is known not to meet a
    criterion is left out, and counted.
    """

    def __init__(self, places: PlaceColumns, filters: Filters, moment: datetime):
        self.places = places
        self.filters = filters
        self.moment = moment
        self.position = filters.position
        # Whether more is asked than that places top up.
        self.is_narrowed = bool(filters.holds or filters.is_open)
        rows = rows_of(places, filters)
        by_row = certainty_of(places, filters, moment)[rows]
        self.groups = {certainty: rows[by_row == certainty] for certainty in Certainty}

    @property
    def rows(self) -> np.ndarray:
        """All that is shown."""
        return np.concatenate([self.groups[certainty] for certainty in SHOWN])

    @property
    def sure_count(self) -> int:
        return len(self.groups[Certainty.ALL])

    @property
    def unsure_count(self) -> int:
        return len(self) - self.sure_count

    @property
    def ruled_out_count(self) -> int:
        return len(self.groups[Certainty.RULED_OUT])

    @cached_property
    def uncut(self) -> "SearchResults | None":
        """What is found at any distance, where these are cut for nobody asked."""
        if not self.filters.is_cut:
            return None
        filters = self.filters.without("radius_km")
        return SearchResults(self.places, filters.without("is_cut"), self.moment)

    @property
    def farther_count(self) -> int:
        """How many more are found at any distance."""
        return len(self.uncut) - len(self) if self.uncut else 0

    def __len__(self):
        return sum(len(self.groups[certainty]) for certainty in SHOWN)

    def __getitem__(self, part: slice) -> list[tuple]:
        """Return a part of what is shown: row, how far away, how certain."""
        found, before = [], 0
        for certainty in SHOWN:
            group = self.groups[certainty]
            first, last = part.start - before, part.stop - before
            found += [
                (row, away, certainty)
                for row, away in self.in_order(group, max(first, 0), max(last, 0))
            ]
            before += len(group)
        return found

    def in_order(self, rows: np.ndarray, first: int, last: int):
        """Return some of the rows of a group, each with how far away it is."""
        if not self.position:
            return [(row, None) for row in rows[first:last]]
        if first >= min(last, len(rows)):
            return []
        return nearest_rows(self.places, rows, self.position, last)[first:]

    def near(self, limit: int) -> list[tuple]:
        """Return the nearest that are not far, those first of which most is known."""
        found = []
        for certainty in SHOWN:
            found += [
                (row, away, certainty)
                for row, away in self.in_order(
                    self.groups[certainty], 0, limit - len(found)
                )
                if away and not away.is_far
            ]
        return found

    def nearer_than(self, first: Card) -> list[tuple]:
        """Return a few places of which less is known, but at half the way at most."""
        if not self.position or first.certainty != Certainty.ALL:
            return []
        unsure = np.concatenate([self.groups[certainty] for certainty in SHOWN[1:]])
        nearest = nearest_rows(self.places, unsure, self.position, MOST_NEARER)
        return [
            (row, away)
            for row, away in nearest
            if away.distance_km <= first.away.distance_km / 2
        ]


@dataclass(frozen=True)
class SearchPage:
    """A page of results: its cards in their order, and what is said above them."""

    page_obj: Page
    results: SearchResults
    cards: Sequence[Card]
    shared: Shared
    # When what the cards say must be said anew.
    expires_at: datetime | None
    nearer: Sequence[Card] = ()
    # Where there are no cards: the nearest place that is too far away for one.
    nearest_farther: Card | None = None

    @property
    def is_far(self) -> bool:
        first = self.cards[0] if self.cards and self.page_obj.number == 1 else None
        return bool(first and first.away and first.away.is_far)


def page_or_404(rows, number, size=PAGE_SIZE) -> Page:
    """Return a page of the rows; raise Http404 beyond the last."""
    try:
        return Paginator(rows, size).page(number)
    except InvalidPage as error:
        raise Http404(_("There is no such page.")) from error


def search_page(
    results: SearchResults, number, moment: datetime, size=PAGE_SIZE
) -> SearchPage:
    """Return a page of the results; raise Http404 beyond the last."""
    page = page_or_404(results, number, size)
    places = results.places
    found, expires_at = cards(places, page.object_list, moment)
    shared = shared_by(found, **asked_of_all(results.filters))
    nearer, farther = [], []
    if found and page.number == 1:
        nearer, _expires_at = cards(places, results.nearer_than(found[0]), moment)
    if not found and results.farther_count:
        rows = nearest_rows(places, results.uncut.rows, results.position, 1)
        farther, _expires_at = cards(places, rows, moment)
    return SearchPage(page, results, found, shared, expires_at, nearer, *farther)


def asked_of_all(filters: Filters) -> dict:
    """Return what a search has asked for: no card needs to repeat it."""
    wanted = filters.wanted or Wanted()
    return {
        "operator": filters.operator,
        "is_in_one_town": bool(filters.settlement or len(wanted.settlements) == 1),
        "is_of_one_kind": bool(
            filters.kind or filters.brand or wanted.kind or wanted.brand
        ),
    }
