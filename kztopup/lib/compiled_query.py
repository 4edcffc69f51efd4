"""Queries that are compiled once: compiling one costs more than running it."""

from collections.abc import Sequence
from typing import Any

from django.db import connections


class Prepared:
    """
    A query of rows with marks in it, run again and again with values in their place.

    A mark is a value that nothing else in the query is equal to, else ValueError. One
    that stands alone after `__in` may be replaced by any number of values. Of a model
    with translations the query must be `rewrite(False)`, or its columns are shuffled.
    """

    def __init__(self, rows, marks: Sequence[Any]):
        self.database = rows.db
        self.compiler = rows.query.get_compiler(self.database)
        sql, parameters = self.compiler.as_sql()
        self.parameters = [[parameter] for parameter in parameters]
        if any(parameters.count(mark) != 1 for mark in marks):
            raise ValueError("A mark must stand in the query once.")
        self.slots = [parameters.index(mark) for mark in marks]
        self.parts = sql.split("%s")
        self.converters = self.compiler.get_converters(
            expression for expression, *_names in self.compiler.select
        )

    def rows(self, *values: Sequence[Any], most: int | None = None):
        """Return the rows for the values of each mark: all, or at most so many."""
        if not all(values):
            return []
        parameters = self.parameters.copy()
        for slot, replacing in zip(self.slots, values, strict=True):
            parameters[slot] = replacing
        sql = self.parts[0]
        for replacing, part in zip(parameters, self.parts[1:], strict=True):
            sql += ", ".join(["%s"] * len(replacing)) + part
        if most is not None:
            sql += f" LIMIT {most}"
        with connections[self.database].cursor() as cursor:
            cursor.execute(sql, [value for values in parameters for value in values])
            found = cursor.fetchall()
        if self.converters:
            return list(self.compiler.apply_converters(found, self.converters))
        return found
