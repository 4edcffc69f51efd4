import django.db.models.expressions
from django.db import migrations, models
from django.db.models import F
from django.db.models.functions import Floor


# A band is a strip of so many parts of a degree of latitude.
PER_DEGREE = 20


def fill_bands(apps, schema_editor):
    Place = apps.get_model("locator", "Place")
    Place.objects.update(band=Floor(F("latitude") * PER_DEGREE))


class Migration(migrations.Migration):

    dependencies = [
        ('locator', '0002_holiday'),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='place',
            name='locator_place_position',
        ),
        migrations.AddField(
            model_name='place',
            name='band',
            field=models.IntegerField(default=0, editable=False),
        ),
        migrations.RunPython(fill_bands, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name='place',
            index=models.Index(fields=['band', 'longitude', 'latitude', 'status', 'brand', 'settlement'], name='locator_place_position'),
        ),
        migrations.AddConstraint(
            model_name='place',
            constraint=models.CheckConstraint(condition=models.Q(('band__lte', django.db.models.expressions.CombinedExpression(models.F('latitude'), '*', models.Value(20))), ('band__gt', django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(models.F('latitude'), '*', models.Value(20)), '-', models.Value(1)))), name='locator_place_band_is_of_latitude'),
        ),
    ]
