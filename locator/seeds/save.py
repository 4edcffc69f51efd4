"""Values of shipped records into rows, checked as a form would check them."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import models

from locator.models import SeedRecord
from locator.seeds.schema import Schema, Values


@dataclass
class Report:
    """What a load wrote, what it left to staff, and what is wrong in the files."""

    created: Counter[str] = field(default_factory=Counter)
    changed: Counter[str] = field(default_factory=Counter)
    kept: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    # Keys of what could not be loaded: whatever refers to it is not to blame.
    failed: set[str] = field(default_factory=set)


class Writing(NamedTuple):
    """A row, the values it is to get, its key, and where in the files it stands."""

    where: str
    key: str
    row: models.Model
    values: Values


def write(schema: Schema, writings: list[Writing], report: Report) -> None:
    """Save the rows without a problem, then the rows under them."""
    if not writings:
        return
    pks = {field: pks_by_name(schema, field) for field in schema.references}
    writings = [one for one in writings if fill(schema, one, pks, report)]
    new = [one.row for one in writings if one.row._state.adding]
    for one in writings:
        if not one.row._state.adding:
            one.row.save()
    schema.model._default_manager.bulk_create(new)
    for field_name in schema.many:
        write_many(schema, field_name, writings, report)
    for key in schema.children:
        write_children(schema, key, writings, report)


def write_many(
    schema: Schema, field: str, writings: list[Writing], report: Report
) -> None:
    pks = pks_by_name(schema, field)
    for where, _, row, values in writings:
        names = values.get(field, [])
        for name in names:
            if name not in pks and not is_absent(schema, field, name, report):
                report.problems.append(f"{where}: {field}: “{name}” is unknown.")
        if field in values:
            getattr(row, field).set([pks[name] for name in names if name in pks])


def write_children(
    schema: Schema, key: str, writings: list[Writing], report: Report
) -> None:
    """Write the rows under the records anew, instead of those that are there."""
    related_name, child = schema.children[key]
    pks = {field: pks_by_name(child, field) for field in child.references}
    writings = [one for one in writings if key in one.values]
    for where, _, row, all_values in writings:
        getattr(row, related_name).all().delete()
        for number, values in enumerate(all_values[key], start=1):
            under = child.row_under(row, related_name, number)
            label = child.label_of(values, number)
            one = Writing(f"{where}: {key} {label}", "", under, values)
            if fill(child, one, pks, report):
                under.save()


def fill(
    schema: Schema, writing: Writing, pks: dict[str, dict[str, int]], report: Report
) -> bool:
    """Put the values into the row; return whether it can be saved."""
    where, key, row, values = writing
    named = {name: values[name] for name in schema.references if name in values}
    unknown = {name for name, other in named.items() if other not in pks[name]}
    if any(is_absent(schema, name, named[name], report) for name in unknown):
        return False
    for name in values.keys() & set(schema.fields):
        setattr(row, name, values[name])
    for column in values.keys() & schema.translated.keys():
        setattr(row, column, values[column] or None)  # an empty text is no text
    for name in named.keys() - unknown:
        setattr(row, f"{name}_id", pks[name][named[name]])
    problems = [f"{name}: “{named[name]}” is unknown." for name in unknown]
    problems += invalid(row, schema)
    report.problems += [f"{where}: {problem}" for problem in problems]
    if problems:
        report.failed.add(key)
    return not problems


def invalid(row: models.Model, schema: Schema) -> Iterator[str]:
    """
    Yield what a form would say of the row.

    Without what was looked up already, which costs a query for each row, and without
    the columns that have no language, because they follow those that have one.
    """
    looked_up = {field.name for field in row._meta.fields if field.is_relation}
    try:
        row.clean_fields(exclude=looked_up.union(schema.texts))
        row.validate_constraints()
    except ValidationError as error:
        for name, texts in error.message_dict.items():
            yield from texts if name == "__all__" else [f"{name}: {x}" for x in texts]


def pks_by_name(schema: Schema, name: str) -> dict[str, int]:
    """Return what the files may call the rows that a field may refer to."""
    field = schema.model._meta.get_field(name)
    rows = field.related_model._default_manager.complex_filter(
        field.get_limit_choices_to()
    )
    return dict(rows.values_list(schema.path_of(name), "pk"))


def is_absent(schema: Schema, name: str, other: str | None, report: Report) -> bool:
    """
    Whether the row referred to is missing for a reason that is no new problem.

    Its own file has one, or staff have deleted it; a missing name was reported when
    the file was read.
    """
    if other is None or other in report.failed:
        return True
    related = schema.model._meta.get_field(name).related_model
    was_shipped = SeedRecord.objects.filter(key=f"{related._meta.model_name} {other}")
    is_there = related._default_manager.filter(**{schema.path_of(name): other})
    return was_shipped.exists() and not is_there.exists()
