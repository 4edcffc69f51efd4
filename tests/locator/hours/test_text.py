from datetime import date, datetime

import pytest
from django.utils import translation

from locator.hours.text import closing_time, hours_in_words, opens_on

WEDNESDAY = date(2026, 11, 25)


def at(text):
    return datetime.fromisoformat(text)


class TestWeek:
    @pytest.mark.parametrize(
        ("text", "words"),
        [
            ("24/7", "day and night"),
            ("Mo-Su 10:00-10:00", "day and night"),
            ("24/7; PH off", "every day 00:00–24:00 · holidays closed"),
            ("10:00-22:00", "every day 10:00–22:00"),
            ("Mo-Su,PH 10:00-24:00", "every day, holidays 10:00–24:00"),
            ("off", "every day closed"),
            ("Mo-Fr", "Mon–Fri 00:00–24:00 · Sat–Sun closed"),
            (
                "Mo,We,Fr 09:00-13:00,14:00-18:00; PH off",
                "Mon, Wed, Fri 09:00–13:00, 14:00–18:00"
                " · Tue, Thu, Sat–Sun, holidays closed",
            ),
            (
                "Mo-Th 10:00-22:00; Fr 10:00-02:00; Sa 10:00-22:00; Su off",
                "Mon–Thu, Sat 10:00–22:00 · Fri 10:00–02:00 · Sun closed",
            ),
            # Of two rules for a day the last holds.
            ("Su 00:00-12:00; Su 14:30-19:00", "Mon–Sat closed · Sun 14:30–19:00"),
            (
                'Mo-Sa 09:00-18:00; Sa 10:00-12:00 "by appointment"',
                "Mon–Fri 09:00–18:00 · Sat 10:00–12:00 (ask first) · Sun closed",
            ),
            (
                "Jun-Aug 09:00-20:00; Sep-May Mo-Sa 10:00-18:00; 2026 Nov 26 off",
                "in the next 7 days: Mon–Wed, Fri–Sat 10:00–18:00 · Thu, Sun closed",
            ),
        ],
    )
    def test_is_told_as_it_is(self, text, words):
        assert hours_in_words(text, WEDNESDAY) == words

    @pytest.mark.parametrize(
        "text", ["", "sunrise-sunset", 'Mo-Fr "by appointment"', "Mo-Fr 09:00+"]
    )
    def test_what_is_never_known_stays_as_it_is_written(self, text):
        assert hours_in_words(text, WEDNESDAY) == text

    @pytest.mark.parametrize("language", ["zh-hans", "ru", "kk"])
    def test_every_language_can_say_it(self, language):
        with translation.override(language):
            words = hours_in_words(
                'Jan-Dec Mo-Fr 09:00-18:00; Sa 10:00-12:00 "?"', WEDNESDAY
            )

        assert words.count("·") == 2
        assert "ask" not in words
        assert "next" not in words


class TestMoments:
    def test_an_opening_names_its_day(self):
        days = [opens_on(at(f"2026-11-{day} 09:00")) for day in range(23, 30)]

        assert days[0] == "opens on Monday at 09:00"
        assert days[6] == "opens on Sunday at 09:00"
        assert len(set(days)) == 7

    def test_the_end_of_a_day_is_not_its_beginning(self):
        assert closing_time(at("2026-11-24 00:00")) == "24:00"
        assert closing_time(at("2026-11-24 00:30")) == "00:30"

    @pytest.mark.parametrize("language", ["zh-hans", "ru", "kk"])
    def test_every_language_can_say_them(self, language):
        with translation.override(language):
            assert "09:00" in opens_on(at("2026-11-24 09:00"))
