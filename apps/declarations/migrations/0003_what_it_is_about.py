from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("declarations", "0002_words_and_limits")]

    operations = [
        migrations.AddField(
            "declaration",
            "labels",
            models.JSONField(blank=True, default=list, verbose_name="what it is about"),
        ),
    ]
