"""Stamps given in review are read from the case; on the record only what came on paper is noted, under the names the
activities have.
"""

from django.db import migrations, models
from django.utils import timezone

SUBJECT = "declarations.declaration"
GIVING, BEGINNING = ("passed", "approved"), ("submitted", "resubmitted")


def leave_to_review(apps, schema_editor):
    """Empty the days that an approval of the last handing in says; any other day was noted from paper."""
    Declaration = apps.get_model("declarations", "Declaration")
    said = _said_in_review(apps.get_model("approvals", "CaseEvent"))
    for row in Declaration.objects.exclude(recognised_on=None, verified_on=None):
        days = said.get(row.pk, {"school": set(), "county": set()})
        changed = {
            name: None
            for name, who in (("recognised_on", "school"), ("verified_on", "county"))
            if getattr(row, name) in days[who]
        }
        if changed:
            Declaration.objects.filter(pk=row.pk).update(**changed)


def _said_in_review(events) -> dict:
    """Declaration's key → who has approved it, school or county → on which days."""
    found = {}
    rows = events.objects.filter(case__subject=SUBJECT, act__in=GIVING + BEGINNING).order_by("pk")
    for event in rows.select_related("case"):
        if event.act in BEGINNING:
            found[event.case.target_id] = {"school": set(), "county": set()}
            continue
        who = "county" if event.reviewer == "county" else "school"
        days = found.setdefault(event.case.target_id, {"school": set(), "county": set()})
        days[who].add(event.decided_on or timezone.localdate(event.at))
    return found


class Migration(migrations.Migration):
    dependencies = [("declarations", "0003_what_it_is_about"), ("approvals", "0003_the_county_reviews")]

    operations = [
        migrations.RenameField("declaration", "school_stamp", "recognised_on"),
        migrations.RenameField("declaration", "county_stamp", "verified_on"),
        migrations.AlterField(
            "declaration",
            "recognised_on",
            models.DateField(blank=True, null=True, verbose_name="recognised by the school on"),
        ),
        migrations.AlterField(
            "declaration",
            "verified_on",
            models.DateField(blank=True, null=True, verbose_name="verified by the bureau on"),
        ),
        migrations.RunPython(leave_to_review, migrations.RunPython.noop),
    ]
