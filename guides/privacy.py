"""Keeping visitors' numbers out of what is stored."""

import re

# Of any script, also written out in Chinese, circled or raised; the marks after a digit
# make a key of it or have no width.
NUMERALS = "〇零一二三四五六七八九幺壹贰叁肆伍陆柒捌玖⓪①-⑨⓿❶-❾⁰¹²³⁴-⁹₀-₉"
DIGIT = rf"[\d{NUMERALS}][\ufe0f\u20e3\u200b-\u200d\u2060\u00ad]*"

# What people write between the digits of one number: any of the usual marks, up to
# three others that are no letters, and a short word in brackets.
USUAL = r"[\s().\-‐-―/_·*（）]"
OTHER = rf"(?!{USUAL}|[{NUMERALS}])\W"
MARKS = rf"(?:{USUAL}*(?:{OTHER}{USUAL}*){{0,3}})"
BETWEEN = rf"{MARKS}(?:(?<=[(（\[])[^\W\d_]{{1,12}}\.?[)）\]]{MARKS})?"
LONG_NUMBER = re.compile(rf"\+?{DIGIT}(?:{BETWEEN}{DIGIT}){{6,}}")

# 25.11.2026 or 2026-11-25, and the hour after it; 10:00-22:00.
HOUR = r"(?:[01]?\d|2[0-3])"
TIME = rf"{HOUR}(?::[0-5]\d){{1,2}}"
DAY = (
    r"(?:(?:19|20)\d\d([-./])\d\d?\1\d\d?|\d\d?([-./])\d\d?\2(?:19|20)\d\d)"
    rf"(?:\s+{HOUR}\b(?!:))?"
)
HARMLESS = re.compile(
    rf"(?:(?:{DAY}|{TIME})(?:{MARKS}|\Z))+"
    # Lists of round amounts, of prefixes, of codes: 500, 1000; 701, 702; *100# *111#.
    r"|[1-9]\d*[05]0(?:,\s[1-9]\d*[05]0)+"
    r"|7\d\d(?:,\s7\d\d)+"
    r"|\d{3}(?:\*\d\d?)*(?:#\W{0,2}\*\d{3}(?:\*\d\d?)*)+"
)


def mask_numbers(text: str) -> str:
    """Replace every run of seven or more digits by dots, but for what is harmless."""
    return LONG_NUMBER.sub(mask_unless_harmless, text)


def mask_unless_harmless(number: re.Match) -> str:
    return number[0] if HARMLESS.fullmatch(number[0]) else "•••"
