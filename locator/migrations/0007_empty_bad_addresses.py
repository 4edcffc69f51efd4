from django.db import migrations


def empty_others(apps, schema_editor):
    """Empty what leads nowhere on the web, and claim no more than is left to back."""
    for name, column, without in [
        ("Brand", "website", {}),
        ("Brand", "usual_hours_source_url", {"usual_hours": ""}),
        ("Holiday", "source_url", {}),
        ("Place", "website", {}),
    ]:
        rows = apps.get_model("locator", name).objects.exclude(**{column: ""})
        bad = rows.exclude(**{f"{column}__iregex": "^https?://"})
        bad.update(**{column: ""}, **without)
    for name in ["TopUp", "WayToPay"]:
        rows = apps.get_model("locator", name).objects.exclude(source_url="")
        bad = rows.exclude(source_url__iregex="^https?://")
        bad.filter(verdict="confirmed").update(verdict="said")
        bad.filter(verdict="no").update(verdict="unknown")
        bad.update(source_url="")


class Migration(migrations.Migration):
    """Apart from the rules that follow: PostgreSQL wants the rows written first."""

    dependencies = [("locator", "0006_kept")]

    operations = [migrations.RunPython(empty_others, migrations.RunPython.noop)]
