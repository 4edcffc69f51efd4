"""Tags for what a page says of itself: address, language, structured data."""

import json

import segno
from django import template
from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from modeltranslation.utils import build_localized_fieldname, resolution_order

register = template.Library()

# What would end the script element or be read as markup.
JSON_ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}

# A SIM card with a plus, in a square of 16: each edge stands on a whole pixel.
MARK = (
    "M7 0h5a2 2 0 0 1 2 2v12a2 2 0 0 1-2 2H4a2 2 0 0 1-2-2V5z"
    "m0 5v3H4v2h3v3h2v-3h3V8H9V5z"
)
# Of one colour that is seen on light tabs and on dark ones.
ICON = (
    "data:image/svg+xml,"
    "%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E"
    f"%3Cpath fill='%230e86ad' d='{MARK}'/%3E"
    "%3C/svg%3E"
)
MARK_SVG = (
    '<svg class="mark" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">'
    f'<path fill="currentColor" d="{MARK}"/></svg>'
)


@register.simple_tag
def icon():
    """Return a tab's icon, in the page: a file of its own is one request more."""
    return mark_safe(ICON)


@register.simple_tag
def mark():
    """Return the mark of the site, in the colour of the text around it."""
    return mark_safe(MARK_SVG)


@register.simple_tag
def share_image():
    """Return the picture beside a shared link: its words are of the page's language."""
    return absolute(static(f"img/share-{get_language()}.png"))


@register.filter
def absolute(path):
    """Return the path as a whole address; never from the Host header."""
    return settings.SITE_URL + path


@register.filter
def without_scheme(address):
    """Return an address as one types it: a browser adds https:// itself."""
    return address.partition("://")[2]


@register.filter
def qr_code(address):
    """Return the address as a QR code: an SVG image, black on white in any scheme."""
    code = segno.make_qr(address, error="m")
    return mark_safe(code.svg_inline(omitsize=True, light="#fff", svgclass="qr-code"))


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
