"""
Plus codes as positions, full ones and short ones. No Django.

As the specification of Open Location Code says (github.com/google/open-location-code,
Documentation/Specification/specification.md): pairs of digits to the base of 20, the
latitude first, then digits that divide a cell into 5 rows and 4 columns.
"""

import re

from locator.geo.geodesy import Position

DIGITS = "23456789CFGHJMPQRVWX"
SIZES = [20, 1, 1 / 20, 1 / 400, 1 / 8000]
ROWS, COLUMNS = 5, 4

# Full: 8GWH6VQQ+H6. Short: without the first four or so, near a town that is named.
CODE = re.compile(
    rf"(?<![\w+])((?:[{DIGITS}]{{2}}){{2,4}})\+([{DIGITS}]{{2,7}})(?![\w+])",
    re.IGNORECASE,
)
FULL = 8


def find_code(text: str) -> tuple[str, str] | None:
    """Return the first code in the text, and the text without it."""
    match = CODE.search(text)
    if not match:
        return None
    rest = f"{text[: match.start()]} {text[match.end() :]}"
    return f"{match[1]}+{match[2]}".upper(), rest.strip(" ,")


def is_full(code: str) -> bool:
    return code.index("+") == FULL


def decode(code: str) -> Position:
    """Return the middle of the cell of a full code."""
    digits = [DIGITS.index(digit) for digit in code.replace("+", "")]
    south, west = -90.0, -180.0
    for place, size in enumerate(SIZES):
        height = width = size
        south += digits[2 * place] * size
        west += digits[2 * place + 1] * size
    for digit in digits[2 * len(SIZES) :]:
        height, width = height / ROWS, width / COLUMNS
        south += digit // COLUMNS * height
        west += digit % COLUMNS * width
    return Position(south + height / 2, west + width / 2)


def near(code: str, reference: Position) -> Position:
    """Return the cell of a short code that is nearest to a place."""
    missing = FULL - code.index("+")
    found = decode(encode(reference)[:missing] + code)
    size = SIZES[missing // 2 - 1]
    return Position(
        nearest(found.latitude, reference.latitude, size),
        nearest(found.longitude, reference.longitude, size),
    )


def nearest(degrees: float, reference: float, size: float) -> float:
    return degrees + round((reference - degrees) / size) * size


def encode(position: Position) -> str:
    """Return the first eight digits of the code of a position."""
    rest = [position.latitude + 90, position.longitude + 180]
    code = ""
    for size in SIZES[:4]:
        for axis in (0, 1):
            digit = min(int(rest[axis] / size + 1e-9), len(DIGITS) - 1)
            rest[axis] -= digit * size
            code += DIGITS[digit]
    return code
