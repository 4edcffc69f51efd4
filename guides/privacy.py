"""Keeping visitors' numbers out of what is stored."""

import re

# Seven digits or more, also when spaces, dashes, dots or brackets stand between.
LONG_NUMBER = re.compile(r"\+?\d(?:[\s().\-‐-―]*\d){6,}")


def mask_numbers(text: str) -> str:
    """Replace every run of seven or more digits by dots."""
    return LONG_NUMBER.sub("•••", text)
