"""What the workbook looks like: its sheets and columns, said once.

Reader, checker, plan, template, export and the page about the format all go by this. A column's ``kind``
says how its cells are read (``rules/cells.py``) and written; ``refers`` names the sheet whose key it must
be found in.

An ``optional`` column may be missing, and one in which nothing stands is as good as missing: of what it would say
nothing is changed. So is an optional sheet. Their headings come last.
"""

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from apps.activities.choices import MOST_MISSED, MOST_ROLL_CALLS
from apps.groups.choices import GroupKind
from apps.workbooks.choices import words
from apps.workbooks.choices.words import Words


class Kind(StrEnum):
    """How the cells of a column are read."""

    CODE = "code"  # a number or code: half-width, upper case, no spaces
    CODES = "codes"  # several of them, as a tuple
    NAME = "name"  # a name or title on one line
    NAMES = "names"  # several of them, as a tuple
    PROSE = "prose"  # longer text, line breaks kept
    DATE = "date"
    TIME = "time"
    NUMBER = "number"  # Decimal with two places
    WHOLE = "whole"  # whole number
    CHOICE = "choice"  # one word of a vocabulary
    POSTS = "posts"  # several posts; those unknown are kept as written
    YEAR = "year"  # school year: the calendar year it begins in
    LABELS = "labels"  # several labels: as words in the workbook, as codes in the plan and in what stands


@dataclass(frozen=True)
class Column:
    """One column. ``low`` and ``high`` bound a number; ``empty`` stands for an empty cell of a choice or number.

    ``field`` is the record's where it says the same as the cell; ``keeps``: an empty cell takes nothing away, for
    what people write on pages.
    """

    heading: str
    kind: Kind
    required: bool = False
    refers: str = ""
    words: Words | None = None
    longest: int = 0
    low: int = 0
    high: int = 0
    units: tuple[str, ...] = ()
    empty: object = ""
    note: str = ""
    width: int = 12
    optional: bool = False
    field: str = ""
    keeps: bool = False

    def says(self, value) -> bool:
        """Whether a value is more than what an empty cell means."""
        return value not in (None, "", (), self.empty)


def more(heading: str, kind: Kind, **about) -> Column:
    return Column(heading, kind, optional=True, **about)


@dataclass(frozen=True)
class Sheet:
    """One sheet. ``key`` identifies a row; ``likeness`` pairs a corrected row with the one it replaces:
    lists of headings from the strongest likeness to the weakest.
    """

    name: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    likeness: tuple[tuple[str, ...], ...] = ()
    note: str = ""
    optional: bool = False

    @cached_property
    def more(self) -> tuple[Column, ...]:
        return tuple(column for column in self.columns if column.optional)

    @cached_property
    def by_heading(self) -> dict[str, Column]:
        return {column.heading: column for column in self.columns}

    @cached_property
    def headings(self) -> tuple[str, ...]:
        return tuple(column.heading for column in self.columns)


@dataclass(frozen=True)
class Item:
    """A row of the sheet 学校: its name in the first column, its value read like a cell of ``column``."""

    column: Column
    of_semester: bool = False

    @property
    def heading(self) -> str:
        return self.column.heading


NAME, CODE, DATE = Kind.NAME, Kind.CODE, Kind.DATE
HOUR_UNITS = ("学时", "课时", "小时", "h")
TEACHER_REF = {"kind": CODE, "refers": "教师", "longest": 20}

MINUTES = ("分钟", "分", "min")
LABELS = more(
    "内容标记", Kind.LABELS, longest=30, field="labels", note="校内规则里的说法，几项用顿号分开", width=16
)
# Days on which a piece of work was recognised on paper.
STAMPS = (
    more("学校认定日期", DATE, field="recognised_on", width=14, keeps=True),
    more("教育局核定日期", DATE, field="verified_on", width=14),
)

ITEM_NAME, ITEM_VALUE = "项目", "值"
ITEMS = (
    Item(Column("学校名称", NAME, required=True, longest=60)),
    Item(Column("学校代码", CODE, required=True, longest=20, note="全系统不重复的简短代码，如拼音首字母")),
    Item(Column("学年", Kind.YEAR, required=True, note="如 2025-2026"), of_semester=True),
    Item(Column("学期", Kind.CHOICE, required=True, words=words.TERM), of_semester=True),
    Item(Column("开学日期", DATE, required=True), of_semester=True),
    Item(Column("放假日期", DATE, required=True), of_semester=True),
    Item(Column("每学时分钟", Kind.WHOLE, low=10, high=120, units=("分钟", "分"), note="不填按 45")),
    Item(Column("学期学时要求", Kind.NUMBER, high=999, units=HOUR_UNITS, note="不填按 24"), of_semester=True),
    Item(
        Column("学期听课要求", Kind.WHOLE, high=500, units=("节", "次"), note="不填按 10"), of_semester=True
    ),
    Item(
        Column("每周教案份数", Kind.WHOLE, high=40, units=("份", "篇"), note="不检查份数填 0", optional=True),
        of_semester=True,
    ),
)

SCHOOL = Sheet(
    "学校",
    (Column(ITEM_NAME, NAME, width=16), Column(ITEM_VALUE, NAME, width=24)),
    key=(ITEM_NAME,),
    note="一行一项，项目的名称不要改",
)
CAMPUSES = Sheet(
    "校区",
    (Column("名称", NAME, required=True, longest=40, width=18),),
    key=("名称",),
    note="只有一个校区时写一行，没有分校区可以空着",
)
STAFF = Sheet(
    "教师",
    (
        Column("工号", CODE, required=True, longest=20, note="本校不重复，其他表都用它指人"),
        Column("姓名", NAME, required=True, longest=60),
        Column("性别", Kind.CHOICE, words=words.SEX, width=6),
        Column("出生日期", DATE),
        Column("参加工作日期", DATE, width=14),
        Column("校区", NAME, refers="校区", longest=40, width=14),
        Column("学科", NAME, longest=20),
        Column("职称", NAME, longest=20),
        Column("层级", Kind.CHOICE, words=words.TIER),
        Column("身份", Kind.NAMES, longest=20, note="骨干教师、新教师、代课教师等，几项用顿号分开"),
        Column(
            "职务", Kind.POSTS, words=words.POST, longest=20, width=16,
            note="几项用顿号分开；其他职务照写，记在身份里，不带权限",
        ),
        more("到校日期", DATE, field="entered_on", note="学期中途调入的才要填"),
        more("个人周期起始日", DATE, field="cycle_starts_on", width=14, note="不填按参加工作日期"),
    ),
    key=("工号",),
)  # fmt: skip
GROUPS = Sheet(
    "教研组",
    (
        Column("名称", NAME, required=True, longest=40, width=20),
        Column("校区", NAME, refers="校区", longest=40, width=14),
        Column("组长工号", **TEACHER_REF),
        Column("成员工号", Kind.CODES, refers="教师", longest=20, width=50, note="用顿号分开"),
        more(
            "类型",
            Kind.CHOICE,
            words=words.GROUP,
            empty=GroupKind.TEACHING_RESEARCH.value,
            note="不填按教研组",
        ),
    ),
    key=("名称",),
)
ACTIVITIES = Sheet(
    "活动",
    (
        Column("编号", CODE, required=True, longest=20, note="本学期不重复，表「参与」用它指活动"),
        Column("名称", NAME, required=True, longest=120, width=32),
        Column("类型", NAME, required=True, longest=30, note="专题讲座、集体备课等，新的类型会加进目录"),
        Column("组织", NAME, required=True, longest=40, width=20, note="「学校」，或表「教研组」里的名称"),
        Column("日期", DATE, required=True, note="在本学期内"),
        Column("开始", Kind.TIME, width=8),
        Column("结束", Kind.TIME, width=8),
        Column("地点", NAME, longest=40),
        Column("主讲工号", **TEACHER_REF),
        Column("学时", Kind.NUMBER, required=True, high=200, units=HOUR_UNITS, width=8),
        more("内容", Kind.PROSE, field="content", keeps=True, width=40),
        more("级别", Kind.CHOICE, words=words.LEVEL, field="level", width=8),
        more("举办方式", Kind.CHOICE, words=words.SETTING, field="setting", note="不填按类型里平常的"),
        LABELS,
        more("休息分钟", Kind.WHOLE, high=600, units=MINUTES, empty=0, field="breaks", note="按分钟折算时扣除"),
        more(
            "点名次数", Kind.WHOLE, high=MOST_ROLL_CALLS, units=("次",), empty=0, field="roll_calls",
            note="签了几次填在表「参与」",
        ),
        more("计划批准日期", DATE, field="plan_approved_on", width=14, note="教育局批准计划的日期"),
        *STAMPS,
        more("连续活动", CODE, refers="活动", longest=20, note="同一系列的，都填其中第一次活动的编号"),
        more("活动记录", Kind.PROSE, keeps=True, width=50),
    ),
    key=("编号",),
    likeness=(
        ("名称", "类型", "组织", "日期", "开始", "结束", "地点", "主讲工号", "学时"),
        ("名称", "组织", "日期"),
        ("名称", "组织"),
    ),
)  # fmt: skip
ATTENDANCE = Sheet(
    "参与",
    (
        Column("活动编号", CODE, required=True, refers="活动", longest=20),
        Column("工号", required=True, **TEACHER_REF),
        Column("角色", Kind.CHOICE, words=words.PART, empty="participant", note="不填按参加"),
        Column("考勤", Kind.CHOICE, required=True, words=words.ATTENDED, note="还没开的活动填应到"),
        more("缺席分钟", Kind.WHOLE, high=MOST_MISSED, units=MINUTES, note="迟到、早退的少了多少分钟"),
        more(
            "签到次数", Kind.WHOLE, high=MOST_ROLL_CALLS, units=("次",), field="signatures",
            note="点名时签了几次，不填按到会的都签了",
        ),
        more("反思", Kind.PROSE, field="reflection", keeps=True, width=40),
    ),
    key=("活动编号", "工号"),
    likeness=(("活动编号", "角色", "考勤"), ("活动编号",)),
    note="一人一次活动一行",
)  # fmt: skip
OBSERVATIONS = Sheet(
    "听课",
    (
        Column("听课人工号", required=True, **TEACHER_REF),
        Column("授课人工号", required=True, **TEACHER_REF),
        Column("日期", DATE, required=True, note="在本学期内"),
        Column("节次", Kind.WHOLE, low=1, high=12, units=("节", "课"), width=8),
        Column("班级", NAME, longest=20),
        Column("学科", NAME, longest=20),
        Column("课型", NAME, required=True, longest=30, note="随堂课、研究课等，新的课型会加进目录"),
        Column("方式", Kind.CHOICE, words=words.MODE, empty="live", note="不填按现场", width=8),
        Column("评分", Kind.NUMBER, high=100, units=("分",), width=8),
        Column("意见", Kind.PROSE, width=50),
        more("课题", NAME, longest=60, field="topic", width=24),
        more("课堂实录", Kind.PROSE, field="notes", keeps=True, width=50),
    ),
    key=("听课人工号", "授课人工号", "日期", "节次", "班级"),
    likeness=(
        ("听课人工号", "授课人工号", "节次", "班级", "学科", "课型", "方式", "评分", "意见"),
        ("听课人工号", "授课人工号", "日期", "班级", "学科", "课型", "方式", "评分", "意见"),
        ("听课人工号", "授课人工号", "日期", "节次", "学科", "课型", "方式", "评分", "意见"),
        ("听课人工号", "日期", "节次", "班级", "学科", "课型", "方式", "评分", "意见"),
        ("授课人工号", "日期", "节次", "班级", "学科", "课型", "方式", "评分", "意见"),
        ("听课人工号", "授课人工号", "节次", "班级"),
        ("听课人工号", "授课人工号", "日期"),
        ("听课人工号", "日期", "节次"),
    ),
)
PLANS = Sheet(
    "教案",
    (
        Column("工号", required=True, **TEACHER_REF),
        Column("学科", NAME, longest=20),
        Column("课题", NAME, required=True, longest=120, width=32),
        Column("周次", Kind.WHOLE, low=1, high=30, units=("周",), width=8),
        Column("提交日期", DATE, required=True, note="本学期内，或开学前不久"),
        Column("状态", Kind.CHOICE, required=True, words=words.STATE),
        Column("等级", Kind.CHOICE, words=words.MARK, width=8),
    ),
    key=("工号", "学科", "课题"),
    likeness=(
        ("工号", "学科", "周次", "提交日期", "状态", "等级"),
        ("工号", "课题", "周次", "提交日期", "状态", "等级"),
        ("学科", "课题", "周次", "提交日期", "状态", "等级"),
        ("工号", "学科", "周次"),
        ("工号", "学科", "提交日期"),
        ("工号", "课题"),
    ),
)
WORKS = Sheet(
    "成果",
    (
        Column("工号", required=True, **TEACHER_REF),
        Column("类别", NAME, required=True, longest=30, note="论文、教学案例等，新的类别会加进目录"),
        Column("标题", NAME, required=True, longest=120, width=32),
        Column("日期", DATE, required=True, note="本学期内，或前后的假期里"),
        Column("字数", Kind.WHOLE, high=2_000_000, units=("字",), empty=0),
        Column("级别", Kind.CHOICE, words=words.LEVEL),
        Column("结果", Kind.CHOICE, words=words.RESULT),
        Column("等次", NAME, longest=20, note="只在结果是获奖时填"),
    ),
    key=("工号", "类别", "标题"),
    likeness=(
        ("工号", "类别", "日期", "字数", "级别", "结果", "等次"),
        ("工号", "标题", "日期", "字数", "级别", "结果", "等次"),
        ("类别", "标题", "日期", "字数", "级别", "结果", "等次"),
        ("工号", "标题"),
        ("工号", "类别", "日期"),
    ),
)
PROJECTS = Sheet(
    "课题",
    (
        Column("编号", CODE, required=True, longest=20),
        Column("名称", NAME, required=True, longest=120, width=32),
        Column("级别", Kind.CHOICE, words=words.LEVEL),
        Column("类型", Kind.CHOICE, words=words.PROJECT, empty="main", note="不填按主课题"),
        Column("上级课题", CODE, refers="课题", longest=20, note="子课题填主课题的编号"),
        Column("负责人工号", **TEACHER_REF),
        Column("执笔人工号", **TEACHER_REF),
        Column("成员工号", Kind.CODES, refers="教师", longest=20, width=30, note="用顿号分开"),
        Column("立项日期", DATE),
        Column("阶段", Kind.CHOICE, required=True, words=words.STAGE, note="本学期到了哪一步"),
        more("进入阶段日期", DATE, width=14, note="不填按开学日期"),
        more("承担的组", NAME, refers="教研组", longest=40, width=20, note="由一个组承担的才要填"),
        more("计入类别", NAME, longest=30, note="规则分开计算几类课题的才要填，新的类别会加进目录"),
    ),
    key=("编号",),
    likeness=(("名称", "负责人工号"), ("名称",)),
)
DECLARED = Sheet(
    "申报",
    (
        Column("工号", required=True, **TEACHER_REF),
        Column("申报类别", NAME, required=True, longest=30, note="校外培训、学历进修等，新的类别会加进目录"),
        Column("名称", NAME, required=True, longest=120, width=32, note="培训或论著的名称"),
        Column("开始日期", DATE, required=True),
        Column("结束日期", DATE, required=True, note="本学期内，或学期后的假期里，已经结束的"),
        Column("学时", Kind.NUMBER, high=9999, units=HOUR_UNITS, width=8, note="证书上写的"),
        more("天数", Kind.NUMBER, high=9999, units=("天", "日"), width=8, field="days", note="整天或半天"),
        more(
            "次数", Kind.WHOLE, low=1, high=9999, units=("次", "份", "节", "篇", "人", "个"), width=8, field="times",
            note="按次、份、节计算的，不填按 1",
        ),
        more("级别", Kind.CHOICE, words=words.LEVEL, width=8, field="level"),
        more("主办", NAME, longest=80, width=24, field="organiser"),
        more("证书编号", NAME, longest=60, width=16, field="certificate"),
        LABELS,
        *STAMPS,
        more("计入日期", DATE, note="不填按结束日期；更早结束、本学期才认定的，填认定的日期"),
    ),
    key=("工号", "申报类别", "名称", "结束日期"),
    likeness=(
        ("工号", "申报类别", "开始日期", "结束日期", "学时"),
        ("工号", "名称", "开始日期", "结束日期", "学时"),
        ("工号", "申报类别", "名称"),
        ("工号", "名称"),
        ("工号", "申报类别", "结束日期"),
    ),
    note="自主申报的学时里已经认定的；没有可以不要这张表。证明材料在页面上补",
    optional=True,
)  # fmt: skip
SHEETS = (
    SCHOOL, CAMPUSES, STAFF, GROUPS, ACTIVITIES, ATTENDANCE, OBSERVATIONS, PLANS, WORKS, PROJECTS, DECLARED,
)  # fmt: skip
BY_NAME = {sheet.name: sheet for sheet in SHEETS}
RECORDS = (ACTIVITIES, ATTENDANCE, OBSERVATIONS, PLANS, WORKS, PROJECTS, DECLARED)

# Sheets whose rows may be under review, with the field behind each heading that a review says.
REVIEWED = {PLANS.name: {"状态": "state", "等级": "mark"}, WORKS.name: {}, DECLARED.name: {}}

# How many days before the semester and after it a date may lie, where work done in the holidays counts.
LEEWAY = {("教案", "提交日期"): (60, 30), ("成果", "日期"): (75, 45)}
# So many days after the semester something declared still counts in it: until the next one begins.
HOLIDAYS = 75
