"""Valuing everything again as long work: asked for by publishing a pack or by the office."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from apps.activities.models import Attendance
from apps.core.errors import Conflict
from apps.credits import drafting
from apps.credits.models import Entry, Proposal, Revaluing, RulePack
from apps.credits.rules.texts import read_pack
from apps.credits.services import close_semester, revaluing, valuing
from apps.credits.services.revaluing import request_revaluing, run_revaluing
from apps.credits.wording import school_names
from apps.jobs.choices import JobState
from apps.jobs.models import Job
from apps.jobs.services import sweep
from tests.credits.packs import CAPPED, HEAD, PLAIN, attend, publish
from tests.jobs.working import work_off


@pytest.fixture
def work(cast):
    """Three people with 4 and 3 hours."""
    people = [cast.teacher, cast.colleague, cast.leader]
    for member in people:
        attend(cast, hours="4", member=member)
        attend(cast, hours="3", member=member, day=date(2025, 9, 19))
    return people


@pytest.fixture
def capped(cast, work):
    """The draft of a pack under which nobody has more than 5 hours."""
    text = HEAD.format(code="own", gives="hours", names="") + CAPPED
    return drafting.begin_from(RulePack, read_pack(text, school_names(cast.school.pk)), school=cast.school)


def standing(member) -> Decimal:
    return sum(entry.hours for entry in Entry.objects.filter(member=member).standing())


def put_into_force(client, draft):
    return client.post(reverse("credits:rulepack_publish", args=[draft.pk]), {"first": "2025-09-01"})


def test_until_it_is_done_the_figures_stand_and_the_page_says_so(cast, work, capped, browse):
    client = browse(cast.office)
    assert put_into_force(client, capped).status_code == 302
    capped.refresh_from_db()
    assert not capped.is_draft
    assert [standing(member) for member in work] == [7, 7, 7]
    page = client.get(capped.get_absolute_url())
    assert page.context["job"].state == JobState.QUEUED
    assert "算完之前，还没轮到的人仍是原来的数。" in page.content.decode()
    teacher = browse(cast.teacher).get(capped.get_absolute_url()).content.decode()
    assert "算完之前" in teacher
    assert reverse("jobs:job_cancel", args=[page.context["job"].pk]) not in teacher
    work_off()
    assert [standing(member) for member in work] == [5, 5, 5]
    assert "入账3笔，冲销3笔。" in client.get(capped.get_absolute_url()).content.decode()


def test_cut_off_in_the_middle_it_is_taken_up_again_and_nothing_is_doubled(cast, work, capped, monkeypatch):
    """A worker dies after the first of three people; the next one does the rest."""
    monkeypatch.setattr(revaluing, "PART", 1)
    drafting.publish(capped, first=date(2025, 9, 1), actor=cast.office.user)
    job = request_revaluing(school=cast.school, reason="新办法", actor=cast.office.user, pack=capped)

    def die(done, total, step):
        if done == 1:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run_revaluing(job, die)
    assert sorted(standing(member) for member in work) == [5, 7, 7]
    work_off()
    assert [standing(member) for member in work] == [5, 5, 5]
    assert Entry.objects.exclude(reverses=None).count() == 3
    job.refresh_from_db()
    assert (job.state, job.result) == (JobState.DONE, {"posted": 2, "reversed": 2})


def test_a_failure_is_shown_and_can_be_run_again(cast, work, capped, browse):
    client = browse(cast.office)
    put_into_force(client, capped)
    Job.objects.update(state=JobState.FAILED, error="试了3次都没有做成。")
    page = client.get(capped.get_absolute_url())
    again = reverse("jobs:job_retry", args=[page.context["job"].pk])
    assert "试了3次都没有做成。" in page.content.decode()
    assert again in page.content.decode()
    client.post(again)
    work_off()
    assert [standing(member) for member in work] == [5, 5, 5]


def test_each_publication_is_work_of_its_own(cast, work, browse):
    first = publish(cast, PLAIN, value_anew=False)
    one = request_revaluing(school=cast.school, reason="甲", actor=None, pack=first)
    assert request_revaluing(school=cast.school, reason="甲", actor=None, pack=first) == one
    second = publish(cast, CAPPED, first=date(2025, 9, 10), value_anew=False)
    assert request_revaluing(school=cast.school, reason="乙", actor=None, pack=second) != one


def test_the_office_has_everything_valued_again_and_sees_how_far_it_is(cast, work, capped, browse):
    drafting.publish(capped, first=date(2025, 9, 1), actor=cast.office.user)
    client = browse(cast.office)
    answer = client.post(reverse("credits:revalue"), {"reason": "学期日期改了"})
    (job,) = Job.objects.all()
    assert answer.url == job.get_absolute_url()
    assert client.get(reverse("credits:revalue")).context["job"] == job
    work_off()
    assert [standing(member) for member in work] == [5, 5, 5]
    assert client.get(answer.url).url == reverse("credits:revalue")
    assert set(Entry.objects.exclude(reverses=None).values_list("reason", flat=True)) == {"学期日期改了"}


def test_a_semester_is_closed_only_when_everybody_is_valued(cast, work, capped, now):
    drafting.publish(capped, first=date(2025, 9, 1), actor=cast.office.user)
    request_revaluing(school=cast.school, reason="新办法", actor=cast.office.user, pack=capped)
    with pytest.raises(Conflict, match="重新计值"):
        close_semester(cast.semester, actor=cast.office.user, now=now)
    work_off()
    close_semester(cast.semester, actor=cast.office.user, now=now)


@pytest.mark.parametrize("state", [JobState.FAILED, JobState.CANCELLED])
def test_a_semester_is_not_closed_when_the_last_valuing_did_not_finish(
    cast, work, capped, browse, now, state
):
    """Two of three people stand as before; the page says so and leads to where it is run again."""
    drafting.publish(capped, first=date(2025, 9, 1), actor=cast.office.user)
    request_revaluing(school=cast.school, reason="新办法", actor=cast.office.user, pack=capped)
    Job.objects.update(state=state)
    with pytest.raises(Conflict, match="没有做完"):
        close_semester(cast.semester, actor=cast.office.user, now=now)
    address = reverse("credits:semesterseal_create", args=[cast.semester.pk])
    link = f'{reverse("credits:revalue")}">'
    page = browse(cast.office).get(address).content.decode()
    assert "没有做完" in page
    assert "新办法" in page
    assert link in page
    assert "关账</button>" not in page
    principal = browse(cast.principal).get(address).content.decode()
    assert "没有做完" in principal
    assert link not in principal
    request_revaluing(school=cast.school, reason="再算一次", actor=cast.office.user)
    work_off()
    close_semester(cast.semester, actor=cast.office.user, now=now)


def test_what_did_not_finish_is_not_forgotten_with_its_job(cast, work, capped, now):
    """Jobs are deleted after thirty days; the work is owed until it is done."""
    drafting.publish(capped, first=date(2025, 9, 1), actor=cast.office.user)
    request_revaluing(school=cast.school, reason="新办法", actor=cast.office.user, pack=capped)
    Job.objects.update(state=JobState.FAILED, finished_at=now - timedelta(days=31))
    sweep(now)
    assert not Job.objects.exists()
    with pytest.raises(Conflict, match="没有做完"):
        close_semester(cast.semester, actor=cast.office.user, now=now)
    request_revaluing(school=cast.school, reason="再算一次", actor=cast.office.user)
    work_off()
    assert not Revaluing.objects.exists()
    close_semester(cast.semester, actor=cast.office.user, now=now)


def test_what_is_asked_for_while_one_runs_is_owed_until_the_next_has_run(cast, work, capped, now):
    first = request_revaluing(school=cast.school, reason="甲", actor=cast.office.user)

    def ask_again(done, total, step):
        if done == 0 and total == 1:
            Job.objects.filter(pk=first.pk).update(state=JobState.RUNNING)
            request_revaluing(school=cast.school, reason="乙", actor=cast.office.user)

    run_revaluing(first, ask_again)
    Job.objects.filter(pk=first.pk).update(state=JobState.DONE)
    assert Revaluing.objects.get().reason == "乙"
    with pytest.raises(Conflict, match="重新计值"):
        close_semester(cast.semester, actor=cast.office.user, now=now)
    work_off()
    close_semester(cast.semester, actor=cast.office.user, now=now)


def test_everybody_s_work_is_valued_once(cast, work, capped, monkeypatch):
    """Reading the records says what there is; what it is worth is worked out afterwards, not before as well."""
    drafting.publish(capped, first=date(2025, 9, 1), actor=cast.office.user)
    job = request_revaluing(school=cast.school, reason="新办法", actor=cast.office.user, pack=capped)
    seen, value_by = [], valuing.value_by

    def noted(pack, facts, **kwargs):
        seen.extend(fact.identity for fact in facts)
        return value_by(pack, facts, **kwargs)

    monkeypatch.setattr(valuing, "value_by", noted)
    Proposal.objects.update(title="换了说法")  # so that reading finds something to write
    run_revaluing(job, lambda *said: None)
    assert len(seen) == len(set(seen)) == 6


def test_what_no_record_says_any_more_is_taken_back(cast, work, now):
    Attendance.objects.filter(member=cast.teacher).delete()  # as a repair beside the program would
    request_revaluing(school=cast.school, reason="再算一次", actor=cast.office.user)
    work_off()
    assert [standing(member) for member in work] == [0, 7, 7]


def test_while_one_runs_the_same_asked_for_again_is_queued_behind_it(cast):
    """The one that runs may have passed somebody before what changed now; one that waits has passed nobody."""

    def ask(reason="学期日期改了"):
        return request_revaluing(school=cast.school, reason=reason, actor=cast.office.user)

    first = ask()
    assert ask() == first
    Job.objects.filter(pk=first.pk).update(state=JobState.RUNNING)
    second = ask()
    assert second != first
    assert ask() == second
    assert ask("职称改了") not in (first, second)
    Job.objects.filter(pk=second.pk).update(state=JobState.RUNNING)
    assert ask() not in (first, second)
