"""Entries from before work was kept with them: the migration makes proposals of them, reading the records anew says
what they are, and nobody's ledger is reversed for it.
"""

from datetime import date
from importlib import import_module

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from apps.credits.models import Entry, Proposal
from apps.credits.services import propose_records, revalue
from apps.credits.sources import source_key
from tests import factories
from tests.credits.ledger import WHY, posting, settled

MIGRATION = import_module("apps.credits.migrations.0005_proposals_and_seals")


@pytest.fixture
def old_ledger(cast):
    """One record of each sort as the first ledger had it: no part outside activities, no work kept with the entry."""
    common = {"school": cast.school, "semester": cast.semester}
    activity = factories.ActivityFactory(**common, organiser=cast.group)
    attended = factories.AttendanceFactory(activity=activity, member=cast.teacher, state="present")
    factories.AttendanceFactory(activity=activity, member=cast.colleague, state="absent")
    seen = factories.ObservationFactory(**common, observer=cast.teacher, teacher=cast.leader)
    plan = factories.LessonPlanFactory(**common, author=cast.teacher, state="approved")
    work = factories.WorkFactory(**common, author=cast.teacher, level="city", characters=2000)
    factories.ProjectTermFactory(
        project=factories.ProjectFactory(school=cast.school, leader=cast.teacher), semester=cast.semester
    )
    kind = factories.kind_of
    rows = [
        posting(cast, source_key("activities.attendance", attended.pk), date=activity.date, role="participant"),
        posting(cast, source_key("observations.observation", seen.pk), "0", date=seen.date,
                kind_id=seen.lesson_type_id),
        posting(cast, source_key("lessonplans.lessonplan", plan.pk), "0", date=plan.submitted_on,
                kind_id=kind(cast.school, "lesson_plan", "plan").pk),
        posting(cast, source_key("portfolio.work", work.pk), "0", date=work.date, kind_id=work.category_id,
                characters=2000, level="city"),
    ]  # fmt: skip
    settled(cast, *rows, actor=cast.office.user)
    assert [entry.explanation for entry in Entry.objects.all()] == [WHY] * len(rows)


def migrate():
    with connection.cursor() as cursor:
        cursor.execute(MIGRATION.PROPOSED)


def standing() -> dict:
    rows = Entry.objects.standing().values_list("pk", "source_key", "hours", "count", "characters")
    return {pk: tuple(rest) for pk, *rest in rows}


def test_every_standing_entry_becomes_confirmed_work_worth_the_same(cast, old_ledger):
    before = standing()
    migrate()
    assert set(Proposal.objects.values_list("state", flat=True)) == {"confirmed"}
    assert {row.source_key for row in Proposal.objects.all()} == {entry[0] for entry in before.values()}
    revalue(cast.school, reason="核对", actor=None)
    assert standing() == before


def test_reading_the_records_anew_reverses_nothing_and_finds_what_was_never_proposed(cast, old_ledger):
    before = standing()
    migrate()
    done = propose_records(cast.school, actor=None)
    assert (done.posted, done.reversed) == (1, 0)
    after = standing()
    (project,) = (after[pk] for pk in after.keys() - before.keys())
    assert before.items() <= after.items()
    assert project[0].startswith("projects.term:")
    absent = Proposal.objects.get(member=cast.colleague)
    assert absent.fact["attendance"] == "absent"
    assert Proposal.objects.get(source_key__startswith="observations").fact["part"] == "observer"


def test_a_second_reading_changes_nothing(cast, old_ledger):
    migrate()
    propose_records(cast.school, actor=None)
    before = list(Proposal.objects.order_by("pk").values_list("pk", "updated_at"))
    assert propose_records(cast.school, actor=None).posted == 0
    assert list(Proposal.objects.order_by("pk").values_list("pk", "updated_at")) == before


def test_the_command_reads_one_school_or_all(cast, old_ledger, capsys):
    migrate()
    call_command("propose_records", school=cast.school.code)
    assert "1 entries posted, 0 reversed" in capsys.readouterr().out
    with pytest.raises(CommandError, match="no school"):
        call_command("propose_records", school="NOWHERE")


def test_what_a_record_no_longer_says_is_taken_back(cast, old_ledger):
    migrate()
    propose_records(cast.school, actor=None)
    row = Proposal.objects.get(source_key__startswith="portfolio")
    type(row).objects.filter(pk=row.pk).update(source_key="portfolio.work:999999", date=date(2025, 9, 2))
    propose_records(cast.school, actor=None)
    assert not Proposal.objects.filter(source_key="portfolio.work:999999").exists()
