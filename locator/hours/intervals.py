"""Opening hours as intervals, for a browser, which has no parser of hours."""

from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from locator.hours.state import MINUTE, evaluate
from locator.hours.timetable import read


class Interval(NamedTuple):
    """
    Minutes since the beginning of the first day, up to but without the last.

    `is_sure` is false where nobody knows whether it is open: on a holiday, or under a
    condition. Between intervals it is closed.
    """

    start: int
    end: int
    is_sure: bool


def open_intervals(
    text: str, first_day: date, days: int, holidays: tuple[date, ...]
) -> list[Interval] | None:
    """
    Return when hours are open on so many days of Kazakhstan, or None if nobody knows.

    In each minute it says what `locator.hours.state.open_state` says; `holidays` are
    those of the days around, in order.
    """
    hours = read(text)
    timetable = hours and hours.timetable(holidays)
    if not timetable:
        return None
    start = datetime.combine(first_day, time.min)
    end = start + timedelta(days=days)
    midnights = [start + timedelta(days=day) for day in range(days)]
    changes = {*midnights, *timetable.changes(start, end)}
    moments = sorted(moment for moment in changes if start <= moment < end)
    intervals = []
    for moment, until in zip(moments, [*moments[1:], end], strict=True):
        is_open, *_rest = evaluate(text, moment, holidays)
        if is_open is False:
            continue
        first, last = (moment - start) // MINUTE, (until - start) // MINUTE
        is_sure = is_open is True
        if intervals and intervals[-1][1:] == (first, is_sure):
            first = intervals.pop().start
        intervals.append(Interval(first, last, is_sure))
    return intervals
