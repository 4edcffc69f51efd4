"""Opening hours, and whether a place is open, in the reader's language."""

from datetime import date, datetime
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from locator.hours.state import OpenState
from locator.hours.week import DAY, Day, Span, week_from

DAYS = [
    pgettext_lazy("opening hours", "Mon"),
    pgettext_lazy("opening hours", "Tue"),
    pgettext_lazy("opening hours", "Wed"),
    pgettext_lazy("opening hours", "Thu"),
    pgettext_lazy("opening hours", "Fri"),
    pgettext_lazy("opening hours", "Sat"),
    pgettext_lazy("opening hours", "Sun"),
]

# Whole sentences: the day takes another form, and another place, in each language.
OPENS_ON = [
    gettext_lazy("opens on Monday at %(time)s"),
    gettext_lazy("opens on Tuesday at %(time)s"),
    gettext_lazy("opens on Wednesday at %(time)s"),
    gettext_lazy("opens on Thursday at %(time)s"),
    gettext_lazy("opens on Friday at %(time)s"),
    gettext_lazy("opens on Saturday at %(time)s"),
    gettext_lazy("opens on Sunday at %(time)s"),
]


def hours_in_words(text: str, today: date) -> str:
    """
    Return the hours of a week with its days in the reader's language.

    “Mon–Fri 09:00–18:00 · Sat–Sun closed”: what `open_state` answers, not how the
    rules are written. Where that is never known, the text stands as it is.
    """
    week = week_from(text, today)
    if week is None:
        return text
    if week.is_always:
        return _("day and night")
    hours = " · ".join(
        f"{days_in_words(numbers)} {day_in_words(spans)}"
        for spans, numbers in week.by_hours.items()
    )
    # Months and weeks of the year are not repeated: only these days are told.
    return (
        _("in the next 7 days: %(hours)s") % {"hours": hours}
        if week.is_dated
        else hours
    )


def days_in_words(numbers: list[int]) -> str:
    """Return “Mon–Wed, Fri, holidays”, or “every day”."""
    weekdays = [number for number in numbers if number < len(DAYS)]
    if len(weekdays) == len(DAYS):
        names = [pgettext("opening hours", "every day")]
    else:
        names = [
            f"{DAYS[first]}–{DAYS[last]}" if first < last else str(DAYS[first])
            for first, last in runs(weekdays)
        ]
    if len(weekdays) < len(numbers):
        names.append(pgettext("opening hours", "holidays"))
    return _(", ").join(names)


def runs(numbers: list[int]) -> list[tuple[int, int]]:
    """Return the first and last of numbers that follow one another."""
    firsts = [number for number in numbers if number - 1 not in numbers]
    lasts = [number for number in numbers if number + 1 not in numbers]
    return list(zip(firsts, lasts, strict=True))


def day_in_words(spans: Day) -> str:
    if not spans:
        return pgettext("opening hours", "closed")
    return _(", ").join(map(span_in_words, spans))


def span_in_words(span: Span) -> str:
    hours = f"{clock(span.start)}–{clock(span.end)}"
    if span.is_sure:
        return hours
    condition = pgettext("opening hours", "ask first")
    return f"{hours} ({condition})"


def clock(minutes: int) -> str:
    """Return the time of day after so many minutes: 24:00 at the end of a day."""
    hour, minute = divmod(minutes, 60)
    return f"{hour if hour < 24 or minutes == DAY else hour - 24:02}:{minute:02}"


def opens_on(moment: datetime) -> str:
    """Return “opens on Monday at 09:00”: for days that are less than a week away."""
    return OPENS_ON[moment.weekday()] % {"time": f"{moment:%H:%M}"}


def closing_time(moment: datetime) -> str:
    """Return the time at which it closes: at the end of a day, not at its beginning."""
    return "24:00" if f"{moment:%H:%M}" == "00:00" else f"{moment:%H:%M}"


class StateInWords(NamedTuple):
    """The words for a state, and which kind of answer that is."""

    kind: str
    words: str


def state_in_words(state: OpenState) -> StateInWords:
    """Return the state in words; “maybe” is an answer that somebody must ask for."""
    if state.holiday:
        name = {"name": state.holiday.name}
        return StateInWords("maybe", _("today is %(name)s: hours may differ") % name)
    if state.is_open is None:
        return StateInWords("maybe", _("hours not known: ask first"))
    if state.is_round_the_clock:
        return StateInWords("open", _("open day and night"))
    if state.is_open:
        time = {"time": closing_time(state.until)}
        if state.is_closing_soon:
            words = _("closing soon: open until %(time)s") % time
            return StateInWords("closing", words)
        return StateInWords("open", _("open until %(time)s") % time)
    if state.opens_today:
        time = {"time": f"{state.until:%H:%M}"}
        return StateInWords("closed", _("opens at %(time)s") % time)
    return StateInWords("closed", opens_on(state.until) if state.until else _("closed"))
