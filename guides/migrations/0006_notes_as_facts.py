from django.db import migrations

COLUMNS = ["zh_hans", "en", "ru", "kk"]


def keep_notes(apps, schema_editor):
    """
    Make a fact of each note that staff have written or changed.

    What shipped comes back as facts of its own, so a note that is as it shipped is
    dropped; nobody has to choose between the versions of a note any more.
    """
    SeedRecord = apps.get_model("locator", "SeedRecord")
    records = {
        record.row_id or record.key: record
        for record in SeedRecord.objects.filter(key__startswith="operator ")
    }
    for operator in apps.get_model("guides", "Operator").objects.select_related("brand"):
        by_slug = f"operator {operator.brand.slug}"
        record = records.get(operator.pk) or records.get(by_slug)
        shipped = record.values if record else {}
        notes = {one: getattr(operator, f"note_{one}") for one in COLUMNS}
        is_as_shipped = all(
            plain(note) == shipped.get(f"note_{one}", "") for one, note in notes.items()
        )
        if any(map(plain, notes.values())) and not is_as_shipped:
            texts = {f"text_{one}": note for one, note in notes.items()}
            operator.facts.create(
                position=1, verdict="said", text=operator.note, **texts
            )
    for record in records.values():
        record.values = {
            name: value
            for name, value in record.values.items()
            if not name.startswith("note_")
        }
        record.kept = [
            path for path in record.kept if not path[0].startswith("note_")
        ]
        record.save(update_fields=["values", "kept"])


def plain(text):
    return (text or "").replace("\r\n", "\n").strip()


class Migration(migrations.Migration):
    """Apart from the columns' removal: PostgreSQL wants the rows written first."""

    dependencies = [
        ("guides", "0005_facts_and_titles"),
        ("locator", "0011_said_and_read"),
    ]

    operations = [migrations.RunPython(keep_notes, migrations.RunPython.noop)]
