"""Opening hours as people read them, in their language."""

import re
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from locator.hours.timetable import DAY

DAYS = {
    "Mo": pgettext_lazy("opening hours", "Mon"),
    "Tu": pgettext_lazy("opening hours", "Tue"),
    "We": pgettext_lazy("opening hours", "Wed"),
    "Th": pgettext_lazy("opening hours", "Thu"),
    "Fr": pgettext_lazy("opening hours", "Fri"),
    "Sa": pgettext_lazy("opening hours", "Sat"),
    "Su": pgettext_lazy("opening hours", "Sun"),
    "PH": pgettext_lazy("opening hours", "holidays"),
}

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

TIMES = r"\d\d:\d\d-\d\d:\d\d"
RULE = re.compile(
    rf"(?P<days>(?:{DAY}|PH)(?:[-,](?:{DAY}|PH))*)?\s*"
    rf"(?P<times>{TIMES}(?:,\s*{TIMES})*|off|closed)"
)
NAME = re.compile(rf"{DAY}|PH")


def in_words(text: str) -> str:
    """
    Return the hours with the days in the reader's language.

    “Mon–Fri 09:00–18:00 · Sat 10:00–15:00”. What is not as simple as that stays as
    OpenStreetMap writes it.
    """
    if text == "24/7":
        return _("day and night")
    rules = [RULE.fullmatch(rule.strip()) for rule in text.strip("; ").split(";")]
    if not all(rules):
        return text
    return " · ".join(map(rule_in_words, rules))


def rule_in_words(rule: re.Match) -> str:
    days, times = rule["days"], rule["times"]
    if days in (None, "Mo-Su"):
        days = pgettext("opening hours", "every day")
    else:
        days = NAME.sub(lambda name: str(DAYS[name[0]]), days)
    if times in ("off", "closed"):
        times = pgettext("opening hours", "closed")
    return re.sub(r",\s*", ", ", f"{days} {times}".replace("-", "–"))


def opens_on(moment: datetime) -> str:
    """Return “opens on Monday at 09:00”: for days that are less than a week away."""
    return OPENS_ON[moment.weekday()] % {"time": f"{moment:%H:%M}"}


def closing_time(moment: datetime) -> str:
    """Return the time at which it closes: at the end of a day, not at its beginning."""
    return "24:00" if f"{moment:%H:%M}" == "00:00" else f"{moment:%H:%M}"
