from django.db import migrations, models

DECLARED = (
    ("training", "校外培训", True), ("degree", "学历进修", True), ("online", "网络研修", True),
    ("publication", "发表论著", True), ("outreach", "送教支教", False), ("brought", "转入学时", True),
)  # fmt: skip
FIRST_POSITION = 24


def add_declared_kinds(apps, schema_editor):
    """Schools that are here already get the kinds of work that is declared; kinds of the same name are left alone."""
    kind = apps.get_model("credits", "EntryKind")
    schools = apps.get_model("schools", "School").objects.order_by("pk").values_list("pk", flat=True)
    kind.objects.bulk_create(
        [
            kind(
                school_id=school, family="other", code=code, name=name, needs_proof=needs_proof,
                position=FIRST_POSITION + n,
            )
            for school in schools
            for n, (code, name, needs_proof) in enumerate(DECLARED)
        ],
        ignore_conflicts=True,
    )  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [
        ("credits", "0005_proposals_and_seals"),
    ]

    operations = [
        migrations.AddField(
            model_name="entrykind",
            name="needs_proof",
            field=models.BooleanField(
                default=False,
                help_text="Asked for when hours of this kind are declared: a picture or PDF of the certificate.",
                verbose_name="needs a proof file",
            ),
        ),
        migrations.RunPython(add_declared_kinds, migrations.RunPython.noop),
    ]
