import sys
import time

from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, connection

from kztopup.lib.database import missing_migrations

LACKS_MIGRATIONS = 3


class Command(BaseCommand):
    help = (
        "Wait until the database answers. "
        f"Exit with {LACKS_MIGRATIONS} if it lacks migrations."
    )
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("--seconds", type=int, default=30, help="to wait at most")

    def handle(self, *, seconds, **options):
        self.wait(seconds)
        if missing_migrations():
            sys.exit(LACKS_MIGRATIONS)

    def wait(self, seconds):
        give_up = time.monotonic() + seconds
        is_told = False
        while True:
            try:
                return connection.ensure_connection()
            except OperationalError as error:
                reason = " ".join(str(error).split())
            # A file is there or is not.
            if connection.vendor == "sqlite" or time.monotonic() > give_up:
                raise CommandError(f"The database cannot be reached: {reason}")
            if not is_told:
                self.stderr.write(f"Waiting for the database: {reason}")
                is_told = True
            time.sleep(1)
