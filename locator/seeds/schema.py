"""
Records as plain values: what a shipped file gives of a row, and what a row holds.

A Schema names the fields. The values of a record are a flat dict, field -> JSON value:
a text in four languages is four fields, and rows under the record (the steps of a
guide) are one field, a list of such dicts.
"""

import json
from datetime import date
from operator import attrgetter
from typing import Any, NamedTuple

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from modeltranslation.utils import build_localized_fieldname

Values = dict[str, Any]

NOTHING = ("", None, [])


class Schema(NamedTuple):
    """
    The fields of a model that a shipped file gives.

    `key` names a record in its file. `texts` are translated; those `in_full` must be
    there in every language. `references` and `many` hold what a related row is named
    by: {"region": "code"}. `children` are the rows under a record, by their key in the
    file: {"tops_up": ("top_ups", TOP_UP)} for related name and schema. A child has no
    key; `label` are the fields that tell it from its siblings.
    """

    name: str
    model: type[models.Model]
    key: str = ""
    label: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    in_full: tuple[str, ...] = ()
    references: dict[str, str] = {}
    many: dict[str, str] = {}
    children: dict[str, tuple[str, "Schema"]] = {}
    # What only a new row gets.
    at_first: Values = {}
    # Whether the order of the rows in the file means something, and is stored.
    is_ordered: bool = False
    has_position: bool = False

    @property
    def translated(self) -> dict[str, tuple[str, str]]:
        """The columns of the texts: {"title_kk": ("title", "kk")}."""
        return {
            build_localized_fieldname(text, language): (text, language)
            for text in self.texts
            for language, _ in settings.LANGUAGES
        }

    def rows(self) -> models.QuerySet:
        """Return every row, with all that `values_of` reads."""
        related = [
            "__".join([field, *path.split("__")[:-1]])
            for field, path in self.many.items()
        ]
        for related_name, child in self.children.values():
            related += [f"{related_name}__{field}" for field in child.references]
            related.append(related_name)
        rows = self.model._default_manager.order_by("pk")
        return rows.select_related(*self.references).prefetch_related(*related)

    def path_of(self, field: str) -> str:
        """Return what a file calls the rows that the field refers to."""
        return (self.references | self.many)[field]

    def key_of(self, row: models.Model) -> str:
        related = self.references.get(self.key)
        path = f"{self.key}__{related}" if related else self.key
        # Of a row with a day for its key, as the file writes days.
        return plain(named_by(row, path))

    def new_row(self, key: str) -> models.Model:
        named = {} if self.key in self.references else {self.key: key}
        return self.model(**named, **self.at_first)

    def row_under(
        self, parent: models.Model, related_name: str, number: int
    ) -> models.Model:
        link = parent._meta.get_field(related_name).field.name
        position = {"position": number} if self.has_position else {}
        return self.model(**{link: parent}, **position)

    def label_of(self, values: Values, number: int) -> str:
        """Return what a problem calls a row under a record: “till cash”."""
        names = [str(values[name]) for name in self.label if values.get(name)]
        return " ".join(names) or str(number)

    def values_of(self, row: models.Model) -> Values:
        """Return what the row holds now, as a file would give it."""
        values = {name: plain(getattr(row, name)) for name in self.fields}
        values |= {
            column: plain(getattr(row, column) or "") for column in self.translated
        }
        for field, path in self.references.items():
            values[field] = named_by(getattr(row, field), path)
        for field, path in self.many.items():
            related = getattr(row, field).all()
            values[field] = sorted(named_by(other, path) for other in related)
        for key, (related_name, child) in self.children.items():
            rows = getattr(row, related_name).all()
            values[key] = child.in_order([child.values_of(row) for row in rows])
        return values

    def in_order(self, rows: list[Values]) -> list[Values]:
        if self.is_ordered:
            return rows
        return sorted(rows, key=lambda values: json.dumps(values, sort_keys=True))

    def parse(self, table: Values, where: str, problems: list[str]) -> Values:
        """
        Return what a table of a file gives, with a value for every field.

        Each problem is noted with its place in the file, in a sentence.
        """
        known = {self.key, *self.fields, *self.texts, *self.references}
        known |= {*self.many, *self.children}
        problems += [f"{where}: unknown key “{key}”." for key in set(table) - known]
        values: Values = {}
        for field in self.fields:
            try:
                values[field] = self.parse_field(field, table)
            except ValidationError as error:
                problems += [f"{where}: {field}: {text}" for text in error.messages]
        for text in self.texts:
            values |= self.parse_text(text, table.get(text, {}), where, problems)
        for field in self.references:
            values[field] = table.get(field)
            if not isinstance(values[field], str):
                problems.append(f"{where}: {field} is missing.")
        for field in self.many:
            names = list_of(str, table.get(field, []), f"{where}: {field}", problems)
            values[field] = sorted(names)
        for key, (_, child) in self.children.items():
            rows = list_of(dict, table.get(key, []), f"{where}: {key}", problems)
            parsed = [
                child.parse(
                    row, f"{where}: {key} {child.label_of(row, number)}", problems
                )
                for number, row in enumerate(rows, start=1)
            ]
            values[key] = child.in_order(parsed)
        return values

    def parse_field(self, name: str, table: Values) -> Any:
        field = self.model._meta.get_field(name)
        value = table.get(name, field.get_default())
        if value in NOTHING:
            value = None if field.null else field.get_default()
        elif isinstance(field, models.CharField | models.TextField):
            if not isinstance(value, str):
                raise ValidationError("This is not a text.")
        elif isinstance(field, models.JSONField):
            if not is_list_of(str, value):
                raise ValidationError("This is not a list of texts.")
        else:
            try:
                value = field.to_python(value)
            except TypeError as error:
                raise ValidationError(f"“{value}” cannot be read.") from error
        return plain(value)

    def parse_text(
        self, name: str, texts: Any, where: str, problems: list[str]
    ) -> Values:
        languages = [language for language, _ in settings.LANGUAGES]
        if not isinstance(texts, dict):
            problems.append(f"{where}: {name} is not a text for each language.")
            texts = {}
        problems += [
            f"{where}: {name}: unknown language “{language}”."
            for language in set(texts) - set(languages)
        ]
        values: Values = {}
        if not any(texts.values()) and not self.model._meta.get_field(name).blank:
            problems.append(f"{where}: {name} is missing.")
        for language in languages:
            text = texts.get(language, "")
            if not isinstance(text, str):
                problems.append(f"{where}: {name}: {language} is not a text.")
            elif name in self.in_full and texts and not text.strip():
                problems.append(f"{where}: {name}: {language} is missing.")
            values[build_localized_fieldname(name, language)] = plain(text)
        return values


def list_of(kind: type, value: Any, where: str, problems: list[str]) -> list[Any]:
    if is_list_of(kind, value):
        return value
    problems.append(f"{where}: this is not a list of what belongs here.")
    return []


def is_list_of(kind: type, value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(one, kind) for one in value)


def named_by(row: models.Model, path: str) -> str:
    """Return what a file calls the row: path "brand__slug" of an operator."""
    return attrgetter(path.replace("__", "."))(row)


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
