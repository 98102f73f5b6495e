"""The charts and tables of a summary, made from its figures. One without data is None and leaves no trace."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from apps.activities.rules import Roll
from apps.core import charts
from apps.core.charts import Bar
from apps.credits.addresses import Total
from apps.credits.choices import Family
from apps.reports.figures import LEVELS, RESULTS, Figures, Teacher, average, rate
from apps.reports.wording import lists
from apps.reports.wording.markers import NOTHING, number, percent


@dataclass(frozen=True)
class Column:
    """``width`` is in percent of the table, ``is_text`` columns are set from the left. A column of codes (``is_code``)
    stands on paper only: on the page each number leads to its entries itself.
    """

    title: str
    width: int
    is_text: bool = False
    is_code: bool = False


@dataclass(frozen=True)
class Cell:
    """``page``, ``pk`` and ``query`` say which list or record the figure opens (``links``); a sum of entries is a
    ``total``.
    """

    text: str
    page: str = ""
    pk: int | None = None
    query: str = ""
    total: Total | None = None


@dataclass(frozen=True)
class Table:
    columns: list[Column]
    rows: list[list[Cell]]
    total: list[Cell] | None = None

    @property
    def has_codes(self) -> bool:
        return any(column.is_code for column in self.columns)

    def paired(self):
        """(column, cell) pairs of each row, for the template."""
        return [list(zip(self.columns, row, strict=True)) for row in self.rows]

    def paired_total(self):
        return list(zip(self.columns, self.total, strict=True)) if self.total else []


@dataclass(frozen=True)
class Exhibit:
    """A chart (``svg``) or a table with its caption."""

    caption: str
    svg: str = ""
    table: Table | None = None


EMPTY = [Cell("")]
CODE = Column("短码", 12, is_code=True)
# What a row of the table of hours counts of each sort of work.
COUNTED = {
    "attended": Family.ACTIVITY, "observations": Family.OBSERVATION, "plans": Family.LESSON_PLAN, "works": Family.WORK,
}  # fmt: skip


def _cells(*values) -> list[Cell]:
    return [value if isinstance(value, Cell) else Cell(number(value)) for value in values]


def _sum(f: Figures, value, unit: str = "hours", **of) -> Cell:
    """A sum of ledger entries: ``of`` whom and of which work."""
    return Cell(number(value), total=Total(unit, f.semester_pk, **of))


def _code(f: Figures, unit: str = "hours", **of) -> Cell:
    total = Total(unit, f.semester_pk, **of)
    return Cell(total.code, total=total)


def mean(total, people: int) -> str:
    """An average of a column or a chart: always with one decimal."""
    found = average(total, people)
    return NOTHING if found is None else f"{found:.1f}"


def _roll_cells(roll: Roll, page: str = "attendance", pk: int | None = None, query: str = "") -> list[Cell]:
    """应到, 实到, 出席率; nothing is said of people who are not marked yet.

    The numbers open the attendance they count, narrowed by ``query``, or the ``page`` of the one thing.
    """
    if not roll.expected:
        return [Cell(NOTHING)] * 3
    if page != "attendance":
        expected, came = (Cell(str(n), page, pk) for n in (roll.expected, roll.came))
    else:
        expected, came = (
            Cell(str(roll.expected), "expected", query=query),
            Cell(str(roll.came), "came", query=query),
        )
    return [expected, came, Cell(percent(rate(roll)))]


def kinds(f: Figures) -> Exhibit | None:
    if not f.kinds:
        return None
    columns = [Column("类型", 20, True), Column("次数", 9), Column("活动学时", 12), Column("应到人次", 12),
               Column("实到人次", 12), Column("出席率", 11), Column("认定学时", 12), CODE]  # fmt: skip
    rows = [
        [Cell(k.name, "activities_of_kind", k.pk), *_cells(k.activities, k.hours),
         *_roll_cells(k.roll, query=f"kind={k.pk}"),
         *([_sum(f, k.credited, kind=k.pk), _code(f, kind=k.pk)] if k.roll.expected or k.credited
           else [Cell(NOTHING)] * 2)]
        for k in f.kinds
    ]  # fmt: skip
    hours = sum((k.hours for k in f.kinds), Decimal(0))
    credited = sum((k.credited for k in f.kinds), Decimal(0))
    total = [
        Cell("合计"),
        *_cells(len(f.activities), hours),
        *_roll_cells(f.roll),
        _sum(f, credited, family=Family.ACTIVITY),
        _code(f, family=Family.ACTIVITY),
    ]
    caption = "各类活动安排和开展情况" if f.to_come else "各类活动开展情况"
    return Exhibit(caption, table=Table(columns, rows, total))


def groups(f: Figures) -> Exhibit | None:
    if not f.real_groups or not f.activities:
        return None
    columns = [
        Column("教研组", 18, True),
        Column("人数", 7),
        Column("组内活动", 10),
        Column("应到人次", 11),
        Column("实到人次", 11),
        Column("出席率", 9),
        Column("学时合计", 11),
        Column("人均学时", 11),
        CODE,
    ]
    rows = [
        [Cell(g.name, "group" if g.pk else "", g.pk), *_cells(g.members, g.activities if g.pk else NOTHING),
         *(_roll_cells(g.roll, query=f"group={g.pk}") if g.pk else _roll_cells(g.roll, "")),
         *(_cells(_sum(f, g.hours, group=g.pk), mean(g.hours, g.members), _code(f, group=g.pk)) if g.pk
           else _cells(g.hours, mean(g.hours, g.members), NOTHING))]
        for g in f.groups
    ]  # fmt: skip
    if f.other_groups:
        rest = f.other_groups
        rows.append([Cell(rest.name), Cell(NOTHING), *_cells(rest.number), *[Cell(NOTHING)] * 6])
    total = [Cell("合计"), *_cells(len(f.teachers), len(f.of_groups)), *_roll_cells(f.roll),
             *_cells(_sum(f, f.hours), mean(f.hours, len(f.teachers)), _code(f))]  # fmt: skip
    return Exhibit("各教研组参与情况", table=Table(columns, rows, total))


def months(f: Figures) -> Exhibit | None:
    rows = [Bar(label, count, str(count)) for label, count in lists.months(f)]
    caption = "各月研修活动次数" + ("（含尚未开展的）" if f.to_come else "")
    return Exhibit(caption, svg=charts.columns(rows, title=_spoken(caption, rows, "次"))) if rows else None


def observed(f: Figures) -> Exhibit | None:
    rows = [
        Bar(g.name, float(average(g.observations, g.members)), mean(g.observations, g.members))
        for g in f.groups
        if g.members
    ]
    if not lists.charted(f) or not f.observations:
        return None
    caption = "各教研组人均听课节数"
    mark = (f.quota, f"要求 {f.quota} 节") if f.quota else None
    return Exhibit(caption, svg=charts.bars(rows, title=_spoken(caption, rows, "节"), mark=mark))


def givers(f: Figures) -> Exhibit | None:
    if not lists.charted(f) or not f.givers:
        return None
    rows = [Bar(g.name, float(g.givers_share), percent(g.givers_share)) for g in f.groups if g.members]
    caption = "各教研组上过研究课的教师所占比例"
    return Exhibit(caption, svg=charts.bars(rows, title=_spoken(caption, rows), top=100))


def lessons(f: Figures) -> Exhibit | None:
    """The numbers behind the two charts of observations."""
    if len(f.real_groups) < 2 or not f.observations:
        return None
    seen = {"unit": "count", "family": Family.OBSERVATION}
    columns = [Column("教研组", 26, True), Column("人数", 10), Column("听课节数", 13), Column("人均听课", 13),
               Column("上过研究课", 14), Column("所占比例", 12), CODE]  # fmt: skip
    rows = [
        [Cell(g.name, "group" if g.pk else "", g.pk), *_cells(
            g.members, _sum(f, g.observations, group=g.pk, **seen) if g.pk else g.observations,
            mean(g.observations, g.members), g.givers, percent(g.givers_share),
            _code(f, group=g.pk, **seen) if g.pk else NOTHING)]
        for g in f.groups
    ]  # fmt: skip
    everyone = len(f.teachers)
    made = sum(g.observations for g in f.groups)
    total = [
        Cell("合计"),
        *_cells(everyone, _sum(f, made, **seen), mean(made, everyone), f.givers, percent(f.givers_share)),
        _code(f, **seen),
    ]
    return Exhibit("各教研组听课和研究课", table=Table(columns, rows, total))


def levels(f: Figures) -> Exhibit | None:
    table = f.by_level()
    if not table:
        return None
    codes = {name: code for code, name in LEVELS.items()}
    results = _results(f)
    columns = [Column("级别", 31, True), *(Column(name, 23) for name in results.values()), Column("合计", 23)]
    rows = [
        [Cell(level), *(_works(row.get(name, 0), codes.get(level), result) for result, name in results.items()),
         *_cells(sum(row.values()))]
        for level, row in table.items()
    ]  # fmt: skip
    sums = [
        _works(sum(row.get(name, 0) for row in table.values()), None, code) for code, name in results.items()
    ]
    total = [Cell("合计"), *sums, *_cells(len(f.achievements))]
    if len(results) == 1:  # the sum would say the same again
        columns, total, rows = columns[:-1], total[:-1], [row[:-1] for row in rows]
    return Exhibit(f"{'和'.join(results.values())}情况", table=Table(columns, rows, total))


def _results(f: Figures) -> dict[str, str]:
    """The results there are, and their names."""
    found = {work.result for work in f.achievements}
    return {result: name for result, name in RESULTS.items() if result in found}


def _works(count: int, level: str | None, result: str) -> Cell:
    return Cell(str(count), "works", query=f"result={result}" + (f"&level={level}" if level else ""))


def works(f: Figures) -> Exhibit | None:
    table = f.by_level()
    if len(table) < 2:
        return None
    rows = [
        (level, [Bar(name, row.get(name, 0), f"{name} {row.get(name, 0)}") for name in _results(f).values()])
        for level, row in table.items()
    ]
    caption = f"各级{'和'.join(_results(f).values())}的成果"
    spoken = "；".join(f"{level}{'、'.join(part.text for part in parts)}" for level, parts in rows)
    return Exhibit(caption, svg=charts.grouped(rows, title=f"{caption}：{spoken}"))


def projects(f: Figures) -> Exhibit | None:
    if not f.projects:
        return None
    columns = [Column("编号", 9), Column("课题名称", 51, True), Column("级别", 9), Column("类型", 10),
               Column("负责人", 12), Column("阶段", 9)]  # fmt: skip
    rows = [
        [*_cells(p.code, Cell(p.title, "project", p.pk)), *_cells(*(
            text or NOTHING for text in (p.level, p.kind, p.leader, p.stage)))]
        for p in f.projects
    ]  # fmt: skip
    return Exhibit("本学期课题", table=Table(columns, rows))


def hours(f: Figures) -> Exhibit | None:
    """学时统计表: what each teacher did and what it came to."""
    if not f.teachers:
        return None
    columns = [Column("序号", 6), Column("工号", 8), Column("姓名", 15, True), Column("教研组", 19, True),
               Column("活动", 6), Column("听课", 6), Column("教案", 6), Column("成果", 6), Column("学时", 8),
               Column("结论", 8), CODE]  # fmt: skip
    rows = [
        _cells(
            n, t.number, Cell(t.name, "teacher", t.pk), t.group,
            *(_sum(f, getattr(t, name), "count", member=t.pk, family=family) for name, family in COUNTED.items()),
            _sum(f, t.hours, member=t.pk), verdict(t), _code(f, member=t.pk),
        )
        for n, t in enumerate(f.teachers, start=1)
    ]  # fmt: skip
    done = [
        _sum(f, sum(getattr(t, name) for t in f.teachers), "count", family=family)
        for name, family in COUNTED.items()
    ]
    total = [Cell("合计"), *EMPTY * 3, *done, _sum(f, f.hours), *EMPTY, _code(f)]
    return Exhibit("校本研修学时统计表", table=Table(columns, rows, total))


def verdict(teacher: Teacher) -> str:
    """Nothing of who owes no hours."""
    return "达标" if teacher.reached else "未达标" if teacher.is_short else NOTHING


def activities(f: Figures) -> Exhibit | None:
    """活动汇总表: every activity with how many came."""
    if not f.activities:
        return None
    columns = [Column("序号", 5), Column("日期", 7), Column("活动名称", 28, True), Column("类型", 9),
               Column("组织", 17, True), Column("主讲", 9), Column("学时", 6), Column("应到", 6),
               Column("实到", 6), Column("出席率", 7)]  # fmt: skip
    rows = [
        [*_cells(n, f"{a.date:%m-%d}", Cell(a.title, "activity", a.pk), a.kind, a.organiser,
                 a.speaker or NOTHING, a.hours), *_roll_cells(a.roll, "activity", a.pk)]
        for n, a in enumerate(f.activities, start=1)
    ]  # fmt: skip
    planned = sum((a.hours for a in f.activities), Decimal(0))
    total = [Cell("合计"), *EMPTY * 5, *_cells(planned), *_roll_cells(f.roll)]
    return Exhibit("校本研修活动汇总表", table=Table(columns, rows, total))


def _spoken(caption: str, rows: list[Bar], unit: str = "") -> str:
    """The chart in words, for those who cannot see it."""
    return f"{caption}：{'、'.join(f'{row.label} {row.text}{unit}' for row in rows)}"


EXHIBITS: dict[str, Callable[[Figures], Exhibit | None]] = {
    "kinds": kinds, "months": months, "groups": groups, "observed": observed, "givers": givers, "lessons": lessons,
    "levels": levels, "works": works, "projects": projects, "hours": hours, "activities": activities,
}  # fmt: skip
APPENDICES = ("hours", "activities")
