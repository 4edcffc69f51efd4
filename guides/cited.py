"""The pages that the facts on one page come from, each once."""

from collections.abc import Iterable

from guides.models import AnswerSource, Operator, Source
from guides.models.sources import WebPage
from locator.models import Fact


def cited_sources(facts: Iterable[Fact | Operator]) -> list[WebPage]:
    """
    Return the sources of the facts in their order; a fact refers to one by its number.

    A page has the title that it has as the source of a guide or an answer.
    """
    days = {}
    for fact in facts:
        if fact.source_url:
            days.setdefault(fact.source_url, fact.checked_on)
    titled = {
        page.url: page
        for model in (Source, AnswerSource)
        for page in model.objects.filter(url__in=days)
        if page.title
    }
    sources = []
    for url, day in days.items():
        source = titled.get(url) or Source(url=url)
        # Not the day of that guide: the day on which the page was read for the fact.
        source.checked_on = day
        sources.append(source)
    return sources
