"""Addresses as signposted, for those who cannot read Cyrillic. No Django."""

import re
from functools import lru_cache

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


# What streets are called in both languages of signposts, and on maps in English.
TYPES_OF_STREETS = {
    "улица": "St",
    "ул.": "St",
    "көшесі": "St",
    "проспект": "Ave",
    "даңғылы": "Ave",
    "бульвар": "Blvd",
    "бульвары": "Blvd",
    "переулок": "Lane",
    "тұйық көшесі": "Lane",
    "шоссе": "Hwy",
    "тракт": "Hwy",
    "тас жолы": "Hwy",
    "даңғыл жолы": "Hwy",
    "набережная": "Embankment",
    "площадь": "Square",
    "алаңы": "Square",
    "микрорайон": "district",
    "мкр.": "district",
    "ықшам ауданы": "district",
}
# The longest first: two words are more than the last of them.
TYPE = "|".join(
    map(re.escape, sorted(TYPES_OF_STREETS, key=len, reverse=True)),
)
STREET = re.compile(
    rf"(?:(?P<first>{TYPE}) )?(?P<name>.+?)(?: (?P<last>{TYPE}))?", re.IGNORECASE
)


@lru_cache(maxsize=10_000)
def latin_address(text: str) -> str:
    """
    Return a street, with a house or without, as maps in Latin letters write it.

    A plain street with a house needs no word for what it is.

    >>> latin_address("Төле Би көшесі, 229"), latin_address("улица Гоголя")
    ('Tole Bi 229', 'Gogolya St')
    """
    street, comma, house = text.partition(", ")
    parts = STREET.fullmatch(street)
    found = parts and (parts["first"] or parts["last"])
    if not found or not CYRILLIC.search(text):
        return transliterate(text)
    name = transliterate(parts["name"])
    kind = TYPES_OF_STREETS[found.lower()]
    if house and kind == "St":
        kind = ""
    return " ".join(filter(None, [name, kind, transliterate(house)]))
