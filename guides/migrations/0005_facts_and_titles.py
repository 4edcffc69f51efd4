import django.db.models.deletion
import guides.markdown
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('guides', '0004_web_addresses'),
    ]

    operations = [
        migrations.AddField(
            model_name='source',
            name='title',
            field=models.CharField(blank=True, help_text='Short: whose page it is and about what. Empty: its host.', max_length=120, verbose_name='title'),
        ),
        migrations.AddField(
            model_name='source',
            name='title_en',
            field=models.CharField(blank=True, help_text='Short: whose page it is and about what. Empty: its host.', max_length=120, null=True, verbose_name='title'),
        ),
        migrations.AddField(
            model_name='source',
            name='title_kk',
            field=models.CharField(blank=True, help_text='Short: whose page it is and about what. Empty: its host.', max_length=120, null=True, verbose_name='title'),
        ),
        migrations.AddField(
            model_name='source',
            name='title_ru',
            field=models.CharField(blank=True, help_text='Short: whose page it is and about what. Empty: its host.', max_length=120, null=True, verbose_name='title'),
        ),
        migrations.AddField(
            model_name='source',
            name='title_zh_hans',
            field=models.CharField(blank=True, help_text='Short: whose page it is and about what. Empty: its host.', max_length=120, null=True, verbose_name='title'),
        ),
        migrations.AlterField(
            model_name='networknote',
            name='checked_on',
            field=models.DateField(blank=True, null=True, verbose_name='page read on'),
        ),
        migrations.AlterField(
            model_name='networknote',
            name='verdict',
            field=models.CharField(choices=[('confirmed', 'confirmed'), ('said', 'said'), ('no', 'no'), ('unknown', 'not known')], default='unknown', max_length=10, verbose_name='verdict'),
        ),
        migrations.AlterField(
            model_name='operator',
            name='checked_on',
            field=models.DateField(blank=True, null=True, verbose_name='page read on'),
        ),
        migrations.AlterField(
            model_name='prefix',
            name='checked_on',
            field=models.DateField(blank=True, null=True, verbose_name='page read on'),
        ),
        migrations.AlterField(
            model_name='prefix',
            name='verdict',
            field=models.CharField(choices=[('confirmed', 'confirmed'), ('said', 'said'), ('no', 'no'), ('unknown', 'not known')], default='unknown', max_length=10, verbose_name='verdict'),
        ),
        migrations.AlterField(
            model_name='shortcode',
            name='checked_on',
            field=models.DateField(blank=True, null=True, verbose_name='page read on'),
        ),
        migrations.AlterField(
            model_name='shortcode',
            name='verdict',
            field=models.CharField(choices=[('confirmed', 'confirmed'), ('said', 'said'), ('no', 'no'), ('unknown', 'not known')], default='unknown', max_length=10, verbose_name='verdict'),
        ),
        migrations.AlterField(
            model_name='source',
            name='checked_on',
            field=models.DateField(verbose_name='page read on'),
        ),
        migrations.CreateModel(
            name='AnswerSource',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(blank=True, help_text='Short: whose page it is and about what. Empty: its host.', max_length=120, verbose_name='title')),
                ('title_zh_hans', models.CharField(blank=True, help_text='Short: whose page it is and about what. Empty: its host.', max_length=120, null=True, verbose_name='title')),
                ('title_en', models.CharField(blank=True, help_text='Short: whose page it is and about what. Empty: its host.', max_length=120, null=True, verbose_name='title')),
                ('title_ru', models.CharField(blank=True, help_text='Short: whose page it is and about what. Empty: its host.', max_length=120, null=True, verbose_name='title')),
                ('title_kk', models.CharField(blank=True, help_text='Short: whose page it is and about what. Empty: its host.', max_length=120, null=True, verbose_name='title')),
                ('url', models.URLField(max_length=500, verbose_name='web address')),
                ('checked_on', models.DateField(verbose_name='page read on')),
                ('question', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sources', to='guides.question', verbose_name='question')),
            ],
            options={
                'verbose_name': 'source',
                'verbose_name_plural': 'sources',
                'ordering': ['pk'],
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('url__iregex', '^https?://')), name='guides_answersource_url_on_web', violation_error_message='A web address begins with https:// or http://.')],
            },
        ),
        migrations.CreateModel(
            name='OperatorFact',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('verdict', models.CharField(choices=[('confirmed', 'confirmed'), ('said', 'said'), ('no', 'no'), ('unknown', 'not known')], default='unknown', max_length=10, verbose_name='verdict')),
                ('source_url', models.URLField(blank=True, max_length=500, verbose_name='source')),
                ('checked_on', models.DateField(blank=True, null=True, verbose_name='page read on')),
                ('position', models.PositiveSmallIntegerField(verbose_name='position')),
                ('text', models.TextField(help_text='One sentence. Markdown may be used.', validators=[guides.markdown.validate_markdown], verbose_name='text')),
                ('text_zh_hans', models.TextField(help_text='One sentence. Markdown may be used.', null=True, validators=[guides.markdown.validate_markdown], verbose_name='text')),
                ('text_en', models.TextField(help_text='One sentence. Markdown may be used.', null=True, validators=[guides.markdown.validate_markdown], verbose_name='text')),
                ('text_ru', models.TextField(help_text='One sentence. Markdown may be used.', null=True, validators=[guides.markdown.validate_markdown], verbose_name='text')),
                ('text_kk', models.TextField(help_text='One sentence. Markdown may be used.', null=True, validators=[guides.markdown.validate_markdown], verbose_name='text')),
                ('operator', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='facts', to='guides.operator', verbose_name='operator')),
            ],
            options={
                'verbose_name': 'fact',
                'verbose_name_plural': 'facts',
                'ordering': ['position', 'pk'],
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('verdict__in', ['said', 'unknown']), models.Q(('checked_on__isnull', False), models.Q(('source_url', ''), _negated=True)), _connector='OR'), name='guides_operatorfact_verdict_has_source', violation_error_message='“Confirmed” and “no” need a source and the day it was checked.'), models.CheckConstraint(condition=models.Q(('source_url__iregex', '^https?://'), ('source_url', ''), _connector='OR'), name='guides_operatorfact_source_on_web', violation_error_message='A web address begins with https:// or http://.')],
            },
        ),
    ]
