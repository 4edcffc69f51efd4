"""Places of a list as cards: their words are made here, since a list has many."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from django import template
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext as _

from locator.cards import Card, Shared, shared_by, ways_there
from locator.geo.geodesy import Away, compass_point
from locator.hours.text import state_in_words
from locator.labels import Label, LabelKind, label_in_words, label_of, name_with_label
from locator.models import Brand, Verdict
from locator.search.criteria import Certainty
from locator.search.forms import operators
from locator.search.results import SearchPage
from locator.templatetags.places import freshness, seen
from locator.words import (
    LEAST_KM_FOR_DIRECTION,
    coordinate,
    distance,
    legible_sign,
    signposted,
    untranslated,
)

register = template.Library()

# In few words: the distance stands beside them.
DIRECTIONS = {
    "north": pgettext_lazy("on a card", "to the north"),
    "north-east": pgettext_lazy("on a card", "to the north-east"),
    "east": pgettext_lazy("on a card", "to the east"),
    "south-east": pgettext_lazy("on a card", "to the south-east"),
    "south": pgettext_lazy("on a card", "to the south"),
    "south-west": pgettext_lazy("on a card", "to the south-west"),
    "west": pgettext_lazy("on a card", "to the west"),
    "north-west": pgettext_lazy("on a card", "to the north-west"),
}

# Nearer than this, a visitor sees the town from where they are.
LEAST_KM_FOR_TOWN = 10


@register.inclusion_tag("locator/place/_cards.html")
def place_cards(cards: Sequence[Card], location="", has_note=True):
    """
    Show the cards of a few places, and above them a note of what all of them share.

    `location` is the query that their pages are given.
    """
    shared = shared_by(cards)
    return {
        "note": shared_in_words(shared) if cards and has_note else [],
        "cards": cards_in_words(cards, location, shared),
    }


@register.inclusion_tag("locator/search/_group.html")
def card_group(page: SearchPage, cards: Sequence[Card], location=""):
    """Show the cards of a page that are equally certain, under their heading."""
    shared = page.shared
    asked = shared.operator
    names = named([asked]) if asked else names_of_all(cards)
    shared = shared._replace(is_doubt_said=True, is_of_same_operators=bool(names))
    return {
        "certainty": Certainty(cards[0].certainty).name,
        "is_narrowed": page.results.is_narrowed,
        "names": names,
        "cards": cards_in_words(cards, location, shared),
    }


@register.filter
def as_sentences(sentences):
    """Return sentences one after the other; Chinese has no space between them."""
    return ("" if get_language() == "zh-hans" else " ").join(sentences)


@register.filter
def shared_in_words(shared: Shared) -> list[str]:
    """Return the sentences that hold for all cards, to stand above them."""
    if shared.is_checked:
        sentences = [_("Ask before you pay, unless a place is confirmed or checked.")]
    else:
        sentences = [_("We have not checked these places: ask before you pay.")]
    if shared.lacks_hours and shared.has_hours:
        sentences.append(_("Hours that are missing are not known."))
    elif shared.lacks_hours:
        sentences.append(_("Opening hours are not known."))
    if shared.seen_on:
        sentences.append(_("%(seen)s.") % {"seen": capfirst(seen(shared.seen_on))})
    return sentences


def cards_in_words(cards: Iterable[Card], location, shared: Shared) -> list[dict]:
    # Many places are of few kinds and towns, whose names are looked up once.
    kind = cache(lambda kind: capfirst(str(Brand.Kind(kind).label)))
    town = cache(lambda settlement: settlement.name)
    return [card_in_words(card, location, shared, kind, town) for card in cards]


def card_in_words(card: Card, location, shared: Shared, kind, town) -> dict:
    place, brand = card.place, card.place.brand
    label = label_of(place)
    latitude, longitude = coordinate(place.latitude), coordinate(place.longitude)
    # What a link is called, where links are read without what is around them.
    title = name_with_label(brand.name, label)
    return {
        "place": place,
        "id": place.pk,
        "brand": brand.name,
        "title": title,
        "kind": brand.kind,
        "colour": brand.colour,
        "is_unsure": bool(card.certainty),
        "url": card.url + location,
        "latitude": latitude,
        "longitude": longitude,
        "town": town(place.settlement) if names_town(card, shared) else "",
        "where": where_in_words(label),
        "distance": card.away and distance(card.away.distance_km),
        "direction": card.away and direction_of(card.away),
        "access_note": place.access_note,
        "differences": list(differences(card, shared, kind)),
        "links": ways_there(place.position, brand.name, title),
        "phone": place.phone,
    }


def names_town(card: Card, shared: Shared) -> bool:
    is_near = card.away and card.away.distance_km < LEAST_KM_FOR_TOWN
    return not (shared.is_in_one_town or is_near)


def direction_of(away: Away) -> str:
    if away.distance_km < LEAST_KM_FOR_DIRECTION:
        return ""
    return DIRECTIONS[compass_point(away.bearing)]


def where_in_words(label: Label) -> str:
    """Return a label as HTML; an address as it is signposted too, to be shown."""
    is_own = label.kind == LabelKind.ADDRESS
    return label_in_words(label, signposted if is_own else legible_sign)


def differences(card: Card, shared: Shared, kind) -> Iterator[str]:
    """Yield what tells a place from the others of its list, as HTML."""
    place, brand = card.place, card.place.brand
    if not shared.is_of_one_kind:
        yield kind(brand.kind)
    if place.name != brand.name:
        yield untranslated(place.name)
    yield from top_up_differences(card, shared)
    if place.opening_hours:
        state = state_in_words(card.open_state)
        yield format_html(
            '<span class="open-state {}">{}</span>', state.kind, state.words
        )
    if place.checked_on or (place.seen_on and place.seen_on != shared.seen_on):
        yield freshness(place)


def top_up_differences(card: Card, shared: Shared) -> Iterator[str]:
    """Yield whom a place tops up, by how sure that is, but for what is said above."""
    confirmed = card.operators.get(Verdict.CONFIRMED, [])
    if shared.operator:
        if shared.operator in confirmed:
            yield _("confirmed")
    elif not shared.is_of_same_operators:
        if confirmed:
            yield format_html(_("confirmed: {names}"), names=named(confirmed))
        if said := names_said(card):
            is_heard = shared.is_doubt_said and not confirmed
            yield (
                said
                if is_heard
                else format_html(_("said to top up: {names}"), names=said)
            )
        elif not confirmed and not shared.is_doubt_said:
            yield _("not sure: ask first")


def names_of_all(cards: Iterable[Card]) -> str:
    """Return whom all of the places are said to top up, or "" where they differ."""
    names = {"" if card.is_confirmed else names_said(card) for card in cards}
    return names.pop() if len(names) == 1 else ""


def names_said(card: Card) -> str:
    """Return the operators that a place is said to top up; all of them are one word."""
    said = card.operators.get(Verdict.SAID, [])
    if said and len(said) == len(operators()):
        return _("all operators")
    return named(said) if said else ""


def named(brands: Iterable[Brand]) -> str:
    """Return the names of brands, as HTML that no browser translates."""
    return untranslated(
        _(", ").join(sorted((brand.name for brand in brands), key=str.casefold))
    )
