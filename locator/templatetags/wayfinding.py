"""Filters and tags for the way to a place, and for links that keep what was said."""

import re
from urllib.parse import urlencode

from django import template
from django.shortcuts import resolve_url
from django.utils.html import format_html
from django.utils.translation import gettext as _

from locator import visitor
from locator.geo.directions import directions
from locator.words import away_in_words, lang_of, legible_sign, signposted

register = template.Library()

for words in (away_in_words, lang_of, legible_sign, signposted):
    register.filter(words)

# A link with * or # is not dialled everywhere: such a code is text.
NUMBER = re.compile(r"\+?[0-9]{2,15}", re.ASCII)


@register.simple_tag
def links_to(place):
    """Return links to the place in other maps (`locator.geo.directions`)."""
    return directions(place.position, place.brand.name)


@register.simple_tag
def maps_to(place):
    """Return the maps of the web that lead to a place, each with its link."""
    links = links_to(place)
    return [
        ("2GIS", links.two_gis),
        ("Google", links.google),
        (_("Yandex"), links.yandex),
        ("Apple", links.apple),
    ]


@register.filter
def numbers(phone):
    """Return the numbers of a `phone` tag, each with what a link dials, or nothing."""
    found = []
    for number in filter(None, map(str.strip, re.split("[;,]", phone))):
        dialled = re.sub(r"[\s()\u2010-\u2015-]", "", number)
        found.append((number, dialled if NUMBER.fullmatch(dialled) else ""))
    return found


@register.simple_tag(takes_context=True)
def url_with_location(context, to, *names, **query):
    """
    Return the URL of a row, a path or a named page, with what the reader has said.

    Of where they are only the parameters in `names`, if there are some.
    """
    # Unlike the variable of this name, it reaches parts that are included with `only`.
    request = getattr(context, "request", None)
    path = resolve_url(to) if to else ""
    return visitor.url_with_location(request, path, *names, **query)


@register.simple_tag(takes_context=True)
def visitor_attribute(context):
    """Return what the visitor has said, as an attribute for the page's module."""
    request = getattr(context, "request", None)
    params = urlencode(visitor.visitor_of(request).params) if request else ""
    return format_html(' data-visitor="{}"', params) if params else ""


@register.filter
def has_choice(request):
    """Whether a page is for an operator or a means: of such there are many."""
    return any(visitor.visitor_of(request).choice_params.values())


@register.simple_tag(takes_context=True)
def answer_url(context):
    """Return the address of the answer that the visitor comes from, or nothing."""
    request = getattr(context, "request", None)
    if not request or not visitor.visitor_of(request).have:
        return ""
    return visitor.url_with_location(request, resolve_url("guides:answer"))
