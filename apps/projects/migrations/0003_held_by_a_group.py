import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("groups", "0001_initial"),
        ("projects", "0002_stage_days_and_sorts"),
    ]

    operations = [
        migrations.AddField(
            "project",
            "group",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="projects",
                to="groups.group",
                verbose_name="held by",
            ),
        ),
    ]
