"""
Records as plain values: what a shipped file gives of a row, and what a row holds.

A Schema names the fields. The values of a record are a flat dict, field -> JSON value:
a text in four languages is four fields, and rows under the record (the steps of a
guide) are one field, a list of such dicts.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from operator import attrgetter
from typing import Any

from django.conf import settings
from django.db import models
from modeltranslation.utils import build_localized_fieldname

from locator.models import SeedRecord

Values = dict[str, Any]

NOTHING = ("", None, [])


@dataclass(frozen=True)
class Schema:
    """
    The fields of a model that a shipped file gives.

    `key` names a record in its file. `texts` are translated. `references` and `many`
    hold what a related row is named by: {"region": "code"}. `children` are the rows
    under a record, by their key in the file. A child has no key: `parent` is its field
    that leads to the record, and `label` are the fields that tell it from its siblings.
    """

    model: type[models.Model]
    key: str = ""
    parent: str = ""
    label: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    references: dict[str, str] = field(default_factory=dict)
    many: dict[str, str] = field(default_factory=dict)
    children: dict[str, "Schema"] = field(default_factory=dict)
    # What only a new row gets.
    at_first: Values = field(default_factory=dict)
    # Whether a text must be there in every language, if in any.
    is_in_full: bool = False
    # Whether the rows have a position, which is that in the file.
    is_ordered: bool = False

    @property
    def name(self) -> str:
        return self.model._meta.model_name

    @cached_property
    def columns(self) -> dict[str, str]:
        """The columns of the texts: {"title_kk": "title"}."""
        return {
            build_localized_fieldname(text, language): text
            for text in self.texts
            for language, _ in settings.LANGUAGES
        }

    @cached_property
    def names(self) -> list[str]:
        """The columns and relations that a file gives, the key among them."""
        keys = {self.key} - {"", *self.references}
        return [*keys, *self.fields, *self.columns, *self.references, *self.many]

    @property
    def related_name(self) -> str:
        """The name by which a record has these rows under it."""
        return self.model._meta.get_field(self.parent).remote_field.related_name

    def rows(self) -> models.QuerySet:
        """Return every row, with the rows under it."""
        related = [child.related_name for child in self.children.values()]
        rows = self.model._default_manager.order_by("pk")
        return rows.select_related(*self.references).prefetch_related(
            *self.many, *related
        )

    def rows_under(self, row: models.Model, key: str) -> list[models.Model]:
        return list(getattr(row, self.children[key].related_name).all())

    def key_of(self, row: models.Model) -> str:
        path = ".".join(filter(None, [self.key, self.references.get(self.key)]))
        # A key that is a day becomes the text that the file has.
        return plain(attrgetter(path)(row))

    def new_row(self, key: str) -> models.Model:
        named = {} if self.key in self.references else {self.key: key}
        return self.model(**named, **self.at_first)

    def new_row_under(self, row: models.Model, position: int) -> models.Model:
        ordered = {"position": position} if self.is_ordered else {}
        return self.model(**{self.parent: row}, **ordered)

    def values_of(self, row: models.Model, names: "Names") -> Values:
        """Return what the row holds now, without the rows under it, as a file would."""
        values = {name: plain(getattr(row, name)) for name in self.fields}
        values |= {column: plain(getattr(row, column) or "") for column in self.columns}
        for name in self.references:
            values[name] = names.of(self, name)[getattr(row, f"{name}_id")]
        for name in self.many:
            known = names.of(self, name)
            values[name] = sorted(known[one.pk] for one in getattr(row, name).all())
        return values

    def label_of(self, values: Values, number: int) -> str:
        """Return what a row under a record is called: “till cash”."""
        names = [str(values[name]) for name in self.label if values.get(name)]
        return " ".join(names) or str(number)

    def labels(self, rows: Iterable[Values], like: Iterable[str] = ()) -> list[str]:
        """
        Return the labels of rows under one record, each once.

        If the rows have an order, a row whose label is not among the labels `like` gets
        the label that stands at its position there: it is the same row, relabelled.
        """
        labels: list[str] = []
        for number, values in enumerate(rows, start=1):
            label = self.label_of(values, number)
            while label in labels:
                label = f"{label} {number}"
            labels.append(label)
        if self.is_ordered:
            for index, before in enumerate([*like][: len(labels)]):
                if labels[index] not in like and before not in labels:
                    labels[index] = before
        return labels


class Names:
    """
    The names in the files of the rows that others refer to.

    A row that staff have renamed since keeps the name that it shipped with. Names are
    read at the first use, when the rows are there.
    """

    def __init__(self) -> None:
        self.by_model: dict[type[models.Model], dict[int, str]] = {}

    def of(self, schema: Schema, name: str) -> dict[int, str]:
        """Return the names of the rows that the field may refer to."""
        model = schema.model._meta.get_field(name).related_model
        if model not in self.by_model:
            path = (schema.references | schema.many)[name]
            names = dict(model._default_manager.values_list("pk", path))
            records = SeedRecord.objects.of(model).filter(row_id__in=names)
            shipped = {record.row_id: record.name for record in records}
            for pk in names.keys() - shipped.keys():
                if names[pk] in shipped.values():
                    # What staff have given the name of a row that they renamed.
                    names[pk] += f" {pk}"
            self.by_model[model] = names | shipped
        return self.by_model[model]

    def pks(self, schema: Schema, name: str) -> dict[str, int]:
        return {other: pk for pk, other in self.of(schema, name).items()}


# Every schema of a record with a key, in the order of loading, by the model's name.
SCHEMAS: dict[str, Schema] = {}


def register(schema: Schema) -> Schema:
    SCHEMAS[schema.name] = schema
    return schema


def plain(value: Any) -> Any:
    """
    Return a value as JSON holds it.

    A form sends a text back with other line ends and without the last one, and an
    empty one as None: that is not a change by staff.
    """
    if isinstance(value, str):
        return str(value).replace("\r\n", "\n").strip()
    if isinstance(value, date):
        return value.isoformat()
    return value
