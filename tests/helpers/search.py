"""What a search finds."""

from locator.models import Place
from locator.published import published_places
from locator.search.filters import is_wanted


def places_of(query):
    """The published places that a query wants, by their keys."""
    places = published_places()
    keys = places.keys[is_wanted(places, query.wanted)]
    return list(Place.objects.filter(pk__in=keys.tolist()).order_by("pk"))
