from django.core.management.base import BaseCommand, CommandError

from guides.seeds import load_content
from locator.seeds.save import ContentProblems


class Command(BaseCommand):
    help = "Load the shipped regions, settlements, brands, operators and guides."

    def add_arguments(self, parser):
        parser.add_argument(
            "--dry-run", action="store_true", help="say what would be done, and stop"
        )

    def handle(self, *, dry_run, verbosity, **options):
        try:
            report = load_content(is_dry=dry_run)
        except ContentProblems as error:
            raise CommandError(f"Nothing loaded.\n{error}") from error
        if verbosity:
            self.describe(report)

    def describe(self, report):
        for name in report.created | report.changed:
            self.stdout.write(
                f"{name}: {report.created[name]} new, {report.changed[name]} changed"
            )
        if not report.created and not report.changed:
            self.stdout.write("Nothing new.")
        self.list("Staff’s own, kept; both versions are in the admin:", report.kept)
        self.list("Skipped, because of what staff have changed:", report.skipped)

    def list(self, title, lines):
        if lines:
            self.stdout.write("\n  ".join([title, *lines]))
