"""Hours as intervals say in every minute what the hours themselves say."""

from datetime import date, timedelta
from datetime import time as clock_time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from locator.hours.intervals import open_intervals
from locator.hours.state import MINUTE, open_state, start_of_day

MONDAY = date(2026, 11, 30)
DAYS = 14
HOLIDAY = date(2026, 12, 16)

HOURS = [
    "24/7",
    "Mo-Su 09:00-22:00",
    "Mo-Fr 09:00-13:00,14:00-18:00; Sa 10:00-16:00",
    "Mo-Th 10:00-22:00; Fr,Sa 10:00-02:00; Su 10:00-22:00",
    "Mo-Fr 09:00-18:00; PH off",
    "Mo-Su 09:00-21:00; PH 10:00-16:00",
    'Mo-Fr 09:00-18:00; Sa 10:00-14:00 "by appointment"',
    "Dec 05-10 off; Mo-Su 08:00-20:00",
]


def state_in(intervals, minute):
    for start, end, is_sure in intervals:
        if start <= minute < end:
            return True if is_sure else None
    return False


@given(
    st.sampled_from(HOURS),
    st.integers(0, DAYS * 24 * 60 - 1),
    st.sets(st.sampled_from([MONDAY + timedelta(days=day) for day in range(DAYS)])),
)
# In the holiday, in the night after it, and before it.
@example("Mo-Su 09:00-21:00; PH 10:00-16:00", 16 * 60, {MONDAY})
@example("Mo-Th 10:00-22:00; Fr,Sa 10:00-02:00; Su 10:00-22:00", 5 * 1440 + 60, set())
@example("Mo-Fr 09:00-18:00; PH off", 15 * 60, {MONDAY})
@example("Mo-Su 09:00-22:00", 15 * 60, {MONDAY})
def test_intervals_say_what_the_state_says(text, minute, days):
    holidays = {day: day for day in sorted(days)}

    intervals = open_intervals(text, MONDAY, DAYS, tuple(holidays))

    moment = start_of_day(MONDAY) + minute * MINUTE
    around = {
        day: row
        for day, row in holidays.items()
        if abs((day - moment.date()).days) <= DAYS
    }
    assert state_in(intervals, minute) is open_state(text, moment, around).is_open


@pytest.mark.parametrize("text", ["sunrise-sunset", "at noon", "Mo-Fr 09:00+"])
def test_nobody_knows_what_cannot_be_read(text):
    assert open_intervals(text, MONDAY, DAYS, ()) is None


def test_what_goes_on_is_one_interval():
    assert open_intervals("24/7", MONDAY, 2, ()) == [(0, 2880, True)]
    assert open_intervals("Mo 22:00-02:00", MONDAY, 2, ()) == [(1320, 1560, True)]


def test_a_holiday_without_a_rule_is_not_known():
    start = clock_time(9)

    intervals = open_intervals("Mo-Su 09:00-22:00", MONDAY, 3, (MONDAY,))

    assert (0, 1440, False) in intervals
    assert (1440 + start.hour * 60, 2760, True) in intervals
