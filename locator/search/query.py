"""A search query as it was parsed, and the message about it."""

import enum
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
from django.utils.translation import gettext as _

from locator.geo.forms import format_degrees, swapped_message
from locator.geo.geodesy import Position
from locator.models import Brand, Landmark, Settlement
from locator.published import PlaceColumns

# Characters of a query in words; a pasted link may be longer.
LONGEST = 200


class QueryKind(enum.StrEnum):
    """The kinds of what a query was understood as."""

    EMPTY = "empty"
    TOO_LONG = "too-long"
    POSITION = "position"
    SWAPPED = "swapped"
    OUTSIDE = "outside"
    LINK = "link"
    NUMBER = "number"
    SETTLEMENT = "settlement"
    LANDMARK = "landmark"
    CHOICE = "choice"
    BRAND = "brand"
    PLACES = "places"
    NOTHING = "nothing"


# What leaves a list of places.
WITH_RESULTS = {
    QueryKind.EMPTY,
    QueryKind.POSITION,
    QueryKind.SETTLEMENT,
    QueryKind.LANDMARK,
    QueryKind.BRAND,
    QueryKind.PLACES,
}


@dataclass(frozen=True)
class Wanted:
    """Which places a query wants: keys of brand, settlements and places, and a kind."""

    brand: int | None = None
    settlements: tuple[int, ...] = ()
    kind: str = ""
    places: tuple[int, ...] | None = None

    @property
    def is_somewhere(self) -> bool:
        """Whether a town, a street or a house is wanted, not what is in all of them."""
        return bool(self.settlements) or self.places is not None

    def among(self, places: PlaceColumns) -> np.ndarray:
        """Return for each of the places whether it is wanted."""
        is_one = np.ones(len(places), bool)
        if self.brand:
            is_one &= places.of_brand(self.brand)
        if self.settlements:
            is_one &= places.in_settlements(self.settlements)
        if self.kind:
            is_one &= places.of_kind(self.kind)
        if self.places is not None:
            is_one &= places.with_keys(self.places)
        return is_one


@dataclass(frozen=True)
class ParsedQuery:
    """
    The meaning of a query, with the rows that it means.

    NUMBER is of a phone, and has no text: it is nobody's business but the visitor's.
    POSITION and OUTSIDE have a `position`; SWAPPED has the one to suggest. LANDMARK has
    one of `landmarks`, and its position; SETTLEMENT one of `settlements`; CHOICE has
    several of both, those of the largest towns first. What is `wanted` may be nowhere,
    where a brand and a settlement are known and the one is not in the other.

    `is_exact` is false where it is only the closest to what was asked: a beginning,
    a typing error, another house of the street, a word that says nothing to us.
    `namesakes` are keys of places on a street that is called like a settlement without
    any.
    """

    kind: QueryKind
    text: str = ""
    position: Position | None = None
    settlements: tuple[Settlement, ...] = ()
    landmarks: tuple[Landmark, ...] = ()
    brand: Brand | None = None
    wanted: Wanted | None = None
    namesakes: tuple[int, ...] = ()
    is_exact: bool = True

    @property
    def has_results(self) -> bool:
        return self.kind in WITH_RESULTS

    @property
    def settlement(self) -> Settlement | None:
        return self.settlements[0] if len(self.settlements) == 1 else None

    @property
    def may_be_elsewhere(self) -> bool:
        """Whether an address search may know better what was meant."""
        return self.kind == QueryKind.NOTHING or not self.is_exact

    @property
    def landmark(self) -> Landmark | None:
        return self.landmarks[0] if self.kind == QueryKind.LANDMARK else None

    def or_in(self, chosen: Settlement) -> "ParsedQuery":
        """
        Return this, or a choice where another town is chosen than is named.

        Of several landmarks the one in that town is meant.
        """
        here = tuple(one for one in self.landmarks if one.settlement == chosen)
        if self.kind == QueryKind.CHOICE and len(here) == 1:
            return self.at(*here)
        if self.kind != QueryKind.SETTLEMENT or chosen in self.settlements:
            return self
        both = (*self.settlements, chosen)
        return replace(self, kind=QueryKind.CHOICE, settlements=both, wanted=None)

    def at(self, landmark: Landmark) -> "ParsedQuery":
        """Return this as the query for one of its landmarks."""
        return replace(
            self,
            kind=QueryKind.LANDMARK,
            position=landmark.position.rounded,
            landmarks=(landmark,),
            settlements=(),
        )

    @property
    def message(self) -> str:
        """The words for what was understood, or for what can be, where nothing was."""
        position = self.position
        degrees = position and {
            "latitude": format_degrees(position.latitude),
            "longitude": format_degrees(position.longitude),
        }
        match self.kind:
            case QueryKind.EMPTY:
                return ""
            case QueryKind.TOO_LONG:
                return _("Please ask in fewer words: at most %(count)s characters.") % {
                    "count": LONGEST
                }
            case QueryKind.POSITION:
                return _("The point %(latitude)s, %(longitude)s.") % degrees
            case QueryKind.SWAPPED:
                return swapped_message(position)
            case QueryKind.OUTSIDE:
                return (
                    _("The point %(latitude)s, %(longitude)s is not in Kazakhstan.")
                    % degrees
                )
            case QueryKind.LINK:
                return _(
                    "This link does not say where the place is, and we do not open "
                    "links. Open it yourself and copy the long address or the "
                    "coordinates."
                )
            case QueryKind.NUMBER:
                return _("This is a phone number: see by its first digits whose it is.")
            case QueryKind.NOTHING:
                return _(
                    "We do not know “%(text)s”. Write a town, a street, a store, "
                    "coordinates or a map link."
                ) % {"text": self.text}
            case QueryKind.CHOICE if self.landmarks:
                return _("Which one do you mean?")
            case QueryKind.CHOICE:
                return _("Which town do you mean?")
        return self.message_about_rows

    @property
    def message_about_rows(self) -> str:
        landmarks = (one and f"{one}, {one.settlement}" for one in [self.landmark])
        rows = (self.brand, *landmarks, *self.settlements)
        names = [str(row) for row in rows if row]
        name = ", ".join(dict.fromkeys(names))
        if self.is_exact:
            return name or self.text
        # Of a street we may know other houses than the one that is asked for.
        if name and not (self.wanted and self.wanted.places):
            closest = _("Not exactly “%(text)s”; the closest is: %(name)s.")
            return closest % {"text": self.text, "name": name}
        return _("Not exactly “%(text)s”; these are the closest.") % {"text": self.text}


class Suggestion(NamedTuple):
    """
    A name to offer while somebody types: asking for it finds the row.

    `key` is its slug; of a landmark the words that find no other one.
    """

    name: str
    kind: QueryKind
    key: str
    detail: str
