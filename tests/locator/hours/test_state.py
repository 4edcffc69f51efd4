from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from locator.hours.state import ZONE, open_state

NAURYZ = {date(2027, 3, day): f"Nauryz {day}" for day in (21, 22, 23)}
CHRISTMAS = {date(2027, 1, 7): "Orthodox Christmas"}


def at(text):
    """The moment that stands for itself, on the clocks of Kazakhstan."""
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


FRIDAY_LATE = "Mo-Th 10:00-22:00; Fr 10:00-02:00; Sa 10:00-22:00; Su off"


# 2026-11-23 is a Monday; no holiday is near.
@pytest.mark.parametrize(
    ("text", "moment", "is_open", "until"),
    [
        # Plain days.
        ("Mo-Fr 09:00-18:00", "2026-11-23 08:59:59", False, "2026-11-23 09:00"),
        ("Mo-Fr 09:00-18:00", "2026-11-23 09:00", True, "2026-11-23 18:00"),
        ("Mo-Fr 09:00-18:00", "2026-11-23 17:59:59", True, "2026-11-23 18:00"),
        ("Mo-Fr 09:00-18:00", "2026-11-23 18:00", False, "2026-11-24 09:00"),
        # A missing weekday.
        ("Mo-Fr 09:00-18:00", "2026-11-27 18:00", False, "2026-11-30 09:00"),
        ("Mo-Tu,Th-Su 09:00-18:00", "2026-11-25 12:00", False, "2026-11-26 09:00"),
        # A lunch break.
        ("Mo-Fr 09:00-13:00,14:00-18:00", "2026-11-23 12:59", True, "2026-11-23 13:00"),
        (
            "Mo-Fr 09:00-13:00,14:00-18:00",
            "2026-11-23 13:30",
            False,
            "2026-11-23 14:00",
        ),
        # Over midnight, also into a day that has no hours.
        ("Fr-Sa 20:00-02:00", "2026-11-28 23:59", True, "2026-11-29 02:00"),
        ("Fr-Sa 20:00-02:00", "2026-11-29 01:59", True, "2026-11-29 02:00"),
        ("Fr-Sa 20:00-02:00", "2026-11-29 02:00", False, "2026-12-04 20:00"),
        ("Mo-Su 10:00-26:00", "2026-11-24 01:00", True, "2026-11-24 02:00"),
        ("Mo-Su 10:00-10:00", "2026-11-24 01:00", True, None),
        # Over midnight into a day with a rule of its own.
        (FRIDAY_LATE, "2026-11-27 23:00", True, "2026-11-28 02:00"),
        (FRIDAY_LATE, "2026-11-28 01:00", True, "2026-11-28 02:00"),
        (FRIDAY_LATE, "2026-11-28 02:00", False, "2026-11-28 10:00"),
        (FRIDAY_LATE, "2026-11-29 01:00", False, "2026-11-30 10:00"),
        ("20:00-02:00; Tu 9:00-12:00", "2026-11-25 01:00", False, "2026-11-25 20:00"),
        # Until midnight, and through it.
        ("Mo-Su 10:00-24:00", "2026-11-23 23:59", True, "2026-11-24 00:00"),
        ("Mo-Fr 00:00-24:00", "2026-11-23 23:59", True, "2026-11-28 00:00"),
        # Always and never.
        ("24/7", "2026-11-23 03:00", True, None),
        ("Mo-Su 00:00-24:00", "2026-11-23 03:00", True, None),
        ("off", "2026-11-23 03:00", False, None),
        # Later than a week from now is not promised.
        ("2027 Mo-Fr 09:00-18:00", "2026-11-23 12:00", False, None),
        # A rule for holidays on a day that is none.
        ("Mo-Su 10:00-22:00; PH off", "2026-11-23 12:00", True, "2026-11-23 22:00"),
        ("PH 10:00-22:00", "2026-11-23 12:00", False, None),
    ],
)
def test_is_open_or_closed_until(text, moment, is_open, until):
    state = open_state(text, at(moment), {})

    assert state.is_open is is_open
    assert state.until == (until and at(until))
    assert state.holiday is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\0",
        "Пн-Пт 09:00-18:00",
        "call us",
        "Mo-Fr 09:00+",
        "sunrise-sunset",
        "Mo-Fr 09:00-18:00; SH off",
        "Mo-Fr 09:00-18:00; easter off",
        # Read by the library as holidays *and* weekdays.
        "Mo-Su 09:00-18:00; PH Mo-Fr off",
        "Mo-Su 09:00-18:00; PH -1 day off",
        'Mo-Su 09:00-18:00 "by appointment"',
        'Mo-Su "by appointment"',
        "Mo-Su 09:00-18:00 unknown",
        # What holds at other times, too.
        'Mo-Fr 14:00-20:00 || "call"',
    ],
)
def test_what_cannot_be_known_is_not_known(text):
    state = open_state(text, at("2026-11-23 12:00"), {})

    assert state.is_open is None
    assert state.holiday is None


def test_is_not_said_to_open_when_somebody_must_be_asked():
    state = open_state('Mo "by appointment"', at("2026-11-22 12:00"), {})

    assert (state.is_open, state.until) == (False, None)


def test_is_computed_on_the_clocks_of_kazakhstan():
    in_utc = datetime.fromisoformat("2026-11-23T04:00+00:00")

    state = open_state("Mo-Fr 09:00-18:00", in_utc, {})

    assert state.is_open is True
    assert state.until.isoformat() == "2026-11-23T18:00:00+05:00"


class TestHolidays:
    @pytest.mark.parametrize("day", [21, 22, 23])
    def test_hours_without_a_rule_may_differ(self, day):
        state = open_state("Mo-Su 10:00-22:00", at(f"2027-03-{day} 12:00"), NAURYZ)

        assert (state.is_open, state.until) == (None, None)
        assert state.holiday == f"Nauryz {day}"

    @pytest.mark.parametrize("moment", ["2027-03-20 12:00", "2027-03-24 12:00"])
    def test_days_beside_them_do_not(self, moment):
        state = open_state("Mo-Su 10:00-22:00", at(moment), NAURYZ)

        assert state.is_open is True
        assert state.holiday is None

    def test_the_night_after_one_is_its_night(self):
        hours = "Mo-Su 20:00-03:00"

        state = open_state(hours, at("2027-03-24 00:30"), NAURYZ)
        assert state.is_open is None
        # Till the end of that night.
        assert state.until == at("2027-03-24 03:00")
        assert open_state(hours, at("2027-03-24 03:30"), NAURYZ).is_open is False
        assert open_state(hours, at("2027-03-24 21:00"), NAURYZ).is_open is True
        assert open_state("24/7", at("2027-03-24 00:30"), NAURYZ).is_open is True

    def test_christmas_is_one_though_the_library_does_not_know_it(self):
        christmas = at("2027-01-07 12:00")

        assert open_state("Mo-Su 10:00-22:00", christmas, CHRISTMAS).is_open is None
        assert open_state("Mo-Su 10:00-22:00; PH off", christmas, CHRISTMAS) == (
            christmas,
            False,
            at("2027-01-08 10:00"),
            None,
        )

    def test_only_ours_count(self):
        # The library has 21 March among the holidays of Kazakhstan.
        state = open_state("Mo-Su 10:00-22:00; PH off", at("2027-03-21 12:00"), {})

        assert state.is_open is True

    @pytest.mark.parametrize(
        "text",
        [
            "Mo-Su 10:00-22:00; PH off",
            "Mo-Su 10:00-22:00; PH closed",
            "Mo-Su 10:00-22:00, PH off",
            "PH off; Mo-Su 10:00-22:00",
            "Mo-Fr 10:00-22:00; Sa,Su,PH off; Sa 10:00-22:00",
            "24/7; PH off",
        ],
    )
    def test_off_is_closed_until_the_day_after_the_last(self, text):
        eve = open_state(text, at("2027-03-20 12:00"), NAURYZ)
        state = open_state(text, at("2027-03-21 12:00"), NAURYZ)

        assert eve.is_open is True
        assert (state.is_open, state.holiday) == (False, None)
        assert state.until.date() == date(2027, 3, 24)

    @pytest.mark.parametrize(
        ("text", "hour", "is_open", "until"),
        [
            ("Mo-Su 10:00-22:00; PH 12:00-15:00", 11, False, 12),
            ("Mo-Su 10:00-22:00; PH 12:00-15:00", 14, True, 15),
            ("Mo-Fr 09:00-18:00; Sa,Su,PH 11:00-16:00", 10, False, 11),
            ("Mo-Fr,PH 09:00-18:00", 17, True, 18),
            ("PH,Sa-Su 10:00-16:00; Mo-Fr 09:00-20:00", 15, True, 16),
            ("Mo-Su 09:00-20:00; PH 10:00-12:00,14:00-16:00", 13, False, 14),
            ("Mo-Su 09:00-20:00; PH 10:00-12:00, PH 14:00-16:00", 13, False, 14),
            ("Mo-Su 09:00-20:00; PH", 21, True, 24),
        ],
    )
    def test_a_rule_of_theirs_holds(self, text, hour, is_open, until):
        monday = at("2027-03-22 00:00")

        state = open_state(
            text, monday + timedelta(hours=hour), {date(2027, 3, 22): "Nauryz"}
        )

        assert state.is_open is is_open
        assert state.until == monday + timedelta(hours=until)

    def test_what_opened_on_a_holiday_closes_after_it(self):
        hours = "Mo-Su 10:00-22:00; PH 20:00-02:00"

        state = open_state(hours, at("2027-03-24 01:00"), NAURYZ)

        assert (state.is_open, state.until) == (True, at("2027-03-24 02:00"))

    def test_round_the_clock_is_every_day(self):
        state = open_state("24/7", at("2027-03-22 12:00"), NAURYZ)

        assert (state.is_open, state.holiday) == (True, None)

    def test_nobody_is_sent_to_an_opening_on_one(self):
        saturday = at("2027-03-20 23:00")

        state = open_state("Mo-Su 10:00-22:00", saturday, NAURYZ)

        assert (state.is_open, state.until) == (False, None)

    def test_a_rule_promises_the_opening(self):
        hours = "Mo-Su 10:00-22:00; PH 12:00-15:00"

        state = open_state(hours, at("2027-03-20 23:00"), NAURYZ)

        assert state.until == at("2027-03-21 12:00")


class TestWords:
    """Which of the sentences of a state hold, and for how long."""

    @pytest.mark.parametrize(
        ("moment", "is_soon"),
        [("21:00", False), ("21:01", True), ("21:59:59", True), ("22:00", False)],
    )
    def test_closing_soon_is_in_less_than_an_hour(self, moment, is_soon):
        state = open_state("10:00-22:00", at(f"2026-11-23 {moment}"), {})

        assert state.is_closing_soon is is_soon

    def test_opening_soon_is_not_closing_soon(self):
        state = open_state("10:00-22:00", at("2026-11-23 09:30"), {})

        assert not state.is_closing_soon
        assert state.opens_today

    def test_tomorrow_is_not_today(self):
        assert not open_state("10:00-22:00", at("2026-11-23 23:00"), {}).opens_today

    @pytest.mark.parametrize(
        ("text", "is_always"),
        [("24/7", True), ("Mo-Fr 00:00-24:00", True), ("10:00-09:59", False)],
    )
    def test_day_and_night_is_for_a_day_at_least(self, text, is_always):
        state = open_state(text, at("2026-11-23 12:00"), {})

        assert state.is_round_the_clock is is_always

    @pytest.mark.parametrize(
        ("text", "moment", "end"),
        [
            # Closing soon; closed; another day; open.
            ("10:00-22:00", "2026-11-23 20:00", "2026-11-23 21:01"),
            ("10:00-22:00", "2026-11-23 21:30", "2026-11-23 22:00"),
            ("10:00-22:00", "2026-11-23 22:00", "2026-11-24 00:00"),
            ("10:00-22:00", "2026-11-24 09:30:30", "2026-11-24 10:00"),
            ("Mo-Fr 00:00-24:00", "2026-11-26 20:00", "2026-11-27 00:00"),
            ("24/7", "2026-11-23 20:00", "2026-11-24 00:00"),
            ("", "2026-11-23 20:00", None),
        ],
    )
    def test_last_until_they_change(self, text, moment, end):
        assert open_state(text, at(moment), {}).expires_at == (end and at(end))

    def test_last_until_the_holiday_ends(self):
        state = open_state("10:00-22:00", at("2027-03-21 12:00"), NAURYZ)

        assert state.expires_at == at("2027-03-22 00:00")


MOMENTS = st.datetimes(
    datetime(2027, 3, 15), datetime(2027, 3, 30), timezones=st.just(ZONE)
)

WEEK = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"]
MINUTES = st.integers(0, 24 * 4 - 1).map(lambda quarter: quarter * 15)


def clock(minutes):
    return f"{minutes // 60:02}:{minutes % 60:02}"


class TestAnyWeek:
    @given(st.lists(st.tuples(MINUTES, MINUTES), min_size=7, max_size=7), MOMENTS)
    def test_is_open_in_the_hours_of_its_days_and_after_their_midnight(
        self, week, moment
    ):
        rules = [
            f"{day} {clock(opens)}-{clock(closes)}"
            for day, (opens, closes) in zip(WEEK, week, strict=True)
        ]
        minute = moment.hour * 60 + moment.minute
        opens, closes = week[moment.weekday()]
        opened, closed = week[moment.weekday() - 1]

        is_open = opens <= minute < (closes if closes > opens else 24 * 60)
        is_open_since_yesterday = closed <= opened and minute < closed

        assert open_state("; ".join(rules), moment, {}).is_open is (
            is_open or is_open_since_yesterday
        )


# Every piece of the syntax, put together in any way.
PIECES = ["Mo", "Fr", "Su", "PH", "SH", "-", ",", ";", " ", "||", "off", '"', "24/7"]
PIECES += ["09:00-18:00", "20:00-02:00", "09:00+", "Mar 21", "2027", "week 1", "[1]"]


class TestAnyText:
    @given(st.lists(st.sampled_from(PIECES), max_size=10).map("".join) | st.text())
    def test_has_a_state(self, text):
        assert open_state(text, at("2027-03-22 12:00"), NAURYZ).is_open in (
            True,
            False,
            None,
        )

    @given(
        MOMENTS,
        st.sampled_from(
            [
                "Mo-Fr 09:00-13:00,14:00-18:00; PH off",
                "Fr-Su 20:00-02:00",
                "Mo-Su 10:00-22:00; PH 12:00-15:00",
                "Mo-Fr 00:00-24:00; Su 12:00-22:00",
            ]
        ),
    )
    def test_keeps_its_words_until_they_end(self, moment, text):
        state = open_state(text, moment, NAURYZ)
        last = state.expires_at - timedelta(microseconds=1)

        later = open_state(text, last, NAURYZ)

        assert moment < state.expires_at
        assert later[1:] == state[1:]
        for name in ("is_closing_soon", "is_round_the_clock", "opens_today"):
            assert getattr(later, name) == getattr(state, name)
