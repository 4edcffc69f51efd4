"""Filters and tags for the way to a place, and for links that keep what was said."""

import re
from urllib.parse import urlencode

from django import template
from django.shortcuts import resolve_url
from django.utils import translation
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from kztopup.lib.transliteration import language_of, latin_address
from locator import visitor
from locator.geo.directions import directions
from locator.geo.geodesy import compass_point
from locator.templatetags.places import distance

register = template.Library()

DIRECTIONS = {
    "north": gettext_noop("to the north"),
    "north-east": gettext_noop("to the north-east"),
    "east": gettext_noop("to the east"),
    "south-east": gettext_noop("to the south-east"),
    "south": gettext_noop("to the south"),
    "south-west": gettext_noop("to the south-west"),
    "west": gettext_noop("to the west"),
    "north-west": gettext_noop("to the north-west"),
}

# Positions in addresses are rounded to about 100 metres: nearer than this, a place
# may as well be on the other side.
LEAST_KM_FOR_DIRECTION = 0.15

# A link with * or # is not dialled everywhere: such a code is text.
NUMBER = re.compile(r"\+?[0-9]{2,15}", re.ASCII)

# Whose readers need no Latin letters.
READ_IN_CYRILLIC = ("ru", "kk")


@register.filter
def away_in_words(away):
    """Say how far something is, and in which direction unless it is too near."""
    words = distance(away.distance_km)
    if away.distance_km < LEAST_KM_FOR_DIRECTION:
        return words
    direction = _(DIRECTIONS[compass_point(away.bearing)])
    return _("%(distance)s %(direction)s") % {"distance": words, "direction": direction}


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


@register.filter
def lang_of(text):
    """Return the `lang` attribute of what is signposted."""
    language = language_of(text)
    return format_html(' lang="{}"', language) if language else ""


@register.filter
def signposted(text):
    """Return what is signposted, in Latin letters too for who reads no Cyrillic."""
    sign = untranslated(text, language_of(text))
    latin = legible(text)
    if latin == text:
        return sign
    return format_html('{} <span class="quiet" translate="no">{}</span>', sign, latin)


def signposted_text(text):
    """Return the same as plain text."""
    latin = legible(text)
    return text if latin == text else f"{text} ({latin})"


def legible(text):
    """Return what is signposted in letters that the reader knows."""
    is_cyrillic = translation.get_language() in READ_IN_CYRILLIC
    return text if is_cyrillic else latin_address(text)


@register.filter
def legible_sign(text):
    """Return what is signposted in letters that the reader knows, as HTML."""
    words = legible(text)
    return untranslated(words, language_of(words))


def untranslated(text, language=""):
    """Return a text that browsers leave as it is, whatever they translate."""
    if not text:
        return ""
    lang = format_html(' lang="{}"', language) if language else ""
    return format_html('<span{} translate="no">{}</span>', lang, text)


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
