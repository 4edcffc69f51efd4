"""The answers and guides about what a question asks, by the words that they share."""

import re
from collections import Counter
from collections.abc import Iterable
from itertools import pairwise
from typing import TypeVar

from guides.models import Guide, Operator
from locator.search.text import HAN, IS_HAN, words

T = TypeVar("T")

# Shorter words say nothing.
WORD = re.compile(rf"[{HAN}]+|[^\W_{HAN}]{{3,}}")

# So many answers, and as many guides, may be about what is asked.
RELATED = 3

# So much of a word is compared: what follows changes with case and number.
STEM = 4


def most_related(text: str, documents: Iterable[tuple[T, str]], limit: int) -> list[T]:
    """
    Return what shares words with the text, by how telling these are, the best first.

    A word is the more telling the fewer documents have it; one that more than a third
    of them have says nothing.
    """
    stems = [(document, stems_of(content)) for document, content in documents]
    frequency = Counter(stem for _document, found in stems for stem in found)
    most = max(1, len(stems) // 3)
    asked = {stem for stem in stems_of(text) if frequency[stem] <= most}
    scored = [
        (sum(1 / frequency[stem] for stem in asked & found), document)
        for document, found in stems
    ]
    scored = [pair for pair in scored if pair[0]]
    scored.sort(key=lambda pair: pair[0], reverse=True)
    return [document for _score, document in scored[:limit]]


def related_guides(text: str) -> list[Guide]:
    """Return a few published guides that share words with the text."""
    guides = Guide.objects.published()
    documents = [(one, f"{one.title} {one.summary}") for one in guides]
    return most_related(text, documents, RELATED)


def operators_with_code(text: str) -> list[Operator]:
    """Return the operators that have a code like *106#, and that this is one of."""
    if not text.startswith(("*", "#")):
        return []
    operators = Operator.objects.select_related("brand").filter(codes__code=text)
    return list(operators.distinct())


def stems_of(text: str) -> set[str]:
    """Return the beginnings of the words; of Chinese, which has none, all pairs."""
    stems = set()
    for word in WORD.findall(text):
        # Folded, a word of three letters may have two.
        for folded in words(word):
            if IS_HAN.fullmatch(folded):
                stems.update(map("".join, pairwise(folded)))
            else:
                stems.add(folded.rstrip("s")[:STEM])
    return stems
