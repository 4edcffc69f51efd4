from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from locator.hours.state import ZONE, open_state
from locator.hours.week import DAY, week_from

RULES = ["", "Mo-Fr ", "Fr-Su ", "Sa,Su ", "We ", "Nov ", "Mo[1] "]
HOURS = ["09:00-18:00", "08:30-12:30,14:30-19:00", "20:00-02:00", "00:00-12:00"]
HOURS += ["10:00-10:00", "18:00-09:00", "off", '10:00-12:00 "?"', "00:00-24:00", "open"]
BORDERS = ["; ", ", "]
TEXTS = st.lists(
    st.tuples(*map(st.sampled_from, (RULES, HOURS, BORDERS))), min_size=1, max_size=4
).map(lambda rules: "".join(map("".join, rules)).rstrip(";, "))
# The first night is of a day that the week does not show.
MOMENTS = st.datetimes(
    datetime(2026, 11, 26), datetime(2026, 12, 1, 23, 59), timezones=st.just(ZONE)
)


@given(TEXTS, MOMENTS)
def test_no_week_contradicts_the_state(text, moment):
    state = open_state(text, moment)
    week = week_from(text, datetime(2026, 11, 25).date())

    if week is None:
        assert state.is_open is not True
        return
    minute = moment.hour * 60 + moment.minute
    today = week.days[moment.weekday()]
    yesterday = week.days[(moment - timedelta(days=1)).weekday()]
    answers = [
        span.is_sure
        for spans, now in ((today, minute), (yesterday, minute + DAY))
        for span in spans
        if span.start <= now < span.end
    ]
    told = True if True in answers else None if answers else False
    assert state.is_open is told
