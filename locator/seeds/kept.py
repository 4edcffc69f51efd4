"""Differences that upgrades left to staff: both versions, and the choice."""

from collections.abc import Iterator
from typing import NamedTuple

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import translation

from locator.models import SeedRecord
from locator.seeds.merge import RowVersions
from locator.seeds.read import Record
from locator.seeds.save import Report, Saving, rows_by_name, save_row
from locator.seeds.schema import SCHEMAS, Names, Schema, Values


class Difference(NamedTuple):
    """A difference between file and staff, in a record or in one row under it."""

    record: SeedRecord
    path: list[str]
    # The record's own row, and the row that the difference is in, if there is one.
    row: models.Model
    schema: Schema
    row_there: models.Model | None
    # What differs. None where there is no such row.
    file: Values | None
    staff: Values | None

    def keep(self) -> None:
        """Let it be as staff have it, until a file says something else again."""
        self.record.kept.remove(self.path)
        self.record.save(update_fields=["kept"])

    def take(self) -> None:
        """Let it be as the file says; raises ValidationError if that cannot be."""
        with transaction.atomic(), translation.override(settings.LANGUAGE_CODE):
            if self.file is None:
                self.row_there.delete()
            else:
                row = self.row_there or self.schema.new_row_under(
                    self.row, self.position
                )
                save_row(self.schema, row, self.file, Names())
            self.keep()

    @property
    def position(self) -> int:
        """The position of the row in the file, from 1."""
        key, label = self.path[:2]
        return 1 + self.schema.labels(self.record.values[key]).index(label)


def differences(schema: Schema) -> Iterator[Difference]:
    """Yield what is kept in the records of the schema and differs still."""
    records = list(SeedRecord.objects.of(schema.model))
    if not any(record.kept for record in records):
        return
    rows = rows_by_name(schema, records)
    names = Names()
    for record in records:
        row = rows.get(record.name)
        if row and record.kept:
            found = (
                difference(schema, record, row, path, names) for path in record.kept
            )
            yield from (one for one in found if one.file != one.staff)


def difference(
    schema: Schema, record: SeedRecord, row: models.Model, path: list[str], names: Names
) -> Difference:
    fields, there = path, row
    file, staff = record.values, schema.values_of(row, names)
    if path[0] in schema.children:
        key, label, *fields = path
        under = schema.rows_under(row, key)
        schema = schema.children[key]
        now = [schema.values_of(one, names) for one in under]
        rows = RowVersions.match(schema, file[key], file[key], now)
        file, staff = rows.file.get(label), rows.now.get(label)
        there = dict(zip(rows.now, under, strict=True)).get(label)
    if file and staff:
        differ = {name for name in fields or file if file.get(name) != staff.get(name)}
        file = {name: value for name, value in file.items() if name in differ}
        staff = {name: staff[name] for name in file}
    return Difference(record, path, row, schema, there, file, staff)


def deleted(schema: Schema) -> list[SeedRecord]:
    """Return the records that have no row any more."""
    records = SeedRecord.objects.of(schema.model).order_by("key")
    rows = rows_by_name(schema, records)
    return [record for record in records if record.name not in rows]


def bring_back(schema: Schema, record: SeedRecord) -> models.Model:
    """Make the row anew, as its file says; raises ValidationError if that cannot be."""
    report, problems = Report(), []
    again = Record(record.key, record.name, record.values)
    with transaction.atomic(), translation.override(settings.LANGUAGE_CODE):
        record.delete()
        Saving(schema, report, problems).save([again])
        if schema.name not in report.created:
            raise ValidationError(problems + report.skipped)
        for other in SCHEMAS.values():
            mention_again(other, schema.model, again.key)
    pk = SeedRecord.objects.get(key=again.where).row_id
    return schema.model._default_manager.get(pk=pk)


def mention_again(schema: Schema, model: type[models.Model], name: str) -> None:
    """
    Let the records of the schema refer to the row again, as their files say.

    What referred to it went with it when it was deleted. It is merged as if the files
    had not mentioned it before.
    """
    for record in SeedRecord.objects.of(schema.model):
        values = record.values
        record.values = without(schema, values, model, name)
        if record.values != values:
            record.save()
            again = Record(record.key, record.name, values)
            Saving(schema, Report(), []).save([again])


def without(
    schema: Schema, values: Values, model: type[models.Model], name: str
) -> Values:
    """Return the values without what refers to the row."""

    def leads_there(schema, field):
        return schema.model._meta.get_field(field).related_model is model

    left = {
        field: [other for other in values[field] if other != name]
        for field in schema.many
        if leads_there(schema, field)
    }
    for key, child in schema.children.items():
        fields = [one for one in child.references if leads_there(child, one)]
        left[key] = [
            row for row in values[key] if name not in (row[field] for field in fields)
        ]
    return values | left
