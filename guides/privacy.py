"""Keeping visitors' numbers out of what is stored."""

import re

# What people write between the digits of one number: spaces, also those of no width,
# dashes, dots, slashes, brackets, or a comma without a space.
BETWEEN = r"(?:[\s().\-‐-―/_·*（）\u200b-\u200d\u2060]|,(?!\s))*"
LONG_NUMBER = re.compile(rf"\+?\d(?:{BETWEEN}\d){{6,}}")

# 25.11.2026 or 2026-11-25, and the hour after it.
DAY = re.compile(
    r"(?:(?:19|20)\d\d([-./])\d\d?\1\d\d?|\d\d?([-./])\d\d?\2(?:19|20)\d\d)"
    r"(?:\s+\d\d?)?"
)


def mask_numbers(text: str) -> str:
    """Replace every run of seven or more digits by dots, but for a day."""
    return LONG_NUMBER.sub(mask_unless_day, text)


def mask_unless_day(number: re.Match) -> str:
    return number[0] if DAY.fullmatch(number[0]) else "•••"
