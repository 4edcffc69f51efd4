"""Markdown of the guides to safe HTML."""

from contextlib import suppress
from functools import partial

import nh3
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

from locator.visitor import url_with_location

TAGS = {
    "a", "blockquote", "br", "code", "em", "h3", "h4", "hr",
    "li", "ol", "p", "strong", "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip

markdown = MarkdownIt("commonmark", {"html": False}).enable("table")


def render(text: str, request: HttpRequest | None = None) -> SafeString:
    """
    Return the Markdown as HTML without anything that could run.

    Links may name a page instead of its address: `guide:SLUG`, `operator:SLUG`,
    `settlement:SLUG`, `places:KIND`, `page:NAME` (guides, operators, ask). They
    lead to it in the active language, with where the reader of the request is.
    """
    tokens = markdown.parse(text)
    for token in tokens:
        for child in token.children or []:
            if child.type == "link_open":
                resolve(child, request)
    html = markdown.renderer.render(tokens, markdown.options, {})
    return mark_safe(
        nh3.clean(
            html,
            tags=TAGS,
            attributes={"a": {"href"}},
            url_schemes={"https", "http", "mailto", "tel"},
            link_rel="noopener",
        )
    )


def resolve(link: Token, request: HttpRequest | None) -> None:
    """Replace the name of a page in a link by its address; a mistyped one stays."""
    scheme, _, name = str(link.attrs["href"]).partition(":")
    keep = partial(url_with_location, request)
    with suppress(NoReverseMatch):
        match scheme:
            case "guide" | "operator":
                link.attrs["href"] = keep(reverse(f"guides:{scheme}", args=[name]))
            case "page":
                link.attrs["href"] = keep(reverse(f"guides:{name}"))
            case "settlement":
                path = reverse("locator:settlement", args=[name])
                link.attrs["href"] = keep(path, "lat", "lon")
            case "places":
                link.attrs["href"] = keep(reverse("locator:places"), kind=name)
