"""Whether the database can answer now, and whether it has the tables of this code."""

import sqlite3
from functools import cache

from django.db import OperationalError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder


def is_unavailable(error: Exception) -> bool:
    """
    Return whether the database cannot answer now: locked, gone, full or too slow.

    SQLite has the same exception for faults of SQL, such as a missing table.
    """
    code = getattr(error.__cause__, "sqlite_errorcode", None)
    return isinstance(error, OperationalError) and code != sqlite3.SQLITE_ERROR


def missing_migrations() -> list[str]:
    """Return the apps whose newest migration the database lacks, each with its name."""
    applied = MigrationRecorder(connection).applied_migrations()
    missing = newest_migrations() - applied.keys()
    return sorted(f"{app}.{name}" for app, name in missing)


@cache
def newest_migrations():
    return set(MigrationLoader(None).graph.leaf_nodes())
