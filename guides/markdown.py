"""Markdown to HTML without anything that could run, and how much of it is taken."""

from functools import lru_cache

import nh3
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from markdown_it import MarkdownIt

TAGS = {
    "a", "blockquote", "br", "code", "em", "h3", "h4", "hr",
    "li", "ol", "p", "strong", "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
URL_SCHEMES = {"https", "http", "mailto", "tel"}
# What a link may name instead of an address: `guides.rendering` resolves it.
PAGE_SCHEMES = {"guide", "operator", "settlement", "places", "page"}

# Beyond these, one text takes tenths of a second: the time grows with the square of a
# paragraph, and a table is filled up to its columns.
MOST_COLUMNS = 12
MOST_CHARACTERS = 20_000
LONGEST_PARAGRAPH = 2_000
MOST_TOKENS = 4_000

markdown = MarkdownIt("commonmark", {"html": False}).enable("table")
# Finds the paragraphs and tables, without reading what is in them.
blocks = MarkdownIt("commonmark").enable("table").disable("inline")


@lru_cache(maxsize=512)
def to_html(text: str) -> str:
    """Return the safe HTML, in which links still name pages."""
    return nh3.clean(
        markdown.render(text),
        tags=TAGS,
        attributes={"a": {"href"}},
        url_schemes=URL_SCHEMES | PAGE_SCHEMES,
        link_rel="noopener",
    )


def validate_markdown(text: str) -> None:
    """Refuse what would take long to turn into HTML."""
    if any(columns(line) > MOST_COLUMNS for line in text.splitlines()):
        raise ValidationError(
            _("A table may have at most %(most)d columns."),
            code="wide",
            params={"most": MOST_COLUMNS},
        )
    if len(text) > MOST_CHARACTERS or is_slow(blocks.parse(text)):
        raise ValidationError(
            _(
                "This is too much for one text: at most %(characters)d characters, "
                "%(paragraph)d in one paragraph, and no tables of hundreds of rows."
            ),
            code="slow",
            params={"characters": MOST_CHARACTERS, "paragraph": LONGEST_PARAGRAPH},
        )


def columns(line: str) -> int:
    """Return how many columns the line would have as a row of a table."""
    return line.strip(" \t>|").count("|") + 1


def is_slow(tokens) -> bool:
    longest = max((len(token.content) for token in tokens), default=0)
    return len(tokens) > MOST_TOKENS or longest > LONGEST_PARAGRAPH
