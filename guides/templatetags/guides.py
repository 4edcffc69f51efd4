"""What a template cannot say with filters about guides."""

from django import template

from guides.models import Step
from guides.phrases import phrases_for
from guides.rendering import render

register = template.Library()

register.filter("markdown", render)


@register.filter
def for_purpose(codes, purpose):
    """The codes that a step lists."""
    return [code for code in codes if code.purpose == purpose]


@register.filter
def of_kind(places, kind):
    """The places where a step sends the reader."""
    return [place for place in places if place.brand.kind == kind]


@register.inclusion_tag("guides/_steps_at.html", takes_context=True)
def steps_at(context, kind):
    """The steps to take at a place of this kind, each with a link to its guide."""
    is_sent_to = kind in Step.PlaceKind.values
    return {
        "steps": Step.objects.at(kind) if is_sent_to else [],
        "request": context["request"],
    }


@register.inclusion_tag("guides/_phrases.html")
def phrases(channel):
    """The words for the counter where a guide's channel leads, if there are any."""
    return {"phrases": phrases_for(channel)}
