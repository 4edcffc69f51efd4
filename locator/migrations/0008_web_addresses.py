from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('locator', '0007_empty_bad_addresses'),
    ]

    operations = [
        migrations.AddConstraint(
            model_name='brand',
            constraint=models.CheckConstraint(condition=models.Q(('website__iregex', '^https?://'), ('website', ''), _connector='OR'), name='locator_brand_website_on_web', violation_error_message='A web address begins with https:// or http://.'),
        ),
        migrations.AddConstraint(
            model_name='brand',
            constraint=models.CheckConstraint(condition=models.Q(('usual_hours_source_url__iregex', '^https?://'), ('usual_hours_source_url', ''), _connector='OR'), name='locator_brand_usual_hours_on_web', violation_error_message='A web address begins with https:// or http://.'),
        ),
        migrations.AddConstraint(
            model_name='holiday',
            constraint=models.CheckConstraint(condition=models.Q(('source_url__iregex', '^https?://'), ('source_url', ''), _connector='OR'), name='locator_holiday_source_on_web', violation_error_message='A web address begins with https:// or http://.'),
        ),
        migrations.AddConstraint(
            model_name='place',
            constraint=models.CheckConstraint(condition=models.Q(('website__iregex', '^https?://'), ('website', ''), _connector='OR'), name='locator_place_website_on_web', violation_error_message='A web address begins with https:// or http://.'),
        ),
        migrations.AddConstraint(
            model_name='topup',
            constraint=models.CheckConstraint(condition=models.Q(('source_url__iregex', '^https?://'), ('source_url', ''), _connector='OR'), name='locator_topup_source_on_web', violation_error_message='A web address begins with https:// or http://.'),
        ),
        migrations.AddConstraint(
            model_name='waytopay',
            constraint=models.CheckConstraint(condition=models.Q(('source_url__iregex', '^https?://'), ('source_url', ''), _connector='OR'), name='locator_waytopay_source_on_web', violation_error_message='A web address begins with https:// or http://.'),
        ),
    ]
