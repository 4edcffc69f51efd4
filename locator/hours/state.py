"""Opening hours in OpenStreetMap's `opening_hours` syntax: when a place is open."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from locator.hours.timetable import read

# The whole country, since March 2024.
ZONE = ZoneInfo("Asia/Almaty")

MINUTE = timedelta(minutes=1)
SOON = timedelta(minutes=60)
LONG = timedelta(days=1)

# Within a week the name of a weekday says which one is meant.
DAYS_AHEAD = 7


class OpenState(NamedTuple):
    """Whether a place is open in a minute; `is_open` is None where nobody knows."""

    minute: datetime
    is_open: bool | None
    # When that changes, if it does within a week.
    until: datetime | None = None
    # The holiday of the day, if the hours do not say what holds on holidays.
    holiday: Any = None

    @property
    def is_closing_soon(self) -> bool:
        is_soon = self.until is not None and self.until - self.minute < SOON
        return self.is_open is True and is_soon

    @property
    def is_round_the_clock(self) -> bool:
        """Whether it is open now and does not close within a day."""
        is_long = self.until is None or self.until - self.minute > LONG
        return self.is_open is True and is_long

    @property
    def opens_today(self) -> bool:
        opens = self.is_open is False and self.until is not None
        return opens and self.until.date() == self.minute.date()

    @property
    def expires_at(self) -> datetime | None:
        """The moment when other words are due; None if only a change by staff is."""
        if self.is_open is None and not self.until and not self.holiday:
            return None
        moments = [start_of_day(self.minute.date() + timedelta(days=1))]
        if self.until:
            moments += [self.until, self.until - LONG, self.until - SOON + MINUTE]
        return min(moment for moment in moments if moment > self.minute)


def start_of_day(day: date) -> datetime:
    return datetime.combine(day, time.min, ZONE)


def open_state(
    text: str, moment: datetime, holidays: Mapping[date, Any] | None = None
) -> OpenState:
    """
    Return whether hours written as the text are open at the aware moment.

    `holidays` are those of the days around it, by day. On a holiday for which the
    hours have no rule (`PH off`) it is not known, unless they are round the clock.
    What cannot be read is not known either.
    """
    minute = moment.astimezone(ZONE).replace(second=0, microsecond=0)
    days = tuple(sorted(holidays or ()))
    is_open, until, may_differ = evaluate(text, minute.replace(tzinfo=None), days)
    return OpenState(
        minute,
        is_open,
        until and until.replace(tzinfo=ZONE),
        holidays[minute.date()] if may_differ else None,
    )


@lru_cache(maxsize=10_000)
def evaluate(
    text: str, minute: datetime, holidays: tuple[date, ...]
) -> tuple[bool | None, datetime | None, bool]:
    """Return `is_open`, when that changes, and whether a holiday may alter it."""
    hours = read(text)
    if hours is None:
        return None, None, False
    has_rule = hours.is_always or hours.on_holidays
    if not has_rule and minute.date() in holidays:
        return None, None, True
    timetable = hours.timetable(holidays)
    if timetable is None:
        return None, None, False
    eve = minute.date() - timedelta(days=1)
    horizon = datetime.combine(minute.date() + timedelta(days=DAYS_AHEAD), time.min)
    is_open, until = timetable.state_and_change(minute, horizon)
    if not has_rule and eve in holidays and timetable.goes_on_at(minute):
        # The night of a holiday.
        return None, until, False
    if is_open is False and until and not has_rule and until.date() in holidays:
        # It may stay closed: nobody is sent there.
        until = None
    return is_open, until, False
