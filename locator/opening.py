"""Whether the places of a list are open now, for one query at most."""

from collections.abc import Sequence
from datetime import datetime

from locator.hours import open_state
from locator.models import Holiday, Place


def tell_open_states(places: Sequence[Place], moment: datetime) -> datetime | None:
    """
    Set each place's `open_state`; return when the first must be told anew.

    None if none of them changes by itself: nobody knows when they are open.
    """
    has_hours = any(place.opening_hours for place in places)
    holidays = Holiday.objects.around(moment) if has_hours else {}
    ends = []
    for place in places:
        place.open_state = open_state(place.opening_hours, moment, holidays)
        ends.append(place.open_state.lasts_until)
    return min(filter(None, ends), default=None)
