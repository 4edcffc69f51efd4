"""
Names as they sound, whatever alphabet they are written in, and words beside. No Django.

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
    rf"[{HAN}]+|[0-9]+-[^\W\d_{HAN}](?!\w)|\b(?:пр-к?т|мкр-н|м-н|б-р|к-сі|д-лы)\b|[^\W_{HAN}]+"
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

# The block or the letter of a house, apart from its number: “8 корп. 1”, “109 В”.
# A small letter may be a preposition: “Абая 5 в Алматы”.
BLOCK = re.compile(r"(?<=\d)\s*(?:корпус|корп|block|[кk])\.?\s*(?=\d)", re.IGNORECASE)
LETTER = re.compile(r"(?<=\d)[ /]+(?=[^\W\d_вскуиоa]\b(?![.’'-]|\s*\d))")

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

REGION = re.compile(r"\b(?:region|область|обл|облысы|район|ауданы)\b", re.IGNORECASE)

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
    Return the text without flats, initials, the country, and a region after a town.

    >>> without_asides("ул. Ш. Уалиханова 33, кв. 5, Семей, область Абай")
    'ул. Уалиханова 33, , Семей'
    """
    parts = text.split(",")
    if len(parts) > 2:
        text = ",".join(part for part in parts if not REGION.search(part))
    return INITIAL.sub("", BESIDE_ADDRESSES.sub("", text))


def house_words(text: str) -> tuple[str, ...]:
    """
    Return the words of an address, the number of a house as one.

    >>> house_words("Абая 109 В"), house_words("8 корп. 1"), house_words("5 в Алматы")
    (('abaia', '109v'), ('8k1',), ('5', 'v', 'almati'))
    """
    return words(LETTER.sub("", BLOCK.sub("к", text)))


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


def is_surname(word: str) -> bool:
    """Whether it may stand for a whole name: not жолы, тас or батыра."""
    return len(word) > 4 and not word.startswith("batir")


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


# A mobile number of Kazakhstan, as people write one; for Python and for browsers. With
# dots only in its usual groups: coordinates have ten digits too.
DIGIT = "[0-9０-９]"
BETWEEN_DIGITS = r"[\s\(\)（）\/\u2010-\u2015\-]*"
PHONE_NUMBER = (
    rf"\s*(?:[+＋]?[7７]|[8８])?(?:{BETWEEN_DIGITS}[7７](?:{BETWEEN_DIGITS}{DIGIT}){{9}}"
    rf"|\.?7\d\d\.\d{{3}}\.\d\d\.\d\d){BETWEEN_DIGITS}"
)
# Of a field that takes everything else: a number is nobody's business but its owner's,
# with words around it too. In a link or in coordinates it is something else.
NO_PHONE_NUMBER = rf"(?!(?:.*[^\w.,\/=:%\-])?{PHONE_NUMBER}(?![\w.]).*$).*"


def is_phone_number(text: str) -> bool:
    """Whether it is a mobile number of Kazakhstan, as people write one."""
    return bool(re.fullmatch(PHONE_NUMBER, text))


# What an address may be written with or without.
KINDS_OF_STREET = set(
    words(
        "улица ул проспект просп пр пр-т пр-кт переулок пер бульвар бул б-р площадь пл "
        "микрорайон мкр мкр-н мкрн м-н шоссе тракт дом д корпус "
        "көшесі көше көшесінде даңғылы даңғыл даңғ д-лы даңғылында даңғылындағы "
        "көшесіндегі к-сі ықшамауданы ықшамаудан ауданы үй "
        "street st str avenue ave av road rd boulevard blvd microdistrict district "
        "house highway hwy lane ln embankment square sq alley набережная наб проезд "
        "аллея ulitsa ulica prospekt prospect mikroraion koshesi dangyly "
        "街 路 大街 大道 号 號"
    )
)

# Of these, what stands before the name of a street.
BEFORE_STREETS = set(
    words(
        "улица ул проспект просп пр пр-т пр-кт переулок пер бульвар бул б-р площадь пл "
        "шоссе набережная наб проезд аллея"
    )
)

# What may stand beside the name of a settlement.
BESIDE_SETTLEMENTS = set(
    words(
        "г город пос посёлок село аул city town village қаласы қала қ ауылы ауыл 市 "
        "центр centre center downtown орталығы орталық 市中心 中心 "
        "Казахстан Қазақстан Kazakhstan Qazaqstan KZ РК ҚР 哈萨克斯坦"
    )
)

# What stands between names and says nothing of its own: “the nearest”, “on”, “at”.
BETWEEN_NAMES = set(
    words(
        "near nearby nearest closest me next to at on in the is are where find how can "
        "i my am here top up где найти находится есть как можно нужно нужен пополнить "
        "баланс баланса трц тц тд қайда толықтыру балансты мен менің маған 我 哪里 "
        "在哪里 哪里有 充值 у в во из до от для тут здесь меня возле около рядом с "
        "со мной недалеко от на по ближайший ближайшая ближайшее ближайшие жанында "
        "угол угла пересечение corner of and и қиылысы бұрышы 交叉口 路口 拐角 "
        "жанындағы жанынан қасында қасымда маңында маңындағы жақын ең поблизости "
        "附近 附近的 旁边 最近的"
    )
)
# Of these, what asks for a place near the visitor, if it names nothing else.
NEAR_ME = set(
    words(
        "me nearby nearest closest рядом мной меня недалеко поблизости ближайший "
        "ближайшая ближайшее ближайшие жақын қасымда 附近 附近的 最近的"
    )
)
# In Chinese they stand before a name or after it without a space.
NEAR_IN_CHINESE = re.compile(r"^(?:离?我)?(?:附近|最近)的?|附近$|^我在哪里$")
# Six digits, or as Kazakhstan writes them since 2015: A05E6P0.
POSTCODE = re.compile(r"\d{6}|(?:[a-z]|ks)\d{2}[a-z]\d[a-z]\d")

# What a station of the metro is called with, which is no name.
METRO = set(words("metro station метро станция станциясы бекеті 地铁 地铁站"))

# What a town's name takes on in Kazakh: Астанадағы, Алматыда; in Russian: в Астане.
KAZAKH_ENDINGS = re.compile(r"(?:[dt][ae](?:gi|n)?|[gk][ae]|[dnt]in)$")
RUSSIAN_ENDINGS = re.compile(r"(?:e|u|om)$")
# And without the Russian one, it may end in these: Астан-а, Алмат-ы, Тараз.
LAST_VOWELS = ("", "a", "i")

# Not a street: a part of a town, or the word for a house.
PARTS_OF_TOWN = set(
    words(
        "микрорайон мкр мкр-н мкрн м-н ықшамауданы ықшамаудан microdistrict district "
        "дом д үй house корпус"
    )
)
DISTRICTS = set(words("ауданы район district"))

# A town of so many people is meant by its name, whatever street is called so too.
LARGE = 100_000

KINDS_OF_REGION = set(
    words("region oblast область облысы обл province district район ауданы 州 地区")
)
# The letters that people write for a long name.
SHORT_REGIONS = {"ско": "KZ-59", "вко": "KZ-63", "зко": "KZ-27", "юко": "KZ-61"}
