"""
Three-way merge of what a file says, what it said before, and what the row says now.

What the file says anew is taken where the row still says what was shipped before. What
staff have changed since stays theirs: field by field, and of rows under a record row by
row. Only plain values are met here; `locator.seeds.save` writes what is decided.
"""

from collections.abc import Iterator
from typing import NamedTuple

from locator.seeds.schema import NOTHING, Schema, Values


def three_way(file: Values, before: Values, now: Values) -> tuple[Values, list[str]]:
    """
    Return the values to write, and the fields to leave to staff.

    A field that no file gave before is staff's if it holds anything. So is all of a
    row that no file gave: `before` is empty then.
    """
    values, kept = {}, []
    for name, value in file.items():
        if value in (before.get(name), now[name]):
            continue
        if before and isinstance(value, list):
            values[name] = merge_list(value, before.get(name, []), now[name])
        elif before and is_same(name, now, before):
            values[name] = value
        else:
            kept.append(name)
    return values, kept


def merge_list(file: list[str], before: list[str], now: list[str]) -> list[str]:
    """Return what staff have, with what the file adds and without what it takes out."""
    left = [one for one in now if one in file or one not in before]
    return left + [one for one in file if one not in before and one not in now]


def is_same(name: str, values: Values, before: Values) -> bool:
    """Whether a field is as a file gave it; one that no file knew, whether empty."""
    value = values[name]
    return value == before[name] if name in before else value in NOTHING


def are_same(values: Values, before: Values) -> bool:
    return all(is_same(name, values, before) for name in values)


# Rows under a record


class RowVersions(NamedTuple):
    """The rows under a record by their labels, in three versions."""

    file: dict[str, Values]
    before: dict[str, Values]
    now: dict[str, Values]

    @classmethod
    def match(
        cls, schema: Schema, file: list[Values], before: list[Values], now: list[Values]
    ) -> "RowVersions":
        labels = schema.labels(before)
        return cls(
            *(
                dict(zip(schema.labels(rows, labels), rows, strict=True))
                for rows in (file, before, now)
            )
        )


class RowMerge(NamedTuple):
    """The values to write in a row under a record, and those to leave to staff."""

    label: str
    # None to remove the row.
    values: Values | None
    # [[]] if the whole row is staff's, else [["note_en"], ...].
    kept: list[list[str]]


def merge_rows(
    schema: Schema, rows: RowVersions, *, is_shipped: bool
) -> Iterator[RowMerge]:
    """
    Yield what becomes of the rows that are not yet as they are to be.

    To a record that was not shipped, which staff have made, no row is added.
    """
    replaced = replaced_by_staff(schema, rows)
    for label in rows.file | rows.before | rows.now:
        file, before, now = (version.get(label) for version in rows)
        values: Values | None = {}
        is_kept = False
        kept = []
        if file and now:
            values, fields = three_way(file, before or {}, now)
            kept = [[field] for field in fields]
        elif file and before:
            is_kept = not are_same(file, before)
        elif file:
            is_kept = not is_shipped or file[schema.label[0]] in replaced
            values = {} if is_kept else file
        elif before and now:
            is_kept = not are_same(now, before)
            values = {} if is_kept else None
        if values != {} or kept or is_kept:
            yield RowMerge(label, values, [[]] if is_kept else kept)


def replaced_by_staff(schema: Schema, rows: RowVersions) -> set[str]:
    """
    Return what rows that staff removed were for, if the file has them no more either.

    Staff have corrected a code, and so does the file: it is not to be there twice.
    """
    if len(schema.label) < 2:
        return set()
    return {
        row[schema.label[0]]
        for label, row in rows.before.items()
        if label not in rows.file and label not in rows.now
    }


def in_order(rows: RowVersions) -> list[str]:
    """
    Return the labels in the file's order, or in staff's, if they have one of their own.

    What only the other one has follows what it follows there.
    """
    file, now = list(rows.file), list(rows.now)
    is_as_shipped = now == [label for label in rows.before if label in rows.now]
    order, other = (file, now) if is_as_shipped else (now, file)
    for previous, label in zip(["", *other], other, strict=False):
        if label not in order:
            place = order.index(previous) + 1 if previous in order else 0
            order.insert(place, label)
    return order
