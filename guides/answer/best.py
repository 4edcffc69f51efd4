"""Which way to top up is the best one for a visitor, and what to try after it."""

import enum
from dataclasses import dataclass

from guides.answer.ways import RANK, Way, Ways, ways
from guides.models import ShortCode
from locator.models import LIKELY, Brand, Verdict, WayToPay
from locator.visitor import Have

Channel = WayToPay.Channel


class Rule(enum.StrEnum):
    """The kinds of what a visitor is told to do."""

    DIAL = "dial"
    FRIEND = "friend"
    PLACES = "places"
    ONLINE = "online"
    BANK_APP = "bank-app"
    CASH_FIRST = "cash-first"
    SUPPORT = "support"


# Of what is equally sure the first is the best. With a place near the visitor, which
# needs no internet, and without one.
NEAR_PLACES = [Rule.DIAL, Rule.PLACES, Rule.ONLINE, Rule.BANK_APP]
FAR_FROM_PLACES = [Rule.DIAL, Rule.ONLINE, Rule.BANK_APP, Rule.PLACES]

# Who can take out cash, where nothing is sure for what they have.
WITH_CARDS = [Have.FOREIGN_CARD, Have.KZ_CARD, Have.KASPI]


@dataclass(frozen=True)
class Advice:
    """
    One thing to do, by ways that are alike in their rule and equally sure.

    `have` is what is paid with: cash, for who is to take it out first.
    """

    rule: Rule
    have: Have
    verdict: Verdict
    ways: tuple[Way, ...] = ()

    @property
    def is_paid(self) -> bool:
        """Whether the visitor pays, and so should ask first."""
        return self.rule not in (Rule.DIAL, Rule.FRIEND, Rule.SUPPORT)

    @property
    def codes(self) -> list[ShortCode]:
        """The codes to dial, those of one operator together."""
        codes = [code for way in self.ways for code in way.codes]
        return sorted(codes, key=lambda code: code.operator.brand.name.casefold())

    @property
    def is_at_places(self) -> bool:
        return self.rule in (Rule.PLACES, Rule.CASH_FIRST)


def best_ways(
    have: Have, operator: Brand | None, found: list[Ways], *, is_near: bool
) -> list[Advice]:
    """
    Return what to do, the best first; never nothing.

    `found` are the ways for what the visitor has (`ways`); `is_near` says whether
    places that fit are near a position that is known.

    1. Only what is confirmed or said is advised; what is confirmed comes first.
    2. Of what is equally sure: a code to dial, which needs neither money nor internet;
       then places, if some are near; then the operator's own app and site; then a
       bank's app. Places that are not known to be near come last.
    3. Who has a friend is told to let the friend pay, whatever the friend may use.
    4. Who has a card or Kaspi may always take out cash, and do what cash can do: the
       best, where nothing is confirmed or said for the card.
    5. Who is left with nothing to do asks a friend or the operator's support.
    """
    order = NEAR_PLACES if is_near else FAR_FROM_PLACES
    advice = sorted(
        likely(have, found),
        key=lambda one: (RANK[one.verdict], order.index(one.rule)),
    )
    if have == Have.FRIEND:
        with_friend = [way for one in advice for way in one.ways]
        return [Advice(Rule.FRIEND, have, Verdict.SAID, tuple(with_friend))]
    if have in WITH_CARDS:
        advice += with_cash(operator)
    return advice or [Advice(Rule.SUPPORT, have, Verdict.UNKNOWN)]


def likely(have: Have, found: list[Ways]) -> list[Advice]:
    """Return an advice for each rule and verdict of the ways that are likely."""
    together: dict[tuple, list[Way]] = {}
    for group in found:
        if group.verdict in LIKELY:
            for way in group.ways:
                together.setdefault((rule_of(way), group.verdict), []).append(way)
    return [
        Advice(rule, have, verdict, tuple(alike))
        for (rule, verdict), alike in together.items()
    ]


def rule_of(way: Way) -> Rule:
    if way.codes:
        return Rule.DIAL
    if way.place_kind:
        return Rule.PLACES
    return Rule.BANK_APP if way.channel == Channel.BANK_APP else Rule.ONLINE


def with_cash(operator: Brand | None) -> list[Advice]:
    """Return what can be done with cash that is taken out first."""
    return [
        Advice(Rule.CASH_FIRST, Have.CASH, one.verdict, one.ways)
        for one in likely(Have.CASH, ways(Have.CASH, operator))
        if one.rule == Rule.PLACES
    ]
