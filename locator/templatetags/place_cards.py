"""Places of a list as cards: their words are made here, since a list has many."""

from collections.abc import Iterable
from functools import cache

from django import template
from django.utils.text import capfirst

from locator.cards import Card, top_ups_in_words
from locator.geo.directions import directions
from locator.hours.text import state_in_words
from locator.labels import label_in_words, label_of, name_with_label
from locator.models import Brand
from locator.templatetags.places import coordinate, freshness
from locator.templatetags.wayfinding import away_in_words, signposted

register = template.Library()


@register.inclusion_tag("locator/place/_cards.html")
def place_cards(cards: Iterable[Card], location=""):
    """Show the cards of places; `location` is the query that their pages are given."""
    # Many places are of few kinds and towns, whose names are looked up once.
    kind = cache(lambda kind: capfirst(str(Brand.Kind(kind).label)))
    town = cache(lambda settlement: settlement.name)
    return {"cards": [card_in_words(card, location, kind, town) for card in cards]}


def card_in_words(card: Card, location, kind, town) -> dict:
    place, brand = card.place, card.place.brand
    label = label_of(place)
    latitude, longitude = coordinate(place.latitude), coordinate(place.longitude)
    names = [kind(brand.kind)]
    if place.name != brand.name:
        names.append(place.name)
    return {
        "place": place,
        "id": place.pk,
        "brand": brand.name,
        "kind": brand.kind,
        "colour": brand.colour,
        "is_unsure": bool(card.certainty),
        "url": card.url + location,
        "latitude": latitude,
        "longitude": longitude,
        "town": town(place.settlement),
        "where": label_in_words(label, signposted),
        # What a link to it is called, where links are read without what is around them.
        "title": name_with_label(brand.name, label),
        "distance": away_in_words(card.away) if card.away else "",
        "access_note": place.access_note,
        "names": " · ".join(names),
        "state": state_in_words(card.open_state),
        "freshness": freshness(place),
        "top_ups": top_ups_in_words(card.operators),
        "links": directions(place.position, brand.name),
        "phone": place.phone,
    }
