"""What a visitor is told to do, as sentences in the active language."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from guides.answer.best import Advice, Rule
from guides.answer.ways import Way
from locator.models import Brand, WayToPay
from locator.visitor import Have

Channel = WayToPay.Channel


def advice_in_words(advice: Advice, operator: Brand | None) -> str:
    """Return one or two sentences that say what to do."""
    match advice.rule:
        case Rule.PLACES:
            places = places_in_words(advice.ways, operator)
            return pay_at_places(advice.have) % {"places": places}
        case Rule.CASH_FIRST:
            return _(
                "Take out tenge at a cash machine and pay in cash at %(places)s."
            ) % {"places": places_in_words(advice.ways, operator)}
        case Rule.ONLINE:
            return pay_online(advice, operator)
        case Rule.BANK_APP:
            words = (
                _("Over Wi-Fi, pay in the %(brands)s app.")
                if operator
                else _(
                    "Over Wi-Fi, pay in the %(brands)s app, if it lists your operator."
                )
            )
            return words % {"brands": names(advice.ways)}
        case Rule.FRIEND:
            return _(
                "Ask your friend to top up your number in their bank’s app (if it "
                "lists your operator), in the operator’s app, or in cash at its office."
            )
        case Rule.DIAL:
            return _(
                "No money? Try one of your operator’s codes below: %(purposes)s."
            ) % {"purposes": listed(way.name for way in advice.ways)}
    if operator:
        return _(
            "We know of no sure way. Ask somebody to top up your number, or ask "
            "%(operator)s’s support."
        ) % {"operator": operator.name}
    return _(
        "We know of no sure way. Ask somebody to top up your number, or ask your "
        "operator’s support."
    )


def pay_at_places(have: Have) -> str:
    if have == Have.CASH:
        return _("Pay in cash at %(places)s.")
    if have == Have.KASPI:
        return _("Pay with Kaspi at %(places)s.")
    return _("Pay with your card at %(places)s.")


def pay_online(advice: Advice, operator: Brand | None) -> str:
    if not operator:
        return _("Over Wi-Fi, pay in your operator’s app or on its site.")
    channels = {way.channel for way in advice.ways}
    if channels == {Channel.APP}:
        words = _("Over Wi-Fi, pay in %(operator)s’s app.")
    elif channels == {Channel.SITE}:
        words = _("Over Wi-Fi, pay on %(operator)s’s site.")
    else:
        words = _("Over Wi-Fi, pay in %(operator)s’s app or on its site.")
    return words % {"operator": operator.name}


def places_in_words(ways: Iterable[Way], operator: Brand | None) -> str:
    """Return where to go: an office, a store’s till, a terminal; in the ways' order."""
    *others, last = dict.fromkeys(place_in_words(way, operator) for way in ways)
    if not others:
        return last
    return _("%(places)s, or %(last)s") % {"places": listed(others), "last": last}


def place_in_words(way: Way, operator: Brand | None) -> str:
    if way.channel == Channel.TERMINAL:
        return _("a payment terminal")
    if way.channel == Channel.TILL:
        return _("a store till (%(brands)s)") % {"brands": names([way])}
    if operator:
        return _("your operator’s office (%(brands)s)") % {"brands": names([way])}
    return _("your operator’s office")


def names(ways: Iterable[Way]) -> str:
    names_once = dict.fromkeys(brand.name for way in ways for brand in way.brands)
    return _(" or ").join(names_once)


def listed(items: Iterable[str]) -> str:
    return _(", ").join(items)
