"""What a search finds."""

from locator.models import Place
from locator.published import published_places


def places_of(query):
    """The published places that a query wants, by their keys."""
    places = published_places()
    keys = places.keys[query.wanted.among(places)]
    return list(Place.objects.filter(pk__in=keys.tolist()).order_by("pk"))
