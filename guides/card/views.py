"""The card to show at a counter."""

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from guides.card.form import At, CardForm, Pays, Wants
from guides.card.lines import AFTER, BEFORE, answers, lines_of
from guides.models import Operator, Prefix
from guides.phrases import phrases_named
from kztopup.lib.caching import VISITOR, public_page
from locator.search.forms import operators
from locator.visitor import visitor_of

CHOICES = {"at": At.choices, "pays": Pays.choices, "wants": Wants.choices}


@require_safe
@public_page("operator", "brand", "at", "pays", "wants", private=(*VISITOR, "amount"))
def card(request):
    form = CardForm(request.GET)
    context = card_context(form, visitor_of(request)) | {
        "crumbs": [(_("Card for the counter"), reverse("guides:card"))],
    }
    status = 200 if form.is_valid() else 400
    return render(request, "guides/card.html", context, status=status)


def card_context(form: CardForm, visitor) -> dict:
    """Return what the card's parts show, for the page and for the pack."""
    choices = form.choices_for(visitor)
    return {
        "form": form,
        "amount": in_tenge(form.asked.get("amount")),
        "operators": operators(),
        "operator": form.operator_for(visitor),
        "is_assumed": not form.asked.get("operator") and not visitor.operator,
        "fields": [(form[name], CHOICES[name], choices[name]) for name in CHOICES],
        "before": lines_of(BEFORE, choices),
        "after": lines_of(AFTER, choices),
        "answers": answers(),
        "point_at_an_answer": phrases_named("point-at-an-answer")[0],
        "sheets": Operator.objects.select_related("brand").prefetch_related("codes"),
        "prefixes": Prefix.objects.for_table(),
    }


def in_tenge(amount: int | None) -> str:
    """Return an amount as it is written in Kazakh and Russian, or nothing."""
    return f"{amount:,} ₸".replace(",", "\N{NO-BREAK SPACE}") if amount else ""
