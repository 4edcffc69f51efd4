from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from locator.imports.overpass import read_overpass
from locator.imports.plan import NothingToImportInto, apply_plan, plan_import
from locator.imports.report import describe
from locator.imports.rows import UnreadableFile


class Command(BaseCommand):
    help = "Import places from an extract of OpenStreetMap (Overpass JSON)."

    def add_arguments(self, parser):
        parser.add_argument("path", type=Path, metavar="FILE")
        parser.add_argument(
            "--dry-run",
            action="store_true",
            help="list every change in full and write nothing",
        )

    def handle(self, *, path, dry_run, verbosity, **options):
        try:
            with path.open("rb") as file:
                plan = plan_import(read_overpass(file))
        except (OSError, UnreadableFile, NothingToImportInto) as error:
            raise CommandError(f"Nothing imported. {error}") from error
        if not dry_run:
            apply_plan(plan)
        if verbosity:
            self.stdout.write("\n".join(describe(plan, in_full=dry_run)))
