"""
Which hours are of which days, where somebody wrote them in an order of their own.

“10-19 пн-пт, 11-15 сб, вс выходной” has its hours first; “9-18, сб 10-15” means every
other day by 9-18. What may mean more than one thing is not guessed. No Django.
"""

import re
from itertools import pairwise
from typing import NamedTuple

WEEK = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"]
DAY = r"(?:Mo|Tu|We|Th|Fr|Sa|Su|PH)"
DAYS = rf"{DAY}(?:-{DAY})?(?:,{DAY}(?:-{DAY})?)*"
SHUT = r"(?:off|closed)"
CLOCK = r"\d\d:\d\d"
TIMES = rf"{CLOCK}-{CLOCK}(?:,{CLOCK}-{CLOCK})*"
TOKEN = re.compile(rf"({DAYS})|({TIMES}|24/7|{SHUT})|([,;])|\s+|(.)", re.DOTALL)


class Rule(NamedTuple):
    """Days, or “” for all, and the hours of them."""

    days: str
    hours: str

    def __str__(self):
        if self.hours == "24/7":
            is_always = self.days in ("", "Mo-Su")
            return self.hours if is_always else f"{self.days} 00:00-24:00"
        return f"{self.days} {self.hours}".strip()

    @property
    def weekdays(self) -> set[str]:
        found = set()
        for part in (self.days or "Mo-Su").split(","):
            first, _, last = part.partition("-")
            if last and first in WEEK and last in WEEK:
                begin, end = WEEK.index(first), WEEK.index(last)
                end += 7 if end < begin else 0
                found |= {WEEK[day % 7] for day in range(begin, end + 1)}
            else:
                found |= {first, last} - {""}
        return found

    @property
    def spans(self) -> list[tuple[int, int]]:
        """Minutes after midnight, the end after the beginning."""
        clocks = [
            int(h) * 60 + int(m) for h, m in re.findall(r"(\d\d):(\d\d)", self.hours)
        ]
        pairs = zip(clocks[::2], clocks[1::2], strict=True)
        return [(begin, end if end > begin else end + 1440) for begin, end in pairs]

    def adds_to(self, other: "Rule") -> bool:
        """Whether both are meant: “пн 9-12, пн 14-18”, not “пн-пт 9-18, пт 9-17”."""
        is_same_day = self.weekdays & other.weekdays
        has_hours = self.spans and other.spans
        return bool(
            is_same_day and has_hours and not overlap([*self.spans, *other.spans])
        )


def overlap(spans) -> bool:
    return any(end > begin for (_, end), (begin, _) in pairwise(sorted(spans)))


def arrange(text: str) -> str | None:
    """
    Return days and hours as rules, days first; None if they may mean several things.

    `text` has OpenStreetMap's days and times, and no “;” that its author wrote. What
    has anything else in it stays as it is.
    """
    tokens = TOKEN.findall(text)
    if any(other for *_known, other in tokens):
        return text
    words = [days or hours for days, hours, *_ in tokens if days or hours]
    if len(words) < 2:
        return text
    rules = rules_of(words, has_comma=tokens[1][2] == ",")
    if rules is None or any(overlap(rule.spans) for rule in rules):
        return None
    written = str(rules[0])
    for number, rule in enumerate(rules[1:], 1):
        is_more = any(rule.adds_to(other) for other in rules[:number])
        written += f"{', ' if is_more else '; '}{rule}"
    return written


def rules_of(words: list[str], has_comma: bool) -> list[Rule] | None:
    """Return days with their hours, in either order, or None for neither."""
    rules = []
    if len(words) % 2:
        if is_days(words[0]):
            return None
        if has_comma:
            # “9-18, сб 10-15, вс выходной”
            rules, words = [Rule("", words[0])], words[1:]
        else:
            # “10-19 пн-сб, вс выходной”
            *before, days, closed = words
            days, _, last = days.rpartition(",")
            is_told = days and re.fullmatch(SHUT, closed)
            # “10-19 сб, вс выходной” may be of the whole week.
            if not is_told or (len(words) == 3 and "-" not in days):
                return None
            rules_before = rules_of([*before, days], has_comma=False)
            return rules_before and [*rules_before, Rule(last, closed)]
    pairs = list(zip(words[::2], words[1::2], strict=True))
    if all(is_days(one) and not is_days(other) for one, other in pairs):
        return rules + [Rule(days, hours) for days, hours in pairs]
    if not rules and all(is_days(other) and not is_days(one) for one, other in pairs):
        return [Rule(days, hours) for hours, days in pairs]
    return None


def is_days(word: str) -> bool:
    return re.fullmatch(DAYS, word) is not None
