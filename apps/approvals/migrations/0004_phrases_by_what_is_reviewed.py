from django.db import migrations, models


class Migration(migrations.Migration):
    """Phrases written before were offered for everything, and the usual ones spoke of lesson plans: they stay there."""

    dependencies = [
        ("approvals", "0003_the_county_reviews"),
    ]

    operations = [
        migrations.RemoveConstraint(model_name="phrase", name="phrase_once"),
        migrations.AddField(
            model_name="phrase",
            name="subject",
            field=models.CharField(
                default="lessonplans.lessonplan", max_length=60, verbose_name="what is reviewed"
            ),
            preserve_default=False,
        ),
        migrations.AddConstraint(
            model_name="phrase",
            constraint=models.UniqueConstraint("school", "subject", "text", name="phrase_once"),
        ),
    ]
