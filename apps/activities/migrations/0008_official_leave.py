from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("activities", "0007_minutes_missed")]

    operations = [
        migrations.AddField(
            "attendance",
            "is_official",
            models.BooleanField(default=False, verbose_name="official leave"),
        ),
    ]
