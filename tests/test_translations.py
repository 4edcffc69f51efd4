"""The message catalogues are whole: every text of the interface, in every language."""

import io
import re
from collections import Counter
from pathlib import Path

import pytest
from babel.messages.extract import extract
from babel.messages.pofile import read_po
from django.utils.translation.template import templatize

CATALOGUES = ["zh_Hans", "ru", "kk"]
LOCALE = Path(__file__).parent.parent / "locale"

SOURCES = {
    "guides": "*.py",
    "kztopup": "*.py",
    "locator": "*.py",
    "templates": "*.html",
    "tools/images": "*.html",
}

# Which of a call's arguments are a text: (1, 2) of a plural, (n, "c") is its context.
KEYWORDS = {
    **dict.fromkeys(["_", "gettext", "gettext_lazy", "gettext_noop"]),
    **dict.fromkeys(["ngettext", "ngettext_lazy"], (1, 2)),
    **dict.fromkeys(["pgettext", "pgettext_lazy"], ((1, "c"), 2)),
    "npgettext": ((1, "c"), 2, 3),
}

# %(name)s, {name}, and HTML tags with their attributes.
FIXED_PARTS = re.compile(r"%\(\w+\)[sd]|<[^>]+>")


def messages_of(locale):
    with (LOCALE / locale / "LC_MESSAGES" / "django.po").open("rb") as file:
        return [message for message in read_po(file) if message.id]


def translations_of(message):
    return message.string if isinstance(message.string, tuple) else (message.string,)


def sources_of(message):
    return message.id if isinstance(message.id, tuple) else (message.id,)


@pytest.mark.parametrize("locale", CATALOGUES)
def test_every_message_is_translated(locale):
    missing = [
        message.id
        for message in messages_of(locale)
        if not all(translations_of(message))
    ]

    assert missing == []


@pytest.mark.parametrize("locale", CATALOGUES)
def test_translators_are_led_to_files_that_are_there(locale):
    files = {file for one in messages_of(locale) for file, _line in one.locations}

    assert [file for file in files if not (LOCALE.parent / file).exists()] == []


@pytest.mark.parametrize("locale", CATALOGUES)
def test_no_translation_is_a_guess(locale):
    assert [message.id for message in messages_of(locale) if message.fuzzy] == []


@pytest.mark.parametrize("locale", CATALOGUES)
def test_translations_keep_placeholders_and_tags(locale):
    changed = [
        message.id
        for message in messages_of(locale)
        for translation in translations_of(message)
        # As often, too: a tool may write an old translation and the new one together.
        if Counter(FIXED_PARTS.findall(translation))
        != Counter(FIXED_PARTS.findall(sources_of(message)[-1]))
    ]

    assert changed == []


def test_catalogues_have_the_same_messages():
    english, *others = [
        {(message.context, message.id) for message in messages_of(locale)}
        for locale in CATALOGUES
    ]

    assert all(messages == english for messages in others)


def texts_of_the_code():
    """What the interface says, as (context, message): read as `makemessages` reads."""
    found = set()
    for folder, pattern in SOURCES.items():
        for file in (LOCALE.parent / folder).rglob(pattern):
            code = file.read_text()
            if pattern == "*.html":
                # All else is blotted out, and its indentation says nothing.
                lines = templatize(code, origin=str(file)).splitlines()
                code = "\n".join(map(str.lstrip, lines))
            source = io.BytesIO(code.encode())
            for _line, message, _comments, context in extract(
                "python", source, keywords=KEYWORDS
            ):
                found.add((context, message))
    return found


def test_catalogues_have_what_the_code_says():
    found = {(message.context, message.id) for message in messages_of("ru")}

    # Else: `make messages`.
    assert texts_of_the_code() == found
