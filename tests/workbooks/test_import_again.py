"""A workbook that comes again: unchanged, corrected, with rows taken out."""

from datetime import date

import pytest
from django.utils import timezone

from apps.activities.models import Activity, Attendance
from apps.credits.models import Entry
from apps.credits.selectors import totals_by_member
from apps.credits.services import close_semester
from apps.groups.models import Group, Membership
from apps.groups.services import set_members
from apps.lessonplans.models import LessonPlan
from apps.observations.models import Observation
from apps.portfolio.models import Work
from apps.projects.models import Project, ProjectTerm
from apps.schools.models import Semester
from apps.staff.models import Post, StaffMember
from apps.staff.services import leave_school, set_posts
from apps.workbooks.services.notices import notices_of
from tests import factories
from tests.workbooks.book import day


@pytest.fixture
def loaded(book, load):
    load(book)
    return book


def total(number: str):
    return totals_by_member(Semester.objects.get())[StaffMember.objects.get(number=number).pk].hours


def told(checked) -> dict:
    return {notice.code: notice.params for notice in notices_of(checked.plan)}


def changed(checked) -> dict:
    return {name: (c["new"], c["changed"]) for name, c in checked.counts.items() if c["new"] or c["changed"]}


def test_the_same_file_again_changes_nothing(loaded, load):
    before = (Entry.objects.count(), set(Observation.objects.values_list("pk", "updated_at")))
    again = load(loaded)
    assert changed(again) == {}
    assert again.counts["参与"] == {"new": 0, "changed": 0, "unchanged": 8}
    assert again.plan.changes_nothing
    assert (Entry.objects.count(), set(Observation.objects.values_list("pk", "updated_at"))) == before


def test_rows_in_another_order_change_nothing(loaded, check):
    for name in ("教师", "活动", "参与", "听课", "成果"):
        loaded[name][1:] = reversed(loaded[name][1:])
    loaded.put("教研组", "D2", "T03、T01")
    assert check(loaded).plan.changes_nothing


def test_corrected_hours_reverse_the_entries_and_post_anew(loaded, load):
    checked = load(loaded.put("活动", "J2", 2), name="改正.xlsx")
    assert changed(checked) == {"活动": (0, 1)}
    assert total("T01") == 4
    reversals = Entry.objects.exclude(reverses=None)
    assert (reversals.count(), {entry.reason for entry in reversals}) == (3, {"工作簿更正：改正.xlsx"})


def test_what_the_ledger_does_not_count_reverses_nothing(loaded, load):
    load(loaded.put("活动", "H2", "阶梯教室").put("听课", "J3", "很好").put("教师", "H3", "高级教师"))
    assert not Entry.objects.exclude(reverses=None).exists()
    assert Activity.objects.get(code="A01").place == "阶梯教室"


def test_hours_and_attendance_corrected_at_once_are_reversed_once(loaded, load):
    load(loaded.put("活动", "J2", 2).put("参与", "D3", "请假").put("参与", "D4", "出席"))
    assert Entry.objects.exclude(reverses=None).count() == 3
    assert (total("T02"), total("T03")) == (0, 4)


def test_a_row_taken_out_is_withdrawn_and_reversed(loaded, load, check):
    loaded["听课"].pop(1)
    loaded["教案"].pop(1)
    loaded["成果"].pop(2)
    assert told(check(loaded))["gone"]["n"] == 1
    load(loaded)
    assert (
        Observation.objects.live().count(),
        LessonPlan.objects.live().count(),
        Work.objects.live().count(),
    ) == (2, 1, 1)
    gone = Observation.objects.exclude(withdrawn_at=None).get()
    assert (gone.class_name, gone.withdrawal_reason) == ("三年级2班", "工作簿更正：学期.xlsx")
    assert Entry.objects.exclude(reverses=None).count() == 3


def test_an_activity_taken_out_takes_its_attendance_along(loaded, load):
    loaded["活动"].pop(2)
    loaded["参与"][5:7] = []
    checked = load(loaded)
    assert [s.values["编号"] for s in checked.plan.sheets["活动"].gone] == ["A02"]
    assert (total("T01"), total("T03")) == (3, 0)
    assert load(loaded).plan.changes_nothing


def test_a_person_taken_off_an_activity_loses_its_hours(loaded, load):
    loaded["参与"].pop(4)
    load(loaded)
    assert total("T04") == 1.5
    assert Attendance.objects.count() == 7


def test_a_project_taken_out_is_no_longer_counted_in_the_semester(loaded, load):
    loaded["课题"].pop(2)
    load(loaded)
    assert list(ProjectTerm.objects.values_list("project__code", flat=True)) == ["K01"]
    assert Project.objects.filter(code="K02").exists(), "the project itself stays"


def test_what_was_entered_on_pages_is_never_taken_back(loaded, load):
    school, semester = Semester.objects.get().school, Semester.objects.get()
    mine = {"school": school, "semester": semester}
    member, other = StaffMember.objects.order_by("number")[:2]
    factories.ObservationFactory(observer=member, teacher=other, **mine)
    factories.WorkFactory(author=member, title="页面上填的", **mine)
    activity = factories.ActivityFactory(code="B01", **mine)
    factories.AttendanceFactory(activity=activity, member=member)
    factories.AttendanceFactory(activity=Activity.objects.get(code="A03"), member=member)
    checked = load(loaded)
    assert checked.plan.changes_nothing
    assert Observation.objects.live().count() == 4
    assert Attendance.objects.count() == 10


def test_an_activity_others_were_entered_for_on_pages_stays_although_taken_out(loaded, load, check):
    member = StaffMember.objects.get(number="T02")
    factories.AttendanceFactory(activity=Activity.objects.get(code="A02"), member=member)
    loaded["活动"].pop(2)
    loaded["参与"][5:7] = []
    assert "A02" in told(check(loaded))["kept_activities"]["names"]
    load(loaded)
    assert Activity.objects.get(code="A02").withdrawn_at is None


def test_a_page_row_that_the_workbook_says_otherwise_is_changed_and_named(loaded, load, check):
    activity = Activity.objects.get(code="A03")
    member = StaffMember.objects.get(number="T01")
    row = factories.AttendanceFactory(activity=activity, member=member, state="expected")
    loaded["参与"].append(["A03", "T01", "参加", "出席"])
    assert told(check(loaded))["page_rows"] == {"sheet": "参与", "n": 1, "names": "A03 T01"}
    load(loaded)
    row.refresh_from_db()
    assert (row.state, row.origin) == ("present", "page")
    assert total("T01") == 6.5


def test_a_corrected_day_is_a_change_not_a_new_row_and_one_gone(loaded, load):
    before = Observation.objects.order_by("pk").values_list("pk", flat=True)[0]
    checked = load(loaded.put("听课", "C2", day(10, 14)))
    assert changed(checked) == {"听课": (0, 1)}
    assert Observation.objects.get(pk=before).date == day(10, 14)
    assert Entry.objects.standing().filter(date=day(10, 14)).count() == 1


@pytest.mark.parametrize(
    ("sheet", "cell", "value"),
    [("听课", "A2", "T04"), ("听课", "D2", 5), ("听课", "E3", "五年级2班"), ("教案", "C2", "秋天的雨（第一课时）"),
     ("教案", "A3", "T02"),
     ("成果", "C2", "读写结合的做法"), ("成果", "B3", "教学随笔"), ("活动", "B3", "语文组第一次集体备课"), ("课题",
      "A3", "K07"),
     ("参与", "B3", "T02")],
)  # fmt: skip
def test_a_corrected_cell_of_the_key_is_a_change(loaded, load, sheet, cell, value):
    checked = load(loaded.put(sheet, cell, value))
    assert checked.mistakes == []
    assert [here.gone for here in checked.plan.sheets.values() if here.gone] == []
    assert checked.counts[sheet]["new"] == 0
    assert load(loaded).plan.changes_nothing


def test_an_activity_with_another_number_keeps_its_attendance(loaded, load):
    before = set(Attendance.objects.values_list("pk", flat=True))
    loaded.put("活动", "A2", "Z09")
    for row in loaded["参与"][1:5]:
        row[0] = "Z09"
    assert changed(load(loaded)) == {"活动": (0, 1)}
    assert set(Attendance.objects.values_list("pk", flat=True)) == before
    assert not Entry.objects.exclude(reverses=None).exists()


def test_an_attendance_given_to_another_person_moves_the_hours(loaded, load):
    loaded.put("参与", "B8", "T01")
    assert changed(load(loaded)) == {"参与": (0, 1)}
    assert (total("T01"), total("T04")) == (6.5, 3)


def test_teachers_groups_and_campuses_that_are_missing_stay_and_are_named(loaded, load, check):
    school = Semester.objects.get().school
    factories.StaffFactory(school=school, number="T90", name="查远客")
    factories.GroupFactory(school=school, name="体育组")
    factories.CampusFactory(school=school, name="山前校区")
    found = told(check(loaded))
    assert found["missing_staff"]["names"] == "查远客（T90）"
    assert found["missing_groups"]["names"] == "体育组"
    assert found["missing_campuses"]["names"] == "山前校区"
    load(loaded)
    assert StaffMember.objects.filter(number="T90", left_on=None).exists()


def test_a_corrected_name_is_written_and_the_log_in_follows(loaded, load):
    member = StaffMember.objects.get(number="T02")
    member.user = factories.UserFactory(login="LYXX-T02", name="仇文礼")
    member.save()
    load(loaded.put("教师", "B3", "仇文理"))
    member.refresh_from_db()
    assert (member.name, member.user.name) == ("仇文理", "仇文理")
    assert "qiuwenli" in member.search_text


def test_a_changed_post_holds_from_the_first_day_of_the_semester(loaded, load):
    member = StaffMember.objects.get(number="T03")
    member.posts.all().delete()
    factories.PostFactory(member=member, kind="teacher", started_on=date(2024, 8, 20))
    load(loaded.put("教师", "K4", "备课组长"))
    assert set(member.posts.values_list("kind", "started_on", "ended_on")) == {
        ("teacher", date(2024, 8, 20), date(2025, 8, 31)), ("preparation_leader", date(2025, 9, 1), None),
    }  # fmt: skip


def test_a_post_changed_on_a_page_during_the_semester_is_what_the_workbook_is_compared_with(
    loaded, load, check
):
    member = StaffMember.objects.get(number="T03")
    set_posts(member, {"group_leader"}, on=date(2025, 11, 3))
    assert changed(check(loaded)) == {"教师": (0, 1)}
    loaded.put("教师", "K4", "教研组长")
    assert check(loaded).plan.changes_nothing


def test_a_new_leader_takes_the_place_of_the_old_one(loaded, load):
    load(loaded.put("教研组", "C2", "T03"))
    group = Group.objects.get(name="语文组")
    held = Membership.objects.filter(group=group).between(date(2025, 12, 1))
    assert dict(held.values_list("member__number", "role")) == {"T03": "leader", "T01": "member"}
    assert load(loaded).plan.changes_nothing


def test_a_deputy_stays_deputy(loaded, load):
    group = Group.objects.get(name="数学组")
    one, other = (StaffMember.objects.get(number=n) for n in ("T04", "T02"))
    set_members(group, {one: "leader", other: "deputy"}, on=date(2025, 9, 1))
    load(loaded.put("教研组", "D3", "T04、T02、T03"))
    held = Membership.objects.filter(group=group, ended_on=None)
    assert dict(held.values_list("member__number", "role")) == {
        "T04": "leader",
        "T02": "deputy",
        "T03": "member",
    }


def test_the_next_semester_leaves_the_one_before_as_it_was(loaded, load, book):
    book.put("学校", "B5", 2).put("学校", "B6", date(2026, 2, 16)).put("学校", "B7", date(2026, 7, 3))
    for name in ("活动", "参与", "听课", "教案", "成果", "课题"):
        book.sheets[name] = book[name][:1]
    book.put("教师", "K4", "备课组长").put("教研组", "D2", "T01、T02")
    checked = load(book)
    assert checked.plan.semester is None
    assert Activity.objects.live().count() == 3, "nothing of the autumn is taken back"
    assert set(Post.objects.filter(member__number="T03").values_list("kind", "ended_on")) == {
        ("teacher", date(2026, 2, 15)), ("preparation_leader", None),
    }  # fmt: skip
    group = Group.objects.get(name="语文组")
    autumn = Membership.objects.filter(group=group).between(date(2025, 12, 1))
    assert set(autumn.values_list("member__number", flat=True)) == {"T01", "T03"}


def test_an_earlier_semester_that_comes_later_changes_posts_for_itself_only(loaded, load, book):
    book.put("学校", "B5", 2).put("学校", "B6", date(2025, 2, 17)).put("学校", "B7", date(2025, 7, 4)).put(
        "学校", "B4", "2024-2025"
    )
    for name in ("活动", "参与", "听课", "教案", "成果", "课题"):
        book.sheets[name] = book[name][:1]
    load(book.put("教师", "K4", "备课组长"))
    posts = set(Post.objects.filter(member__number="T03").values_list("kind", "started_on", "ended_on"))
    assert posts == {
        ("preparation_leader", date(2025, 2, 17), date(2025, 8, 31)), ("teacher", date(2025, 9, 1), None),
    }  # fmt: skip
    assert Group.objects.count() == 2
    assert Group.objects.get(name="语文组").started_on == date(2025, 2, 17)


def test_who_has_left_but_stands_in_the_workbook_is_named(loaded, check, load, book):
    leave_school(StaffMember.objects.get(number="T03"), on=date(2026, 1, 31))
    assert "staff_who_left" not in told(check(loaded)), "was there in that semester"
    book.put("学校", "B5", 2).put("学校", "B6", date(2026, 2, 16)).put("学校", "B7", date(2026, 7, 3))
    for name in ("活动", "参与", "听课", "教案", "成果", "课题"):
        book.sheets[name] = book[name][:1]
    assert told(check(book))["staff_who_left"]["names"] == "古丽娜尔·买买提（T03）"


def test_a_renamed_group_is_found_by_the_name_it_had_in_the_semester(loaded, load, check):
    from apps.groups.services import save_group

    group = Group.objects.get(name="语文组")
    group.name = "大语文组"
    save_group(group, today=date(2026, 3, 1))
    assert check(loaded).plan.changes_nothing
    loaded.put("教研组", "A2", "大语文组").put("活动", "D3", "大语文组")
    assert load(loaded).written
    assert Group.objects.count() == 2, "the name of today is known too"


def test_a_closed_semester_takes_no_work_from_a_workbook(loaded, check, load, faults):
    semester = Semester.objects.get()
    close_semester(semester, actor=None, now=timezone.now())
    assert check(loaded).plan.changes_nothing
    assert load(loaded).written, "the same workbook changes nothing"
    before = Entry.objects.count()
    loaded.put("听课", "F2", "五1")
    assert [code for _sheet, _cell, code in faults(loaded)] == ["semester_closed"]
    assert not load(loaded).written
    assert Entry.objects.count() == before
