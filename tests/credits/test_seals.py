"""A closed semester takes no entries, and its totals stay what they were."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, transaction
from django.urls import reverse

from apps.activities.services import save_minutes, withdraw_activities
from apps.approvals import services as approval
from apps.approvals.models import Case
from apps.core.errors import Conflict
from apps.credits import selectors, services
from apps.credits.models import Entry, Proposal, SealedTotal, SemesterSeal
from apps.credits.services.valuing import known
from apps.lessonplans.models import LessonPlan
from apps.lessonplans.services import hand_in
from apps.portfolio.services import hand_in as hand_in_work
from tests.credits.ledger import posting, rows, settled
from tests.credits.packs import CAPPED, PLAIN, attend, hours, mark, publish
from tests.factories import SemesterFactory, WorkFactory, kind_of


@pytest.fixture
def closed(cast, now) -> SemesterSeal:
    """The teacher's three hours, then the semester was closed."""
    cast.row = attend(cast, hours="3")
    return services.close_semester(cast.semester, actor=cast.office.user, now=now)


def test_closing_writes_down_what_everybody_has(cast, closed):
    total = SealedTotal.objects.get()
    assert (total.member, total.hours, total.count, total.entries) == (cast.teacher, Decimal(3), 1, 1)
    assert (closed.last_number, closed.closed_by) == (1, cast.office.user)
    assert selectors.differences(closed) == []


def test_nothing_is_recorded_corrected_or_withdrawn_in_it(cast, closed, now):
    acts = [
        lambda: attend(cast, hours="2", day=date(2025, 9, 19)),
        lambda: mark(cast, cast.row, "absent"),
        lambda: withdraw_activities([cast.row.activity], actor=None, now=now, reason="重复"),
        lambda: settled(cast, posting(cast, source="portfolio.work:1")),
        lambda: services.put_back(Proposal.objects.all(), reason="再核", actor=None, now=now),
    ]
    for act in acts:
        with pytest.raises(ValidationError, match="已关账"), transaction.atomic():
            act()
    assert Entry.objects.count() == 1


def test_nothing_is_moved_out_of_it_or_into_it(cast, closed):
    spring = SemesterFactory(
        school=cast.school, year=cast.semester.year, term=2, starts_on=date(2026, 2, 16), ends_on=date(2026, 7, 3)
    )  # fmt: skip
    catalogue = selectors.catalogue_of(cast.school.pk)
    inside = known(Proposal.objects.get(), catalogue)
    cast.autumn, cast.semester = cast.semester, spring
    attend(cast, hours="2", day=date(2026, 3, 6))
    outside = known(Proposal.objects.get(semester=spring), catalogue)
    for fact, semester in ((inside, spring), (outside, cast.autumn)):
        moved = replace(fact, date=semester.starts_on)
        with pytest.raises(ValidationError, match="已关账"), transaction.atomic():
            services.propose(
                semester=semester, source_keys=[fact.key], facts=[moved], reason="改期", actor=None
            )
    assert hours() == [Decimal(3), Decimal(2)]


def test_the_database_itself_refuses_an_entry(cast, closed):
    copy = """INSERT INTO credits_entry (school_id, semester_id, number, kind_id, member_id, date, hours, credits,
        points, category, count, characters, level, role, source_key, revision, title, explanation, reason, posted_at)
        SELECT school_id, semester_id, number + 1, kind_id, member_id, date, hours, credits, points, category, count,
        characters, level, role, source_key || '0', revision, title, explanation, reason, now() FROM credits_entry"""
    with pytest.raises(IntegrityError, match="semester is closed"), transaction.atomic():
        rows(copy)


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE credits_sealedtotal SET hours = 9",
        "DELETE FROM credits_sealedtotal",
        "DELETE FROM credits_semesterseal",
        "UPDATE credits_semesterseal SET last_number = 9",
        "UPDATE credits_semesterseal SET closed_by_id = NULL",
    ],
)
def test_what_was_closed_cannot_be_rewritten(cast, closed, sql):
    with pytest.raises(DatabaseError), transaction.atomic():
        rows(sql)


def test_a_seal_is_broken_once(cast, closed, now):
    services.reopen_semester(closed, reason="补录", actor=cast.principal.user, now=now)
    with pytest.raises(IntegrityError, match="only be broken, once"), transaction.atomic():
        rows("UPDATE credits_semesterseal SET reopened_at = now() + interval '1 day'")


def test_minutes_written_after_the_closing_are_kept_and_change_nothing(cast, closed):
    assert save_minutes(cast.row.activity, text="评课记录", seen="", actor=cast.office.user)
    assert Entry.objects.count() == 1
    assert "minutes" not in Proposal.objects.get().fact["evidence"]


def test_reopened_with_a_reason_it_takes_entries_and_closes_anew(cast, closed, now):
    with pytest.raises(ValidationError):
        services.reopen_semester(closed, reason=" ", actor=cast.principal.user, now=now)
    services.reopen_semester(closed, reason="漏记一次活动", actor=cast.principal.user, now=now)
    attend(cast, hours="2", day=date(2025, 9, 19))
    again = services.close_semester(cast.semester, actor=cast.office.user, now=now)
    assert [t.hours for t in SealedTotal.objects.filter(seal=again)] == [Decimal(5)]
    assert selectors.differences(closed) != []
    assert selectors.differences(again) == []


def test_a_reopened_semester_leads_to_who_reopened_it_and_why(cast, closed, now, browse):
    services.reopen_semester(closed, reason="漏记一次活动", actor=cast.principal.user, now=now)
    client, page = browse(cast.principal), reverse("credits:semesterseal_detail", args=[closed.pk])
    assert page in client.get(reverse("credits:semester_list")).content.decode()
    assert "漏记一次活动" in client.get(page).content.decode()


def test_it_is_closed_once_and_reopened_once(cast, closed, now):
    with pytest.raises(Conflict):
        services.close_semester(cast.semester, actor=None, now=now)
    services.reopen_semester(closed, reason="补录", actor=None, now=now)
    with pytest.raises(Conflict):
        services.reopen_semester(closed, reason="补录", actor=None, now=now)


def test_a_new_pack_leaves_it_alone_and_its_entries_use_up_what_they_used(cast, closed):
    spring = SemesterFactory(
        school=cast.school, year=cast.semester.year, term=2, starts_on=date(2026, 2, 16), ends_on=date(2026, 7, 3)
    )  # fmt: skip
    publish(cast, CAPPED.replace("semester", "school_year"))
    cast.semester = spring
    attend(cast, hours="9", day=date(2026, 3, 6))
    assert hours() == [Decimal(3), Decimal(2)]
    publish(cast, PLAIN)
    assert hours() == [Decimal(3), Decimal(9)]


def test_the_pages_of_a_closing(cast, closed, browse):
    listed = browse(cast.principal).get(reverse("credits:semester_list")).content.decode()
    assert reverse("credits:semesterseal_detail", args=[closed.pk]) in listed
    page = browse(cast.principal).get(reverse("credits:semesterseal_detail", args=[closed.pk]))
    assert page.context["differences"] == []
    url = reverse("credits:semesterseal_reopen", args=[closed.pk])
    assert browse(cast.office).get(url).status_code == 403
    assert browse(cast.principal).post(url, {"reason": "补录"}).status_code == 302
    closed.refresh_from_db()
    assert (closed.reopening_reason, closed.reopened_by) == ("补录", cast.principal.user)
    create = reverse("credits:semesterseal_create", args=[cast.semester.pk])
    assert browse(cast.office).post(create).status_code == 302
    assert SemesterSeal.objects.unbroken().count() == 1


def test_whoever_closes_is_told_what_is_still_under_review(cast, browse, now):
    """Each sort of record by itself, with the way to it; what is decided, or belongs to another semester, is not."""
    spring = SemesterFactory(
        school=cast.school, year=cast.semester.year, term=2, starts_on=date(2026, 2, 16), ends_on=date(2026, 7, 3)
    )  # fmt: skip
    for n, semester in enumerate([cast.semester, cast.semester, spring]):
        plan = LessonPlan(school=cast.school, semester=semester, author=cast.teacher, title=f"第 {n} 课")
        said = {"sections": {"aims": "会算"}, "upload": None}
        hand_in(plan, **said, actor=cast.teacher.user, today=now.date(), now=now)
    work = WorkFactory.build(
        school=cast.school, semester=cast.semester, author=cast.teacher, title="反思",
        category=kind_of(cast.school, "work", "reflection"),
    )  # fmt: skip
    hand_in_work(
        work, text="学生说：要一样多。", upload=None, actor=cast.teacher.user, today=now.date(), now=now
    )
    office = browse(cast.office)
    create = reverse("credits:semesterseal_create", args=[cast.semester.pk])
    page = office.get(create).content.decode()
    assert "还在审核：" in page
    for name, told in (("lessonplans:lessonplan_list", "教案 2 份"), ("portfolio:work_list", "成果 1 份")):
        link = f"{reverse(name)}?semester={cast.semester.pk}&amp;state=waiting"
        assert f'<a href="{link}">{told}</a>' in page
        assert office.get(link.replace("&amp;", "&")).status_code == 200
    for case in Case.objects.filter(school=cast.school):
        approval.return_case(case, actor=cast.office.user, opinion="改")
    assert "还在审核" not in office.get(create).content.decode()


def test_whoever_corrects_a_record_of_it_is_told_why_not(cast, closed, browse):
    page = browse(cast.office).post(
        reverse("activities:activity_withdraw", args=[cast.row.activity_id]), {"reason": "重复"}
    )
    assert page.status_code == 422
    assert "已关账" in page.content.decode()
