"""Errors of hours that cannot be read, in words, with what may be meant."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from opening_hours import OpeningHours, ParserError, validate

from locator.hours.normalise import COMMENT, DAY, MONTH, SHUT, normalise_hours

TIME = re.compile(r"(?<![\d:])(\d{1,2}):(\d{2})(?![\d:])")
WHEN = re.compile(rf"{TIME.pattern}|24/7|\b{SHUT}\b")
LETTERS = r"[^\W\d_]+"
WORDS = re.compile(rf"{LETTERS}(?:[\s.-]+{LETTERS})*")
OF_THE_SYNTAX = re.compile(
    rf"{DAY}|{MONTH}|SH|week|days?|off|closed|open|unknown"
    "|easter|sunrise|sunset|dawn|dusk",
    re.IGNORECASE,
)
COLUMN = re.compile(r"--> 1:(\d+)")

# The syntax writes the night after a day as its hours 24 to 48.
LAST_HOUR = 48


def validate_opening_hours(text: str) -> None:
    """Raise a ValidationError unless the text is an `opening_hours` value."""
    if not validate(text):
        complaint, piece = what_is_wrong(text)
        meant = what_is_meant(text)
        hint = (
            _("Did you mean “%(meant)s”?")
            if meant
            else _("Write them like “Mo-Fr 09:00-18:00; Sa 10:00-15:00; Su off”.")
        )
        raise ValidationError(
            [
                ValidationError(complaint, "opening_hours", {"piece": piece}),
                ValidationError(hint, "opening_hours", {"meant": meant}),
            ]
        )


def what_is_wrong(text: str) -> tuple[str, str]:
    """Return a sentence, and the piece of the text that it is about."""
    done = normalise_hours(text)
    for time in TIME.finditer(done):
        if int(time[1]) > LAST_HOUR or int(time[2]) > 59:
            return _("There is no time “%(piece)s”."), time[0]
    if words := foreign_words(done):
        return _("“%(piece)s” cannot be read as opening hours."), words[0]
    return _("“%(piece)s” cannot be read as opening hours."), unread(done) or text


def what_is_meant(text: str) -> str:
    """Return hours that can be read, without what cannot; empty if that is nothing."""
    done = normalise_hours(text)
    for words in foreign_words(done):
        rule, _words, _rest = done.partition(words)
        # Words before the hours say on which days: nobody knows which those are.
        if says_when(rule.rpartition(";")[2]):
            done = done.replace(words, " ", 1)
    candidates = [
        normalise_hours(done),
        normalise_hours(done.removesuffix(unread(done))),
    ]
    return next(filter(is_meant, candidates), "")


def foreign_words(text: str) -> list[str]:
    """Return what of a text is not of the syntax and not a comment, word by word."""
    return [
        words
        for words in WORDS.findall(COMMENT.sub(" ", text))
        if not all(map(OF_THE_SYNTAX.fullmatch, re.findall(LETTERS, words)))
    ]


def unread(text: str) -> str:
    """Return the text from the word on at which the library stopped."""
    try:
        OpeningHours(text)
    except ParserError as error:
        column = COLUMN.search(str(error))
        read = text[: int(column[1]) - 1] if column else ""
        return text[read.rfind(" ") + 1 :].strip()
    return ""


def is_meant(text: str) -> bool:
    return validate(text) and all(map(says_when, text.split(";")))


def says_when(rule: str) -> bool:
    return bool(WHEN.search(rule))
