from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('locator', '0010_near'),
    ]

    operations = [
        migrations.AlterField(
            model_name='topup',
            name='checked_on',
            field=models.DateField(blank=True, null=True, verbose_name='page read on'),
        ),
        migrations.AlterField(
            model_name='topup',
            name='verdict',
            field=models.CharField(choices=[('confirmed', 'confirmed'), ('said', 'said'), ('no', 'no'), ('unknown', 'not known')], default='unknown', max_length=10, verbose_name='verdict'),
        ),
        migrations.AlterField(
            model_name='waytopay',
            name='checked_on',
            field=models.DateField(blank=True, null=True, verbose_name='page read on'),
        ),
        migrations.AlterField(
            model_name='waytopay',
            name='verdict',
            field=models.CharField(choices=[('confirmed', 'confirmed'), ('said', 'said'), ('no', 'no'), ('unknown', 'not known')], default='unknown', max_length=10, verbose_name='verdict'),
        ),
    ]
