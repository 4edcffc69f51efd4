from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("locator", "0003_nearest")]

    operations = [migrations.RenameModel("Shipped", "SeedRecord")]
