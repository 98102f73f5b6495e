"""A school's semester as a workbook, of any size, the same for the same numbers. All people are invented."""

import io
from dataclasses import dataclass
from datetime import date, time, timedelta

import xlsxwriter

FIRST_DAY, LAST_DAY = date(2025, 9, 1), date(2026, 1, 23)
SURNAMES = "赵钱孙李周吴郑王冯陈蒋沈韩杨朱秦许何吕张孔曹严华金魏陶姜谢邹喻柏水窦章云苏潘葛奚范彭"
GIVEN = "文雅静怡思远明哲若兰清和书瑶子涵一诺景行知微嘉言雨桐立诚沐阳允恒可欣"
SUBJECTS = ("语文", "数学", "英语", "科学", "音乐", "美术", "体育")
CAMPUSES = ("本部", "东校区", "西校区")
LESSONS = ("随堂课", "研究课", "示范课", "汇报课", "公开课")
WORKS = ("论文", "教学案例", "教学反思", "教学随笔", "读书笔记")
PROGRAMME = ("专题讲座", "经验交流", "公开课", "自主研修", "技能考核", "沙龙")
POSTS = {1: "校长", 2: "教务主任", 3: "科研主任", 4: "副校长"}
GROUP_SIZE = 10


@dataclass(frozen=True)
class Size:
    """How much a school did: ``observations``, ``plans`` and ``works`` are for each teacher."""

    teachers: int
    programme: int = 9
    preparations: int = 3
    observations: int = 10
    plans: int = 4
    works: int = 4


def number(n: int) -> str:
    return f"T{n:03d}"


def name(n: int) -> str:
    """Different for everyone up to some 40,000 teachers."""
    first = GIVEN[n // len(SURNAMES) % len(GIVEN)]
    return SURNAMES[n % len(SURNAMES)] + first + GIVEN[(n * 7 + n // 1400) % len(GIVEN)]


def school_day(n: int) -> date:
    """The n-th weekday of the semester, beginning again when it is over."""
    week, weekday = divmod(n % 100, 5)
    return FIRST_DAY + timedelta(weeks=week, days=weekday)


def semester(size: Size, *, code: str, school: str) -> dict[str, list[list]]:
    """{sheet: rows}, headings in the first row."""
    people = range(1, size.teachers + 1)
    groups = [list(people[start : start + GROUP_SIZE]) for start in range(0, size.teachers, GROUP_SIZE)]
    activities, attendance = _activities(size, people, groups)
    return {
        "学校": _school(code, school),
        "校区": [["名称"], *([campus] for campus in CAMPUSES)],
        "教师": [
            ["工号", "姓名", "性别", "出生日期", "参加工作日期", "校区", "学科", "职称", "层级", "身份", "职务"],
            *(_teacher(n, groups) for n in people),
        ],
        "教研组": [
            ["名称", "校区", "组长工号", "成员工号"],
            *(
                [_group(g), CAMPUSES[g % 3], number(members[0]), "、".join(number(m) for m in members)]
                for g, members in enumerate(groups)
            ),
        ],
        "活动": activities,
        "参与": attendance,
        "听课": _observations(size, people),
        "教案": _plans(size, people),
        "成果": _works(size, people),
        "课题": [
            ["编号", "名称", "级别", "类型", "上级课题", "负责人工号", "执笔人工号", "成员工号", "立项日期", "阶段"],
            ["K01", "小学课堂提问的研究", "市级", "主课题", "", number(1), number(2), "T003、T004", FIRST_DAY, "开题"],
            ["K02", "低年级提问的分层", "校级", "子课题", "K01", number(3), number(4), "T005", FIRST_DAY, "中期"],
        ],
    }  # fmt: skip


def _school(code, school):
    return [
        ["项目", "值"], ["学校名称", school], ["学校代码", code], ["学年", "2025-2026"], ["学期", 1],
        ["开学日期", FIRST_DAY], ["放假日期", LAST_DAY], ["每学时分钟", 45], ["学期学时要求", 24],
        ["学期听课要求", 10],
    ]  # fmt: skip


def _group(g: int) -> str:
    return f"第{g + 1}教研组"


def _teacher(n, groups):
    leader = any(members[0] == n for members in groups)
    return [
        number(n), name(n), "男女"[n % 2], date(1970 + n % 30, 1 + n % 12, 1 + n % 28), date(1993 + n % 30, 8, 20),
        CAMPUSES[n % 3], SUBJECTS[n % len(SUBJECTS)], ("二级教师", "一级教师", "高级教师")[n % 3],
        ("待发展", "发展", "优先发展")[n % 3], "骨干教师" if n % 7 == 0 else "",
        POSTS.get(n) or ("教研组长" if leader else "教师"),
    ]  # fmt: skip


def _activities(size, people, groups):
    rows = [["编号", "名称", "类型", "组织", "日期", "开始", "结束", "地点", "主讲工号", "学时"]]
    listed = [["活动编号", "工号", "角色", "考勤"]]

    def add(title, kind, organiser, day, hours, speaker, members):
        code = f"A{len(rows):03d}"
        rows.append(
            [code, title, kind, organiser, day, time(14, 30), time(16, 0), "会议室", number(speaker), hours]
        )
        for member in members:
            state = "请假" if (member * 31 + len(rows)) % 97 == 0 else "出席"
            listed.append([code, number(member), "主讲" if member == speaker else "参加", state])

    for n in range(size.programme):
        add(f"全校研修第{n + 1}讲", PROGRAMME[n % len(PROGRAMME)], "学校", school_day(n * 9 + 4), 3,
            people[n % size.teachers], people)  # fmt: skip
    for g, members in enumerate(groups):
        for n in range(size.preparations):
            add(f"{_group(g)}第{n + 1}次集体备课", "集体备课", _group(g), school_day(n * 25 + g % 20 + 3), 2,
                members[n % len(members)], members)  # fmt: skip
    return rows, listed


def _observations(size, people):
    rows = [["听课人工号", "授课人工号", "日期", "节次", "班级", "学科", "课型", "方式", "评分", "意见"]]
    for n in people:
        for i in range(size.observations):
            other = (n + i * 3) % size.teachers + 1
            if other == n:
                other = n % size.teachers + 1
            rows.append([
                number(n), number(other), school_day(n + i * 7), i % 7 + 1, f"{i % 6 + 1}年级{n % 4 + 1}班",
                SUBJECTS[other % len(SUBJECTS)], LESSONS[(n + i) % len(LESSONS)], "录像" if i % 5 == 0 else "现场",
                85 + (n + i) % 14, "目标清楚，练习有层次；建议多留一些时间给学生。",
            ])  # fmt: skip
    return rows


def _plans(size, people):
    rows = [["工号", "学科", "课题", "周次", "提交日期", "状态", "等级"]]
    for n in people:
        for i in range(size.plans):
            rows.append([
                number(n), SUBJECTS[n % len(SUBJECTS)], f"第{i + 1}单元第1课时", i + 2, school_day(i * 5 + 5),
                ("已通过", "已通过", "退回", "待检查")[(n + i) % 4], ("优", "良", "合格")[(n + i) % 3],
            ])  # fmt: skip
    return rows


def _works(size, people):
    rows = [["工号", "类别", "标题", "日期", "字数", "级别", "结果", "等次"]]
    for n in people:
        for i in range(size.works):
            level, result, prize = (
                ("市级", "获奖", "二等奖") if (n + i) % 11 == 0
                else ("县级", "发表", "") if (n + i) % 7 == 0 else ("校级", "—", "")
            )  # fmt: skip
            rows.append([
                number(n), WORKS[i % len(WORKS)], f"课堂观察手记之{i + 1}", school_day(n + i * 20),
                1200 + (n * 37 + i) % 900, level, result, prize,
            ])  # fmt: skip
    return rows


def spoil(sheets: dict[str, list[list]]) -> tuple[dict[str, list[list]], list[tuple[str, str]]]:
    """The same with four mistakes, and where they are as (sheet, cell)."""
    spoilt = {sheet: [list(row) for row in rows] for sheet, rows in sheets.items()}
    spoilt["教师"][3][3] = "不详"
    spoilt["参与"][5][1] = "T999"
    spoilt["活动"][2][9] = -1
    spoilt["听课"][4][2] = date(2024, 5, 6)
    return spoilt, [("教师", "D4"), ("参与", "B6"), ("活动", "J3"), ("听课", "C5")]


def content(sheets: dict[str, list[list]]) -> bytes:
    """The workbook as an xlsx file."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"constant_memory": True}) as book:
        day, clock = book.add_format({"num_format": "yyyy-mm-dd"}), book.add_format({"num_format": "hh:mm"})
        for title, rows in sheets.items():
            sheet = book.add_worksheet(title)
            for r, row in enumerate(rows):
                for c, value in enumerate(row):
                    style = day if isinstance(value, date) else clock if isinstance(value, time) else None
                    if value != "":
                        sheet.write(r, c, value, *([style] if style else []))
    return buffer.getvalue()
