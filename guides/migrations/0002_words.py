import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F


def keep_texts(apps, schema_editor):
    """What was one text is from now on the text in the language it was written in."""
    Operator = apps.get_model("guides", "Operator")
    Operator.objects.update(owner_en=F("owner"), app_en=F("app"))
    Question = apps.get_model("guides", "Question")
    for language in ["zh-hans", "en", "ru", "kk"]:
        column = f"text_{language.replace('-', '_')}"
        Question.objects.filter(language=language).update(**{column: F("text")})


class Migration(migrations.Migration):

    dependencies = [
        ('guides', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Need',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(unique=True, verbose_name='slug')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='position')),
                ('title', models.CharField(max_length=60, verbose_name='title')),
                ('title_zh_hans', models.CharField(max_length=60, null=True, verbose_name='title')),
                ('title_en', models.CharField(max_length=60, null=True, verbose_name='title')),
                ('title_ru', models.CharField(max_length=60, null=True, verbose_name='title')),
                ('title_kk', models.CharField(max_length=60, null=True, verbose_name='title')),
                ('text', models.TextField(blank=True, verbose_name='text')),
                ('text_zh_hans', models.TextField(blank=True, null=True, verbose_name='text')),
                ('text_en', models.TextField(blank=True, null=True, verbose_name='text')),
                ('text_ru', models.TextField(blank=True, null=True, verbose_name='text')),
                ('text_kk', models.TextField(blank=True, null=True, verbose_name='text')),
            ],
            options={
                'verbose_name': 'need',
                'verbose_name_plural': 'needs',
                'ordering': ['position', 'pk'],
            },
        ),
        migrations.AlterModelOptions(
            name='question',
            options={'ordering': ['position', '-asked_at', '-pk'], 'verbose_name': 'question', 'verbose_name_plural': 'questions'},
        ),
        migrations.AddField(
            model_name='guide',
            name='short',
            field=models.CharField(blank=True, help_text='The whole guide in a few sentences, for reading offline.', max_length=300, verbose_name='in short'),
        ),
        migrations.AddField(
            model_name='guide',
            name='short_en',
            field=models.CharField(blank=True, help_text='The whole guide in a few sentences, for reading offline.', max_length=300, null=True, verbose_name='in short'),
        ),
        migrations.AddField(
            model_name='guide',
            name='short_kk',
            field=models.CharField(blank=True, help_text='The whole guide in a few sentences, for reading offline.', max_length=300, null=True, verbose_name='in short'),
        ),
        migrations.AddField(
            model_name='guide',
            name='short_ru',
            field=models.CharField(blank=True, help_text='The whole guide in a few sentences, for reading offline.', max_length=300, null=True, verbose_name='in short'),
        ),
        migrations.AddField(
            model_name='guide',
            name='short_zh_hans',
            field=models.CharField(blank=True, help_text='The whole guide in a few sentences, for reading offline.', max_length=300, null=True, verbose_name='in short'),
        ),
        migrations.AddField(
            model_name='operator',
            name='app_en',
            field=models.CharField(blank=True, max_length=100, null=True, verbose_name='app'),
        ),
        migrations.AddField(
            model_name='operator',
            name='app_kk',
            field=models.CharField(blank=True, max_length=100, null=True, verbose_name='app'),
        ),
        migrations.AddField(
            model_name='operator',
            name='app_ru',
            field=models.CharField(blank=True, max_length=100, null=True, verbose_name='app'),
        ),
        migrations.AddField(
            model_name='operator',
            name='app_zh_hans',
            field=models.CharField(blank=True, max_length=100, null=True, verbose_name='app'),
        ),
        migrations.AddField(
            model_name='operator',
            name='owner_en',
            field=models.CharField(blank=True, max_length=100, null=True, verbose_name='owner'),
        ),
        migrations.AddField(
            model_name='operator',
            name='owner_kk',
            field=models.CharField(blank=True, max_length=100, null=True, verbose_name='owner'),
        ),
        migrations.AddField(
            model_name='operator',
            name='owner_ru',
            field=models.CharField(blank=True, max_length=100, null=True, verbose_name='owner'),
        ),
        migrations.AddField(
            model_name='operator',
            name='owner_zh_hans',
            field=models.CharField(blank=True, max_length=100, null=True, verbose_name='owner'),
        ),
        migrations.AddField(
            model_name='question',
            name='position',
            field=models.PositiveSmallIntegerField(default=0, help_text='Of two with the same, the newer first.', verbose_name='position'),
        ),
        migrations.AddField(
            model_name='question',
            name='slug',
            field=models.SlugField(blank=True, help_text='Only of a question that came with the site.', null=True, unique=True, verbose_name='slug'),
        ),
        migrations.AddField(
            model_name='question',
            name='text_en',
            field=models.TextField(max_length=1000, null=True, verbose_name='question'),
        ),
        migrations.AddField(
            model_name='question',
            name='text_kk',
            field=models.TextField(max_length=1000, null=True, verbose_name='question'),
        ),
        migrations.AddField(
            model_name='question',
            name='text_ru',
            field=models.TextField(max_length=1000, null=True, verbose_name='question'),
        ),
        migrations.AddField(
            model_name='question',
            name='text_zh_hans',
            field=models.TextField(max_length=1000, null=True, verbose_name='question'),
        ),
        migrations.AddField(
            model_name='step',
            name='codes_for',
            field=models.CharField(blank=True, choices=[('balance', 'balance'), ('packages', 'what is left of packages'), ('plan', 'current plan'), ('ask-a-friend', 'ask a friend to top up'), ('collect-call', 'call that the other person pays for'), ('promised-payment', 'promised payment'), ('support', 'support'), ('moved-number', 'who serves a number now'), ('restart', 'restart the package early')], help_text='Of every operator that has some; the text need not name them.', max_length=20, verbose_name='lists the codes for'),
        ),
        migrations.AlterField(
            model_name='guide',
            name='channel',
            field=models.CharField(choices=[('online', 'online'), ('bank', 'in a bank app'), ('office', 'at an operator’s office'), ('store', 'at a store'), ('terminal', 'at a terminal'), ('friend', 'with a friend’s help'), ('help', 'good to know')], max_length=10, verbose_name='channel'),
        ),
        migrations.AlterField(
            model_name='shortcode',
            name='purpose',
            field=models.CharField(choices=[('balance', 'balance'), ('packages', 'what is left of packages'), ('plan', 'current plan'), ('ask-a-friend', 'ask a friend to top up'), ('collect-call', 'call that the other person pays for'), ('promised-payment', 'promised payment'), ('support', 'support'), ('moved-number', 'who serves a number now'), ('restart', 'restart the package early')], max_length=20, verbose_name='purpose'),
        ),
        migrations.CreateModel(
            name='NetworkNote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('verdict', models.CharField(choices=[('confirmed', 'confirmed'), ('said', 'said, not confirmed'), ('no', 'no'), ('unknown', 'not known')], default='unknown', max_length=10, verbose_name='verdict')),
                ('source_url', models.URLField(blank=True, max_length=500, verbose_name='source')),
                ('checked_on', models.DateField(blank=True, null=True, verbose_name='checked on')),
                ('network', models.CharField(max_length=50, verbose_name='network')),
                ('text', models.TextField(verbose_name='text')),
                ('text_zh_hans', models.TextField(null=True, verbose_name='text')),
                ('text_en', models.TextField(null=True, verbose_name='text')),
                ('text_ru', models.TextField(null=True, verbose_name='text')),
                ('text_kk', models.TextField(null=True, verbose_name='text')),
                ('need', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='networks', to='guides.need', verbose_name='need')),
            ],
            options={
                'verbose_name': 'network',
                'verbose_name_plural': 'networks',
                'ordering': ['need', 'network'],
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('verdict__in', ['said', 'unknown']), models.Q(('checked_on__isnull', False), models.Q(('source_url', ''), _negated=True)), _connector='OR'), name='guides_networknote_verdict_has_source', violation_error_message='“Confirmed” and “no” need a source and the day it was checked.'), models.UniqueConstraint(fields=('need', 'network'), name='guides_networknote_once')],
            },
        ),
        migrations.RunPython(keep_texts, migrations.RunPython.noop),
    ]
