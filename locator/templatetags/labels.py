"""Filters that say which place is meant (`locator.labels`)."""

from django import template
from django.utils import translation
from django.utils.translation import gettext as _

from kztopup.lib.transliteration import language_of
from locator.labels import (
    LabelKind,
    in_degrees,
    label_in_words,
    label_of,
    name_with_label,
    nearest_label,
)
from locator.published import published_places
from locator.words import legible_sign, signposted, untranslated

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
    brand = untranslated(place.brand.name)
    return name_with_label(brand, label_of(place), legible_sign)


@register.filter
def in_its_region(settlement):
    """Return the name of a settlement with that of its region, if that is another."""
    name, region = settlement.name, settlement.region.name
    if name == region:
        return name
    return _("%(name)s (%(region)s)") % {"name": name, "region": region}


@register.simple_tag
def for_a_driver(place):
    """
    Return town and place in the language of signposts, and which that is.

    What a place stands by is not all that a driver can use: `besides` has the nearest
    address, and the coordinates.
    """
    label = label_of(place)._replace(is_shared=False)
    language = language_of(" ".join(label.signs)) or "ru"
    with translation.override(language):
        return {
            "language": language,
            "town": place.settlement.name,
            "where": label_in_words(label, show=str),
            "besides": list(besides(label)),
        }


def besides(label):
    """Yield what else says where a place without an address is, as signposted."""
    if label.kind == LabelKind.ADDRESS:
        return
    if label.kind in (LabelKind.STREET, LabelKind.CORNER):
        nearest = nearest_label(published_places(), label.position)
        if nearest.kind != LabelKind.COORDINATES:
            yield label_in_words(nearest, show=str)
    if label.kind != LabelKind.COORDINATES:
        yield in_degrees(label.position)
