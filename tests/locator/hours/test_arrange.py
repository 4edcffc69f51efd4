from hypothesis import given
from hypothesis import strategies as st
from opening_hours import validate

from locator.hours.arrange import WEEK, arrange
from locator.hours.normalise import normalise_hours
from locator.hours.week import week_from
from tests.helpers.clock import TODAY

IN_RUSSIAN = dict(zip(WEEK, ["пн", "вт", "ср", "чт", "пт", "сб", "вс"], strict=True))
HOURS = {
    "9-18": "09:00-18:00",
    "10-20": "10:00-20:00",
    "11-15": "11:00-15:00",
    "выходной": "off",
}


@st.composite
def weeks(draw):
    """Hours of days that follow one another, as written and as they are meant."""
    ends = draw(st.sets(st.integers(1, 7), min_size=1, max_size=3))
    is_hours_first, separator = draw(st.booleans()), draw(st.sampled_from([", ", " "]))
    written, meant, first = [], [], 0
    for end in sorted(ends):
        days = [WEEK[first], WEEK[end - 1]][: end - first]
        hours = draw(st.sampled_from([*HOURS]))
        pair = ["-".join(IN_RUSSIAN[day] for day in days), hours]
        written.append(" ".join(reversed(pair) if is_hours_first else pair))
        meant.append(f"{'-'.join(days)} {HOURS[hours]}")
        first = end
    return separator.join(written), "; ".join(meant)


@given(weeks())
def test_hours_are_of_the_days_that_were_meant_or_of_none(week):
    written, meant = week

    found = normalise_hours(written)

    assert not validate(found) or week_from(found, TODAY) == week_from(meant, TODAY)


def test_only_what_may_be_meant_twice_is_left():
    assert arrange("09:00-18:00 Mo-Fr, 10:00-15:00 Sa") is not None
    assert arrange("09:00-18:00 Mo-Fr,Sa 10:00-15:00") is None
    assert arrange("Mo-Fr 09:00-18:00 || Sa") == "Mo-Fr 09:00-18:00 || Sa"
