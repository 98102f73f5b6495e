"""What only some schools record: columns and a sheet that may be missing, and of which nothing is lost on the way."""

from datetime import date
from decimal import Decimal
from types import SimpleNamespace

import pytest

from apps.activities.models import Activity, Attendance, Series
from apps.credits.holders import holder_pk
from apps.credits.models import Entry
from apps.credits.selectors import catalogue_of, totals_by_member
from apps.credits.sources import records_of
from apps.declarations.models import Declaration
from apps.groups.models import Group
from apps.observations.models import Observation
from apps.projects.models import Project
from apps.schools.models import School, Semester
from apps.staff.models import StaffMember
from apps.workbooks.services.notices import notices_of
from tests.credits.packs import publish
from tests.workbooks.book import day
from tests.workbooks.test_round_trip import comparable, elsewhere, export_of

PEOPLE = ("T01", "T02", "T03", "T04")

DECLARED = ["工号", "申报类别", "名称", "开始日期", "结束日期", "学时", "天数", "级别", "主办", "证书编号",
            "内容标记", "学校认定日期", "教育局核定日期", "计入日期", "次数"]  # fmt: skip
TRAINING = ["T03", "校外培训", "国培班", day(10, 20), day(10, 24), 30, 4.5, "省级", "省教师发展中心", "GP-7", "师德",
            day(11, 3), day(11, 10), "", 2]  # fmt: skip
BY_THE_MINUTE = """
  - {type: worth, code: time, where: {kinds: [activity], attendance: [present, late, left_early]},
     from: [{of: minutes, per: 45, gives: 1}]}
  - {type: worth, code: elsewhere, where: {kinds: [other]}, from: [{of: hours, gives: 1}]}
"""


def column(book, sheet: str, heading: str, *values):
    """Add a column; ``values`` stand below its heading, from the first row on."""
    rows = book[sheet]
    place = len(rows[0])
    for row, value in zip(rows, [heading, *values, *[""] * len(rows)], strict=False):
        row.extend([""] * (place - len(row)))
        row.append(value)
    return book


@pytest.fixture
def full(book):
    """Everything the workbook can hold of a semester."""
    book["学校"].append(["每周教案份数", 2])
    column(book, "教师", "到校日期", day(10, 8))
    column(book, "教师", "个人周期起始日", "", date(2022, 9, 1))
    column(book, "教研组", "类型", "备课组")
    column(book, "活动", "内容", "第一行\n第二行")
    column(book, "活动", "级别", "县级")
    column(book, "活动", "举办方式", "网络")
    column(book, "活动", "内容标记", "师德、教研")
    column(book, "活动", "休息分钟", "15分钟")
    column(book, "活动", "点名次数", 2)
    column(book, "活动", "计划批准日期", day(9, 1))
    column(book, "活动", "学校认定日期", day(9, 20))
    column(book, "活动", "教育局核定日期", day(9, 30))
    column(book, "活动", "连续活动", "", "", "A02")
    column(book, "活动", "活动记录", "讨论了提问的时机。")
    book.put("参与", "D3", "迟到").put("参与", "D5", "早退")
    column(book, "参与", "缺席分钟", "", "45分钟", "", 15)
    column(book, "参与", "签到次数", 2, 1)
    column(book, "参与", "反思", "少问是不是，多问为什么。")
    column(book, "听课", "课题", "秋天的雨")
    column(book, "听课", "课堂实录", "导入 5 分钟。\n朗读。")
    column(book, "课题", "进入阶段日期", day(11, 3))
    column(book, "课题", "承担的组", "语文组")
    column(book, "课题", "计入类别", "专项课题")
    book.sheets["申报"] = [
        DECLARED[:],
        TRAINING[:],
        ["T02", "发表论著", "一篇文章", day(11, 1), day(11, 1), *[""] * 9],
    ]
    return book.put("申报", "H3", "国家级")


def count_minutes(code: str) -> None:
    """Let activities be worth an hour for each 45 minutes one was there; the rules know the label 师德."""
    school, office = School.objects.get(code=code), SimpleNamespace(user=None)
    publish(SimpleNamespace(school=school, office=office), BY_THE_MINUTE, names=", label: {ethics: 师德}")


def total(number: str, code: str = "LYXX") -> Decimal:
    member = StaffMember.objects.get(school__code=code, number=number)
    found = totals_by_member(Semester.objects.get(school__code=code)).get(member.pk)
    return found.hours if found else Decimal(0)


def told(checked) -> dict:
    return {notice.code: notice.params for notice in notices_of(checked.plan)}


def facts_of(code: str) -> list[str]:
    """What the rules know of a semester, with the names of things instead of their keys."""
    school = School.objects.get(code=code)
    semester = Semester.objects.get(school=school)
    people = dict(StaffMember.objects.filter(school=school).values_list("pk", "number"))
    groups = dict(Group.objects.filter(school=school).values_list("pk", "name"))
    _keys, facts = records_of(semester, catalogue_of(school.pk))
    courses = [f.course for f in facts if f.course]
    found = []
    for fact in facts:
        names = groups if fact.holder.startswith("group") else people
        said = {name: getattr(fact, name) for name in fact.__slots__}
        said["holder"] = names[holder_pk(fact.holder)]
        for name in ("key", "content", "session"):
            said[name] = said[name].partition(":")[0]
        said["course"] = courses.count(fact.course) if fact.course else 0
        found.append(str(sorted((k, sorted(v) if isinstance(v, frozenset) else v) for k, v in said.items())))
    return sorted(found)


def test_every_column_is_read_and_written(full, load):
    load(full)
    activity = Activity.objects.select_related("minutes").get(code="A01")
    assert (activity.content, activity.level, activity.setting) == ("第一行\n第二行", "county", "online")
    assert (activity.labels, activity.breaks, activity.roll_calls) == (["师德", "教研"], 15, 2)
    assert activity.paper_stamps() == {"plan": day(9, 1), "school": day(9, 20), "bureau": day(9, 30)}
    assert activity.minutes.text == "讨论了提问的时机。"
    rows = Attendance.objects.filter(activity=activity).order_by("member__number")
    assert list(rows.values_list("missed", "signatures")) == [(None, 2), (45, 1), (None, None), (15, None)]
    assert rows[0].reflection == "少问是不是，多问为什么。"
    lesson = Observation.objects.get(class_name="三年级2班")
    assert (lesson.topic, lesson.notes) == ("秋天的雨", "导入 5 分钟。\n朗读。")
    project = Project.objects.get(code="K01")
    assert (project.group.name, project.group.kind, project.sort.name) == (
        "语文组",
        "preparation",
        "专项课题",
    )
    assert project.terms.get().reached_on == day(11, 3)
    people = list(StaffMember.objects.order_by("number").values_list("entered_on", "cycle_starts_on"))[:2]
    assert people == [(day(10, 8), None), (None, date(2022, 9, 1))]
    assert Semester.objects.get().plans_a_week == 2


def test_activities_of_one_series_are_one_course(full, load):
    load(full)
    assert list(Series.objects.values_list("rhythm", flat=True)) == [2]
    assert [a.series_id for a in Activity.objects.order_by("code")][0] is None
    assert load(full).plan.changes_nothing
    load(full.put("活动", "T4", "—").put("活动", "T2", "A02"))
    assert [a.series_id is None for a in Activity.objects.order_by("code")] == [False, False, True]
    assert Series.objects.count() == 1


def test_declared_hours_are_entries_of_their_semester(full, load):
    assert told(load(full))["without_proof"] == {"n": 2}
    declared = Declaration.objects.get(title="国培班")
    assert (declared.hours, declared.days, declared.level) == (30, Decimal("4.5"), "province")
    assert (declared.organiser, declared.certificate, declared.labels) == ("省教师发展中心", "GP-7", ["师德"])
    assert (declared.counts_on, declared.origin, declared.state) == (day(10, 24), "workbook", "approved")
    assert (declared.recognised_on, declared.verified_on) == (day(11, 3), day(11, 10))
    assert Entry.objects.standing().get(source_key=f"declarations.declaration:{declared.pk}").hours == 30
    today = Declaration.objects.get(title="一篇文章").recognised_on
    assert today == date(2026, 1, 30), "the office recognised it by its workbook"
    assert load(full).plan.changes_nothing


def test_declared_hours_taken_out_are_withdrawn_and_without_their_sheet_stay(full, load):
    load(full)
    del full.sheets["申报"]
    assert load(full).plan.changes_nothing
    full.sheets["申报"] = [DECLARED[:]]
    load(full)
    assert Declaration.objects.live().count() == 0
    assert {e.reason for e in Entry.objects.exclude(reverses=None)} == {"工作簿更正：学期.xlsx"}


def test_a_school_that_moves_takes_all_facts_entries_and_hours_along(full, load):
    load(full)
    count_minutes("LYXX")
    load(full)
    out = export_of("LYXX")
    assert "new_labels" in told(load(elsewhere(out))), "no rule of the new school knows them yet"
    count_minutes("ELSE")
    assert load(elsewhere(out)).counts["活动"]["changed"] == 1, "the rules know 师德 now"
    assert facts_of("ELSE") == facts_of("LYXX")
    assert [total(n, "ELSE") for n in PEOPLE] == [total(n) for n in PEOPLE]
    assert comparable(export_of("ELSE")) == comparable(out)
    assert load(out).plan.changes_nothing
    assert load(elsewhere(out)).plan.changes_nothing


def test_a_column_that_is_not_there_or_empty_leaves_what_pages_have(full, book, load, check):
    load(full)
    for sheet, width in (("教师", 11), ("教研组", 4), ("活动", 10), ("参与", 4), ("听课", 10), ("课题", 10)):
        full.sheets[sheet] = [row[:width] for row in full[sheet]]
    del full.sheets["申报"]
    assert check(full).plan.changes_nothing
    column(full, "参与", "缺席分钟")
    checked = check(full)
    assert checked.plan.changes_nothing
    assert told(checked)["silent_columns"] == {"sheet": "参与", "n": 1, "names": "缺席分钟"}
    load(full.put("参与", "D3", "出席").put("活动", "J2", 2))
    assert Attendance.objects.exclude(missed=None).get().missed == 15, (
        "who was there all the time missed nothing"
    )
    assert Activity.objects.get(code="A01").setting == "online"


def test_an_empty_cell_takes_away_a_value_but_not_what_people_wrote(full, load):
    load(full)
    load(full.put("参与", "E3", "").put("参与", "G2", "").put("活动", "K2", "—").put("活动", "L2", "—"))
    rows = Attendance.objects.filter(activity__code="A01").order_by("member__number")
    assert (rows[1].missed, rows[0].reflection) == (None, "少问是不是，多问为什么。")
    activity = Activity.objects.get(code="A01")
    assert (activity.level, activity.content) == ("", "第一行\n第二行")


def test_minutes_missed_corrected_reverse_the_entry_and_post_anew(full, load):
    load(full)
    count_minutes("LYXX")
    before = total("T02")
    checked = load(full.put("参与", "E3", 90), name="改正.xlsx")
    assert checked.counts["参与"] == {"new": 0, "changed": 1, "unchanged": 7}
    assert (before, total("T02")) == (Decimal("1.67"), Decimal("0.67"))
    reversal = Entry.objects.exclude(reverses=None).filter(member__number="T02").latest("pk")
    assert (reversal.hours, reversal.reason) == (Decimal("-1.67"), "工作簿更正：改正.xlsx")


def test_what_cannot_be_so_is_refused_in_its_cell(full, faults):
    wrong = {
        ("教研组", "E2"): ("班组", "not_a_choice"), ("活动", "L2"): ("镇级", "not_a_choice"),
        ("活动", "M2"): ("月球", "not_a_choice"), ("活动", "R2"): ("去年", "not_a_date"),
        ("活动", "P3"): (9, "too_large"), ("活动", "T3"): ("A99", "unknown_reference"),
        ("参与", "E2"): (10, "missed_by_nobody"), ("参与", "F2"): (3, "more_than_called"),
        ("参与", "E3"): ("很久", "not_a_number"), ("参与", "E5"): (-5, "below_zero"),
        ("参与", "F8"): (1, "more_than_called"), ("课题", "K2"): ("春天", "not_a_date"),
        ("课题", "L2"): ("美术组", "unknown_reference"), ("申报", "A2"): ("T99", "unknown_reference"),
        ("申报", "F3"): ("", "nothing_declared"), ("申报", "E4"): (day(10, 19), "ends_before_first_day"),
        ("申报", "E5"): (date(2026, 2, 20), "not_over"), ("申报", "G6"): (4.3, "half_days"),
        ("申报", "N7"): (date(2025, 8, 1), "counts_outside"), ("申报", "M8"): (date(2026, 3, 1), "not_over"),
    }  # fmt: skip
    full["申报"].extend([[*TRAINING[:2], f"国培班{n}", *TRAINING[3:]] for n in range(5)])
    full.put("申报", "H3", "")
    for (sheet, cell), (value, _code) in wrong.items():
        full.put(sheet, cell, value)
    assert faults(full) == [(*place, code) for place, (_value, code) in wrong.items()]


def test_what_is_under_review_is_no_recognised_work_and_does_not_go_along(full, load):
    load(full)
    declared = Declaration.objects.get(title="国培班")
    declared.state = "waiting"
    declared.save()
    assert "国培班" not in str(comparable(export_of("LYXX"))["申报"])
