"""Which ways to top up are left to a visitor, by what they have and their operator."""

from collections.abc import Iterator
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from django.db.models import Q

from guides.models import Guide, ShortCode
from locator.models import LIKELY, SUREST_FIRST, Brand, TopUp, Verdict, WayToPay
from locator.visitor import Have

Channel, Holds, Purpose = WayToPay.Channel, WayToPay.Holds, ShortCode.Purpose


# A friend in Kazakhstan can pay for somebody else's number from their own app.
PAYS_WITH = {
    Have.CASH: [Holds.CASH],
    Have.FOREIGN_CARD: [Holds.FOREIGN_CARD, Holds.UNIONPAY, Holds.APPLE_GOOGLE_PAY],
    Have.KZ_CARD: [Holds.KZ_CARD, Holds.APPLE_GOOGLE_PAY],
    Have.KASPI: [Holds.KASPI],
    Have.FRIEND: [Holds.KASPI, Holds.KZ_CARD],
    Have.NOTHING: [],
}
# The channels that are left if somebody else pays: a friend uses a bank's app.
CHANNELS = {Have.FRIEND: [Channel.BANK_APP]}
PURPOSES = {
    Have.FRIEND: [Purpose.ASK_A_FRIEND, Purpose.FRIEND_SENDS],
    Have.NOTHING: [
        Purpose.ASK_A_FRIEND,
        Purpose.COLLECT_CALL,
        Purpose.PROMISED_PAYMENT,
    ],
}
GUIDE_CHANNELS = {
    Channel.APP: Guide.Channel.ONLINE,
    Channel.SITE: Guide.Channel.ONLINE,
    Channel.DESK: Guide.Channel.OFFICE,
    Channel.TILL: Guide.Channel.STORE,
    Channel.TERMINAL: Guide.Channel.TERMINAL,
    Channel.BANK_APP: Guide.Channel.BANK,
}
PLACE_KINDS = {
    Channel.DESK: Brand.Kind.OPERATOR,
    Channel.TILL: Brand.Kind.STORE,
    Channel.TERMINAL: Brand.Kind.TERMINAL,
}
RANK = {verdict: rank for rank, verdict in enumerate(SUREST_FIRST)}


class Way(NamedTuple):
    """A way to top up: at brands that are alike in it, or by codes to dial."""

    verdict: str
    channel: str
    name: str
    holds: str
    guide: Guide | None
    place_kind: str
    brands: list[Brand]
    codes: list[ShortCode]


class Ways(NamedTuple):
    """The ways of one verdict."""

    verdict: Verdict
    ways: list[Way]

    @property
    def is_likely(self) -> bool:
        return self.verdict in LIKELY


def ways(have: Have, operator: Brand | None) -> list[Ways]:
    """Return the ways by how sure they are, the surest first; no empty group."""
    choices = (have, operator, first_guides())
    found = [*ways_to_dial(*choices), *ways_to_pay(*choices)]
    groups = [
        Ways(verdict, [way for way in found if way.verdict == verdict])
        for verdict in SUREST_FIRST
    ]
    return [group for group in groups if group.ways]


def first_guides() -> dict[str, Guide]:
    """Return the first published guide of each channel."""
    guides = Guide.objects.published().reverse()
    return {guide.channel: guide for guide in guides}


def ways_to_pay(
    have: Have, operator: Brand | None, guides: dict[str, Guide]
) -> Iterator[Way]:
    """Yield what can be paid where, brands with the same answer together."""
    tops_up = best_top_ups(operator)
    rows = WayToPay.objects.filter(
        own_app_or_site(operator),
        holds__in=PAYS_WITH[have],
        channel__in=CHANNELS.get(have, Channel),
        brand__in=tops_up,
    ).select_related("brand")

    def answer(row):
        verdict = weaker(row.verdict, tops_up[row.brand_id])
        return (
            Channel.values.index(row.channel),
            PAYS_WITH[have].index(row.holds),
            verdict,
        )

    rows = sorted(rows, key=lambda row: (*answer(row), row.brand.name))
    for (_channel, _holds, verdict), alike in groupby(rows, answer):
        alike = list(alike)
        row = alike[0]
        yield Way(
            verdict,
            row.channel,
            row.get_channel_display(),
            row.get_holds_display() if len(PAYS_WITH[have]) > 1 else "",
            guides.get(GUIDE_CHANNELS[row.channel]),
            PLACE_KINDS.get(row.channel, ""),
            [row.brand for row in alike],
            [],
        )


def own_app_or_site(operator: Brand | None) -> Q:
    """Leave out other operators' apps and sites: they top up their own numbers only."""
    if operator is None:
        return Q()
    return Q(brand=operator) | ~Q(channel__in=[Channel.APP, Channel.SITE])


def best_top_ups(operator: Brand | None) -> dict[int, str]:
    """Return how sure each brand is to top up the operator, or any operator."""
    rows = TopUp.objects.filter(operator=operator) if operator else TopUp.objects.all()
    best: dict[int, str] = {}
    for brand, verdict in rows.values_list("brand", "verdict"):
        best[brand] = min(verdict, best.get(brand, verdict), key=RANK.__getitem__)
    return best


def weaker(one: str, other: str) -> str:
    """Return the less sure of two verdicts: a chain is as sure as its weakest link."""
    return max(one, other, key=RANK.__getitem__)


def ways_to_dial(
    have: Have, operator: Brand | None, guides: dict[str, Guide]
) -> Iterator[Way]:
    """Yield the operators' codes that ask others for help, by purpose."""
    purposes = PURPOSES.get(have, [])
    codes = ShortCode.objects.filter(purpose__in=purposes).by_operator()
    if operator:
        codes = codes.filter(operator__brand=operator)
    by_purpose = attrgetter("verdict", "purpose")
    for _key, alike in groupby(sorted(codes, key=by_purpose), by_purpose):
        alike = list(alike)
        yield Way(
            alike[0].verdict,
            "",
            alike[0].get_purpose_display(),
            "",
            guides.get(Guide.Channel.FRIEND),
            "",
            [],
            alike,
        )
