"""Filters and tags that show places."""

import json

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kztopup.lib.dates import is_over_a_year_ago
from locator.hours.text import hours_in_words, state_in_words
from locator.search.addresses import name_of_point
from locator.words import coordinate, distance, rounded

register = template.Library()

for words in (coordinate, distance, rounded, state_in_words):
    register.filter(words)


@register.simple_tag
def swatch(brand):
    """Return a square in a brand's colour, and a space, to stand before its name."""
    return format_html(
        '<svg class="swatch" width="12" height="12" aria-hidden="true">'
        '<rect width="12" height="12" rx="3" fill="{}"/></svg> ',
        brand.colour,
    )


@register.filter
def hours(text):
    """Opening hours as a week in the reader's language."""
    return hours_in_words(text, timezone.localdate())


register.filter(name_of_point)


@register.filter
def point(position):
    """Return where a visitor is, as a point of the map: nobody is called “you”."""
    return f"{rounded(position.latitude)}, {rounded(position.longitude)}"


@register.filter
def ago(day):
    """Say how long ago a day was, in whole days, weeks, months or years."""
    days = (timezone.localdate() - day).days
    if days <= 0:
        return _("today")
    if days < 14:
        count, words = days, ngettext("%(count)s day ago", "%(count)s days ago", days)
    elif days < 61:
        count = days // 7
        words = ngettext("%(count)s week ago", "%(count)s weeks ago", count)
    elif days < 365:
        count = days // 30
        words = ngettext("%(count)s month ago", "%(count)s months ago", count)
    else:
        count = days // 365
        words = ngettext("%(count)s year ago", "%(count)s years ago", count)
    return words % {"count": count}


@register.filter
def freshness(place):
    """Say how long ago a place was checked, or when it was seen on the map."""
    if place.checked_on:
        words = _("checked %(ago)s") % {"ago": ago(place.checked_on)}
    elif place.seen_on:
        return seen(place.seen_on)
    else:
        return _("not checked yet")
    return with_age(words, place.checked_on)


def seen(day):
    """Say in which extract of the map something was, by its day."""
    words = _("seen in OpenStreetMap on %(day)s") % {"day": date_format(day)}
    return with_age(words, day)


def with_age(words, day):
    """Return the words, and that they are old, if the day is long ago."""
    if is_over_a_year_ago(day):
        words += f" ({_('over a year ago: it may have changed')})"
    return words


@register.filter
def as_json(data):
    """Return the data as JSON, for a `data-` attribute; the template escapes it."""
    return json.dumps(data, ensure_ascii=False)
