from django.db import migrations


def empty_others(apps, schema_editor):
    """Empty what leads nowhere on the web, and claim no more than is left to back."""
    for name in ["NetworkNote", "Operator", "Prefix", "ShortCode"]:
        rows = apps.get_model("guides", name).objects.exclude(source_url="")
        bad = rows.exclude(source_url__iregex="^https?://")
        if name != "Operator":
            bad.filter(verdict="confirmed").update(verdict="said")
            bad.filter(verdict="no").update(verdict="unknown")
        bad.update(source_url="")
    # A source without an address is none.
    sources = apps.get_model("guides", "Source").objects
    sources.exclude(url__iregex="^https?://").delete()


class Migration(migrations.Migration):
    """Apart from the rules that follow: PostgreSQL wants the rows written first."""

    dependencies = [("guides", "0002_words")]

    operations = [migrations.RunPython(empty_others, migrations.RunPython.noop)]
