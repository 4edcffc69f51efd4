import guides.markdown
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('guides', '0003_empty_bad_addresses'),
        ('locator', '0008_web_addresses'),
    ]

    operations = [
        migrations.AlterField(
            model_name='guide',
            name='intro',
            field=models.TextField(blank=True, help_text='Markdown may be used.', validators=[guides.markdown.validate_markdown], verbose_name='introduction'),
        ),
        migrations.AlterField(
            model_name='guide',
            name='intro_en',
            field=models.TextField(blank=True, help_text='Markdown may be used.', null=True, validators=[guides.markdown.validate_markdown], verbose_name='introduction'),
        ),
        migrations.AlterField(
            model_name='guide',
            name='intro_kk',
            field=models.TextField(blank=True, help_text='Markdown may be used.', null=True, validators=[guides.markdown.validate_markdown], verbose_name='introduction'),
        ),
        migrations.AlterField(
            model_name='guide',
            name='intro_ru',
            field=models.TextField(blank=True, help_text='Markdown may be used.', null=True, validators=[guides.markdown.validate_markdown], verbose_name='introduction'),
        ),
        migrations.AlterField(
            model_name='guide',
            name='intro_zh_hans',
            field=models.TextField(blank=True, help_text='Markdown may be used.', null=True, validators=[guides.markdown.validate_markdown], verbose_name='introduction'),
        ),
        migrations.AlterField(
            model_name='guide',
            name='outro',
            field=models.TextField(blank=True, help_text='Markdown may be used.', validators=[guides.markdown.validate_markdown], verbose_name='last words'),
        ),
        migrations.AlterField(
            model_name='guide',
            name='outro_en',
            field=models.TextField(blank=True, help_text='Markdown may be used.', null=True, validators=[guides.markdown.validate_markdown], verbose_name='last words'),
        ),
        migrations.AlterField(
            model_name='guide',
            name='outro_kk',
            field=models.TextField(blank=True, help_text='Markdown may be used.', null=True, validators=[guides.markdown.validate_markdown], verbose_name='last words'),
        ),
        migrations.AlterField(
            model_name='guide',
            name='outro_ru',
            field=models.TextField(blank=True, help_text='Markdown may be used.', null=True, validators=[guides.markdown.validate_markdown], verbose_name='last words'),
        ),
        migrations.AlterField(
            model_name='guide',
            name='outro_zh_hans',
            field=models.TextField(blank=True, help_text='Markdown may be used.', null=True, validators=[guides.markdown.validate_markdown], verbose_name='last words'),
        ),
        migrations.AlterField(
            model_name='operator',
            name='note',
            field=models.TextField(blank=True, validators=[guides.markdown.validate_markdown], verbose_name='note'),
        ),
        migrations.AlterField(
            model_name='operator',
            name='note_en',
            field=models.TextField(blank=True, null=True, validators=[guides.markdown.validate_markdown], verbose_name='note'),
        ),
        migrations.AlterField(
            model_name='operator',
            name='note_kk',
            field=models.TextField(blank=True, null=True, validators=[guides.markdown.validate_markdown], verbose_name='note'),
        ),
        migrations.AlterField(
            model_name='operator',
            name='note_ru',
            field=models.TextField(blank=True, null=True, validators=[guides.markdown.validate_markdown], verbose_name='note'),
        ),
        migrations.AlterField(
            model_name='operator',
            name='note_zh_hans',
            field=models.TextField(blank=True, null=True, validators=[guides.markdown.validate_markdown], verbose_name='note'),
        ),
        migrations.AlterField(
            model_name='question',
            name='answer',
            field=models.TextField(blank=True, help_text='Markdown may be used.', validators=[guides.markdown.validate_markdown], verbose_name='answer'),
        ),
        migrations.AlterField(
            model_name='question',
            name='answer_en',
            field=models.TextField(blank=True, help_text='Markdown may be used.', null=True, validators=[guides.markdown.validate_markdown], verbose_name='answer'),
        ),
        migrations.AlterField(
            model_name='question',
            name='answer_kk',
            field=models.TextField(blank=True, help_text='Markdown may be used.', null=True, validators=[guides.markdown.validate_markdown], verbose_name='answer'),
        ),
        migrations.AlterField(
            model_name='question',
            name='answer_ru',
            field=models.TextField(blank=True, help_text='Markdown may be used.', null=True, validators=[guides.markdown.validate_markdown], verbose_name='answer'),
        ),
        migrations.AlterField(
            model_name='question',
            name='answer_zh_hans',
            field=models.TextField(blank=True, help_text='Markdown may be used.', null=True, validators=[guides.markdown.validate_markdown], verbose_name='answer'),
        ),
        migrations.AlterField(
            model_name='shortcode',
            name='note',
            field=models.TextField(blank=True, validators=[guides.markdown.validate_markdown], verbose_name='note'),
        ),
        migrations.AlterField(
            model_name='shortcode',
            name='note_en',
            field=models.TextField(blank=True, null=True, validators=[guides.markdown.validate_markdown], verbose_name='note'),
        ),
        migrations.AlterField(
            model_name='shortcode',
            name='note_kk',
            field=models.TextField(blank=True, null=True, validators=[guides.markdown.validate_markdown], verbose_name='note'),
        ),
        migrations.AlterField(
            model_name='shortcode',
            name='note_ru',
            field=models.TextField(blank=True, null=True, validators=[guides.markdown.validate_markdown], verbose_name='note'),
        ),
        migrations.AlterField(
            model_name='shortcode',
            name='note_zh_hans',
            field=models.TextField(blank=True, null=True, validators=[guides.markdown.validate_markdown], verbose_name='note'),
        ),
        migrations.AlterField(
            model_name='step',
            name='text',
            field=models.TextField(blank=True, help_text='Markdown may be used.', validators=[guides.markdown.validate_markdown], verbose_name='text'),
        ),
        migrations.AlterField(
            model_name='step',
            name='text_en',
            field=models.TextField(blank=True, help_text='Markdown may be used.', null=True, validators=[guides.markdown.validate_markdown], verbose_name='text'),
        ),
        migrations.AlterField(
            model_name='step',
            name='text_kk',
            field=models.TextField(blank=True, help_text='Markdown may be used.', null=True, validators=[guides.markdown.validate_markdown], verbose_name='text'),
        ),
        migrations.AlterField(
            model_name='step',
            name='text_ru',
            field=models.TextField(blank=True, help_text='Markdown may be used.', null=True, validators=[guides.markdown.validate_markdown], verbose_name='text'),
        ),
        migrations.AlterField(
            model_name='step',
            name='text_zh_hans',
            field=models.TextField(blank=True, help_text='Markdown may be used.', null=True, validators=[guides.markdown.validate_markdown], verbose_name='text'),
        ),
        migrations.AddConstraint(
            model_name='networknote',
            constraint=models.CheckConstraint(condition=models.Q(('source_url__iregex', '^https?://'), ('source_url', ''), _connector='OR'), name='guides_networknote_source_on_web', violation_error_message='A web address begins with https:// or http://.'),
        ),
        migrations.AddConstraint(
            model_name='operator',
            constraint=models.CheckConstraint(condition=models.Q(('source_url__iregex', '^https?://'), ('source_url', ''), _connector='OR'), name='guides_operator_source_on_web', violation_error_message='A web address begins with https:// or http://.'),
        ),
        migrations.AddConstraint(
            model_name='prefix',
            constraint=models.CheckConstraint(condition=models.Q(('source_url__iregex', '^https?://'), ('source_url', ''), _connector='OR'), name='guides_prefix_source_on_web', violation_error_message='A web address begins with https:// or http://.'),
        ),
        migrations.AddConstraint(
            model_name='shortcode',
            constraint=models.CheckConstraint(condition=models.Q(('source_url__iregex', '^https?://'), ('source_url', ''), _connector='OR'), name='guides_shortcode_source_on_web', violation_error_message='A web address begins with https:// or http://.'),
        ),
        migrations.AddConstraint(
            model_name='source',
            constraint=models.CheckConstraint(condition=models.Q(('url__iregex', '^https?://')), name='guides_source_url_on_web', violation_error_message='A web address begins with https:// or http://.'),
        ),
    ]
