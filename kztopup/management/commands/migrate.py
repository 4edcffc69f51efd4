from django.core.management.commands import migrate
from django.db import transaction
from django.db.migrations.executor import MigrationExecutor


class Executor(MigrationExecutor):
    """
    Django's, which can be killed at any moment and run again.

    Django writes down some migrations after their transaction: killed in between, it
    would refuse to make their tables a second time.
    """

    def apply_migration(self, state, migration, fake=False, fake_initial=False):
        if not migration.atomic:
            return super().apply_migration(state, migration, fake, fake_initial)
        with self.connection.constraint_checks_disabled(), transaction.atomic():
            return super().apply_migration(state, migration, fake, fake_initial)


# The command has no other place that names it.
migrate.MigrationExecutor = Executor


class Command(migrate.Command):
    pass
