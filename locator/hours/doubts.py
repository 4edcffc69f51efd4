"""Hours that can be read and that hardly anybody means: asked about once more."""

import re
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from itertools import pairwise
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from opening_hours import validate

from locator.hours.normalise import COMMENT
from locator.hours.timetable import BORDER, MONTHS, SPAN, SPANS, read

WEEK = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"]
DAYS = re.compile(r"(?:Mo|Tu|We|Th|Fr|Sa|Su)(?:[-,](?:Mo|Tu|We|Th|Fr|Sa|Su))*")
SIMPLE = re.compile(
    rf"(?P<days>{DAYS.pattern})?\s*(?P<hours>{SPANS.pattern}|off|closed)"
)
DATE = re.compile(rf"\b({'|'.join(MONTHS)}) (\d\d?)\b(?!:)")
LONGEST_MONTH = dict(zip(MONTHS, [31, 29, 31, 30, 31, 30] + [31, 31, 30] * 2, strict=1))

# A night out may end at six; a shop whose hours end later has them the wrong way round.
END_OF_NIGHT = (6, 0)
# One that opens in the morning ends at three at the latest: “9-5” is an afternoon.
END_OF_LONG_DAY = (3, 0)
NOON = 12

# Whether hours are known at all is told from a year.
SOME_MONDAY = datetime(2026, 1, 5)


class Doubt(NamedTuple):
    """Why hours are asked about, as a sentence of a piece; what may be meant."""

    sentence: Promise
    piece: str
    better: str = ""


class Rule(NamedTuple):
    """One rule of days of the week and hours; `number` is its place in the text."""

    number: int
    days: frozenset[str]
    hours: str


def doubts(text: str) -> list[Doubt]:
    """Return what is to be asked about the hours, which can be read."""
    if is_never_open(text):
        return [Doubt(_("By these hours it is never open."), text)]
    if is_never_known(text):
        sentence = _("These hours do not say when it is open.")
        return [Doubt(sentence, text)]
    checks: list[Callable[[str], Iterator[Doubt]]]
    checks = [doubtful_spans, doubtful_dates, days_without_hours, replaced_rules]
    found = [doubt for check in checks for doubt in check(text)]
    return [
        doubt if validate(doubt.better) else doubt._replace(better="")
        for doubt in found
    ]


def is_never_open(text: str) -> bool:
    """Whether every rule says “off”."""
    rules = [rule.strip() for rule in BORDER.split(COMMENT.sub("", text))[::2]]
    return all(re.search(r"\b(?:off|closed)$", rule) for rule in rules)


def is_never_known(text: str) -> bool:
    """Whether it cannot be told of any moment of a year whether it is open."""
    hours = read(text)
    timetable = hours and hours.timetable(())
    if not timetable:
        return True
    end = SOME_MONDAY + timedelta(days=366)
    moments = [SOME_MONDAY, *timetable.changes(SOME_MONDAY, end)]
    return not any(map(timetable.is_open_at, moments))


def doubtful_spans(text: str) -> Iterator[Doubt]:
    for span in SPAN.finditer(text):
        hour, minute, last_hour, last_minute = map(int, span.groups())
        start, end = (hour, minute), (last_hour, last_minute)
        if start == end:
            better = text.replace(span[0], "00:00-24:00")
            yield Doubt(_("“%(piece)s” is a whole day and night."), span[0], better)
        elif end < start and (
            end >= END_OF_NIGHT or (hour < NOON and end > END_OF_LONG_DAY)
        ):
            swapped = f"{last_hour:02}:{last_minute:02}-{hour:02}:{minute:02}"
            afternoon = f"{hour:02}:{minute:02}-{last_hour + NOON:02}:{last_minute:02}"
            better = text.replace(span[0], afternoon if hour < NOON else swapped)
            sentence = _("“%(piece)s” is a whole night, until the next morning.")
            yield Doubt(sentence, span[0], better)


def doubtful_dates(text: str) -> Iterator[Doubt]:
    for date in DATE.finditer(text):
        if int(date[2]) > LONGEST_MONTH[date[1]]:
            yield Doubt(_("There is no day “%(piece)s”."), date[0])


def days_without_hours(text: str) -> Iterator[Doubt]:
    for rule in BORDER.split(text)[::2]:
        if DAYS.fullmatch(rule):
            sentence = _("“%(piece)s” without hours is open day and night.")
            yield Doubt(sentence, rule, text.replace(rule, f"{rule} 00:00-24:00"))


def replaced_rules(text: str) -> Iterator[Doubt]:
    """Yield the first rule that a later one replaces: by the syntax the last holds."""
    parts = BORDER.split(text)
    rules = list(simple_rules(parts))
    for index, rule in enumerate(rules):
        later = [one for one in rules[index + 1 :] if parts[one.number - 1] == ";"]
        replacing = [one for one in later if one.days & rule.days]
        if not replacing:
            continue
        other = replacing[0]
        is_dead = not rule.days.difference(*(one.days for one in replacing))
        if is_dead or are_apart(rule.hours, other.hours):
            sentence = _(
                "“%(piece)s” is replaced: of two rules for a day the last holds."
            )
            better = text_of(put_right(parts, rule, other))
            yield Doubt(sentence, parts[rule.number], better)
            return


def simple_rules(parts: list[str]) -> Iterator[Rule]:
    for number in range(0, len(parts), 2):
        if rule := SIMPLE.fullmatch(parts[number]):
            yield Rule(number, weekdays(rule["days"] or "Mo-Su"), rule["hours"])


def weekdays(text: str) -> frozenset[str]:
    """Return the days of “Fr-Mo,We”."""
    days = []
    for piece in text.split(","):
        first, _hyphen, last = piece.partition("-")
        start = WEEK.index(first)
        length = (WEEK.index(last or first) - start) % 7 + 1
        days += (WEEK * 2)[start : start + length]
    return frozenset(days)


def are_apart(*hours: str) -> bool:
    """Whether two texts have hours, and none of the one are in the other."""
    spans = [list(SPAN.finditer(one)) for one in hours]
    if not all(spans):
        return False
    ordered = sorted(
        (int(hour) * 60 + int(minute), int(last_hour) * 60 + int(last_minute))
        for hour, minute, last_hour, last_minute in (
            span.groups() for found in spans for span in found
        )
    )
    return all(end <= start for (_start, end), (start, _end) in pairwise(ordered))


def put_right(parts: list[str], rule: Rule, other: Rule) -> list[str]:
    """Return the parts of the text so that both rules hold, if both can."""
    before, after = rule.number, other.number
    rest = [*parts[: max(before - 1, 0)], *parts[before + 1 :]]
    rest = rest[1:] if before == 0 else rest
    if rule.days < other.days:
        # “Su off; Mo-Su 10:00-20:00”: the day of its own comes last.
        return [*rest, ";", parts[before]]
    if not are_apart(rule.hours, other.hours):
        return rest
    if rule.days == other.days:
        joined = f"{parts[before]},{other.hours}"
        return [
            *parts[:before],
            joined,
            *parts[before + 1 : after - 1],
            *parts[after + 1 :],
        ]
    return [*parts[: after - 1], ",", *parts[after:]]


def text_of(parts: list[str]) -> str:
    return "".join(
        f"{part} " if number % 2 else part for number, part in enumerate(parts)
    )
