"""What is known of a brand’s places, as the page of one shows it: alike in one."""

from collections.abc import Iterable
from itertools import groupby
from typing import NamedTuple

from django.utils.html import format_html_join
from django.utils.translation import gettext as _

from locator.models import SUREST_FIRST, Brand, Verdict, WayToPay
from locator.search.forms import operators
from locator.words import untranslated

SIGNS = {
    Verdict.CONFIRMED: "✓",
    Verdict.SAID: "~",
    Verdict.UNKNOWN: "?",
    Verdict.NO: "–",
}


class OperatorGroup(NamedTuple):
    """Operators of whom the same is known: their names as HTML, and it in words."""

    names: str
    words: str


class Sign(NamedTuple):
    """A sign of a table, and what it says to those who hear it."""

    verdict: str
    sign: str
    words: str


class Payments(NamedTuple):
    """
    A table of what is taken: a row for what one holds, a column for where one pays.

    `key` are the signs that occur in it; `ways` are its facts, with their sources.
    """

    channels: list[str]
    rows: list[tuple[str, list[Sign]]]
    key: list[Sign]
    ways: list[WayToPay]


def operator_groups(brand: Brand) -> list[OperatorGroup]:
    """Return the operators that the brand's places top up, or not, by certainty."""
    top_ups = sorted(
        brand.top_ups.all(),
        key=lambda one: (
            SUREST_FIRST.index(one.verdict),
            one.operator.name.casefold(),
        ),
    )
    groups = []
    for verdict, some in groupby(top_ups, key=lambda one: one.verdict):
        names = [top_up.operator.name for top_up in some]
        if len(names) == len(operators()) > 1:
            shown = _("All %(count)s operators") % {"count": len(names)}
        else:
            shown = format_html_join(_(", "), "{}", zip(map(untranslated, names)))
        groups.append(OperatorGroup(shown, said_in_full(verdict)))
    return groups


def payments(ways: Iterable[WayToPay]) -> Payments:
    """Return the ways, which stand in the order of what one holds, as a table."""
    ways = list(ways)
    channels = list(dict.fromkeys(way.get_channel_display() for way in ways))
    rows = []
    for holding, some in groupby(ways, key=WayToPay.get_holds_display):
        verdicts = {way.get_channel_display(): way.verdict for way in some}
        found = [verdicts.get(channel, Verdict.UNKNOWN) for channel in channels]
        rows.append((holding, list(map(sign_of, found))))
    shown = {sign.verdict for _holding, signs in rows for sign in signs}
    key = [sign_of(verdict) for verdict in SUREST_FIRST if verdict in shown]
    return Payments(channels, rows, key, ways)


def sign_of(verdict: str) -> Sign:
    verdict = Verdict(verdict)
    words = _("yes") if verdict == Verdict.CONFIRMED else str(verdict.label)
    return Sign(verdict, SIGNS[verdict], words)


def said_in_full(verdict: str) -> str:
    if verdict == Verdict.CONFIRMED:
        return _("yes, confirmed")
    if verdict == Verdict.SAID:
        return _("said, not checked by us")
    return str(Verdict(verdict).label)
