"""Lists of places in the order a visitor needs them."""

from functools import cached_property

from django.core.paginator import InvalidPage, Paginator
from django.db.models import Case, Value, When
from django.http import Http404
from django.utils.translation import gettext as _

from locator.open_states import tell_open_states
from locator.search.criteria import all_met, any_failed

PAGE_SIZE = 20
MOST_NEARER = 3


class SearchResults:
    """
    Places in groups, by how much of what is asked is known to hold: to be paged.

    First those of which all of it is; then those of which the first criterion is, that
    they top up; then the rest. In a group they go by distance from a position, within
    a radius if there is one; else by settlement and name. What is known not to meet a
    criterion is left out, and counted.
    """

    def __init__(self, places, criteria, position=None, radius_km=None):
        self.position = position
        # Whether more is asked than that places top up.
        self.is_narrowed = len(criteria) > 1
        if radius_km:
            places = places.within(position, radius_km)
        fits, tops_up = all_met(criteria), criteria[0].yes
        self.maybe = places.exclude(any_failed(criteria))
        self.unsure = self.maybe.exclude(fits)
        self.groups = {
            "all": self.maybe.filter(fits),
            "top_up": self.unsure.filter(tops_up),
            "little": self.maybe.exclude(tops_up),
        }
        if not self.is_narrowed:
            del self.groups["top_up"]
        self.ruled_out = places.filter(any_failed(criteria))
        self.by_name = self.maybe.annotate(
            known=Case(
                When(fits, then=Value("all")),
                When(tops_up, then=Value("top_up")),
                default=Value("little"),
            ),
            rank=Case(When(fits, then=0), When(tops_up, then=1), default=2),
        ).order_by("rank", "settlement", "name", "pk")

    @cached_property
    def counts(self):
        return {known: group.count() for known, group in self.groups.items()}

    @property
    def sure_count(self):
        return self.counts["all"]

    @property
    def unsure_count(self):
        return self.count() - self.sure_count

    @cached_property
    def ruled_out_count(self):
        return self.ruled_out.count()

    def count(self):
        return sum(self.counts.values())

    def __getitem__(self, rows):
        if self.position:
            return self.nearest_first(rows)
        return self.by_name.for_cards()[rows]

    def nearest_first(self, rows):
        nearest, before = [], 0
        for known, group in self.groups.items():
            first = max(rows.start - before, 0)
            last = min(rows.stop - before, self.counts[known])
            if first < last:
                places = group.nearest_to(self.position, last)[first:]
                for place in places:
                    place.known = known
                nearest += places
            before += self.counts[known]
        return nearest

    def nearer_than(self, first):
        """Return a few places of which less is known, though nearer than the first."""
        if not self.position or first.known != "all":
            return []
        return self.unsure.nearest_to(self.position, MOST_NEARER, first.distance_km)


def page_or_404(rows, number):
    """Return a page of the rows; raise Http404 beyond the last."""
    try:
        return Paginator(rows, PAGE_SIZE).page(number)
    except InvalidPage as error:
        raise Http404(_("There is no such page.")) from error


def search_page(results, number, moment):
    """
    Return a page of the results, its places with `open_state`; Http404 beyond the last.

    The page knows `expires_at`, when what it says of a place must be said anew.
    """
    page = page_or_404(results, number)
    page.object_list = list(page.object_list)
    if page.number == 1 and page.object_list:
        first = page.object_list[0]
        page.is_far = first.is_far
        page.nearer = [] if page.is_far else results.nearer_than(first)
    page.expires_at = tell_open_states(page.object_list, moment)
    page.results = results
    return page
