"""Tags that say how sure a fact is, where it comes from and how old it is."""

from urllib.parse import urlsplit

from django import template
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

from kztopup.lib.dates import is_over_a_year_ago
from locator.models import SUREST_FIRST

register = template.Library()

register.filter(is_over_a_year_ago)


@register.simple_tag
def fact(fact):
    """Say how sure a fact (`locator.models.Fact`) is, with its source and day."""
    words = [fact.get_verdict_display()]
    if fact.source_url:
        words.append(domain_link(fact.source_url))
    if fact.checked_on:
        words.append(page_read_on(fact.checked_on))
    joined = format_html_join(" · ", "{}", ((word,) for word in words))
    return format_html('<span class="fact fact-{}">{}</span>', fact.verdict, joined)


@register.simple_tag
def badge(fact):
    """Say how sure a fact is, and nothing else."""
    return format_html(
        '<span class="fact fact-{}">{}</span>',
        fact.verdict,
        fact.get_verdict_display(),
    )


@register.filter
def has_old(sources):
    """Whether the page of any source was read over a year ago."""
    return any(
        source.checked_on and is_over_a_year_ago(source.checked_on)
        for source in sources
    )


@register.filter
def by_verdict(facts):
    """Return pairs of a verdict and the facts of that verdict, the surest first."""
    groups = [
        (verdict, [fact for fact in facts if fact.verdict == verdict])
        for verdict in SUREST_FIRST
    ]
    return [(verdict, alike) for verdict, alike in groups if alike]


@register.simple_tag
def cite(fact, sources):
    """Return a link to the source of a fact in the page’s list of sources."""
    urls = [source.url for source in sources]
    if fact.source_url not in urls:
        return ""
    number = 1 + urls.index(fact.source_url)
    label = _("source %(number)s") % {"number": number}
    return format_html(
        '<a class="cite" href="#source-{0}" aria-label="{1}">[{0}]</a>', number, label
    )


@register.filter
def page_read_on(day):
    """Return the day on which a source was read, and whether that is long ago."""
    time = format_html(
        '<time datetime="{}">{}</time>', day.isoformat(), date_format(day)
    )
    words = format_html(_("page read on {day}"), day=time)
    if is_over_a_year_ago(day):
        old = _("over a year ago: it may have changed")
        words = format_html("{} ({})", words, old)
    return words


@register.filter
def domain_link(url):
    """Return a link to another site, by its host."""
    return link(url, host(url))


@register.simple_tag
def source_link(source):
    """Return a link to a source, by its title if it has one."""
    return link(source.url, source.title or host(source.url))


def link(url, name):
    return format_html('<a href="{}" rel="noopener">{}</a>', url, name)


def host(url):
    return urlsplit(url).netloc.removeprefix("www.")
