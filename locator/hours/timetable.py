"""
OpenStreetMap's `opening_hours` syntax as a timetable: no Django, no database.

The library reads the syntax. Two things are not left to it. Which days are holidays:
its list of Kazakhstan lacks 7 January, Kurban Ait and the days off that are moved. And
hours over midnight: it ends them at midnight where the next day has a rule of its own,
as in “Mo-Fr 10:00-22:00; Sa 10:00-02:00; Su 10:00-22:00”.
"""

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import lru_cache
from heapq import merge
from typing import NamedTuple

from opening_hours import OpeningHours, ParserError, State

DAY = r"(?:Mo|Tu|We|Th|Fr|Sa|Su)"
DAYS = rf"{DAY}(?:\s*-\s*{DAY})?(?:\[[^]]*\])?"
SPAN = re.compile(r"(\d?\d):(\d\d)\s*-\s*(\d?\d):(\d\d)")
SPANS = re.compile(rf"{SPAN.pattern}(?:\s*,\s*{SPAN.pattern})*")
COMMENT = re.compile(r'"[^"]*"')
MODIFIER = re.compile(r'\b(?:off|closed|open|unknown)\b|"[^"]*"')
PUBLIC_HOLIDAY = re.compile(r"\bPH\b")

# Between two rules; a comma stands between two only after the end of the first.
BORDER = re.compile(r'\s*(;|\|\||(?<=[\dfdn"]),(?=\s*[A-Z]))\s*')

# “PH off”, “PH 10:00-16:00”, “Sa,Su,PH 10:00-16:00”.
HOLIDAY_RULE = re.compile(
    rf'(?:{DAYS}\s*,\s*)*PH(?:\s*,\s*{DAYS})*(?P<hours>\s+(?:\d|off|closed|open|").*)?'
)

# What the library takes and cannot know: the sun and the school holidays of the place,
# Orthodox Easter, when a shop closes that is open “from 09:00 on”, and what holds
# “else”, which it takes for a rule of other days.
NOT_TOLD = re.compile(r"\b(?:SH|easter|sunrise|sunset|dawn|dusk)\b|\d\+|\|\|")

# The syntax has English months; `strftime` would write the system’s language.
MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun"]
MONTHS += ["Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

SAME_DAY = timedelta(0)
NEXT_DAY = timedelta(days=1)


class Timetable(NamedTuple):
    """
    The hours that a place is open, made of parts, each by so much later.

    One part has the hours up to midnight. Another one, a day later, those after it.
    """

    parts: tuple[tuple[OpeningHours, timedelta], ...]

    def is_open_at(self, moment: datetime) -> bool | None:
        """Whether it is open at the local time; None if somebody must be asked."""
        states = [
            is_open_in(*hours.state(moment - later)) for hours, later in self.parts
        ]
        return True if True in states else None if None in states else False

    def goes_on_at(self, moment: datetime) -> bool:
        """Whether hours that began the day before are not over at the local time."""
        return any(
            is_open_in(*hours.state(moment - later)) is not False
            for hours, later in self.parts
            if later
        )

    def state_and_change(
        self, moment: datetime, horizon: datetime
    ) -> tuple[bool | None, datetime | None]:
        """Return `is_open_at`, and when that becomes another, if before the horizon."""
        is_open = self.is_open_at(moment)
        for change in self.changes(moment, horizon):
            becomes = self.is_open_at(change)
            if becomes is not is_open:
                # Closed until somebody must be asked is not closed until then.
                is_opening = is_open is not False or becomes
                return is_open, change if is_opening else None
        return is_open, None

    def changes(self, moment: datetime, horizon: datetime) -> Iterator[datetime]:
        """Yield when a state may begin, in order, no further than it is asked for."""
        return merge(*(starts(*part, moment, horizon) for part in self.parts))


def starts(
    hours: OpeningHours, later: timedelta, moment: datetime, horizon: datetime
) -> Iterator[datetime]:
    for start, *_rest in hours.intervals(moment - later, horizon - later):
        yield start + later


def is_open_in(state: State, comment: str) -> bool | None:
    """Whether it is open in a state; a comment is a condition that nobody has read."""
    if state == State.UNKNOWN or (state == State.OPEN and comment):
        return None
    return state == State.OPEN


class Hours(NamedTuple):
    """Hours that can be read, and what their rules for holidays give: “off”, times."""

    text: str
    is_always: bool
    on_holidays: tuple[str, ...]

    def timetable(self, holidays: tuple[date, ...]) -> Timetable | None:
        """Return the timetable around the holidays, or None if there can be none."""
        # Without a country the library knows no holiday: `PH` is never, until here.
        rules = [self.text]
        for day in holidays if self.on_holidays else ():
            written = f"{day.year} {MONTHS[day.month - 1]} {day.day:02}"
            rules.append(", ".join(f"{written} {one}" for one in self.on_holidays))
        try:
            return timetable_of("; ".join(rules))
        except ParserError:
            return None


@lru_cache(maxsize=10_000)
def read(text: str) -> Hours | None:
    """Return the hours, or None if it cannot be known what they mean."""
    try:
        is_always = str(OpeningHours(text).normalize()) == "24/7"
    except ParserError:
        return None
    text = COMMENT.sub('"ask"', text)
    if NOT_TOLD.search(text):
        return None
    rules = [rule for rule in BORDER.split(text) if PUBLIC_HOLIDAY.search(rule)]
    matches = [HOLIDAY_RULE.fullmatch(rule.strip()) for rule in rules]
    if not all(matches):
        return None
    on_holidays = tuple((match["hours"] or "open").strip() for match in matches)
    return Hours(text, is_always, on_holidays)


@lru_cache(maxsize=10_000)
def timetable_of(text: str) -> Timetable:
    same_day = SPAN.sub(until_midnight, text)
    if same_day == text:
        return Timetable(((OpeningHours(text), SAME_DAY),))
    first, *others = BORDER.split(text)
    next_day = after_midnight(first) or f"{days_of(first)} off"
    for border, rule in zip(others[::2], others[1::2], strict=True):
        hours = after_midnight(rule)
        if hours:
            next_day += f"{border} {hours}"
        elif border == ";" and rule:
            # It stands instead of the rules before it, also after midnight.
            next_day += f"; {days_of(rule)} off"
    parts = ((OpeningHours(same_day), SAME_DAY), (OpeningHours(next_day), NEXT_DAY))
    return Timetable(parts)


def until_midnight(span: re.Match) -> str:
    hour, minute, last_hour, last_minute = span.groups()
    return f"{hour}:{minute}-24:00" if hours_after(span) else span[0]


def after_midnight(rule: str) -> str:
    """Return the rule with its hours of the day after; empty if it has none."""
    spans = SPANS.search(rule)
    hours = [hours_after(span) for span in SPAN.finditer(rule)]
    if not any(hours):
        return ""
    return rule[: spans.start()] + ",".join(filter(None, hours)) + rule[spans.end() :]


def hours_after(span: re.Match) -> str:
    """Return what of a span lies after midnight: “00:00-02:00” of “20:00-02:00”."""
    hour, minute, last_hour, last_minute = map(int, span.groups())
    end = (last_hour, last_minute)
    if end <= (hour, minute):
        last_hour += 24
    if (last_hour, last_minute) <= (24, 0):
        return ""
    return f"00:00-{last_hour - 24:02}:{last_minute:02}"


def days_of(rule: str) -> str:
    return MODIFIER.sub("", SPANS.sub("", rule)).strip()
