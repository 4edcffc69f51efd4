"""PostgreSQL, for whose answer nobody waits without end."""

from types import SimpleNamespace

import psycopg
from django.conf import settings
from django.db.backends.postgresql import base

# A connection that is kept is asked whether it lives; a new one may take two seconds,
# and /healthz answers within three.
LIFE_SIGN_SECONDS = 0.5


class Connection(psycopg.Connection):
    """
    A connection that waits a little longer than the server may take.

    The server ends what takes too long itself (`statement_timeout`), but one that is
    stopped, or whose disk is, ends nothing and closes nothing.
    """

    seconds = settings.DATABASE_SECONDS and settings.DATABASE_SECONDS + 1

    def wait(self, gen, interval=0.1, timeout=None):
        return super().wait(gen, interval, timeout or self.seconds or None)


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's, with connections of ours."""

    Database = SimpleNamespace(**vars(psycopg) | {"connect": Connection.connect})

    def is_usable(self):
        if self.connection is None:
            return False
        self.connection.seconds = LIFE_SIGN_SECONDS
        is_usable = super().is_usable()
        del self.connection.seconds
        return is_usable
