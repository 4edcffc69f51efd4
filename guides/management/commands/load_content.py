from django.core.management.base import BaseCommand, CommandError

from guides.seeds import load_content
from locator.seeds.merge import ContentProblems


class Command(BaseCommand):
    help = "Load the shipped regions, settlements, brands, operators and guides."

    def handle(self, **options):
        try:
            report = load_content()
        except ContentProblems as error:
            raise CommandError(f"Nothing loaded.\n{error}") from error
        for name in report.created | report.changed:
            self.stdout.write(
                f"{name}: {report.created[name]} new, {report.changed[name]} changed"
            )
        if not report.created and not report.changed:
            self.stdout.write("Nothing new.")
        if report.kept:
            self.stdout.write("Staff’s own, kept:")
        for line in report.kept:
            self.stdout.write(f"  {line}")
