"""Lists of places in the order a visitor needs them."""

from django.core.paginator import InvalidPage, Paginator
from django.http import Http404
from django.utils.translation import gettext as _

PAGE_SIZE = 20


class NearestFirst:
    """
    Places by distance, the sure ones before those to ask at: a sequence to page.

    Sure means confirmed or said to top up the operator, or any operator.
    """

    def __init__(self, places, operator, position):
        self.sure = places.topping_up(operator)
        self.unsure = places.maybe_topping_up(operator)
        self.position = position
        self.sure_count = self.sure.count()

    def count(self):
        return self.sure_count + self.unsure.count()

    def __getitem__(self, rows):
        nearest = []
        if rows.start < self.sure_count:
            last_sure = min(rows.stop, self.sure_count)
            nearest = self.sure.nearest_to(self.position, last_sure)[rows.start :]
        for place in nearest:
            place.is_sure = True
        if rows.stop > self.sure_count:
            first_unsure = max(rows.start - self.sure_count, 0)
            rest = self.unsure.nearest_to(self.position, rows.stop - self.sure_count)
            for place in rest:
                place.is_sure = False
            nearest += rest[first_unsure:]
        return nearest


def page_or_404(rows, number):
    """Return a page of the rows; raise Http404 beyond the last."""
    try:
        return Paginator(rows, PAGE_SIZE).page(number)
    except InvalidPage as error:
        raise Http404(_("There is no such page.")) from error


def page_of(places, number, *, operator=None, position=None):
    """
    Return a page of published places, the sure ones first; raise Http404 beyond it.

    By distance when a position is given, else by settlement and name. The page
    knows `sure_count`, `unsure_count` and `left_out_count` of the whole list.
    """
    if position:
        ordered = NearestFirst(places, operator, position)
        sure_count = ordered.sure_count
    else:
        ordered = places.known_or_maybe(operator).surest_first(operator).for_cards()
        sure_count = places.topping_up(operator).count()
    page = page_or_404(ordered, number)
    page.sure_count = sure_count
    page.unsure_count = page.paginator.count - sure_count
    page.left_out_count = places.not_topping_up(operator).count() if operator else 0
    return page
