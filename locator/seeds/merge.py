"""
SeedRecord files into the database, without taking anything from staff.

`SeedRecord` remembers what a file last gave for each record. A field of which the file
says something new is written if the row still holds what was shipped before; if staff
have changed it since, it stays theirs and is reported. A record that staff deleted is
not brought back.
"""

import csv
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from django.conf import settings
from django.db import models
from modeltranslation.utils import build_localized_fieldname

from locator.models import SeedRecord
from locator.seeds.save import Report, Writing, write
from locator.seeds.schema import NOTHING, Schema, Values


class ContentProblems(Exception):
    """The files are wrong; `problems` has a sentence for each, with its file."""

    def __init__(self, problems: list[str]):
        self.problems = problems
        super().__init__("\n".join(problems))


class Record(NamedTuple):
    """One record of a shipped file: where it stands, its key, and its values."""

    where: str
    key: str
    values: Values


# Reading


def read_toml_folder(folder: Path, schema: Schema, report: Report) -> list[Record]:
    """Return the records of a folder with one record in each file."""
    tables = []
    for path in sorted(folder.glob("*.toml")):
        where = f"{folder.name}/{path.name}"
        try:
            tables.append((where, tomllib.loads(path.read_text("utf-8"))))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            report.problems.append(f"{where}: {error}")
            report.failed.add(path.stem)
    return list(as_records(tables, schema, report))


def read_csv(path: Path, schema: Schema, report: Report) -> list[Record]:
    """Return the records of a table; columns that the schema does not have are left."""
    tables = []
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            for number, row in enumerate(csv.DictReader(file), start=2):
                tables.append((f"{path.name}, line {number}", as_table(row, schema)))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        report.problems.append(f"{path.name}: {error}")
    return list(as_records(tables, schema, report))


def as_table(row: dict[str, str], schema: Schema) -> Values:
    """Return a line of a CSV as a TOML table would be: `|` divides a list."""
    table: Values = {
        name: row[name]
        for name in [schema.key, *schema.fields, *schema.references]
        if row.get(name)
    }
    for name in schema.fields:
        if isinstance(schema.model._meta.get_field(name), models.JSONField):
            table[name] = table[name].split("|") if name in table else []
    for text in schema.texts:
        table[text] = {
            language: row.get(build_localized_fieldname(text, language)) or ""
            for language, _ in settings.LANGUAGES
        }
    return table


def as_records(
    tables: Iterable[tuple[str, Values]], schema: Schema, report: Report
) -> Iterator[Record]:
    met: dict[str, str] = {}
    for where, table in tables:
        key = table.get(schema.key)
        if not isinstance(key, str) or not key:
            report.problems.append(f"{where}: {schema.key} is missing.")
        elif key in met:
            report.problems.append(f"{where}: “{key}” is in {met[key]} too.")
        else:
            met[key] = where
            yield Record(where, key, schema.parse(table, where, report.problems))


# Merging


def merge(schema: Schema, records: list[Record], report: Report) -> None:
    """Bring what the records say anew into the database, and remember it."""
    shipped = {
        entry.key: entry
        for entry in SeedRecord.objects.filter(key__startswith=f"{schema.name} ")
    }
    rows = {schema.key_of(row): row for row in schema.rows()}
    writings = []
    entries = []
    for record in records:
        name = f"{schema.name} {record.key}"
        entry = shipped.get(name) or SeedRecord(key=name)
        if entry.values != record.values:
            row = rows.get(record.key)
            writings += decide(schema, record, row, entry.values, report)
            entry.values = record.values
            entries.append(entry)
    write(schema, writings, report)
    SeedRecord.objects.bulk_create([entry for entry in entries if not entry.pk])
    SeedRecord.objects.bulk_update([entry for entry in entries if entry.pk], ["values"])


def decide(
    schema: Schema,
    record: Record,
    row: models.Model | None,
    before: Values | None,
    report: Report,
) -> Iterator[Writing]:
    """Yield what to write of one record, if anything; note what stays staff's."""
    name = f"{schema.name} {record.key}"
    if row is None and before is not None:
        report.kept.append(f"{name}: deleted, not brought back")
    elif row is None:
        row = schema.new_row(record.key)
        yield Writing(record.where, record.key, row, record.values)
        report.created[schema.name] += 1
    else:
        values, kept = three_way(record.values, before or {}, schema.values_of(row))
        report.kept += [f"{name}: {field} kept" for field in kept]
        if values:
            yield Writing(record.where, record.key, row, values)
            report.changed[schema.name] += 1


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
        is_untouched = before and (
            is_same(now[name], before[name]) if name in before else now[name] in NOTHING
        )
        if is_untouched:
            values[name] = value
        else:
            kept.append(name)
    return values, kept


def is_same(now: Any, before: Any) -> bool:
    """
    Whether a value is still what a file gave.

    Rows under a record may have got fields since that no file knew: empty is the same.
    """
    if isinstance(now, dict) and isinstance(before, dict):
        return before.keys() <= now.keys() and all(
            value == before[name] if name in before else value in NOTHING
            for name, value in now.items()
        )
    if isinstance(now, list) and isinstance(before, list):
        return len(now) == len(before) and all(map(is_same, now, before))
    return now == before
