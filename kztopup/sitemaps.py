"""The pages, in every language they exist in, for search engines: an index of parts."""

from django.conf import settings
from django.core.paginator import InvalidPage, Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import resolve_url
from django.urls import reverse
from django.utils import translation
from django.utils.html import escape
from django.views.decorators.http import require_safe

from guides.models import Guide, Operator
from kztopup.lib.caching import public_page
from locator.models import Place

LANGUAGES = [code for code, _name in settings.LANGUAGES]
MOST_ADDRESSES = 5000
SECONDS = 600

XMLNS = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
XMLNS_XHTML = 'xmlns:xhtml="http://www.w3.org/1999/xhtml"'

# Rows, or names of pages, that each have an address in every language.
SECTIONS = {
    "pages": lambda: [
        "home",
        "guides:guides",
        "guides:operators",
        "locator:places",
        "guides:ask",
        "guides:card",
        "about",
        "about_data",
    ],
    "guides": lambda: Guide.objects.published().prefetch_related("steps"),
    "operators": lambda: Operator.objects.select_related("brand"),
    "settlements": lambda: Place.objects.published().settlements(),
    "places": lambda: (
        Place.objects.published().select_related("settlement").order_by("pk")
    ),
}


@require_safe
@public_page(private=(), seconds=SECONDS)
def index(request):
    paths = [
        reverse("sitemap_part", args=[section], query={"page": number})
        for section in SECTIONS
        for number in parts(section).page_range
    ]
    lines = [
        f"<sitemap><loc>{escape(settings.SITE_URL + path)}</loc></sitemap>"
        for path in paths
    ]
    return xml(f"<sitemapindex {XMLNS}>", lines, "</sitemapindex>")


@require_safe
@public_page("page", private=(), seconds=SECONDS)
def part(request, section):
    if section not in SECTIONS:
        raise Http404
    try:
        page = parts(section).page(request.GET.get("page", 1))
    except InvalidPage as error:
        raise Http404 from error
    with translation.override(settings.LANGUAGE_CODE):
        lines = [line for row in page for line in lines_of(row)]
    return xml(f"<urlset {XMLNS} {XMLNS_XHTML}>", lines, "</urlset>")


def parts(section):
    return Paginator(SECTIONS[section](), MOST_ADDRESSES // len(LANGUAGES))


def lines_of(row):
    """
    Return a line for each language of the page: each names all of them.

    The English page is the one for everybody else, as pages say too.
    """
    # Reversed anew for every language and alternate, a part would cost seconds.
    path = resolve_url(row).removeprefix(f"/{settings.LANGUAGE_CODE}")
    is_guide = isinstance(row, Guide)
    addresses = {
        language: escape(f"{settings.SITE_URL}/{language}{path}")
        for language in (row.complete_languages() if is_guide else LANGUAGES)
    }
    default = {"x-default": addresses["en"]} if "en" in addresses else {}
    links = "".join(
        f'<xhtml:link rel="alternate" hreflang="{language}" href="{address}"/>'
        for language, address in (addresses | default).items()
    )
    day = row.reviewed_on if is_guide else None
    lastmod = f"<lastmod>{day:%Y-%m-%d}</lastmod>" if day else ""
    return [
        f"<url><loc>{address}</loc>{lastmod}{links}</url>"
        for address in addresses.values()
    ]


def xml(start, lines, end):
    text = "\n".join(['<?xml version="1.0" encoding="UTF-8"?>', start, *lines, end, ""])
    response = HttpResponse(text, content_type="application/xml")
    # It is to be read, not to be found.
    response["X-Robots-Tag"] = "noindex, noodp, noarchive"
    return response
