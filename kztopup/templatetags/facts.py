"""Tags that say how sure a fact is, where it comes from and how old it is."""

from urllib.parse import urlsplit

from django import template
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

from kztopup.lib.dates import is_over_a_year_ago

register = template.Library()

register.filter(is_over_a_year_ago)


@register.simple_tag
def fact(fact):
    """Say how sure a fact (`locator.models.Fact`) is, with its source and day."""
    words = [fact.get_verdict_display()]
    if fact.source_url:
        words.append(domain_link(fact.source_url))
    if fact.checked_on:
        words.append(checked(fact.checked_on))
    joined = format_html_join(" · ", "{}", ((word,) for word in words))
    return format_html('<span class="fact fact-{}">{}</span>', fact.verdict, joined)


@register.filter
def checked(day):
    """Return the day on which something was checked, and whether that is long ago."""
    words = format_html(
        '{} <time datetime="{}">{}</time>',
        _("checked"),
        day.isoformat(),
        date_format(day),
    )
    if is_over_a_year_ago(day):
        old = _("over a year ago: it may have changed")
        words = format_html("{} ({})", words, old)
    return words


@register.filter
def domain_link(url):
    """Return a link to another site, by its host."""
    host = urlsplit(url).netloc.removeprefix("www.")
    return format_html('<a href="{}" rel="noopener">{}</a>', url, host)
