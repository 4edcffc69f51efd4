"""What a template cannot say with filters about guides."""

from django import template

from guides.phrases import phrases_for
from guides.rendering import render

register = template.Library()

register.filter("markdown", render)


@register.filter
def for_purpose(codes, purpose):
    """The codes that a step lists."""
    return [code for code in codes if code.purpose == purpose]


@register.inclusion_tag("guides/_phrases.html")
def phrases(channel):
    """The words for the counter where a guide's channel leads, if there are any."""
    return {"phrases": phrases_for(channel)}
