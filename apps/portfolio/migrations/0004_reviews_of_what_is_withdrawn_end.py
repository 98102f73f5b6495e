from django.db import migrations


def end_reviews(apps, schema_editor):
    """With a record that is withdrawn its review ends, a decided one too."""
    withdrawn = apps.get_model("portfolio", "Work").objects.exclude(withdrawn_at=None)
    decided = apps.get_model("approvals", "Case").objects.filter(subject="portfolio.work", state="approved")
    decided.filter(target_id__in=withdrawn.values("pk")).update(state="withdrawn")


class Migration(migrations.Migration):
    dependencies = [
        ("portfolio", "0003_works_are_reviewed"),
        ("approvals", "0004_phrases_by_what_is_reviewed"),
    ]

    operations = [migrations.RunPython(end_reviews, migrations.RunPython.noop)]
