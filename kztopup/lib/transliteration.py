"""Addresses as signposted, for those who cannot read Cyrillic. No Django."""

import re

from anyascii import anyascii

CYRILLIC = re.compile(r"[\u0400-\u04ff]+")
KAZAKH = re.compile(r"[әғқңөұүһі]", re.IGNORECASE)

# As passports of Kazakhstan spell names, and so most maps: Kabanbay, Konaev, Zhenis.
LETTERS = {
    "ә": "a",
    "ғ": "g",
    "қ": "k",
    "ң": "n",
    "ө": "o",
    "ұ": "u",
    "ү": "u",
    "һ": "h",
    "і": "i",
    "ъ": "",
    "ь": "",
}
SPELLINGS = str.maketrans(
    LETTERS | {letter.upper(): latin.upper() for letter, latin in LETTERS.items()}
)

SIGNS = str.maketrans({"«": "“", "»": "”", "№": "No."})


def language_of(text: str) -> str:
    """Return `kk` or `ru` for a text in Cyrillic, by its letters; else nothing."""
    if KAZAKH.search(text):
        return "kk"
    return "ru" if CYRILLIC.search(text) else ""


def transliterate(text: str) -> str:
    """
    Return the text with Latin letters for Cyrillic ones; what else it has stays.

    >>> transliterate("Қабанбай батыр даңғылы, 10")
    'Kabanbay batyr dangyly, 10'
    """
    return CYRILLIC.sub(transliterate_word, text.translate(SIGNS))


def transliterate_word(match: re.Match) -> str:
    word = match[0]
    latin = anyascii(word.translate(SPELLINGS))
    if word.endswith("ый"):
        latin = latin.removesuffix("y")
    # ТРЦ is TRTS, but Ж is Zh: one letter says nothing about the others.
    return latin.upper() if len(word) > 1 and word.isupper() else latin
