"""SQLite, whose file may also be one that this process may only read."""

import sqlite3
from pathlib import Path

from django.db.backends.sqlite3 import base


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's, which reads what it cannot write."""

    def get_new_connection(self, conn_params):
        """
        Open the file; where that is denied, open it as one that nobody changes.

        Readers too write beside it, unless they are told so. What its owner writes is
        seen with the next connection, a minute later (`CONN_MAX_AGE`).
        """
        try:
            return super().get_new_connection(conn_params)
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_READONLY:
                raise
        address = Path(conn_params["database"]).absolute().as_uri()
        unchanging = {"database": f"{address}?immutable=1"}
        return super().get_new_connection(conn_params | unchanging)
