"""Filters that say which place is meant (`locator.labels`)."""

from django import template
from django.utils import translation

from kztopup.lib.transliteration import language_of
from locator.labels import LabelKind, label_in_words, label_of, name_with_label
from locator.templatetags.wayfinding import legible_sign, signposted

register = template.Library()


@register.filter
def where(place):
    """Return where a place is, as signposted, with Latin letters where these help."""
    return label_in_words(label_of(place), signposted)


@register.filter
def full_name(place):
    """Return what no other place of the town is called, as text: for titles, links."""
    return name_with_label(place.brand.name, label_of(place))


@register.filter
def heading(place):
    """Return the same as HTML, whose names no browser translates."""
    return name_with_label(place.brand.name, label_of(place), legible_sign)


@register.simple_tag
def for_a_driver(place):
    """Return town and place in the language of signposts, and which that is."""
    label = label_of(place)._replace(is_shared=False)
    language = language_of(" ".join(label.signs)) or "ru"
    with translation.override(language):
        return {
            "language": language,
            "town": place.settlement.name,
            "where": label_in_words(label, show=str),
            "has_address": label.kind == LabelKind.ADDRESS,
        }
