"""Whether the places of a list are open now, for one query at most."""

from collections.abc import Sequence
from datetime import datetime

from locator.hours.state import OpenState, open_state
from locator.models import Holiday, Place


def tell_open_states(places: Sequence[Place], moment: datetime) -> datetime | None:
    """
    Set each place's `open_state`; return when the first must be told anew.

    None if none of them changes by itself: nobody knows when they are open.
    """
    states, end = open_states([place.opening_hours for place in places], moment)
    for place, state in zip(places, states, strict=True):
        place.open_state = state
    return end


def answer_expires_at(
    form, moment: datetime, *ends: datetime | None
) -> datetime | None:
    """
    Return the first of the ends of what an answer to a valid form of filters says.

    One more, where open places are asked for: those left out may open.
    """
    if form.cleaned_data["open"]:
        _states, end = open_states(Place.objects.published().hours(), moment)
        ends = (*ends, end)
    return min(filter(None, ends), default=None)


def open_states(
    hours: Sequence[str], moment: datetime
) -> tuple[list[OpenState], datetime | None]:
    """Return the state of each place by its hours; when the first must be told anew."""
    holidays = Holiday.objects.around(moment) if any(hours) else {}
    by_text = {text: open_state(text, moment, holidays) for text in set(hours)}
    ends = [state.expires_at for state in by_text.values()]
    return [by_text[text] for text in hours], min(filter(None, ends), default=None)
