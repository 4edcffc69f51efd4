"""Whether a place is open, in words."""

from typing import NamedTuple

from django.utils.translation import gettext as _

from locator.hours.state import OpenState
from locator.hours.text import closing_time, opens_on


class StateInWords(NamedTuple):
    """What is said of a state, and which kind of answer that is."""

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
