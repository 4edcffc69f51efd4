"""Places as CSV: a table that programs and spreadsheets open as it is."""

import csv
import re
import unicodedata
from collections.abc import Iterator

from locator.models.fields import PHONES
from locator.open_data.records import COLUMNS, notice, records

# Without it Excel takes UTF-8 for the letters of another alphabet.
BYTE_ORDER_MARK = "\ufeff"

FORMULA_MARKS = ("=", "+", "-", "@")

# Where Excel begins a cell, in quotes too: in Kazakhstan it divides by semicolons.
CELL_ENDS = re.compile("([;\t\n\v\f\r\x85\u2028\u2029])")


class Echo:
    """A file that hands back what is written to it."""

    def write(self, text):
        return text


def csv_lines(places) -> Iterator[str]:
    """Yield the places as lines of CSV, whose last column is the licence."""
    writer = csv.writer(Echo(), quoting=csv.QUOTE_ALL)
    licence = notice()
    yield BYTE_ORDER_MARK + writer.writerow([*COLUMNS, "licence"])
    for record in records(places):
        cells = [without_formulas(column, value) for column, value in record.items()]
        yield writer.writerow([*cells, licence])


def without_formulas(column: str, value):
    """
    Put an apostrophe before whatever a spreadsheet would calculate.

    A phone number stays as it is: its plus is no formula.
    """
    if not isinstance(value, str):
        return value
    if column == "phone" and PHONES.fullmatch(value):
        return value
    return "".join(
        f"'{piece}" if is_formula(piece) else piece for piece in CELL_ENDS.split(value)
    )


def is_formula(text: str) -> bool:
    """Whether the text begins with a mark, a wide one too, after what nobody sees."""
    for char in text:
        if char != '"' and char.isprintable() and not char.isspace():
            return unicodedata.normalize("NFKC", char).startswith(FORMULA_MARKS)
    return False
