"""Whether places are open, by their hours and the country's holidays."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta

from kztopup.lib.memory import in_memory
from locator.hours.state import DAYS_AHEAD, ZONE, OpenState, open_state
from locator.models import Holiday


@in_memory
def holidays() -> dict[date, Holiday]:
    return {holiday.day: holiday for holiday in Holiday.objects.all()}


def holidays_around(moment: datetime) -> Mapping[date, Holiday]:
    """Return the holidays that the next opening may depend on, by day."""
    day = moment.astimezone(ZONE).date()
    # Since yesterday: what opens in its evening may be open still.
    first, last = day - timedelta(days=1), day + timedelta(days=DAYS_AHEAD)
    return {day: row for day, row in holidays().items() if first <= day <= last}


def open_states(
    hours: Sequence[str], moment: datetime
) -> tuple[list[OpenState], datetime | None]:
    """
    Return the state of each place by its hours, and when the first must be told anew.

    None if none of them changes by itself: nobody knows when they are open.
    """
    around = holidays_around(moment) if any(hours) else {}
    by_text = {text: open_state(text, moment, around) for text in set(hours)}
    expiries = (state.expires_at for state in by_text.values())
    return [by_text[text] for text in hours], first_of(expiries)


def first_of(moments: Iterable[datetime | None]) -> datetime | None:
    return min(filter(None, moments), default=None)
