"""Who is at risk, and the reminder in one act."""

import io
from datetime import date
from decimal import Decimal

import openpyxl
from django.urls import reverse
from django.utils import timezone

from apps.notices.models import Notice
from apps.requirements.services.reminding import finish_reminders
from tests import factories

RISK, REMIND = reverse("requirements:risk"), reverse("requirements:risk_remind")
TODAY = date(2025, 11, 18)


def names(response):
    return {row.holder.name for row, *_said in response.context["rows"]}


def count_of(counts, code):
    return next(count for count in counts if count.code == code)


def test_counts_by_requirement_and_by_group_agree_with_the_people(cast, browse, diligent):
    page = browse(cast.office).get(RISK)
    view = page.context["view"]
    hours = count_of(view.requirements, "credit-hours")
    assert (hours.met, hours.at_risk, hours.owing) == (1, 4, 5)
    group = count_of(view.groups, str(cast.group.pk))
    assert (group.owing, group.at_risk) == (2, 2)
    assert diligent.name not in names(page)
    assert cast.teacher.name in names(page)


def test_a_filter_narrows_people_but_not_what_is_counted(cast, browse, diligent):
    client = browse(cast.office)
    page = client.get(RISK, {"group": cast.group.pk, "requirement": "observations", "state": "at_risk"})
    assert names(page) == {cast.teacher.name, cast.leader.name}
    assert names(client.get(RISK, {"state": "met"})) == {diligent.name}
    assert names(client.get(RISK, {"q": "zengyiming", "state": "all"})) == {diligent.name}


def test_a_leader_sees_the_own_group_alone(cast, browse, diligent):
    assert names(browse(cast.leader).get(RISK, {"state": "all"})) == {cast.teacher.name, cast.leader.name}


def test_those_shown_are_reminded_in_one_act_once_a_day_but_not_oneself(cast, browse, diligent):
    client = browse(cast.leader)
    assert "提醒这 1 人" in client.get(RISK, {"state": "at_risk"}).content.decode()
    client.post(REMIND, {"state": "at_risk"})
    client.post(REMIND, {"state": "at_risk"})
    assert "今天都提醒过了。" in client.get(RISK, {"state": "at_risk"}).content.decode()
    assert list(Notice.objects.filter(kind="reminder").values_list("member", flat=True)) == [cast.teacher.pk]
    browse(cast.office).post(REMIND, {})
    told = set(Notice.objects.filter(kind="reminder").values_list("member", flat=True))
    assert told == {cast.teacher.pk, cast.leader.pk, cast.principal.pk}


def test_a_reminder_ends_when_everything_is_met(cast, browse, attend, observe):
    browse(cast.office).post(REMIND, {})
    attend(cast.teacher, hours=Decimal(24))
    observe(cast.teacher, 7)
    observe(cast.teacher, 3, date=date(2025, 10, 14))
    assert finish_reminders(today=TODAY, now=timezone.now()) == 1
    open_still = Notice.objects.filter(kind="reminder", done_at=None).values_list("member", flat=True)
    assert cast.teacher.pk not in open_still
    assert cast.leader.pk in open_still


def test_with_nobody_to_remind_it_says_so(cast, browse, diligent):
    page = browse(cast.office).post(
        REMIND, {"state": "met"}, follow=True, headers={"accept-language": "zh-hans"}
    )
    assert "没有要提醒的人" in page.content.decode()


def test_the_file_has_the_counts_and_every_requirement_of_everybody_shown(cast, browse, diligent):
    answer = browse(cast.office).get(
        RISK, {"export": "xlsx", "state": "all"}, headers={"accept-language": "zh-hans"}
    )
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    assert book.sheetnames == ["按要求", "按组", "人员"]
    rows = list(book["人员"].iter_rows(min_row=2, values_only=True))
    assert len(rows) == 10
    assert ("T002", "曾一鸣", None, "学时", 24, 24, 0) in {row[:7] for row in rows}


def test_without_a_semester_there_is_nothing_to_watch(db, now, browse):
    member = factories.StaffFactory()
    factories.PostFactory(member=member, kind="principal")
    assert browse(member).get(RISK).status_code == 302
