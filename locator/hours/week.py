"""The hours of each day of a week, as their rules are evaluated: no text is shown."""

import re
from collections import defaultdict
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import NamedTuple

from opening_hours import OpeningHours

from locator.hours.normalise import COMMENT, DATED
from locator.hours.timetable import NEXT_DAY, Timetable, is_open_in, read

DAY = 24 * 60

# After the seven of the week.
HOLIDAY = 7

# Months, weeks of a year, years, the first Monday of a month.
SOME_DAYS = re.compile(rf"{DATED.pattern}|\b\d{{4}}\b|\[")


class Span(NamedTuple):
    """Minutes since the beginning of a day, beyond 24 hours for the night after it."""

    start: int
    end: int
    # False: open under a condition that somebody must be asked about.
    is_sure: bool = True

    @property
    def is_whole_day(self) -> bool:
        return self.end - self.start >= DAY and self.is_sure


Day = tuple[Span, ...]


class Week(NamedTuple):
    """The spans of seven days from Monday on, and of a holiday if a rule is for it."""

    days: tuple[Day, ...]
    holiday: Day | None
    # Whether another week may have other hours.
    is_dated: bool

    @property
    def by_hours(self) -> dict[Day, list[int]]:
        """The numbers of the days that have the same spans, from Monday's 0 on."""
        days = self.days if self.holiday is None else (*self.days, self.holiday)
        numbers = defaultdict(list)
        for number, spans in enumerate(days):
            numbers[spans].append(number)
        return numbers

    @property
    def is_always(self) -> bool:
        """Whether it is open day and night, with no rule that says otherwise."""
        return all(len(day) == 1 and day[0].is_whole_day for day in self.by_hours)

    @property
    def is_sure(self) -> bool:
        """Whether nobody must be asked."""
        return all(span.is_sure for day in self.by_hours for span in day)


@lru_cache(maxsize=1_000)
def week_from(text: str, today: date) -> Week | None:
    """
    Return the seven days from today on by the hours, without the holidays in them.

    None if the hours cannot be read, or are never known.
    """
    hours = read(text)
    timetable = hours and hours.timetable(())
    if timetable is None:
        return None
    coming = [today + timedelta(days=number) for number in range(7)]
    days = [spans_of(timetable, day) for day in sorted(coming, key=date.weekday)]
    if any(days) and not any(span.is_sure for day in days for span in day):
        return None
    holiday = None
    if hours.on_holidays and (on_holiday := hours.timetable((today,))):
        holiday = spans_of(on_holiday, today)
    return Week(tuple(days), holiday, is_dated(text))


def is_dated(text: str) -> bool:
    return bool(SOME_DAYS.search(COMMENT.sub("", text)))


def spans_of(timetable: Timetable, day: date) -> Day:
    """Return the spans that begin on the day, with the night that they go on into."""
    spans, nights = [], []
    for hours, later in timetable.parts:
        found = spans_in(hours, day)
        if later == NEXT_DAY:
            nights = found
        else:
            spans += found
    for night in nights:
        evening = next((one for one in spans if one.end == DAY), None)
        if evening and night.start == 0 and evening.is_sure == night.is_sure:
            spans[spans.index(evening)] = evening._replace(end=DAY + night.end)
        else:
            spans.append(night._replace(start=night.start + DAY, end=night.end + DAY))
    return tuple(spans)


def spans_in(hours: OpeningHours, day: date) -> list[Span]:
    midnight = datetime.combine(day, time.min)
    return [
        Span(minutes(start - midnight), minutes(end - midnight), is_open)
        for start, end, *state in hours.intervals(midnight, midnight + NEXT_DAY)
        if (is_open := is_open_in(*state)) is not False
    ]


def minutes(time_of_day: timedelta) -> int:
    return time_of_day // timedelta(minutes=1)
