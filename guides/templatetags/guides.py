"""Filters and tags about guides."""

from django import template
from django.utils.translation import gettext as _

from guides.answer.words import advice_in_words
from guides.forms import QuestionForm
from guides.models import Guide, Operator, Step
from guides.pack.places import pack_kilobytes
from guides.phrases import phrases_for, phrases_named
from guides.related import operators_with_code, related_guides
from guides.rendering import render
from locator.published import published_places

register = template.Library()

register.simple_tag(advice_in_words)


@register.simple_tag(takes_context=True)
def markdown(context, text):
    """Return the text as HTML, its links to pages with where the reader is."""
    return render(text, getattr(context, "request", None))


@register.inclusion_tag("guides/_pack_link.html")
def pack_link(settlement):
    """Offer the pack of a town, with its size."""
    places = published_places()
    count = int(places.in_settlements([settlement.pk]).sum())
    return {"settlement": settlement, "kilobytes": pack_kilobytes(count)}


@register.simple_tag
def number_words():
    """Return what `number_lookup.js` says of a number; {…} is for it to fill in."""
    return {
        "issued": _("Numbers with {digits} were issued by {operators}."),
        "said": _("{digits} is said to be {operators}’s, which is not confirmed."),
        "chosen": _("We chose {operator} under “My SIM”."),
        "choose": _("Which operator is your SIM from? Choose:"),
        "moved": _(
            "Numbers can move to another operator. To be surer, look at the app that "
            "shows your balance or at the SIM’s papers; the phone’s screen may name "
            "only the network."
        ),
        "figures": _("Write the number in digits, like 701 234 56 78."),
        "short": _("That is not the whole number yet. Digits missing: {missing}."),
        "long": _("That is too many digits: after +7 or 8 there are ten."),
        "landline": _(
            "That looks like a landline. Mobile numbers begin differently: see the "
            "table."
        ),
        "unknown": _(
            "We do not know who issued {digits}. Look at the SIM’s papers or at the "
            "phone’s screen."
        ),
        "foreign": _(
            "That is not a mobile number of Kazakhstan: there, a 7 follows the +7 or 8."
        ),
    }


@register.simple_tag
def question_words():
    """Return what `questions.js` says; of a text that waits, the same as its form."""
    refusals = QuestionForm.base_fields["text"].error_messages
    return {
        "empty": str(refusals["required"]),
        "short": str(refusals["min_length"]),
        "long": str(refusals["max_length"]),
        "sending": _("Sending…"),
        "kept": _(
            "Your question could not be sent. It is kept in this browser, under "
            "“Waiting to be sent”: press “Send” there when you are online."
        ),
        "notKept": _(
            "Your question could not be sent, and this browser cannot keep it. It is "
            "still in the field: leave this page open, and send it again later."
        ),
        "full": _(
            "Your question could not be sent, and ten wait already: send or delete one "
            "of them. This one is still in the field."
        ),
        "written": _("Written: {time}"),
        "send": _("Send"),
        "delete": _("Delete"),
        "online": _("You are online again. Send it now?"),
        "sent": _(
            "Your question was sent. The answer will appear on this page, in a day or "
            "two."
        ),
        "deleted": _("The question was deleted."),
        "stillWaits": _("No connection: your question still waits here."),
        "tooMany": _("Many questions came from your network. Try again in an hour."),
        "busy": _("The site is busy. Your text is still here: send it again."),
        "refused": _("The site did not take your question. It still waits here."),
        "correct": _(
            "The site cannot take the question as it is. It is in the field now: "
            "correct it there, and send it."
        ),
        "occupied": _(
            "The site cannot take the question as it is. Send what is in the field "
            "first; then press “Send” here again, to correct this one."
        ),
    }


register.simple_tag(related_guides)
register.simple_tag(operators_with_code)


@register.filter
def for_purpose(codes, purpose):
    """Return the codes that a step lists."""
    return [code for code in codes if code.purpose == purpose]


@register.filter
def of_kind(by_kind, kind):
    """Return what there is for a step that sends the reader to such places."""
    return by_kind.get(kind, []) if by_kind else []


# What is done at such a place itself; other guides only lead there too.
CHANNELS = {
    Step.PlaceKind.OPERATOR: Guide.Channel.OFFICE,
    Step.PlaceKind.STORE: Guide.Channel.STORE,
    Step.PlaceKind.TERMINAL: Guide.Channel.TERMINAL,
}


@register.inclusion_tag("guides/_steps_at.html")
def steps_at(place):
    """
    List what is done at a place, and the guides that lead there for another reason.

    Who reads it stands there: the step that sends one to it, and those before, are
    done.
    """
    kind = place.brand.kind
    leading = Step.objects.at(kind) if kind in CHANNELS else []
    arrivals = {step.guide: step for step in leading}
    own = [guide for guide in arrivals if guide.channel == CHANNELS[kind]]
    steps = Step.objects.filter(guide__in=own) if own else []
    return {
        "own": [(guide, later(steps, arrivals[guide])) for guide in own],
        "others": [guide for guide in arrivals if guide not in own],
        "settlement": place.settlement,
    }


def later(steps, arrival):
    """Return those of the steps that come after one of their guide."""
    done = (arrival.position, arrival.pk)
    return [
        step
        for step in steps
        if step.guide_id == arrival.guide_id and (step.position, step.pk) > done
    ]


@register.inclusion_tag("guides/_phrases.html")
def phrases(channel):
    """Show the words for the counter, or for whoever helps, where a guide leads."""
    at_a_counter = [Guide.Channel.OFFICE, Guide.Channel.STORE]
    return {
        "phrases": phrases_for(channel),
        "is_at_a_counter": channel in at_a_counter,
    }


# What needs no place, in the order in which a visitor may try it.
WITHOUT_A_PLACE = [Guide.Channel.ONLINE, Guide.Channel.BANK, Guide.Channel.FRIEND]


@register.inclusion_tag("guides/_without_a_place.html")
def without_a_place(brand=None):
    """Show what helps where no place is known: of an operator, by its brand, or all."""
    guides = Guide.objects.published().filter(channel__in=WITHOUT_A_PLACE)
    operators = Operator.objects.select_related("brand").prefetch_related("codes")
    return {
        "guides": sorted(
            guides, key=lambda guide: WITHOUT_A_PLACE.index(guide.channel)
        ),
        "operators": [one for one in operators if brand in (None, one.brand)],
        "phrases": phrases_named("where-is-a-terminal", "where-to-top-up"),
    }
