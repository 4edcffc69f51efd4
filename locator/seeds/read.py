"""The shipped files as records, each value checked as its field would check it."""

import csv
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db import models
from modeltranslation.utils import build_localized_fieldname

from locator.seeds.schema import NOTHING, Schema, Values, plain

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
        # What records refer to: the key of the record, its place, the field, the name.
        self.references: list[tuple[str, str, models.Field, str]] = []

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
                values = self.parse(key, where, table, schema)
                if schema.key not in schema.references:
                    del values[schema.key]
                records.append(Record(where, key, values))

    def parse(self, key: str, where: str, table: Values, schema: Schema) -> Values:
        """Return the value of every field, in JSON; note what is wrong in the table."""
        table = with_columns(schema, table)
        unknown = table.keys() - {*schema.names, *schema.children}
        problems = [f"unknown key “{name}”." for name in sorted(unknown)]
        values: Values = {}
        for name in schema.names:
            field = schema.model._meta.get_field(name)
            try:
                values[name] = clean(field, table.get(name))
            except ValidationError as error:
                values[name] = None
                problems += [f"{name}: {text}" for text in error.messages]
            if field.is_relation:
                others = values[name] or []
                others = others if isinstance(others, list) else [others]
                self.references += [(key, where, field, other) for other in others]
        problems += [f"{name} is missing." for name in missing(schema, values)]
        for name, child in schema.children.items():
            rows = table.get(name, [])
            if not is_list_of(dict, rows):
                problems.append(f"{name}: this is not a list of what belongs here.")
                rows = []
            problems += [f"{name} {x}: is there twice." for x in twice(child, rows)]
            values[name] = [
                self.parse(key, f"{where}: {name} {child.label_of(row, n)}", row, child)
                for n, row in enumerate(rows, start=1)
            ]
        self.blame(key, [f"{where}: {problem}" for problem in problems])
        return values

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
        for key, where, field, other in self.references:
            if other not in self.failed and not is_known(field, other, known):
                self.blame(key, [f"{where}: {field.name}: “{other}” is unknown."])


# Values


def cell(schema: Schema, name: str, text: str) -> str | list[str]:
    """Return what a line of a CSV gives: `|` divides a list."""
    is_list = isinstance(schema.model._meta.get_field(name), LISTS)
    return text.split("|") if is_list and text else text


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


def is_known(
    field: models.Field, name: str, known: dict[str, dict[str, Values]]
) -> bool:
    """Whether some file has the record, as the field wants it: of a certain kind."""
    values = known.get(field.related_model._meta.model_name, {}).get(name)
    limits = field.get_limit_choices_to().items()
    return values is not None and all(values[name] == wanted for name, wanted in limits)
