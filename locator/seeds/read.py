"""The shipped files as records, each value checked as its field would check it."""

import csv
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db import models
from modeltranslation.utils import build_localized_fieldname

from locator.seeds.schema import NOTHING, SCHEMAS, Schema, Values, plain

LISTS = (models.JSONField, models.ManyToManyField)
TEXTS = (models.CharField, models.TextField, models.ForeignKey)


class Record(NamedTuple):
    """One record of a shipped file: where it stands, its key, and its values."""

    where: str
    key: str
    values: Values


class SeedFiles:
    """The records read, and a sentence for each mistake, with its place."""

    def __init__(self) -> None:
        self.records: dict[str, list[Record]] = {}
        self.problems: list[str] = []
        # Keys of records with a problem: whatever refers to them is not to blame.
        self.failed: set[str] = set()

    def read_folder(self, folder: Path, schema: Schema) -> None:
        """Read a folder with one record in each TOML file."""
        tables = []
        for path in sorted(folder.glob("*.toml")):
            where = f"{folder.name}/{path.name}"
            try:
                tables.append((where, tomllib.loads(path.read_text("utf-8"))))
            except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
                self.blame(path.stem, [f"{where}: {error}"])
        self.add(tables, schema)

    def read_csv(self, path: Path, schema: Schema) -> None:
        """Read a table; columns that the schema does not have are left."""
        tables = []
        try:
            with path.open(encoding="utf-8-sig", newline="") as file:
                for number, row in enumerate(csv.DictReader(file), start=2):
                    table = {
                        k: cell(schema, k, row[k]) for k in schema.names if k in row
                    }
                    tables.append((f"{path.name}, line {number}", table))
        except (OSError, UnicodeDecodeError, csv.Error) as error:
            self.problems.append(f"{path.name}: {error}")
        self.add(tables, schema)

    def add(self, tables: Iterable[tuple[str, Values]], schema: Schema) -> None:
        met: dict[str, str] = {}
        records = self.records.setdefault(schema.name, [])
        for where, table in tables:
            key = table.get(schema.key)
            if not isinstance(key, str) or not key:
                self.problems.append(f"{where}: {schema.key} is missing.")
            elif key in met:
                self.problems.append(f"{where}: “{key}” is in {met[key]} too.")
            else:
                met[key] = where
                values, problems = parse(schema, table, where)
                records.append(Record(where, key, values))
                self.blame(key, problems)

    def blame(self, key: str, problems: list[str]) -> None:
        self.problems += problems
        if problems:
            self.failed.add(key)

    def check_references(self) -> None:
        """Note what refers to a record that no file has, or has otherwise."""
        known = {
            name: {record.key: record.values for record in records}
            for name, records in self.records.items()
        }
        for name, records in self.records.items():
            for record in records:
                problems = [
                    f"{where}: {field.name}: “{other}” is unknown."
                    for where, field, other in references_of(record, SCHEMAS[name])
                    if other not in self.failed and not is_known(field, other, known)
                ]
                self.blame(record.key, problems)


# Values


def cell(schema: Schema, name: str, text: str) -> str | list[str]:
    """Return what a line of a CSV gives: `|` divides a list."""
    is_list = isinstance(schema.model._meta.get_field(name), LISTS)
    return text.split("|") if is_list and text else text


def parse(schema: Schema, table: Values, where: str) -> tuple[Values, list[str]]:
    """
    Return the value of every field, as a table of a file gives it, in JSON.

    And what is wrong with it, each with its place in the file, in a sentence.
    """
    table = with_columns(schema, table)
    unknown = table.keys() - {*schema.names, *schema.children}
    problems = [f"{where}: unknown key “{name}”." for name in sorted(unknown)]
    values: Values = {}
    for name in schema.names:
        try:
            field = schema.model._meta.get_field(name)
            values[name] = clean(field, table.get(name))
        except ValidationError as error:
            values[name] = None
            problems += [f"{where}: {name}: {text}" for text in error.messages]
    problems += [f"{where}: {name} is missing." for name in missing(schema, values)]
    for key, child in schema.children.items():
        values[key] = []
        rows = table.get(key, [])
        if not is_list_of(dict, rows):
            problems.append(f"{where}: {key}: this is not a list of what belongs here.")
            rows = []
        for number, row in enumerate(rows, start=1):
            label = child.label_of(row, number)
            parsed, found = parse(child, row, f"{where}: {key} {label}")
            values[key].append(parsed)
            problems += found
        problems += [f"{where}: {key} {x}: is there twice." for x in twice(child, rows)]
    if schema.key not in schema.references:
        values.pop(schema.key, None)
    return values, problems


def with_columns(schema: Schema, table: Values) -> Values:
    """Return the table with each text in a column for each language."""
    flat = {}
    for name, value in table.items():
        if name in schema.texts and isinstance(value, dict):
            for language, text in value.items():
                flat[build_localized_fieldname(name, language)] = text
        else:
            flat[name] = value
    return flat


def clean(field: models.Field, value: Any) -> Any:
    """Return the value as the field would hold it, in JSON."""
    if value in NOTHING:
        value = [] if isinstance(field, LISTS) else field.get_default()
    elif isinstance(field, LISTS) and not is_list_of(str, value):
        raise ValidationError("This is not a list of texts.")
    elif isinstance(field, TEXTS) and not isinstance(value, str):
        raise ValidationError("This is not a text.")
    if isinstance(field, models.ForeignKey) and not value:
        raise ValidationError("This is missing.")
    if field.is_relation:
        # What it names is looked up among the files.
        return sorted(value) if isinstance(value, list) else value
    try:
        value = plain(field.clean(value, None))
    except TypeError as error:
        raise ValidationError(f"“{value}” cannot be read.") from error
    return "" if value is None and isinstance(field, TEXTS) else value


def missing(schema: Schema, values: Values) -> Iterator[str]:
    """Yield the texts that are needed and not there, or not in every language."""
    for text in schema.texts:
        columns = [one for one in schema.columns if schema.columns[one] == text]
        empty = [one for one in columns if not values[one]]
        if len(empty) == len(columns):
            if not schema.model._meta.get_field(text).blank:
                yield text
        elif schema.is_in_full:
            yield from empty


def twice(schema: Schema, rows: list[Values]) -> set[str]:
    """Return the labels that more than one row has; steps may have the same title."""
    labels = [schema.label_of(row, number) for number, row in enumerate(rows, start=1)]
    return set() if schema.is_ordered else {x for x in labels if labels.count(x) > 1}


def is_list_of(kind: type, value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(one, kind) for one in value)


# References


def references_of(
    record: Record, schema: Schema
) -> Iterator[tuple[str, models.Field, str]]:
    """Yield what the record, and the rows under it, refer to, with place and field."""
    tables = [(record.where, schema, record.values)]
    for key, child in schema.children.items():
        for number, row in enumerate(record.values[key], start=1):
            where = f"{record.where}: {key} {child.label_of(row, number)}"
            tables.append((where, child, row))
    for where, one, values in tables:
        for name in [*one.references, *one.many]:
            found = values[name] or []
            for other in found if isinstance(found, list) else [found]:
                yield where, one.model._meta.get_field(name), other


def is_known(
    field: models.Field, name: str, known: dict[str, dict[str, Values]]
) -> bool:
    """Whether some file has the record, as the field wants it: of a certain kind."""
    values = known.get(field.related_model._meta.model_name, {}).get(name)
    limits = field.get_limit_choices_to().items()
    return values is not None and all(values[name] == wanted for name, wanted in limits)
