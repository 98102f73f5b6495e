import django.contrib.postgres.constraints
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import apps.credits.models.documents
import apps.schools.models


class Migration(migrations.Migration):
    dependencies = [
        ("credits", "0003_ledger_heeds_no_setting"),
        ("schools", "0005_plans_a_week"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="RulePack",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created at")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="changed at")),
                ("code", models.CharField(max_length=40, verbose_name="code")),
                ("name", models.CharField(max_length=80, verbose_name="name")),
                ("version", models.PositiveSmallIntegerField(default=1, verbose_name="version")),
                ("valid_from", models.DateField(verbose_name="holds from")),
                ("valid_until", models.DateField(blank=True, null=True, verbose_name="holds until")),
                ("document_title", models.CharField(blank=True, max_length=200, verbose_name="regulation")),
                (
                    "document_number",
                    models.CharField(blank=True, max_length=60, verbose_name="number of the document"),
                ),
                ("document_issuer", models.CharField(blank=True, max_length=100, verbose_name="issued by")),
                ("document_date", models.DateField(blank=True, null=True, verbose_name="issued on")),
                ("author", models.CharField(blank=True, max_length=60, verbose_name="written down by")),
                ("note", models.CharField(blank=True, max_length=500, verbose_name="note")),
                (
                    "cycle",
                    apps.credits.models.documents.PlainData(blank=True, null=True, verbose_name="cycle"),
                ),
                (
                    "names",
                    apps.credits.models.documents.PlainData(
                        blank=True, default=dict, verbose_name="names of its own"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "draft"),
                            ("published", "published"),
                            ("superseded", "superseded"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "published_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="published at"),
                ),
                (
                    "gives",
                    models.CharField(
                        choices=[("hours", "credit hours"), ("credits", "credits"), ("points", "points")],
                        default="hours",
                        max_length=10,
                        verbose_name="counts in",
                    ),
                ),
                (
                    "published_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="published by",
                    ),
                ),
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
                "verbose_name": "rule pack",
                "verbose_name_plural": "rule packs",
                "ordering": ["code", "-version"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PackRule",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created at")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="changed at")),
                ("position", models.PositiveSmallIntegerField(verbose_name="position")),
                ("code", models.CharField(max_length=40, verbose_name="code")),
                ("clause", models.CharField(blank=True, max_length=300, verbose_name="clause")),
                ("data", apps.credits.models.documents.PlainData(default=dict, verbose_name="what it says")),
                ("type", models.CharField(editable=False, max_length=12, verbose_name="what it does")),
                (
                    "pack",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rows",
                        to="credits.rulepack",
                        verbose_name="rule pack",
                    ),
                ),
            ],
            options={
                "verbose_name": "rule",
                "verbose_name_plural": "rules",
                "ordering": ["position", "pk"],
                "abstract": False,
            },
        ),
        migrations.AddConstraint(
            model_name="rulepack",
            constraint=models.UniqueConstraint(
                models.F("school"), models.F("code"), models.F("version"), name="rulepack_version_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="rulepack",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                condition=models.Q(
                    models.Q(("state", "draft"), _negated=True),
                    models.Q(
                        ("valid_until", None), ("valid_until__gte", models.F("valid_from")), _connector="OR"
                    ),
                ),
                expressions=[
                    ("school", "="),
                    ("gives", "="),
                    (apps.schools.models.DateSpan("valid_from", "valid_until"), "&&"),
                ],
                name="rulepack_one_at_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="rulepack",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "draft"), ("published_at", None)),
                    models.Q(models.Q(("state", "draft"), _negated=True), ("published_at__isnull", False)),
                    _connector="OR",
                ),
                name="rulepack_published_with_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="rulepack",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "draft"), _negated=True),
                    ("valid_until", None),
                    ("valid_until__gte", models.F("valid_from")),
                    _connector="OR",
                ),
                name="rulepack_days_in_order",
            ),
        ),
        migrations.AddConstraint(
            model_name="rulepack",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["draft", "published", "superseded"])),
                name="rulepack_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="rulepack",
            constraint=models.CheckConstraint(
                condition=models.Q(("gives__in", ["hours", "credits", "points"])), name="rulepack_unit_known"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="rulepack",
            trigger=pgtrigger.compiler.Trigger(
                name="published_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n    IF OLD.state = 'draft' THEN\n        IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;\n        RETURN NEW;\n    END IF;\n    IF TG_OP = 'DELETE' THEN RAISE EXCEPTION 'a published version is never deleted' USING ERRCODE = 'integrity_constraint_violation'; END IF;\n    IF NEW.state = 'draft'\n        OR COALESCE(NEW.valid_until, 'infinity') > COALESCE(OLD.valid_until, 'infinity')\n        OR to_jsonb(NEW) - ARRAY['state', 'valid_until', 'updated_at']\n            IS DISTINCT FROM to_jsonb(OLD) - ARRAY['state', 'valid_until', 'updated_at']\n    THEN RAISE EXCEPTION 'a published version never changes' USING ERRCODE = 'integrity_constraint_violation'; END IF;\n    RETURN NEW;\n    ",
                    hash="2d12354e4b237f0da5d1553f94c3eaeaa5bded1e",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_published_stays_706f3",
                    table="credits_rulepack",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="packrule",
            constraint=models.UniqueConstraint(models.F("pack"), models.F("code"), name="packrule_code_once"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="packrule",
            trigger=pgtrigger.compiler.Trigger(
                name="rows_stay",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n        IF TG_OP <> 'INSERT' THEN IF EXISTS (SELECT FROM credits_rulepack d WHERE d.id = OLD.pack_id AND d.state <> 'draft') THEN RAISE EXCEPTION 'a published version never changes' USING ERRCODE = 'integrity_constraint_violation'; END IF; END IF;\n        IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;\n        IF EXISTS (SELECT FROM credits_rulepack d WHERE d.id = NEW.pack_id AND d.state <> 'draft') THEN RAISE EXCEPTION 'a published version never changes' USING ERRCODE = 'integrity_constraint_violation'; END IF;\n        RETURN NEW;\n        ",
                    hash="83670035b3c5fa2f723ab5c17e31600290f967eb",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_rows_stay_0f933",
                    table="credits_packrule",
                    when="BEFORE",
                ),
            ),
        ),
    ]
