"""The words of each section fit what happened."""

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from apps.activities.rules import Roll
from apps.reports import document
from apps.reports.exhibits import EXHIBITS
from apps.reports.figures import (
    Activity,
    Figures,
    Group,
    Organisation,
    Plans,
    Project,
    Tally,
    Teacher,
    Work,
)
from apps.reports.wording import markers
from apps.reports.wording.numerals import month_of, ordinal, school_year
from apps.reports.wording.sections import BY_KEY, SECTIONS

EMPTY = Figures(
    school="溪口小学", school_code="MADE", first_year=2025, term=1, starts_on=date(2025, 9, 1),
    ends_on=date(2026, 1, 23), required_hours=Decimal("24"), quota=10,
)  # fmt: skip


def teacher(number, *, hours="24", observations=10, group=1, name=None, reached=None):
    hours = Decimal(hours)
    return Teacher(
        pk=number, number=f"T{number:03d}", name=name or f"教师{number}", group_pk=group, group=f"{group}组",
        attended=1, observations=observations, plans=1, works=1, hours=hours,
        reached=hours >= EMPTY.required_hours if reached is None else reached,
        met_quota=observations >= EMPTY.quota, hours_missing=max(EMPTY.required_hours - hours, Decimal(0)),
    )  # fmt: skip


def group(number, *, members=2, givers=1, came=10, absent=0, leader="组长"):
    return Group(
        pk=number, name=f"{number}组", leader=leader, members=members, activities=1,
        roll=Roll(present=came, absent=absent), hours=Decimal(members * 24),
        observations=members * 10, givers=givers,
    )  # fmt: skip


def activity(number, *, kind="专题讲座", organiser=None, fixed=True, month=9, is_preparation=False):
    return Activity(
        pk=number, code=f"A{number}", title=f"活动{number}", kind_pk=1, kind=kind, is_preparation=is_preparation,
        organiser_pk=organiser, organiser="学校", date=date(2025, month, 5), speaker="", hours=Decimal(3),
        is_fixed=fixed, roll=Roll(present=5),
    )  # fmt: skip


def work(number, *, level="school", result="", prize="", author="教师1", category="论文"):
    return Work(number, author, "1组", category, f"文{number}", date(2025, 11, 1), level, result, prize)


def words(key, figures, numbers=None):
    """The section as it is printed."""
    lines = document.paragraphs(BY_KEY[key].draft(figures), figures, numbers or {})
    return "".join("".join(run.text for run in line) for line in lines)


@pytest.mark.parametrize("section", SECTIONS, ids=lambda section: section.key)
def test_a_semester_without_records_is_described_without_gaps(section):
    text = words(section.key, EMPTY)
    assert text.endswith("。")
    assert "—" not in text
    assert "None" not in text


def test_what_did_not_happen_is_said_plainly():
    assert words("activities", EMPTY) == "本学期没有登记研修活动。"
    assert words("observations", EMPTY) == "本学期没有登记听课。"
    assert words("lesson_plans", EMPTY) == "本学期没有登记教案检查。"
    assert words("works", EMPTY) == "本学期没有登记成果。"
    assert words("projects", EMPTY) == "本学期没有登记课题。"
    assert words("hours", EMPTY) == "本学期尚无认定的学时。"


def test_all_reached_the_hours_or_some_did_not():
    everyone = replace(EMPTY, teachers=[teacher(1), teacher(2)])
    assert "全体教师均达到24学时的要求。" in words("hours", everyone)
    some = replace(EMPTY, teachers=[teacher(1), teacher(2, hours="21.5")])
    text = words("hours", some)
    assert "达到24学时要求的教师1人，占50.0%；另有1人尚未达到：教师2（差2.5学时）。" in text
    nobody = replace(EMPTY, teachers=[teacher(1, hours="3")])
    assert "还没有教师达到24学时的要求：教师1（差21学时）。" in words("hours", nobody)
    assert "另有" not in words("hours", nobody)


def test_hours_are_said_to_follow_what_they_followed():
    plain = replace(EMPTY, teachers=[teacher(1)])
    assert words("hours", plain).startswith("学时依据考勤认定：出席者按活动学时计入，不论担任何种角色。")
    declared = words("hours", replace(plain, declared_hours=Decimal(18)))
    assert "不论担任何种角色；自主申报的按证书学时计入。" in declared
    ruled = replace(plain, packs=["《县学时认定办法》", "县学时认定办法"], days_without_pack=False)
    assert words("hours", ruled).startswith("学时按学校发布的《县学时认定办法》认定。全校共认定24学时")
    later = words("hours", replace(ruled, days_without_pack=True))
    assert "《县学时认定办法》认定。规则没有覆盖的日子，出席者按活动学时计入" in later


def test_many_who_lack_hours_are_counted_and_not_named():
    lacking = replace(EMPTY, teachers=[teacher(n, hours="1") for n in range(1, 12)])
    assert "还没有教师达到24学时的要求。" in words("hours", lacking)
    assert "教师3" not in words("hours", lacking)


def test_without_a_requirement_nothing_is_judged():
    free = replace(EMPTY, required_hours=Decimal(0), quota=0, teachers=[teacher(1, hours="3", reached=True)])
    free = replace(free, observations=3, lesson_types=[Tally("随堂课", 3)])
    assert "要求" not in words("hours", free)
    assert "要求" not in words("observations", free)
    assert "没有规定" in words("plan", free)


def test_the_quota_of_observations_is_met_by_all_by_some_by_none():
    def text(*counts):
        people = [teacher(n, observations=count) for n, count in enumerate(counts, start=1)]
        found = replace(
            EMPTY, teachers=people, observations=sum(counts), lesson_types=[Tally("随堂课", sum(counts))]
        )
        return words("observations", found)

    assert "全体教师都达到了每学期10节的要求。" in text(10, 12)
    assert "达到每学期10节要求的教师1人，占50.0%。" in text(10, 2)
    assert "还没有教师达到每学期10节的要求。" in text(1, 2)


def test_where_not_the_same_is_asked_of_all_no_number_is_said_to_be_everybodys():
    people = [teacher(1, observations=12), teacher(2, observations=2)]
    found = replace(
        EMPTY, teachers=people, observations=14, lesson_types=[Tally("随堂课", 14)], quota_varies=True
    )
    assert "达到各自要求的教师1人，占50.0%。" in words("observations", found)


def test_one_sort_is_named_and_several_are_counted():
    one = replace(EMPTY, activities=[activity(1), activity(2)])
    assert "校级活动2次、计6学时，均为专题讲座。" in words("plan", one)
    two = replace(EMPTY, activities=[activity(1), activity(2, kind="沙龙"), activity(3, kind="沙龙")])
    assert "其中沙龙2次、专题讲座1次。" in words("plan", two)


def test_collective_preparation_is_all_part_or_none_of_what_groups_did():
    def text(*flags):
        held = [activity(n, organiser=1, is_preparation=flag) for n, flag in enumerate(flags, start=1)]
        return words("plan", replace(EMPTY, activities=held))

    assert "教研组安排活动2次，全部为集体备课。" in text(True, True)
    assert "教研组安排活动2次，其中集体备课1次。" in text(True, False)
    assert "教研组安排活动1次。" in text(False)


def test_the_four_fixed_are_claimed_only_of_activities_that_have_them():
    assert "每次活动都定时间" in words("plan", replace(EMPTY, activities=[activity(1)]))
    part = words("plan", replace(EMPTY, activities=[activity(1), activity(2, fixed=False)]))
    assert "1次活动做到了定时间、定地点、定内容、定主讲，占50.0%。" in part
    assert "定时间" not in words("plan", replace(EMPTY, activities=[activity(1, fixed=False)]))


def test_attendance_tells_only_of_what_occurred():
    held = {"activities": [activity(1)], "teachers": [teacher(1)]}
    full = words("activities", replace(EMPTY, roll=Roll(present=4), **held))
    assert "应到4人次，实到4人次，出席率100%。没有请假和缺席。" in full
    mixed = words("activities", replace(EMPTY, roll=Roll(present=3, late=1, absent=1, pending=2), **held))
    assert (
        "应到5人次，实到4人次，出席率80.0%。迟到1人次，缺席1人次。另有2人次的活动尚未开展或尚未登记考勤，未计入。"
        in mixed
    )
    assert "尚未登记考勤" in words("activities", replace(EMPTY, **held))


def test_groups_attended_alike_or_differently():
    held = {"activities": [activity(1)], "roll": Roll(present=20)}
    alike = replace(EMPTY, groups=[group(1), group(2)], **held)
    assert "各教研组出席率均为100%" in words("activities", alike)
    unlike = replace(EMPTY, groups=[group(1), group(2, came=8, absent=2)], **held)
    assert "各教研组出席率在80.0%至100%之间" in words("activities", unlike)


def test_the_most_active_observers_are_named_with_their_counts():
    counts = [22, 17, 15, 15, 15, 9, 3]
    people = [teacher(n, observations=count) for n, count in enumerate(counts, start=1)]
    found = replace(EMPTY, teachers=people, observations=96, lesson_types=[Tally("随堂课", 96)])
    assert "教师1（22节）、教师2（17节）、教师3（15节）、教师4（15节）、教师5（15节）。" in words(
        "observations", found
    )
    alike = replace(found, teachers=[teacher(n, observations=22 if n == 1 else 10) for n in range(1, 20)])
    assert words("observations", alike).endswith("听课较多的教师有：教师1（22节）。")


def test_nobody_is_named_when_nobody_stands_out():
    people = [teacher(n) for n in range(1, 12)]
    found = replace(EMPTY, teachers=people, observations=110, lesson_types=[Tally("随堂课", 110)])
    assert "听课较多" not in words("observations", found)


def test_more_groups_than_a_chart_can_hold_are_left_to_the_table():
    def text(count):
        groups = [group(n) for n in range(1, count + 1)]
        found = replace(EMPTY, groups=groups, observations=9, givers=2, lesson_types=[Tally("研究课", 9)])
        return BY_KEY["observations"].draft(found), EXHIBITS["givers"](found)

    draft, chart = text(16)
    assert "{研究课图}" in draft
    assert chart.svg.count("<text") == 32
    draft, chart = text(17)
    assert "图}" not in draft
    assert "{听课情况表}" in draft
    assert chart is None


def test_namesakes_are_told_apart_by_their_group():
    people = [teacher(1, name="张伟", observations=12), teacher(2, name="张伟", group=2, observations=11)]
    found = replace(EMPTY, teachers=people, observations=23, lesson_types=[Tally("随堂课", 23)])
    assert "张伟（1组，12节）、张伟（2组，11节）" in words("observations", found)


def test_lesson_plans_name_only_the_states_there_are():
    all_fine = replace(EMPTY, plans=Plans(total=4, approved=4, excellent=1))
    assert words("lesson_plans", all_fine) == "共检查教案4份，全部通过。通过的教案中评为优的1份。"
    mixed = replace(EMPTY, plans=Plans(total=4, approved=1, returned=3))
    assert words("lesson_plans", mixed) == "教师共提交教案4份，其中通过1份，占25.0%；退回修改3份，占75.0%。"


def test_prizes_of_province_level_and_above_are_named_the_best_first():
    made = [
        work(1, level="province", result="awarded", prize="二等奖"),
        work(2, level="province", result="awarded", prize="一等奖", author="教师2"),
        work(3, level="national", result="awarded", prize="三等奖", author="教师1"),
        work(4, level="county", result="awarded", prize="一等奖", author="教师3"),
    ]
    text = words("works", replace(EMPTY, works=made))
    assert "获省级及以上奖励的教师有：教师1（国家级三等奖、省级二等奖）、教师2（省级一等奖）。" in text
    assert "获奖4项；按级别分，国家级1项、省级2项、县级1项" in text
    assert "发表" not in text


def test_works_without_any_result_are_said_to_have_none():
    assert (
        words("works", replace(EMPTY, works=[work(1)]))
        == "教师共撰写论文、案例等1篇，均为论文。尚无发表和获奖。"
    )


def test_projects_are_counted_in_the_order_of_level_and_stage():
    found = [
        Project(1, "K1", "甲", "校级", "微课题", "教师1", "", "结题", 3),
        Project(2, "K2", "乙", "省级", "主课题", "教师2", "", "开题", 3),
    ]
    text = words(
        "projects", replace(EMPTY, projects=found, project_people=1, teachers=[teacher(1), teacher(2)])
    )
    assert "按级别分，省级1项、校级1项；按类型分，主课题1项、微课题1项；按阶段分，开题1项、结题1项。" in text
    assert "参与课题的教师1人，占教师总数的50.0%。" in text


def test_a_leading_group_leads_else_the_principal():
    leading = Organisation(
        leading_group="校本研修领导小组", leading_head="甲", leading_deputies=("乙",), leading_members=("丙", "丁"),
        principals=("甲",), teaching_affairs=("戊",),
    )  # fmt: skip
    text = words("organisation", replace(EMPTY, organisation=leading))
    assert text.startswith(
        "学校设校本研修领导小组，由甲任组长，乙任副组长，成员有丙、丁。日常工作由教务主任戊组织。"
    )
    posts = replace(leading, leading_group="")
    assert "由校长甲全面负责，教务主任戊具体组织。" in words(
        "organisation", replace(EMPTY, organisation=posts)
    )
    assert "由教务主任戊负责组织。" in words(
        "organisation", replace(EMPTY, organisation=Organisation(teaching_affairs=("戊",)))
    )
    assert "由学校统一组织。" in words("organisation", EMPTY)


def test_groups_are_named_with_their_leaders_and_those_in_none_are_counted():
    found = replace(
        EMPTY, teachers=[teacher(1), teacher(2, group=None)], groups=[group(1), group(2, leader="")]
    )
    text = words("organisation", found)
    assert "全校教师2人，设2个教研组。教研组及组长为：1组（组长）、2组。另有1位教师未编入教研组。" in text
    assert "尚未设教研组" in words("organisation", replace(found, groups=[]))


def test_problems_and_measures_come_in_pairs():
    found = replace(
        EMPTY, teachers=[teacher(1, observations=1)], plans=Plans(total=9, returned=5, waiting=1, approved=3),
        works=[work(1, level="city", result="published")],
        projects=[Project(1, "K1", "甲", "校级", "微课题", "", "", "结题", 3)],
    )  # fmt: skip
    problems, steps = words("problems", found), words("next_steps", found)
    assert problems.startswith("一是1位教师听课没有达到每学期10节的要求；二是教案检查退回5份，占55.6%，")
    assert [problems.count(mark) for mark in ("一是", "二是", "三是", "四是")] == [1, 1, 1, 0]
    assert [steps.count(mark) for mark in ("一是", "二是", "三是", "四是")] == [1, 1, 1, 0]


def test_a_single_problem_is_not_numbered_and_none_is_no_complaint():
    fine = replace(
        EMPTY, teachers=[teacher(1)], works=[work(1, level="city", result="published")],
        projects=[Project(1, "K1", "甲", "校级", "微课题", "", "", "结题", 3)],
    )  # fmt: skip
    assert words("problems", fine) == "本学期各项要求均已达到，需要在提高研修质量上继续下功夫。"
    one = replace(fine, roll=Roll(present=3, absent=1))
    assert words("problems", one) == "活动缺席1人次，考勤要求还需落实。"


def test_uneven_groups_are_a_problem_and_even_ones_are_not():
    def text(first, second):
        groups = [group(1, members=10, givers=first), group(2, members=10, givers=second)]
        return words("problems", replace(EMPTY, groups=groups, givers=first + second))

    assert "最高的1组为80.0%，最低的2组为20.0%" in text(8, 2)
    assert "不均衡" not in text(8, 7)


@pytest.mark.parametrize("section", SECTIONS, ids=lambda section: section.key)
def test_drafts_hold_no_figure_themselves_so_that_rewritten_words_follow_the_records(section):
    full = replace(
        EMPTY, teachers=[teacher(1), teacher(2, hours="3", observations=3)], groups=[group(1), group(2, givers=2)],
        activities=[activity(1), activity(2, organiser=1, month=10)], roll=Roll(3, 1, 1, 1, 1, 1),
        observations=13, recordings=2, lesson_types=[Tally("研究课", 7), Tally("随堂课", 6)], givers=3,
        plans=Plans(9, 3, 3, 3, 1), works=[work(1, level="province", result="awarded"), work(2)],
        projects=[Project(1, "K1", "甲", "校级", "微课题", "教师1", "", "结题", 3)], project_people=2,
    )  # fmt: skip
    draft = section.draft(full)
    assert not re.search(r"\d", draft)
    markers.check(draft)


@pytest.mark.parametrize(
    ("number", "written"), [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (23, "二十三")]
)
def test_numbers_in_chinese(number, written):
    assert ordinal(number) == written


def test_days_and_school_years_in_chinese():
    assert month_of(date(2026, 1, 23)) == "二〇二六年一月"
    assert month_of(date(2025, 12, 1)) == "二〇二五年十二月"
    assert school_year(2025, 2) == "2025—2026 学年第二学期"


def test_a_running_semester_tells_what_was_held_from_what_is_to_come():
    held, later = activity(1), replace(activity(2), roll=Roll(pending=7))
    figures = replace(
        EMPTY, roll=Roll(present=4, pending=7), teachers=[teacher(1)],
        activities=[replace(held, roll=Roll(present=4)), later], to_come=1,
    )  # fmt: skip
    assert "本学期安排研修活动2次，已开展1次，应到4人次" in words("activities", figures)


def test_late_and_early_without_hours_is_said_where_hours_are_explained_and_only_there_where_it_is_so():
    told = replace(EMPTY, teachers=[teacher(1)], roll=Roll(present=1, late=2))
    assert "迟到、早退计入实到、不计学时。" in words("hours", told)
    assert "迟到" not in words("hours", replace(told, roll=Roll(present=1)))
    assert "迟到" not in words("hours", replace(told, teachers=[teacher(1), teacher(2), teacher(3)]))


def test_what_is_still_ahead_is_not_said_to_have_been_done():
    told = replace(EMPTY, activities=[activity(1), activity(2, fixed=False)], to_come=1)
    assert "已有1次活动确定了时间、地点、内容和主讲，占50.0%。" in words("plan", told)
    assert "每次活动都已确定时间" in words("plan", replace(told, activities=[activity(1)]))
    assert "做到了" in words("plan", replace(told, to_come=0))


def test_the_day_of_the_figures_is_named_until_the_semester_is_over():
    assert document.assemble(EMPTY, {}, date(2025, 11, 23)).as_of == "数据截至 2025年11月23日"
    assert document.assemble(EMPTY, {}, EMPTY.ends_on).as_of == ""


def test_one_lesson_does_not_make_anybody_the_most_active():
    people = [teacher(1, observations=1), teacher(2, observations=0)]
    found = replace(EMPTY, teachers=people, observations=1, lesson_types=[Tally("研究课", 1)])
    assert "听课较多" not in words("observations", found)


def test_a_school_without_groups_asks_no_group_for_a_project():
    alone = replace(EMPTY, teachers=[teacher(1)])
    assert "全校申报一项课题" in words("next_steps", alone)
    assert "每个教研组申报一项课题" in words("next_steps", replace(alone, groups=[group(1)]))


def test_where_nothing_was_published_the_table_and_the_chart_leave_it_out():
    won = [work(1, result="awarded"), work(2, level="county", result="awarded")]
    told = replace(EMPTY, works=won)
    table = EXHIBITS["levels"](told).table
    assert [column.title for column in table.columns] == ["级别", "获奖"]
    assert [[cell.text for cell in row] for row in [*table.rows, table.total]] == [
        ["县级", "1"], ["校级", "1"], ["合计", "2"],
    ]  # fmt: skip
    assert "发表" not in EXHIBITS["works"](told).svg
