"""Lists of places in the order a visitor needs them."""

from django.core.paginator import InvalidPage, Paginator
from django.db.models import BooleanField, Case, Value, When
from django.http import Http404
from django.utils.translation import gettext as _

from locator.criteria import all_met, any_failed
from locator.opening import tell_open_states

PAGE_SIZE = 20


class Listing:
    """
    Places of which all that is asked is known first, then the others: to be paged.

    By distance from a position, within a radius if there is one; else by settlement
    and name. What is known not to meet a criterion is left out, and counted.
    """

    def __init__(self, places, criteria, position=None, radius_km=None):
        self.position = position
        # Whether more is asked than that places top up.
        self.is_narrowed = len(criteria) > 1
        if radius_km:
            places = places.within(position, radius_km)
        maybe = places.exclude(any_failed(criteria))
        self.sure = maybe.filter(all_met(criteria))
        self.unsure = maybe.exclude(all_met(criteria))
        self.ruled_out_count = places.filter(any_failed(criteria)).count()
        self.maybe = maybe.annotate(
            is_sure=Case(
                When(all_met(criteria), then=Value(True)),
                default=Value(False),
                output_field=BooleanField(),
            )
        )
        self.sure_count = self.sure.count()
        self.unsure_count = self.unsure.count()

    def count(self):
        return self.sure_count + self.unsure_count

    def __getitem__(self, rows):
        if self.position:
            return self.nearest_first(rows)
        by_name = self.maybe.order_by("-is_sure", "settlement", "name", "pk")
        return by_name.for_cards()[rows]

    def nearest_first(self, rows):
        nearest = []
        if rows.start < self.sure_count:
            last = min(rows.stop, self.sure_count)
            nearest = self.sure.nearest_to(self.position, last)[rows.start :]
        for place in nearest:
            place.is_sure = True
        if rows.stop > self.sure_count:
            first, last = (
                max(row - self.sure_count, 0) for row in (rows.start, rows.stop)
            )
            rest = self.unsure.nearest_to(self.position, last)[first:]
            for place in rest:
                place.is_sure = False
            nearest += rest
        return nearest


def page_or_404(rows, number):
    """Return a page of the rows; raise Http404 beyond the last."""
    try:
        return Paginator(rows, PAGE_SIZE).page(number)
    except InvalidPage as error:
        raise Http404(_("There is no such page.")) from error


def page_of(listing, number, moment):
    """
    Return a page of a listing, its places with `open_state`; Http404 beyond the last.

    The page knows `words_end`, when what it says of a place must be said anew.
    """
    page = page_or_404(listing, number)
    page.object_list = list(page.object_list)
    page.words_end = tell_open_states(page.object_list, moment)
    page.listing = listing
    return page
