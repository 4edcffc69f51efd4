"""Cards: a place of a list with its open state and its distance; and it in words."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import cache
from typing import NamedTuple

import numpy as np
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from locator.geo.directions import directions
from locator.geo.geodesy import Away, Position
from locator.hours.state import OpenState
from locator.models import Brand, Place, Settlement, Verdict
from locator.open_states import open_states
from locator.published import PlaceColumns, published_places

# Built once, because every list asks for rows by it. rewrite(False): no filter names a
# translated column, which is all that modeltranslation would change.
PUBLISHED = Place.objects.published().order_by().rewrite(False)


class Card(NamedTuple):
    """
    One place of a list.

    `away` is how far it is from where somebody searches; `certainty` how certain it
    is that this is what is asked for (`locator.search.criteria.Certainty`).
    """

    place: Place
    open_state: OpenState
    operators: dict[str, list[Brand]]
    url: str
    away: Away | None = None
    certainty: int = 0

    @property
    def is_confirmed(self) -> bool:
        """Whether somebody has checked that it tops up at least one operator."""
        return bool(self.operators.get(Verdict.CONFIRMED))


class Shared(NamedTuple):
    """
    What holds for all cards of a list: said once above it, not on each.

    `operator` is whom they are asked to top up, `seen_on` the day of the extract that
    most of them stand in. `is_checked` and `has_hours`: any of them is, and has.
    """

    operator: Brand | None = None
    is_in_one_town: bool = False
    is_of_one_kind: bool = False
    is_of_same_operators: bool = False
    is_doubt_said: bool = False
    is_checked: bool = False
    has_hours: bool = False
    lacks_hours: bool = False
    seen_on: date | None = None


def shared_by(cards: Sequence[Card], **known) -> Shared:
    """Return what cards share, by themselves and by what is known of their list."""
    days = Counter(card.place.seen_on for card in cards if card.place.seen_on)
    [(seen_on, _count)] = days.most_common(1) or [(None, 0)]
    return Shared(
        is_checked=any(card.place.checked_on or card.is_confirmed for card in cards),
        has_hours=any(card.place.opening_hours for card in cards),
        lacks_hours=not all(card.place.opening_hours for card in cards),
        seen_on=seen_on,
        **known,
    )


def cards(
    places: PlaceColumns, found: Iterable[tuple], moment: datetime
) -> tuple[list[Card], datetime | None]:
    """
    Return cards, for one query, and when the first of them must be made anew.

    `found` has a row for each, and maybe how far away it is, and how certain it is.
    Places that are gone by now are left out.
    """
    found = list(found)
    by_row = places_with(places, [row for row, *_more in found])
    found = [(by_row[row], row, more) for row, *more in found if row in by_row]
    states, expires_at = open_states([one.opening_hours for one, *_ in found], moment)
    # Most places of a list are in one town: its address is looked up once.
    page = cache(Settlement.get_absolute_url)
    return [
        Card(
            place,
            state,
            places.operators[places.brand[row]],
            f"{page(place.settlement)}{place.pk}/",
            *more,
        )
        for (place, row, more), state in zip(found, states, strict=True)
    ], expires_at


def places_with(places: PlaceColumns, rows: list[int]) -> dict[int, Place]:
    """Return the places of the rows, by row; the tables have their brands and towns."""
    by_row = {}
    by_key = PUBLISHED.in_bulk(places.keys[rows].tolist())
    for row in rows:
        if place := by_key.get(places.key_of(row)):
            place.brand = places.brand_of(row)
            place.settlement = places.settlement_of(row)
            by_row[row] = place
    return by_row


def nearest_rows(
    places: PlaceColumns, rows: np.ndarray, position: Position, limit: int
) -> list[tuple[int, Away]]:
    """Return the nearest of the rows, closest first, with how far away they are."""
    nearest, *measured = places.points.nearest(position, limit, rows, places.keys)
    aways = map(Away, *(column.tolist() for column in measured))
    return list(zip(nearest.tolist(), aways, strict=True))


def nearest_cards(
    position: Position, moment: datetime, limit: int
) -> tuple[list[Card], datetime | None]:
    """Return cards of the nearest published places."""
    places = published_places()
    rows = np.arange(len(places))
    return cards(places, nearest_rows(places, rows, position, limit), moment)


def place_in_words(
    town: str, where: str, kind: str, hours: str, operators: Mapping[str, list[Brand]]
) -> list[str]:
    """Return the lines of a place: where, which kind and when, and whom it tops up."""
    kind = capfirst(str(Brand.Kind(kind).label))
    lines = [[town, where], [kind, hours]]
    return [
        *(" · ".join(filter(None, line)) for line in lines),
        *top_ups_in_words(operators),
    ]


def top_ups_in_words(operators: Mapping[str, list[Brand]]) -> list[str]:
    """Return a sentence for each degree of certainty that a place tops up somebody."""
    sentences = []
    if confirmed := operators.get(Verdict.CONFIRMED):
        sentences.append(_("Tops up: %(names)s") % named(confirmed))
    if said := operators.get(Verdict.SAID):
        sentences.append(_("Said to top up: %(names)s") % named(said))
    return sentences or [_("Not sure: ask first")]


def named(brands: Iterable[Brand]) -> dict[str, str]:
    return {"names": " · ".join(brand.name for brand in brands)}


def ways_there(position: Position, name: str, title: str) -> list[dict]:
    """
    Return the links of a card to other maps, the one that needs no data first.

    A popup of our map has them too, of places that have no card.
    """
    links = directions(position, name)
    there = {"title": title}
    return [
        {
            "words": _("Route"),
            "title": _("Route to %(title)s") % there,
            "url": links.geo,
            "is_for_phones": True,
        },
        {
            "words": "2GIS",
            "title": _("Directions in 2GIS to %(title)s") % there,
            "url": links.two_gis,
        },
        {
            "words": "Google",
            "title": _("Directions in Google Maps to %(title)s") % there,
            "url": links.google,
        },
    ]
