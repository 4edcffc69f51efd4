import guides.markdown
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('guides', '0007_remove_operator_note'),
    ]

    operations = [
        migrations.AlterField(
            model_name='need',
            name='text',
            field=models.TextField(blank=True, help_text='Markdown may be used.', validators=[guides.markdown.validate_markdown], verbose_name='text'),
        ),
        migrations.AlterField(
            model_name='need',
            name='text_en',
            field=models.TextField(blank=True, help_text='Markdown may be used.', null=True, validators=[guides.markdown.validate_markdown], verbose_name='text'),
        ),
        migrations.AlterField(
            model_name='need',
            name='text_kk',
            field=models.TextField(blank=True, help_text='Markdown may be used.', null=True, validators=[guides.markdown.validate_markdown], verbose_name='text'),
        ),
        migrations.AlterField(
            model_name='need',
            name='text_ru',
            field=models.TextField(blank=True, help_text='Markdown may be used.', null=True, validators=[guides.markdown.validate_markdown], verbose_name='text'),
        ),
        migrations.AlterField(
            model_name='need',
            name='text_zh_hans',
            field=models.TextField(blank=True, help_text='Markdown may be used.', null=True, validators=[guides.markdown.validate_markdown], verbose_name='text'),
        ),
        migrations.AlterField(
            model_name='shortcode',
            name='purpose',
            field=models.CharField(choices=[('balance', 'balance'), ('packages', 'what is left of packages'), ('plan', 'current plan'), ('ask-a-friend', 'ask a friend to top up'), ('friend-sends', 'your friend sends you money'), ('collect-call', 'call that the other person pays for'), ('promised-payment', 'promised payment'), ('support', 'support'), ('moved-number', 'who serves a number now'), ('restart', 'restart the package early')], max_length=20, verbose_name='purpose'),
        ),
        migrations.AlterField(
            model_name='step',
            name='codes_for',
            field=models.CharField(blank=True, choices=[('balance', 'balance'), ('packages', 'what is left of packages'), ('plan', 'current plan'), ('ask-a-friend', 'ask a friend to top up'), ('friend-sends', 'your friend sends you money'), ('collect-call', 'call that the other person pays for'), ('promised-payment', 'promised payment'), ('support', 'support'), ('moved-number', 'who serves a number now'), ('restart', 'restart the package early')], help_text='Of every operator that has some; the text need not name them.', max_length=20, verbose_name='lists the codes for'),
        ),
    ]
