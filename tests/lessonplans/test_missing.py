"""Who has not handed in, and asking them for it."""

import io
from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from apps.lessonplans import services
from apps.lessonplans.choices import State
from apps.lessonplans.models import LessonPlan
from apps.notices.models import Delivery, Notice, Robot
from tests.factories import GroupFactory, LessonPlanFactory, MembershipFactory, PostFactory

LIST, REMIND = reverse("lessonplans:missing_list"), reverse("lessonplans:missing_remind")
TODAY = date(2025, 11, 18)  # in the twelfth week


@pytest.fixture
def plan(cast):
    def make(author, **given):
        given = {"week": 12, "submitted_on": TODAY} | given
        return LessonPlanFactory(semester=cast.semester, author=author, **given)

    return make


def rows(client, **query):
    """{name: (expected, handed in, returned, missing)}."""
    table = client.get(LIST, query).context["table"]
    found = [row.record for row in table.rows]
    return {r.name: (r.expected, r.handed_in, r.returned, r.missing) for r in found}


def test_without_a_number_one_plan_a_week_is_expected_of_everyone_in_a_group(cast, browse, plan):
    office = browse(cast.office)
    plan(cast.leader)
    assert rows(office) == {cast.teacher.name: (1, 0, 0, 1)}
    assert set(rows(office, show="all")) == {cast.teacher.name, cast.leader.name}
    assert cast.colleague.name not in rows(office, show="all")  # in no group


def test_the_principal_and_posts_without_teaching_owe_none(cast, browse):
    for member in (cast.principal, cast.office):
        MembershipFactory(group=cast.group, member=member)
    office = browse(cast.office)
    assert set(rows(office, show="all")) == {cast.teacher.name, cast.leader.name}
    PostFactory(member=cast.office, kind="teacher")
    PostFactory(member=cast.principal, kind="teacher")
    assert set(rows(office, show="all")) == {cast.teacher.name, cast.leader.name, cast.office.name}


def test_the_weeks_to_choose_are_those_of_the_semester(cast, browse):
    client = browse(cast.office)
    for name in ("lessonplans:missing_list", "lessonplans:lessonplan_list", "approvals:inbox"):
        weeks = client.get(reverse(name)).context["filter"].form.fields["week"].choices
        named = [value for value, _label in weeks if value]
        assert named == [str(n) for n in range(1, cast.semester.weeks + 1)], name


def test_the_semester_says_how_many(cast, browse, plan):
    cast.semester.plans_a_week = 3
    cast.semester.save()
    plan(cast.teacher)
    plan(cast.teacher, state=State.RETURNED)
    assert rows(browse(cast.office))[cast.teacher.name] == (3, 2, 1, 1)


def test_a_plan_without_a_week_counts_for_the_week_it_came_and_a_withdrawn_one_does_not(cast, browse, plan):
    plan(cast.teacher, week=None)
    plan(cast.leader, withdrawn_at=timezone.now(), withdrawal_reason="交错")
    assert set(rows(browse(cast.office))) == {cast.leader.name}
    assert set(rows(browse(cast.office), week="11")) == {cast.leader.name, cast.teacher.name}


def test_one_group_at_a_time(cast, browse):
    group = GroupFactory(school=cast.school, kind="preparation", name="三年级备课组")
    MembershipFactory(group=group, member=cast.colleague)
    assert set(rows(browse(cast.office), group=group.pk)) == {cast.colleague.name}


def test_a_leader_sees_and_reminds_the_own_group_only(cast, browse):
    group = GroupFactory(school=cast.school, kind="preparation")
    MembershipFactory(group=group, member=cast.colleague)
    leader = browse(cast.leader)
    assert set(rows(leader)) == {cast.teacher.name, cast.leader.name}
    assert leader.post(REMIND, {"week": "12", "group": group.pk}).status_code == 404
    leader.post(REMIND, {"week": "12"})
    assert set(Notice.objects.values_list("member", flat=True)) == {cast.teacher.pk}  # nobody asks oneself


def test_reminding_asks_each_once_a_day_and_says_so(cast, browse):
    office = browse(cast.office)
    assert "已提醒 2 人" in office.post(REMIND, {"week": "12"}, follow=True).content.decode()
    page = office.post(REMIND, {"week": "12"}, follow=True).content.decode()
    assert "2 人今天已经提醒过" in page
    assert "今天已提醒" in page
    assert "今天都提醒过了。" in page
    assert Notice.objects.count() == 2
    assert Notice.objects.first().url == reverse("lessonplans:lessonplan_submit")


def test_when_nobody_is_missing_nobody_is_asked(cast, browse, plan):
    plan(cast.teacher), plan(cast.leader)
    page = browse(cast.office).post(REMIND, {"week": "12"}, follow=True).content.decode()
    assert "都交齐了" in page
    assert not Notice.objects.exists()


def test_the_group_s_robot_says_how_many_without_a_name(cast, browse):
    url = "https://oapi.dingtalk.com/robot/send?access_token=abc0123456789"
    Robot.objects.create(school=cast.school, group=cast.group, name="数学组群", kind="dingtalk", url=url)
    browse(cast.office).post(REMIND, {"week": "12", "group": cast.group.pk})
    assert list(Delivery.objects.values_list("topic", "count")) == [("plans_missing", 2)]


def test_handing_in_ends_the_reminder(cast, browse):
    browse(cast.office).post(REMIND, {"week": "12"})
    row = LessonPlan(school=cast.school, semester=cast.semester, author=cast.teacher, title="圆", week=12)
    services.hand_in(
        row, sections={"aims": "一"}, upload=None, actor=cast.teacher.user, today=TODAY, now=timezone.now()
    )
    assert Notice.objects.get(member=cast.teacher).done_at is not None
    assert Notice.objects.get(member=cast.leader, kind="reminder").done_at is None


def test_the_list_is_taken_along_as_excel(cast, browse):
    answer = browse(cast.office).get(LIST, {"export": "xlsx"})
    sheet = load_workbook(io.BytesIO(answer.content)).active
    assert [cell.value for cell in sheet[1]][:3] == ["教师", "教研组", "应交"]
    assert sheet.max_row == 3


def test_who_leads_nothing_is_not_let_in(cast, browse):
    assert browse(cast.teacher).get(LIST).status_code == 403
    assert browse(cast.principal).post(REMIND, {"week": "12"}).status_code == 403
