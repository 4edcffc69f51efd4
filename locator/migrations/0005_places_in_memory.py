from django.db import migrations


class Migration(migrations.Migration):
    """The nearest are found in memory: no strips of the earth, no index of them."""

    dependencies = [("locator", "0004_seedrecord")]

    operations = [
        migrations.RemoveConstraint("place", "locator_place_band_is_of_latitude"),
        migrations.RemoveIndex("place", "locator_place_position"),
        migrations.RemoveField("place", "band"),
    ]
