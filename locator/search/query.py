"""A search query as it was parsed, and the message about it."""

import enum
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple

import numpy as np
from django.utils.translation import gettext as _

from locator.geo.forms import format_degrees, swapped_message
from locator.geo.geodesy import Position, away
from locator.models import Brand, Landmark, Settlement
from locator.published import PlaceColumns
from locator.search.addresses import KnownAddress

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
    POINT = "point"
    CHOICE = "choice"
    BRAND = "brand"
    PLACES = "places"
    NOTHING = "nothing"


# What leaves a list of places.
WITH_RESULTS = {
    QueryKind.EMPTY,
    QueryKind.POSITION,
    QueryKind.SETTLEMENT,
    QueryKind.POINT,
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
        """Whether a town or a place is wanted, not what is in all of them."""
        return bool(self.settlements) or self.places is not None

    def of_towns(self, points: Iterable) -> list:
        """Return the points in the settlements, if some are wanted."""
        keys = self.settlements
        return [one for one in points if not keys or one.settlement.pk in keys]

    @property
    def is_narrow(self) -> bool:
        """Whether more is wanted than a brand."""
        return bool(self.kind) or self.is_somewhere

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
    POSITION and OUTSIDE have a `position`; SWAPPED has the one to suggest. POINT has
    one of `points`, a landmark or an address, and its position; SETTLEMENT one of
    `settlements`; CHOICE has several of both, those of the largest towns first. What is
    `wanted` may be nowhere, where a brand and a settlement are known and the one is not
    in the other.

    `is_exact` is false where it is only the closest to what was asked: a beginning,
    a typing error, another house of the street, a word that says nothing to us.
    `houses_of` an address are others of its street. `is_near_me`: the nearest
    are asked for.
    """

    kind: QueryKind
    text: str = ""
    position: Position | None = None
    settlements: tuple[Settlement, ...] = ()
    points: tuple[Landmark | KnownAddress, ...] = ()
    brand: Brand | None = None
    wanted: Wanted | None = None
    houses_of: Mapping[KnownAddress, tuple[KnownAddress, ...]] = field(
        default_factory=dict
    )
    is_exact: bool = True
    is_near_me: bool = False

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
    def houses(self) -> tuple[KnownAddress, ...]:
        return self.houses_of.get(self.point, ())

    @property
    def point(self) -> Landmark | KnownAddress | None:
        return self.points[0] if self.kind == QueryKind.POINT else None

    def or_in(self, chosen: Settlement) -> "ParsedQuery":
        """
        Return this, or a choice where another town is chosen than is named.

        Of several points those in that town are meant, and no village far off.
        """
        here = tuple(one for one in self.points if one.settlement == chosen)
        if self.kind == QueryKind.CHOICE and here:
            narrowed = replace(self, points=here, settlements=())
            return self.at(*here) if len(here) == 1 else narrowed
        if self.kind != QueryKind.SETTLEMENT or chosen in self.settlements:
            return self
        both = (*self.settlements, chosen)
        return replace(self, kind=QueryKind.CHOICE, settlements=both, wanted=None)

    def seen_from(self, position: Position) -> "ParsedQuery":
        """
        Return this for somebody at a position, who has several points to choose from.

        Of several the only one that is not far is meant; else the nearest comes first.
        """
        if self.kind == QueryKind.EMPTY:
            return replace(self, is_near_me=False)
        if self.kind != QueryKind.CHOICE:
            return self
        distances = {one: away(position, one.position) for one in self.points}
        near = [one for one, there in distances.items() if not there.is_far]
        if len(near) == 1 and not self.settlements:
            return self.at(*near)
        return replace(self, points=tuple(sorted(distances, key=distances.get)))

    def at(self, point: Landmark | KnownAddress) -> "ParsedQuery":
        """Return this as the query for one of its points."""
        return replace(
            self,
            kind=QueryKind.POINT,
            position=point.position.rounded,
            points=(point,),
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
            case QueryKind.EMPTY if self.is_near_me:
                return _("Press “Near me”, or write a town or a street.")
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
            case QueryKind.CHOICE if not self.is_exact:
                words = _("We do not know “%(text)s”. Do you mean one of these?")
                return words % {"text": self.text}
            case QueryKind.CHOICE if self.points:
                return _("Which one do you mean?")
            case QueryKind.CHOICE:
                return _("Which town do you mean?")
        return self.message_about_rows

    @property
    def message_about_rows(self) -> str:
        point = self.point
        where = point and _("%(name)s, %(where)s") % {
            "name": point.name,
            "where": point.settlement,
        }
        rows = (self.brand, where, *self.settlements)
        name = _(", ").join(dict.fromkeys(str(row) for row in rows if row))
        if self.is_exact and not self.houses:
            return name or self.text
        if self.point:
            name = where
        if self.is_exact:
            words = _("“%(text)s” has many houses: distances are from %(name)s.")
        elif self.point:
            words = _(
                "We do not know exactly where “%(text)s” is: distances are from "
                "%(name)s."
            )
        elif name:
            words = _("Not exactly “%(text)s”; the closest is: %(name)s.")
        else:
            words = _("Not exactly “%(text)s”; these are the closest.")
        return words % {"text": self.text, "name": name}


class Suggestion(NamedTuple):
    """
    A name to offer while somebody types: asking for it finds the row.

    `key` is its slug; of a point the words that find no other one.
    """

    name: str
    kind: QueryKind
    key: str
    detail: str
