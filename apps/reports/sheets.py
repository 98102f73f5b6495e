"""The tables of a summary as an Excel file, made for paper too."""

from decimal import Decimal

from django.conf import settings

from apps.core.xlsx import Link, SheetWriter
from apps.credits.addresses import Total
from apps.reports.exhibits import verdict
from apps.reports.figures import LEVELS, RESULTS, Figures, rate
from apps.reports.wording.numerals import school_year


def tables(figures: Figures) -> bytes:
    """学时统计表, 活动汇总表, 成果, 课题; one sheet each, also when there is nothing to list."""
    writer = SheetWriter()
    head = f"{figures.school}{school_year(figures.first_year, figures.term)}"
    writer.sheet("学时统计表", *_hours(figures), title=f"{head}校本研修学时统计表")
    writer.sheet("活动汇总表", *_activities(figures), title=f"{head}校本研修活动汇总表")
    writer.sheet("成果", *_works(figures), title=f"{head}成果一览表")
    writer.sheet("课题", *_projects(figures), title=f"{head}课题一览表")
    return writer.content()


def _hours(f: Figures):
    headings = [
        "序号",
        "工号",
        "姓名",
        "教研组",
        "活动次数",
        "听课节数",
        "通过教案",
        "成果篇数",
        "学时",
        "结论",
        "短码",
    ]
    rows = [
        [
            n,
            t.number,
            t.name,
            t.group,
            t.attended,
            t.observations,
            t.plans,
            t.works,
            t.hours,
            verdict(t),
            _code(f, member=t.pk),
        ]
        for n, t in enumerate(f.teachers, start=1)
    ]
    done = [
        sum(getattr(t, name) for t in f.teachers) for name in ("attended", "observations", "plans", "works")
    ]
    total = ["合计", "", "", "", *done, f.hours, "", _code(f)]
    return headings, [*rows, *([total] if rows else [])], [7, 10, 22, 20, 10, 10, 10, 10, 8, 9, 12]


def _code(f: Figures, **of) -> Link:
    """The short code of hours; it leads to their entries where the site's address is known."""
    total = Total("hours", f.semester_pk, **of)
    return Link(total.code, total.code_url if settings.SITE_ADDRESS else "")


def _activities(f: Figures):
    headings = [
        "序号",
        "编号",
        "日期",
        "活动名称",
        "类型",
        "组织",
        "主讲",
        "学时",
        "应到",
        "实到",
        "出席率（%）",
    ]
    rows = [
        [n, a.code, a.date, a.title, a.kind, a.organiser, a.speaker, a.hours, a.roll.expected, a.roll.came,
         rate(a.roll)]
        for n, a in enumerate(f.activities, start=1)
    ]  # fmt: skip
    hours = sum((a.hours for a in f.activities), Decimal(0))
    total = ["合计", "", "", "", "", "", "", hours, f.roll.expected, f.roll.came, rate(f.roll)]
    return headings, [*rows, *([total] if rows else [])], [7, 9, 12, 34, 12, 20, 18, 7, 7, 7, 13]


def _works(f: Figures):
    headings = ["序号", "姓名", "教研组", "类别", "标题", "日期", "级别", "结果", "等次"]
    rows = [
        [
            n,
            w.author,
            w.group,
            w.category,
            w.title,
            w.date,
            LEVELS.get(w.level, ""),
            RESULTS.get(w.result, ""),
            w.prize,
        ]
        for n, w in enumerate(f.works, start=1)
    ]
    return headings, rows, [7, 22, 20, 12, 40, 12, 8, 8, 10]


def _projects(f: Figures):
    headings = ["编号", "课题名称", "级别", "类型", "负责人", "执笔人", "参与人数", "阶段"]
    rows = [[p.code, p.title, p.level, p.kind, p.leader, p.writer, p.people, p.stage] for p in f.projects]
    return headings, rows, [9, 44, 8, 10, 18, 18, 10, 8]
