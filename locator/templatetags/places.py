"""How places are shown."""

import json

from django import template
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from locator.hours import text

register = template.Library()

register.filter("hours", text.in_words)
register.filter("opens_on", text.opens_on)
register.filter("closing_time", text.closing_time)


@register.filter
def coordinate(degrees):
    """Degrees for machines: a dot in every language, 5 decimals (one metre)."""
    return f"{degrees:.5f}"


@register.filter
def rounded(degrees):
    """Degrees of where a visitor is, for machines: 3 decimals (about 100 metres)."""
    return f"{degrees:.3f}"


@register.filter
def distance(km):
    """A distance for a person: metres to 10 below a kilometre, then kilometres."""
    if km < 0.995:
        words = _("%(metres)s m") % {"metres": max(10, round(km * 100) * 10)}
    else:
        decimals = 1 if km < 9.95 else 0
        # Rounded here: formatting would cut the number off.
        kilometres = round(km, decimals)
        words = _("%(km)s km") % {"km": number_format(kilometres, decimals)}
    # The number and its unit stay on one line.
    return words.replace(" ", "\N{NO-BREAK SPACE}")


@register.filter
def ago(day):
    """How long ago a day was, in whole days, weeks, months or years."""
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
def places_of(brands):
    """How many places the brands have together, which were counted."""
    return sum(brand.place_count for brand in brands)


@register.filter
def last_seen_on(brands):
    """The day of the newest extract that has a place of the brands, or None."""
    days = [brand.last_seen_on for brand in brands]
    return max(filter(None, days), default=None)


@register.filter
def as_json(data):
    """The data as JSON, for a `data-` attribute; the template escapes it."""
    return json.dumps(data, ensure_ascii=False)
