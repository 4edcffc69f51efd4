"""The one question: what a visitor has, which SIM it is for, and where they are."""

from django.utils.translation import gettext_lazy as _

from locator.geo.forms import format_degrees
from locator.search.forms import (
    ListedField,
    SlugField,
    WhereForm,
    operators,
    settlements,
)
from locator.visitor import Have, Visitor


class AnswerForm(WhereForm):
    """The question; every field may be left empty."""

    have = ListedField(Have.choices, label=_("I have"))
    operator = SlugField(operators, label=_("My SIM"))
    settlement = SlugField(settlements, label=_("City or town"))


def question_for(visitor: Visitor, text: str = "") -> dict:
    """
    Return what the question's form shows, with what a visitor has said filled in.

    `text` is what was typed as the place.
    """
    return {
        "haves": Have.choices,
        # Most have cash, and it is what works most often.
        "have": visitor.have or Have.CASH,
        "operators": operators(),
        "operator": visitor.operator,
        "place": text or place_of(visitor),
    }


def place_of(visitor: Visitor) -> str:
    """Return what may be typed to say where the visitor is."""
    if visitor.own_position:
        return ", ".join(map(format_degrees, visitor.own_position))
    return visitor.town.name if visitor.town else ""
