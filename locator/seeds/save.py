"""
Shipped records into the database, without taking anything from staff.

`SeedRecord` remembers what a file last gave for each record. What cannot be written
because of something that staff have done is skipped and reported; only mistakes of the
files themselves stop a load.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.conf import settings
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models, transaction
from django.utils import translation

from locator.models import SeedRecord
from locator.seeds.merge import RowVersions, in_order, merge_rows, three_way
from locator.seeds.read import Record, SeedFiles
from locator.seeds.schema import SCHEMAS, Names, Schema, Values

# In place of a row: nobody needs to look for it again.
NO_ROW = 0


class ContentProblems(Exception):
    """The files are wrong; `problems` has a sentence for each, with its file."""

    def __init__(self, problems: list[str]):
        self.problems = problems
        super().__init__("\n".join(problems))


@dataclass
class Report:
    """The rows that a load wrote, left to staff, or had to skip."""

    created: Counter[str] = field(default_factory=Counter)
    changed: Counter[str] = field(default_factory=Counter)
    kept: list[str] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)


def save(files: SeedFiles, *, is_dry: bool = False) -> Report:
    """
    Merge what was read into the database; return what was done.

    All or nothing: raises ContentProblems with every problem of every file.
    """
    report = Report()
    files.check_references()
    # The column without a language takes the language that is active.
    with transaction.atomic(), translation.override(settings.LANGUAGE_CODE):
        for name, records in files.records.items():
            records = [one for one in records if one.key not in files.failed]
            Saving(SCHEMAS[name], report, files.problems).save(records)
        if files.problems:
            raise ContentProblems(files.problems)
        transaction.set_rollback(is_dry)
    return report


class Saving:
    """The records of one schema on their way into the database."""

    def __init__(self, schema: Schema, report: Report, problems: list[str]):
        self.schema, self.report, self.problems = schema, report, problems
        self.rows: dict[str, models.Model] = {}
        self.names = Names()
        self.created: set[str] = set()
        self.changed: set[str] = set()

    def save(self, records: list[Record]) -> None:
        name = self.schema.name
        entries = {one.name: one for one in SeedRecord.objects.of(self.schema.model)}
        to_do = []
        for record in records:
            entry = entries.get(record.key) or SeedRecord(key=f"{name} {record.key}")
            # The row is not known if an older version of the site loaded the record.
            if entry.values != record.values or entry.row_id is None:
                to_do.append((record, entry))
        if not to_do:
            return
        self.rows = rows_by_name(self.schema, entries.values())
        rows = [self.save_record(record, entry) for record, entry in to_do]
        # Now every row is there that another one may refer to.
        self.names = Names()
        for (record, entry), row in zip(to_do, rows, strict=True):
            if row:
                self.save_rows(record, entry, row)
            entry.row_id = row.pk if row else entry.row_id or NO_ROW
            entry.values = record.values
        known = [entry for _, entry in to_do if entry.pk]
        SeedRecord.objects.bulk_update(known, ["values", "kept", "row_id"])
        SeedRecord.objects.bulk_create([one for _, one in to_do if not one.pk])
        self.report.created += Counter({name: len(self.created)})
        self.report.changed += Counter({name: len(self.changed - self.created)})

    def save_record(self, record: Record, entry: SeedRecord) -> models.Model | None:
        """Write the record's own values, if any; return its row, if it has one."""
        row = self.rows.get(record.key)
        if row is None and entry.values is not None:
            self.report.kept.append(f"{entry.key}: deleted, not brought back")
        elif row is None:
            row = self.create(record)
        else:
            file = own_values(self.schema, record.values)
            now = self.schema.values_of(row, self.names)
            values, kept = three_way(file, entry.values or {}, now)
            if values and self.write(record.where, self.schema, row, values, file):
                self.changed.add(record.key)
            elif values:
                kept += values
            self.keep(entry, [[field] for field in kept])
        return row

    def create(self, record: Record) -> models.Model | None:
        if record.key in map(self.schema.key_of, self.rows.values()):
            said = f"{record.where}: another {self.schema.name} has this name."
            self.report.skipped.append(said)
            return None
        row = self.schema.new_row(record.key)
        file = own_values(self.schema, record.values)
        if not self.write(record.where, self.schema, row, file, file):
            return None
        self.created.add(record.key)
        return row

    def save_rows(self, record: Record, entry: SeedRecord, row: models.Model) -> None:
        """Write the rows under the record."""
        is_shipped = entry.values is not None or record.key in self.created
        before = entry.values or {}
        for key, child in self.schema.children.items():
            file = record.values[key]
            under = self.schema.rows_under(row, key)
            now = [child.values_of(one, self.names) for one in under]
            rows = RowVersions.match(child, file, before.get(key, []), now)
            there = dict(zip(rows.now, under, strict=True))
            for label, values, kept in merge_rows(child, rows, is_shipped=is_shipped):
                if values is None:
                    there.pop(label).delete()
                elif values:
                    one = there.get(label) or child.new_row_under(row, len(there) + 1)
                    where = f"{record.where}: {key} {label}"
                    if self.write(where, child, one, values, rows.file[label]):
                        there[label] = one
                    else:
                        kept = [[]]
                if values != {}:
                    self.changed.add(record.key)
                self.keep(entry, [[key, label, *field] for field in kept])
            if child.is_ordered and [*rows.file] != [*rows.before]:
                put_in_order([there[one] for one in in_order(rows) if one in there])
            # From now on the rows have the labels that the file gives them.
            labels = dict(zip(rows.file, child.labels(file), strict=True))
            for path in entry.kept:
                if path[0] == key:
                    path[1] = labels.get(path[1], path[1])

    def write(
        self,
        where: str,
        schema: Schema,
        row: models.Model,
        values: Values,
        file: Values,
    ) -> bool:
        """Save the values; if that cannot be, note whose fault it is."""
        try:
            save_row(schema, row, values, self.names)
        except ValidationError as error:
            mistakes = mistakes_of(schema, file)
            noted = self.problems if mistakes else self.report.skipped
            noted += [f"{where}: {text}" for text in mistakes or sentences(error)]
            return False
        for name in schema.many.keys() & values.keys():
            gone = set(values[name]) - self.names.pks(schema, name).keys()
            self.report.skipped += [f"{where}: {name}: “{x}” is missing." for x in gone]
        return True

    def keep(self, entry: SeedRecord, paths: list[list[str]]) -> None:
        """Remember and report what stays staff's."""
        entry.kept += [path for path in paths if path not in entry.kept]
        self.report.kept += [f"{entry.key}: {' '.join(path)} kept" for path in paths]


def rows_by_name(
    schema: Schema, entries: Iterable[SeedRecord]
) -> dict[str, models.Model]:
    """Return the rows by what files call them, whatever staff call them now."""
    rows = {row.pk: row for row in schema.rows()}
    shipped = {one.name: rows.pop(one.row_id) for one in entries if one.row_id in rows}
    return {schema.key_of(row): row for row in rows.values()} | shipped


def own_values(schema: Schema, values: Values) -> Values:
    """Return the values of a record without the rows under it."""
    return {k: value for k, value in values.items() if k not in schema.children}


def put_in_order(rows: list[models.Model]) -> None:
    for position, row in enumerate(rows, start=1):
        if row.position != position:
            row.position = position
            row.save(update_fields=["position"])


# One row


def save_row(schema: Schema, row: models.Model, values: Values, names: Names) -> None:
    """Save the values in the row; raise ValidationError if it may not have them."""
    set_values(schema, row, values)
    for name in schema.references.keys() & values.keys():
        pk = names.pks(schema, name).get(values[name])
        if pk is None:
            raise ValidationError({name: f"“{values[name]}” is missing."})
        setattr(row, f"{name}_id", pk)
    row.clean_fields(exclude=not_to_clean(row, values))
    row.clean()
    row.validate_constraints()
    row.save()
    for name in schema.many.keys() & values.keys():
        pks = names.pks(schema, name)
        getattr(row, name).set([pks[other] for other in values[name] if other in pks])


def set_values(schema: Schema, row: models.Model, values: Values) -> None:
    for name in values.keys() & {*schema.fields}:
        setattr(row, name, values[name])
    for name in values.keys() & schema.columns.keys():
        setattr(row, name, values[name] or None)  # an empty text is no text


def not_to_clean(row: models.Model, values: Values) -> set[str]:
    """
    Return the fields that were not set, and those that refer to a row of any kind.

    Such a row was found by its name: to look for it again would cost a query a row.
    """
    return {
        field.name
        for field in row._meta.fields
        if field.name not in values
        or (field.is_relation and not field.get_limit_choices_to())
    }


def mistakes_of(schema: Schema, values: Values) -> list[str]:
    """Return what is wrong with the values whatever there is in the database."""
    row = schema.model()
    set_values(schema, row, values)
    try:
        row.validate_constraints()
    except ValidationError as error:
        return list(sentences(error))
    return []


def sentences(error: ValidationError) -> Iterator[str]:
    """Yield the messages, each with its field, unless it is about the whole row."""
    for name, errors in error.update_error_dict({}).items():
        for text in ValidationError(errors).messages:
            yield text if name == NON_FIELD_ERRORS else f"{name}: {text}"
