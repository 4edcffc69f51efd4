from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from locator.imports import plan as importing
from locator.imports.overpass import UnreadableFile
from locator.imports.report import describe


class Command(BaseCommand):
    help = "Import places from an extract of OpenStreetMap (Overpass JSON)."

    def add_arguments(self, parser):
        parser.add_argument("path", type=Path, metavar="FILE")
        parser.add_argument(
            "--dry-run",
            action="store_true",
            help="list every change in full and write nothing",
        )

    def handle(self, *, path, dry_run, **options):
        try:
            with path.open("rb") as file:
                plan = importing.plan(importing.read(file))
        except (OSError, UnreadableFile, importing.NothingToImportInto) as error:
            raise CommandError(f"Nothing imported. {error}") from error
        if not dry_run:
            importing.apply(plan)
        self.stdout.write("\n".join(describe(plan, in_full=dry_run)))
