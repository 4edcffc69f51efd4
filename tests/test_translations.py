"""The message catalogues are whole: every text of the interface, in every language."""

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

CATALOGUES = ["zh_Hans", "ru", "kk"]
LOCALE = Path(__file__).parent.parent / "locale"

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
def test_no_translation_is_a_guess(locale):
    assert [message.id for message in messages_of(locale) if message.fuzzy] == []


@pytest.mark.parametrize("locale", CATALOGUES)
def test_translations_keep_placeholders_and_tags(locale):
    changed = [
        message.id
        for message in messages_of(locale)
        for translation in translations_of(message)
        if set(FIXED_PARTS.findall(translation))
        != set(FIXED_PARTS.findall(sources_of(message)[-1]))
    ]

    assert changed == []


def test_catalogues_have_the_same_messages():
    english, *others = [
        {(message.context, message.id) for message in messages_of(locale)}
        for locale in CATALOGUES
    ]

    assert all(messages == english for messages in others)
