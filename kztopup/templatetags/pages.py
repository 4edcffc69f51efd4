"""Tags for what a page says of itself: address, language, structured data."""

import json

from django import template
from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from modeltranslation.utils import build_localized_fieldname, resolution_order

register = template.Library()

# What would end the script element or be read as markup.
JSON_ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}

ICON = (
    "data:image/svg+xml,"
    "%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E"
    "%3Crect width='16' height='16' rx='4' fill='%23005a78'/%3E"
    "%3Cpath d='M8 3v10M3 8h10' stroke='%23ffd54a' stroke-width='3'/%3E"
    "%3C/svg%3E"
)


@register.simple_tag
def icon():
    """Return a tab's icon, in the page: a file of its own is one request more."""
    return mark_safe(ICON)


@register.filter
def absolute(path):
    """Return the path as a whole address; never from the Host header."""
    return settings.SITE_URL + path


@register.simple_tag(takes_context=True)
def languages(context):
    """
    Return the languages of the site, each with this page's address in it.

    `url` keeps the query, for the reader; `path` is without it, for search engines.
    A page that is not there leads to the home page of each language.
    """
    request = context["request"]
    active = get_language()
    is_page = request.resolver_match and request.path.startswith(f"/{active}/")
    rest = request.path.removeprefix(f"/{active}/") if is_page else ""
    query = query_of(request)
    return [
        {
            "code": code,
            "name": name,
            "path": f"/{code}/{rest}",
            "url": f"/{code}/{rest}?{query}" if query else f"/{code}/{rest}",
            "is_active": code == active,
        }
        for code, name in settings.LANGUAGES
    ]


def query_of(request):
    """Return a request's query, but for the press that asks the geocoder."""
    try:
        query = request.GET.copy()
    except SuspiciousOperation:  # more parameters than a form may have
        return ""
    query.pop("geocode", None)
    return query.urlencode()


@register.filter
def json_ld(data):
    """Return the data as JSON for a script element; any script stays as it is."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return mark_safe(text.translate(JSON_ESCAPES))


@register.filter
def breadcrumb_list(crumbs):
    """Return the way to a page, as (title, path) pairs, after schema.org."""
    return {
        "@context": "https://schema.org",
        "@type": "BreadcrumbList",
        "itemListElement": [
            {
                "@type": "ListItem",
                "position": position,
                "name": str(title),
                "item": settings.SITE_URL + path,
            }
            for position, (title, path) in enumerate(crumbs, start=1)
        ],
    }


@register.simple_tag
def lang_attribute(instance, field):
    """Return the `lang` attribute of a translated text shown in another language."""
    active = get_language()
    for language in resolution_order(active):
        if getattr(instance, build_localized_fieldname(field, language)):
            if language == active:
                return ""
            return format_html(' lang="{}"', language)
    return ""


@register.simple_tag
def in_another_language(instance, field):
    """Say that a text is missing in the reader's language, if it is."""
    if not lang_attribute(instance, field):
        return ""
    return format_html('<p class="quiet">{}</p>', _("Not in your language yet:"))
