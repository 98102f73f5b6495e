import django.db.models.deletion
from django.db import migrations, models


def note_what_did_not_finish(apps, schema_editor):
    """Schools whose last valuing anew is under way, failed or was stopped: until now that was read from its job, which
    is deleted after a month.
    """
    Job, Revaluing = apps.get_model("jobs", "Job"), apps.get_model("credits", "Revaluing")
    last = {job.school_id: job for job in Job.objects.filter(kind="revalue").order_by("created_at")}
    Revaluing.objects.bulk_create(
        Revaluing(school_id=school, reason=job.params.get("reason", "")[:200])
        for school, job in last.items()
        if job.state != "done"
    )


class Migration(migrations.Migration):
    dependencies = [
        ("credits", "0006_kinds_ask_for_proof"),
        ("jobs", "0001_initial"),
        ("schools", "0005_plans_a_week"),
    ]

    operations = [
        migrations.CreateModel(
            name="Revaluing",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created at")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="changed at")),
                ("round", models.PositiveIntegerField(default=1, verbose_name="round")),
                ("reason", models.CharField(max_length=200, verbose_name="reason")),
                (
                    "school",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="schools.school",
                        verbose_name="school",
                    ),
                ),
            ],
            options={
                "verbose_name": "valuing anew",
                "verbose_name_plural": "valuings anew",
                "constraints": [models.UniqueConstraint(models.F("school"), name="revaluing_once_a_school")],
            },
        ),
        migrations.RunPython(note_what_did_not_finish, migrations.RunPython.noop),
    ]
