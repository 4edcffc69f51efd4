"""Filters and tags about guides."""

from django import template

from guides.answer.words import advice_in_words
from guides.models import Guide, Step
from guides.phrases import phrases_for
from guides.rendering import render

register = template.Library()

register.simple_tag(advice_in_words)


@register.simple_tag(takes_context=True)
def markdown(context, text):
    """Return the text as HTML, its links to pages with where the reader is."""
    return render(text, getattr(context, "request", None))


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
    """List the steps to take at a place, its own first, each with its guide's link."""
    kind = place.brand.kind
    steps = Step.objects.at(kind) if kind in CHANNELS else []
    own = [step for step in steps if step.guide.channel == CHANNELS[kind]]
    others = [step for step in steps if step not in own]
    return {
        "groups": list(filter(None, [own, others])),
        "settlement": place.settlement,
    }


@register.inclusion_tag("guides/_phrases.html")
def phrases(channel):
    """Show the words for the counter, or for whoever helps, where a guide leads."""
    at_a_counter = [Guide.Channel.OFFICE, Guide.Channel.STORE]
    return {
        "phrases": phrases_for(channel),
        "is_at_a_counter": channel in at_a_counter,
    }
