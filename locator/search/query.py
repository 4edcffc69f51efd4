"""A search query as it was parsed, and the message about it."""

import enum
from dataclasses import dataclass, replace
from typing import NamedTuple

from django.utils.translation import gettext as _

from locator.geo.forms import format_degrees
from locator.geo.geodesy import Position
from locator.models import Brand, PlaceQuerySet, Settlement

# Of a question in words; a pasted link may be longer.
LONGEST = 200


class Kind(enum.StrEnum):
    """What a question was understood as."""

    EMPTY = "empty"
    TOO_LONG = "too-long"
    POSITION = "position"
    SWAPPED = "swapped"
    OUTSIDE = "outside"
    LINK = "link"
    SETTLEMENT = "settlement"
    CHOICE = "choice"
    BRAND = "brand"
    PLACES = "places"
    NOTHING = "nothing"


@dataclass(frozen=True)
class ParsedQuery:
    """
    What a question means, with the rows that it means.

    POSITION and OUTSIDE have a `position`; SWAPPED has the one to suggest. SETTLEMENT
    has one of `settlements`, CHOICE several, the largest first, each with its
    `place_count`. `places` are the published ones in that settlement, of that brand,
    or with that address; unordered. They may be none, where a brand and a settlement
    are known and the one is not in the other.

    `is_exact` is false where it is only the closest to what was asked: a beginning,
    a typing error, another house of the street, a word that says nothing to us.
    `namesakes` are places on a street that is called like a settlement without any.
    """

    kind: Kind
    text: str = ""
    position: Position | None = None
    settlements: tuple[Settlement, ...] = ()
    brand: Brand | None = None
    places: PlaceQuerySet | None = None
    namesakes: PlaceQuerySet | None = None
    is_exact: bool = True

    @property
    def settlement(self) -> Settlement | None:
        return self.settlements[0] if len(self.settlements) == 1 else None

    @property
    def may_be_elsewhere(self) -> bool:
        """Whether an address search may know better what was meant."""
        return self.kind == Kind.NOTHING or not self.is_exact

    def nearest_first(self, position: Position) -> "ParsedQuery":
        """Return the same choice with the settlements in the order of distance."""
        for town in self.settlements:
            town.measure_from(position)
        by_distance = sorted(self.settlements, key=lambda town: town.distance_km)
        return replace(self, settlements=tuple(by_distance))

    def beside(self, town: Settlement) -> "ParsedQuery":
        """Return this, or a choice where another town is chosen than is named."""
        if town in self.settlements:
            return self
        town.place_count = town.places.published().count()
        both = (*self.settlements, town)
        return replace(self, kind=Kind.CHOICE, settlements=both, places=None)

    @property
    def message(self) -> str:
        """The words for what was understood, or for what can be, where nothing was."""
        return message_about(self)


def message_about(query: ParsedQuery) -> str:
    kind, position = query.kind, query.position
    degrees = position and {
        "latitude": format_degrees(position.latitude),
        "longitude": format_degrees(position.longitude),
    }
    names = [str(row) for row in (query.brand, *query.settlements) if row]
    asked = {"text": query.text, "name": ", ".join(dict.fromkeys(names))}
    match kind:
        case Kind.EMPTY:
            return ""
        case Kind.TOO_LONG:
            return _("Please ask in fewer words: at most %(count)s characters.") % {
                "count": LONGEST
            }
        case Kind.POSITION:
            return _("The point %(latitude)s, %(longitude)s.") % degrees
        case Kind.SWAPPED:
            return (
                _(
                    "Latitude and longitude look swapped: did you mean %(latitude)s, "
                    "%(longitude)s?"
                )
                % degrees
            )
        case Kind.OUTSIDE:
            return (
                _("The point %(latitude)s, %(longitude)s is not in Kazakhstan.")
                % degrees
            )
        case Kind.LINK:
            return _(
                "This link does not say where the place is, and we do not open links. "
                "Open it yourself and copy the long address or the coordinates."
            )
        case Kind.NOTHING:
            return (
                _(
                    "“%(text)s” is no town, brand, street or place that we know, "
                    "and no coordinates or map link."
                )
                % asked
            )
        case Kind.CHOICE:
            return _("Which town do you mean?")
    if query.is_exact:
        return asked["name"] or query.text
    if asked["name"]:
        return _("Not exactly “%(text)s”; the closest is: %(name)s.") % asked
    return _("Not exactly “%(text)s”; these are the closest.") % asked


class Suggestion(NamedTuple):
    """A name to offer while somebody types: asking for it finds the row."""

    name: str
    kind: Kind
    slug: str
    detail: str
