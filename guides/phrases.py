"""Words for the counter, `content/phrases.toml`: what to say or show, and how."""

import tomllib
from functools import cache
from pathlib import Path
from typing import NamedTuple

from django.utils.translation import get_language

FILE = Path(__file__).resolve().parent / "content" / "phrases.toml"

# What is spoken at a counter in Kazakhstan.
SPOKEN = ["kk", "ru"]


class Saying(NamedTuple):
    """A phrase in a language of the counter, with a Latin reading."""

    language: str
    text: str
    reading: str


class Phrase(NamedTuple):
    """A phrase in the reader's language, and as it is said in each spoken one."""

    meaning: str
    spoken: list[Saying]

    @property
    def sayings(self) -> list[Saying]:
        """In the languages that the reader does not speak."""
        language = get_language()
        return [saying for saying in self.spoken if saying.language != language]

    @property
    def has_meaning(self) -> bool:
        """Whether the reader needs it in words of their own, and a reading."""
        return len(self.sayings) == len(self.spoken)


@cache
def read_phrases() -> list[dict]:
    return tomllib.loads(FILE.read_text("utf-8"))["phrases"]


def phrases_for(channel: str) -> list[Phrase]:
    """Return the phrases for where a guide's channel leads, in the active language."""
    return [in_words(row) for row in read_phrases() if channel in row["channels"]]


def phrases_named(*slugs: str) -> list[Phrase]:
    """Return the phrases of the slugs, in the active language."""
    by_slug = {row["slug"]: row for row in read_phrases()}
    return [in_words(by_slug[slug]) for slug in slugs]


def in_words(row: dict) -> Phrase:
    return Phrase(
        row[get_language()],
        [Saying(spoken, row[spoken], row[f"{spoken}_reading"]) for spoken in SPOKEN],
    )
