from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('guides', '0006_notes_as_facts'),
    ]

    operations = [
        migrations.RemoveField(
            model_name='operator',
            name='note',
        ),
        migrations.RemoveField(
            model_name='operator',
            name='note_en',
        ),
        migrations.RemoveField(
            model_name='operator',
            name='note_kk',
        ),
        migrations.RemoveField(
            model_name='operator',
            name='note_ru',
        ),
        migrations.RemoveField(
            model_name='operator',
            name='note_zh_hans',
        ),
    ]
