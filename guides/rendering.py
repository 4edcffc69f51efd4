"""Texts of the guides as HTML, their links leading to the pages that they name."""

import re
from functools import partial
from html import unescape

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from guides.markdown import PAGE_SCHEMES, to_html
from locator.visitor import url_with_location

# In the HTML only a tag has this: in a text, `<` is escaped.
LINK_TO_PAGE = re.compile(
    '<a href="(?P<scheme>{}):(?P<name>[^"]*)"'.format("|".join(PAGE_SCHEMES)),
    re.IGNORECASE,
)


def render(text: str, request: HttpRequest | None = None) -> SafeString:
    """
    Return the Markdown as HTML without anything that could run.

    Links may name a page instead of its address: `guide:SLUG`, `operator:SLUG`,
    `settlement:SLUG`, `places:KIND`, `page:NAME` (guides, operators, ask), each with
    a part of the page behind a `#`. They lead to it in the active language, with where
    the reader of the request is.
    """
    return mark_safe(LINK_TO_PAGE.sub(partial(link_to_page, request), to_html(text)))


def link_to_page(request: HttpRequest | None, link: re.Match) -> str:
    """Return the tag with the address of the page; a mistyped name leads nowhere."""
    name, hash_sign, part = unescape(link["name"]).partition("#")
    try:
        address = url_of(link["scheme"].lower(), name, request)
    except NoReverseMatch:
        return "<a"
    return f'<a href="{escape(address + hash_sign + part)}"'


def url_of(scheme: str, name: str, request: HttpRequest | None) -> str:
    with_location = partial(url_with_location, request)
    match scheme:
        case "guide" | "operator":
            return with_location(reverse(f"guides:{scheme}", args=[name]))
        case "page":
            return with_location(reverse(f"guides:{name}"))
        case "settlement":
            path = reverse("locator:settlement", args=[name])
            return with_location(path, "lat", "lon")
        case "places":
            return with_location(reverse("locator:places"), kind=name)
