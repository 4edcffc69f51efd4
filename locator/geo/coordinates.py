"""Coordinates as people write them: decimals, degrees and minutes. No Django."""

import re
import unicodedata

# Whatever is longer was not meant as two coordinates.
LONGEST = 120

MARKS = str.maketrans(
    dict.fromkeys("′’‘`´ʹʼ＇分", "'")
    | dict.fromkeys("″“”„ʺ˝＂秒", '"')
    | dict.fromkeys("º˚度", "°")
    | dict.fromkeys("−–—‑", "-")
    | dict.fromkeys("，、", ",")
    # Copied along with the numbers, and not to be seen.
    | dict.fromkeys("\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\ufeff", "")
)

# “с. ш.” and “с.ш.”, in Kazakh “с. е.”, become one word of AXES.
RUSSIAN_OR_KAZAKH = re.compile(r"\b([сювзшоб])\. ?([шдеб])\b\.?")

# A word beside a number says which of the two it is, and on which side of zero.
AXES = (
    dict.fromkeys(
        ["n", "north", "с", "сш", "се", "северной широты", "солтүстік ендік"]
        + ["北纬", "北緯", "lat", "latitude", "широта", "ендік", "纬度"],
        ("latitude", 1),
    )
    | dict.fromkeys(
        ["s", "south", "ю", "юш", "ое", "南纬", "南緯"],
        ("latitude", -1),
    )
    | dict.fromkeys(
        ["e", "east", "в", "вд", "шб", "восточной долготы", "шығыс бойлық"]
        + [
            "东经",
            "東經",
            "lon",
            "lng",
            "long",
            "longitude",
            "долгота",
            "бойлық",
            "经度",
        ],
        ("longitude", 1),
    )
    | dict.fromkeys(
        ["w", "west", "з", "зд", "бб", "西经", "西經"],
        ("longitude", -1),
    )
)

# All repetitions are bounded: no text makes them try for long.
DECIMAL = r"[0-9]{1,3}(?:[.,][0-9]{1,30})?(?![0-9])"
MINUTE = r"[0-5]?[0-9](?:[.,][0-9]{1,30})?(?![0-9])"
ANGLE = (
    rf"(?:([+-]?[0-9]{{1,3}}) ?° ?({MINUTE}) ?'?(?: ?({MINUTE}) ?(?:\"|'')?)?"
    rf"|([+-]?{DECIMAL}) ?°?)"
)
AXIS = "({})".format("|".join(sorted(map(re.escape, AXES), key=len, reverse=True)))
SEPARATOR = r"(?: ?[,;/] ?| )"
BARE = re.compile(ANGLE + f"({SEPARATOR})" + ANGLE)
PREFIXED = re.compile(
    rf"{AXIS} ?[:=]? ?{ANGLE}{SEPARATOR}?{AXIS} ?[:=]? ?{ANGLE}",
)
# Without a sign between degrees and minutes: only an axis tells that they are two.
GAPS = rf"([0-9]{{1,3}}) ({MINUTE})(?: ({MINUTE}))?"
GAPS_PREFIXED = re.compile(rf"{AXIS} ?{GAPS}{SEPARATOR}?{AXIS} ?{GAPS}")
GAPS_SUFFIXED = re.compile(rf"{GAPS} ?{AXIS}{SEPARATOR}?{GAPS} ?{AXIS}")
SINGLE = re.compile(rf"(?:{AXIS} ?[:=]? ?)?{ANGLE} ?{AXIS}?")
SUFFIXED = re.compile(rf"{ANGLE} ?{AXIS}{SEPARATOR}?{ANGLE} ?{AXIS}")

# Two numbers so exact are coordinates even among other words.
EXACT = r"[+-]?[0-9]{1,3}[.,][0-9]{3,30}"
AMONG_WORDS = re.compile(rf"(?<![\w.,+-])({EXACT}){SEPARATOR}({EXACT})(?![\w.,]*[0-9])")
# So are two with their axes; Chinese needs no space before one.
NAMED_AMONG_WORDS = re.compile(
    rf"(?:(?<!\w)|(?=[东東西南北纬緯经經])){PREFIXED.pattern}"
)


def read_pair(text: str) -> tuple[float, float] | None:
    """
    Return the two numbers, the latitude first if the text says which is which.

    The decimal mark may be a comma. Without words or marks the order is as written,
    and it is the caller's to doubt; two whole numbers need a comma and a space.

    >>> read_pair("43,238949 76,889709")
    (43.238949, 76.889709)
    """
    text = tidy(text)
    if len(text) > LONGEST:
        return None
    if match := BARE.fullmatch(text):
        *first, separator, d, m, s, decimal = match.groups()
        second = [d, m, s, decimal]
        whole = re.fullmatch(r"[0-9]+[,/ ][0-9]+", text)
        return None if whole else (angle(*first), angle(*second))
    if match := PREFIXED.fullmatch(text):
        return of_prefixed(match)
    if match := SUFFIXED.fullmatch(text):
        *first, axis_1 = match.groups()[:5]
        *second, axis_2 = match.groups()[5:]
        return by_axis(axis_1, angle(*first), axis_2, angle(*second))
    if match := GAPS_PREFIXED.fullmatch(text):
        axis_1, *first, axis_2 = match.groups()[:5]
        second = match.groups()[5:]
        return by_axis(axis_1, angle(*first, None), axis_2, angle(*second, None))
    if match := GAPS_SUFFIXED.fullmatch(text):
        *first, axis_1 = match.groups()[:4]
        *second, axis_2 = match.groups()[4:]
        return by_axis(axis_1, angle(*first, None), axis_2, angle(*second, None))
    return None


def of_prefixed(match: re.Match) -> tuple[float, float] | None:
    axis_1, *first, axis_2 = match.groups()[:6]
    return by_axis(axis_1, angle(*first), axis_2, angle(*match.groups()[6:]))


def read_angle(text: str) -> float | None:
    """
    Return the one number, which may say that it is one of the two.

    >>> read_angle("43°14'24\"N"), read_angle("N43,24")
    (43.24, 43.24)
    """
    text = tidy(text)
    match = SINGLE.fullmatch(text) if len(text) <= LONGEST else None
    if not match:
        return None
    before, *parts, after = match.groups()
    axis = before or after
    return angle(*parts) * (AXES[axis][1] if axis else 1)


def find_pair(text: str) -> tuple[float, float] | None:
    """
    Return the first two coordinates among other words.

    In the order written, or the latitude first where the text says which is which.
    """
    text = tidy(text)
    match = NAMED_AMONG_WORDS.search(text)
    # “с 45 в 70” are two prepositions.
    is_exact = match and len(re.findall(r"[0-9][.,][0-9]|°", match[0])) > 1
    if is_exact and (pair := of_prefixed(match)):
        return pair
    match = AMONG_WORDS.search(text)
    return (number(match[1]), number(match[2])) if match else None


def tidy(text: str) -> str:
    text = unicodedata.normalize("NFKC", text.translate(MARKS)).casefold()
    text = " ".join(text.split()).strip("()[]{}<>.,; ")
    return RUSSIAN_OR_KAZAKH.sub(r"\1\2", text)


def number(text: str) -> float:
    return float(text.replace(",", "."))


def angle(degrees, minutes, seconds, decimal) -> float:
    """Return degrees from the four groups of ANGLE."""
    if decimal:
        return number(decimal)
    size = abs(number(degrees)) + number(minutes) / 60 + number(seconds or "0") / 3600
    return -size if degrees.startswith("-") else size


def by_axis(axis_1, value_1, axis_2, value_2) -> tuple[float, float] | None:
    (name_1, sign_1), (name_2, sign_2) = AXES[axis_1], AXES[axis_2]
    if name_1 == name_2:
        return None
    pair = (sign_1 * value_1, sign_2 * value_2)
    return pair if name_1 == "latitude" else pair[::-1]
