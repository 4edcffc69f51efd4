"""
Names as they sound, whatever alphabet they are written in. No Django.

`locator.imports.tags.normalise_name` tells whether two spellings are of one brand, and
is strict; what is here lets Өскемен, Оскемен and Oskemen be one word, for people who
search.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from anyascii import anyascii

HAN = r"\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"

# Runs of Chinese, which has no spaces; “28-А” and “пр-т” are one word; letters and
# digits. Anything else separates.
WORD = re.compile(
    rf"[{HAN}]+|[0-9]+-[^\W\d_{HAN}](?!\w)|\b(?:пр-к?т|мкр-н|м-н|б-р)\b|[^\W_{HAN}]+"
)
IS_HAN = re.compile(rf"[{HAN}]+")

# The letters that transliteration reads as less than they are, or as more.
LETTERS = str.maketrans({"ş": "sh", "ç": "ch", "ң": "n", "ñ": "n", "ŋ": "n"})

# One sound, one spelling: the ways in which names are written in Latin letters.
SOUNDS = [
    (re.compile(r"shch|sch"), "sh"),
    (re.compile(r"zh|dzh|dj"), "j"),
    (re.compile(r"kh"), "h"),
    (re.compile(r"gh"), "g"),
    (re.compile(r"q"), "k"),
    (re.compile(r"x"), "ks"),
    (re.compile(r"w"), "u"),
    (re.compile(r"y"), "i"),
    (re.compile(r"ie"), "e"),
]
DOUBLED = re.compile(r"([a-z])\1+")

# What stands between the number of a house and that of its block; the letter of a house
# or its block, as one word.
BLOCKS = {"k", "korp", "korpus", "block", "blok"}
PART_OF_NUMBER = re.compile(r"[a-z]|k[0-9]+")

# What a word takes on in an address: улица Абая, Маметовой, Пушкинская.
ENDINGS = {
    "",
    "a",
    "i",
    "u",
    "ia",
    "oi",
    "oe",
    "ai",
    "aia",
    "ogo",
    "go",
    "om",
    "e",
    "ei",
}


# A flat, which is no house: “кв. 5”; and a country that has a street called Республика.
BESIDE_ADDRESSES = re.compile(
    r"\b(?:кв|квартира|apt|apartment|flat|пәтер)\.?\s*№?\s*\d+\w?"
    r"|республика казахстан|қазақстан республикасы",
    re.IGNORECASE,
)

# The first letter of a first name: “Ш. Уалиханова”; “г. Алматы” has a small one.
INITIAL = re.compile(r"\b[^\W\d_a-zа-яәғқңөұүһі]\.\s*(?=[^\W\d_]{2})")


def words(text: str) -> tuple[str, ...]:
    """
    Return the words, each as it sounds; Chinese stays as it is.

    >>> words("Өскемен, Абай даңғылы, 28-А")
    ('oskemen', 'abai', 'dangili', '28a')
    """
    text = unicodedata.normalize("NFKC", text).casefold()
    found = (in_one_alphabet(word) for word in WORD.findall(text))
    return tuple(word for word in found if word)


# Names repeat their words: half the time of reading many is this.
@lru_cache(maxsize=2**15)
def in_one_alphabet(word: str) -> str:
    if IS_HAN.fullmatch(word):
        return word
    latin = anyascii(word.replace("-", "").translate(LETTERS)).lower()
    latin = re.sub(r"[^a-z0-9]", "", latin)
    for sound, letter in SOUNDS:
        latin = sound.sub(letter, latin)
    return DOUBLED.sub(r"\1", latin)


def without_asides(text: str) -> str:
    """
    Return the text without flats, initials of first names and the whole country.

    >>> without_asides("ул. Ш. Уалиханова 33, кв. 5")
    'ул. Уалиханова 33, '
    """
    return INITIAL.sub("", BESIDE_ADDRESSES.sub("", text))


def with_whole_numbers(typed: tuple[str, ...]) -> tuple[str, ...]:
    """
    Return the words with a house number as one: “109 В”, “8 корпус 1”, “8 к1”.

    >>> with_whole_numbers(words("Абая 109 В")), with_whole_numbers(words("8 корп. 1"))
    (('abaia', '109v'), ('8k1',))
    """
    found = []
    for word in typed:
        before = found[-1] if found else ""
        if before in BLOCKS and is_number(word):
            word = f"k{word}"
            found.pop()
            before = found[-1] if found else ""
        is_part = before.isdigit() and PART_OF_NUMBER.fullmatch(word)
        if is_part:
            found[-1] += word
        else:
            found.append(word)
    return tuple(found)


def fold(text: str) -> str:
    """
    Return the whole name as it sounds, without spaces: Alma-Ata is Алма Ата.

    >>> fold("Усть-Каменогорск") == fold("Ust Kamenogorsk")
    True
    """
    return join_words(words(text))


def join_words(words: Iterable[str]) -> str:
    return DOUBLED.sub(r"\1", "".join(words))


def is_number(word: str) -> bool:
    """Whether the word is of a house or a number: 10, 28a, 8i for “8-й”."""
    return word[:1].isdigit()


def leading_digits(word: str) -> str:
    """Return the digits that a number begins with: “28” of “28a”."""
    return re.match("[0-9]*", word)[0]


def errors_allowed(word: str) -> int:
    """Return how many typing errors a word of this length may have."""
    if len(word) < 4:
        return 0
    return 1 if len(word) < 8 else 2


def is_same_word(typed: str, known: str) -> bool:
    """
    Whether two words of an address differ in their endings only.

    >>> is_same_word("abaia", "abai"), is_same_word("10", "10a")
    (True, True)
    """
    if typed == known:
        return True
    if is_number(typed):
        return known.startswith(typed) and known[len(typed) :].isalpha()
    shared = len(common_beginning(typed, known))
    return shared >= 3 and {typed[shared:], known[shared:]} <= ENDINGS


def common_beginning(first: str, second: str) -> str:
    for at, (letter, other) in enumerate(zip(first, second, strict=False)):
        if letter != other:
            return first[:at]
    return min(first, second, key=len)


def is_phone_number(text: str) -> bool:
    """Whether it is a mobile number of Kazakhstan, as people write one."""
    digits = re.sub(r"[\s()\u2010-\u2015-]", "", unicodedata.normalize("NFKC", text))
    return bool(re.fullmatch(r"(?:\+?7|8)?7\d{9}", digits, re.ASCII))
