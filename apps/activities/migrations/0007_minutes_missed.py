from django.db import migrations, models


class Migration(migrations.Migration):
    """Minutes missed by who came late or left early; the organiser of an activity as a part of its own."""

    dependencies = [("activities", "0006_what_an_activity_is_about")]

    operations = [
        migrations.AddField(
            "attendance",
            "missed",
            models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="minutes missed"),
        ),
        migrations.AlterField(
            "attendance",
            "part",
            models.CharField(
                choices=[
                    ("speaker", "speaker"),
                    ("chair", "chair"),
                    ("organiser", "organiser"),
                    ("participant", "participant"),
                ],
                default="participant",
                max_length=12,
                verbose_name="part played",
            ),
        ),
        migrations.AddConstraint(
            "attendance",
            models.CheckConstraint(
                condition=models.Q(("missed", None), ("missed__range", (1, 720)), _connector="OR"),
                name="attendance_missed_plausible",
            ),
        ),
    ]
