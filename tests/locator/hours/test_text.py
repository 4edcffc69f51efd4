from datetime import datetime

import pytest
from django.utils import translation

from locator.hours.text import closing_time, in_words, opens_on


def at(text):
    return datetime.fromisoformat(text)


class TestHoursInWords:
    @pytest.mark.parametrize(
        ("text", "words"),
        [
            ("24/7", "day and night"),
            ("10:00-22:00", "every day 10:00–22:00"),
            ("Mo-Su 10:00-22:00", "every day 10:00–22:00"),
            (
                "Mo-Fr 09:00-18:00; Sa 10:00-15:00; Su off",
                "Mon–Fri 09:00–18:00 · Sat 10:00–15:00 · Sun closed",
            ),
            (
                "Mo,We,Fr 09:00-13:00,14:00-18:00;PH closed;",
                "Mon, Wed, Fri 09:00–13:00, 14:00–18:00 · holidays closed",
            ),
        ],
    )
    def test_names_the_days(self, text, words):
        assert in_words(text) == words

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "Mo-Fr 09:00-18:00; sunrise-sunset",
            "Mar-Oct: Mo-Fr 09:00-18:00",
            'Mo-Fr 09:00-18:00 "by appointment"',
            "Mo[1] 09:00-18:00",
        ],
    )
    def test_what_is_not_simple_stays_as_it_is(self, text):
        assert in_words(text) == text

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
            assert in_words("Mo-Fr 09:00-18:00; Sa off").count("·") == 1
            assert "09:00" in opens_on(at("2026-11-24 09:00"))
