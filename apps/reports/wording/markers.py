"""Named figures inside the prose: ``{听课节数}`` stands for the figure as it is today, whoever wrote the words."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from apps.core.templatetags.core import amount
from apps.portfolio.choices import Result
from apps.reports.figures import Figures, Group, average, rate, share
from apps.reports.wording import lists

MARK = re.compile(r"\{([^{}]*)\}")
HALF_WIDTH = str.maketrans("｛｝", "{}")
NOTHING = "—"


@dataclass(frozen=True)
class Marker:
    """``label`` says what the figure is.

    ``page`` names the list (``links``) that shows exactly what is counted, asked for more by ``query``, or the table of
    the summary that shows the figure. A share, an average or a sum of hours names no list. ``query`` is None where no
    list would show just these.
    """

    label: str
    value: Callable[[Figures], str]
    page: str = ""
    strong: bool = False
    query: Callable[[Figures], str | None] = lambda f: ""


@dataclass(frozen=True)
class Run:
    """A piece of a paragraph: plain words, or a figure with the address of its records."""

    text: str
    strong: bool = False
    page: str = ""
    query: str = ""


def percent(number: Decimal | None) -> str:
    """65.2%; whole shares of everyone or no one without a decimal."""
    if number is None:
        return NOTHING
    return f"{number:.0f}%" if number in (0, 100) else f"{number}%"


def number(value) -> str:
    return NOTHING if value is None else amount(value)


def _at(groups: list[Group], position: int, attribute: str):
    return getattr(groups[position], attribute) if groups else None


def _rate(figures: Figures, position: int) -> str:
    groups = lists.by_attendance(figures)
    return percent(rate(groups[position].roll)) if groups else NOTHING


def _results(figures: Figures, result: Result) -> str:
    return str(sum(work.result == result for work in figures.works))


def _preparations(figures: Figures) -> str | None:
    """Asks for the kind of a collective preparation; None where the school holds some itself."""
    found = {activity.kind_pk for activity in figures.of_groups if activity.is_preparation}
    if len(found) != 1 or any(activity.is_preparation for activity in figures.programme):
        return None
    return f"kind={found.pop()}"


def _fixed(figures: Figures) -> int:
    return sum(activity.is_fixed for activity in figures.activities)


def _hours(activities) -> str:
    return number(sum((activity.hours for activity in activities), Decimal(0)))


MARKERS: dict[str, Marker] = {
    "教师人数": Marker("全校教师", lambda f: str(len(f.teachers)), "in_hours", strong=True),
    "教研组数": Marker("教研组", lambda f: str(len(f.real_groups)), "groups", strong=True),
    "教研组和组长": Marker("各教研组和组长", lambda f: lists.groups_led(f) or NOTHING),
    "未编组人数": Marker("不在任何教研组的教师", lambda f: str(sum(t.group_pk is None for t in f.teachers))),
    "活动次数": Marker("全部研修活动", lambda f: str(len(f.activities)), "activities", strong=True),
    "已开展次数": Marker("日期已到的活动", lambda f: str(f.held), "activities_held", strong=True),
    "校级活动次数": Marker("学校组织的活动", lambda f: str(len(f.programme)), "programme", strong=True),
    "校级活动学时": Marker("学校组织的活动共计学时", lambda f: _hours(f.programme), strong=True),
    "校级活动构成": Marker("校级活动各类次数", lambda f: lists.programme(f) or NOTHING),
    "教研组活动次数": Marker("教研组组织的活动", lambda f: str(len(f.of_groups)), "in_groups", strong=True),
    "集体备课次数": Marker(
        "教研组集体备课", lambda f: str(f.preparations), "activities", query=_preparations
    ),
    "四定次数": Marker("时间、地点、内容、主讲都已确定的活动", lambda f: str(_fixed(f)), "activities_fixed"),
    "四定比例": Marker("四定活动占全部活动", lambda f: percent(share(_fixed(f), len(f.activities)))),
    "学时要求": Marker("每位教师本学期应达到的学时", lambda f: number(f.required_hours)),
    "听课要求": Marker("每位教师本学期应听课节数", lambda f: str(f.quota)),
    "应到人次": Marker("应到人次", lambda f: str(f.roll.expected), "expected"),
    "实到人次": Marker("实到人次", lambda f: str(f.roll.came), "came"),
    "出席率": Marker("实到占应到", lambda f: percent(rate(f.roll)), "in_groups", strong=True),
    "出席率最低": Marker("出席率最低的教研组的出席率", lambda f: _rate(f, 0), "in_groups"),
    "出席率最高": Marker("出席率最高的教研组的出席率", lambda f: _rate(f, -1), "in_groups"),
    "迟到人次": Marker("迟到人次", lambda f: str(f.roll.late), "late"),
    "早退人次": Marker("早退人次", lambda f: str(f.roll.left_early), "left_early"),
    "请假人次": Marker("请假人次", lambda f: str(f.roll.leave), "leave"),
    "缺席人次": Marker("缺席人次", lambda f: str(f.roll.absent), "absent"),
    "未登记人次": Marker("尚未登记考勤的人次", lambda f: str(f.roll.pending), "pending"),
    "全勤人数": Marker(
        "参加了全部应参加的校级活动的教师", lambda f: str(f.whole_programme), "in_hours", strong=True
    ),
    "全勤比例": Marker(
        "全勤教师占全校", lambda f: percent(share(f.whole_programme, len(f.teachers))), "in_hours"
    ),
    "听课节数": Marker("全校听课", lambda f: str(f.observations), "observations", strong=True),
    "人均听课": Marker(
        "人均听课节数", lambda f: number(average(f.observations, len(f.teachers))), "in_lessons", strong=True
    ),
    "听课构成": Marker("各课型节数", lambda f: lists.lesson_types(f) or NOTHING),
    "录像课节数": Marker("看录像听课", lambda f: str(f.recordings), "recordings"),
    "听课达标人数": Marker("听课达到要求的教师", lambda f: str(f.quota_met), "in_hours", strong=True),
    "听课达标比例": Marker(
        "听课达标教师占全校", lambda f: percent(share(f.quota_met, f.owing_observations)), "in_hours"
    ),
    "听课未达标人数": Marker(
        "听课没有达到要求的教师", lambda f: str(f.owing_observations - f.quota_met), "in_hours"
    ),
    "研究课教师数": Marker("上过研究课的教师", lambda f: str(f.givers), "in_lessons", strong=True),
    "研究课比例": Marker(
        "上过研究课的教师占全校", lambda f: percent(f.givers_share), "in_lessons", strong=True
    ),
    "研究课最高组": Marker(
        "研究课比例最高的教研组", lambda f: _at(lists.by_givers(f), -1, "name") or NOTHING
    ),
    "研究课最高比例": Marker(
        "该组上过研究课的比例", lambda f: percent(_at(lists.by_givers(f), -1, "givers_share")), "in_lessons"
    ),
    "研究课最低组": Marker("研究课比例最低的教研组", lambda f: _at(lists.by_givers(f), 0, "name") or NOTHING),
    "研究课最低比例": Marker(
        "该组上过研究课的比例", lambda f: percent(_at(lists.by_givers(f), 0, "givers_share")), "in_lessons"
    ),
    "听课较多的教师": Marker("听课最多的几位教师和节数", lambda f: lists.most_active(f) or NOTHING),
    "教案份数": Marker("检查的教案", lambda f: str(f.plans.total), "plans", strong=True),
    "教案通过": Marker("通过的教案", lambda f: str(f.plans.approved), "plans_approved", strong=True),
    "教案通过率": Marker("通过的教案占全部", lambda f: percent(share(f.plans.approved, f.plans.total))),
    "教案退回": Marker("退回的教案", lambda f: str(f.plans.returned), "plans_returned", strong=True),
    "教案退回率": Marker("退回的教案占全部", lambda f: percent(share(f.plans.returned, f.plans.total))),
    "教案待检查": Marker("等待检查的教案", lambda f: str(f.plans.waiting), "plans_waiting"),
    "教案优秀": Marker("通过并评为优的教案", lambda f: str(f.plans.excellent), "plans_excellent"),
    "成果篇数": Marker("教师撰写的论文、案例等", lambda f: str(len(f.works)), "works", strong=True),
    "成果构成": Marker("各类成果篇数", lambda f: lists.works(f) or NOTHING),
    "发表篇数": Marker("发表的成果", lambda f: _results(f, Result.PUBLISHED), "works_published", strong=True),
    "获奖项数": Marker("获奖的成果", lambda f: _results(f, Result.AWARDED), "works_awarded", strong=True),
    "成果级别": Marker("发表和获奖按级别", lambda f: lists.levels(f) or NOTHING),
    "获奖教师": Marker("获省级及以上奖励的教师", lambda f: lists.names(lists.prize_winners(f)) or NOTHING),
    "课题项数": Marker("本学期的课题", lambda f: str(len(f.projects)), "projects", strong=True),
    "课题级别": Marker("课题按级别", lambda f: lists.project_levels(f) or NOTHING),
    "课题类型": Marker("课题按类型", lambda f: lists.project_kinds(f) or NOTHING),
    "课题阶段": Marker("课题按阶段", lambda f: lists.project_stages(f) or NOTHING),
    "课题人数": Marker("参与课题的教师", lambda f: str(f.project_people), strong=True),
    "课题参与比例": Marker(
        "参与课题的教师占全校", lambda f: percent(share(f.project_people, len(f.teachers)))
    ),
    "认定规则": Marker("本学期认定学时的规则", lambda f: lists.packs(f) or NOTHING),
    "学时合计": Marker("全校认定的学时", lambda f: number(f.hours), "in_hours", strong=True),
    "人均学时": Marker(
        "人均学时", lambda f: number(average(f.hours, len(f.teachers))), "in_groups", strong=True
    ),
    "学时达标人数": Marker("学时达到要求的教师", lambda f: str(len(f.reached)), "hours_met", strong=True),
    "学时达标比例": Marker("学时达标教师占全校", lambda f: percent(share(len(f.reached), f.owing_hours))),
    "学时未达标人数": Marker("学时没有达到要求的教师", lambda f: str(len(f.short)), "hours_short"),
    "学时未达标教师": Marker(
        "学时没有达到要求的教师和差额", lambda f: lists.names(lists.short_of_hours(f)) or NOTHING
    ),
}

# Figures that stand in a table of the summary open that table.
TABLES = {"in_hours": "hours", "in_lessons": "lessons", "in_groups": "groups"}

# Where a table or chart is printed; its number is known only when the document is put together.
PLACES = {
    "各类活动表": "kinds",
    "各月活动图": "months",
    "各组参与表": "groups",
    "听课情况表": "lessons",
    "人均听课图": "observed",
    "研究课图": "givers",
    "成果表": "levels",
    "成果图": "works",
    "课题表": "projects",
    "学时统计表": "hours",
    "活动汇总表": "activities",
}


def half_width(text: str) -> str:
    """Braces as a Chinese keyboard types them are read like ours."""
    return text.translate(HALF_WIDTH)


def check(text: str) -> None:
    """Raise ValidationError naming every marker nobody knows, or for braces that are not closed."""
    text = half_width(text)
    names = [name.strip() for name in MARK.findall(text)]
    unknown = list(dict.fromkeys(n for n in names if n not in MARKERS and n not in PLACES))
    if unknown:
        raise ValidationError(
            _("There is no figure called %(unknown)s. Those you can use are listed below.")
            % {"unknown": " ".join(f"{{{name}}}" for name in unknown)},
            code="unknown_marker",
        )
    if set("{}") & set(MARK.sub("", text)):
        raise ValidationError(_("A brace is left open: write each figure as {name}."), code="open_brace")


def runs(line: str, figures: Figures, places: dict[str, str]) -> list[Run]:
    """A line of prose with its figures filled in. ``places`` maps exhibits to their numbers, such as 图 1."""
    found, end = [], 0
    line = half_width(line)
    for match in MARK.finditer(line):
        found.append(Run(line[end : match.start()]))
        found.append(_filled(match[1].strip(), figures, places))
        end = match.end()
    found.append(Run(line[end:]))
    return [run for run in found if run.text]


def _filled(name: str, figures: Figures, places: dict[str, str]) -> Run:
    if name in PLACES:
        return Run(places.get(PLACES[name], name))
    marker = MARKERS.get(name)
    if marker is None:  # a figure an older version knew
        return Run(f"{{{name}}}")
    return Run(marker.value(figures), marker.strong, *_opens(marker, figures, places))


def _opens(marker: Marker, figures: Figures, places: dict[str, str]) -> tuple[str, str]:
    """The page and what is asked of it; nothing where the table is not printed or no list shows just these."""
    query = marker.query(figures)
    table = TABLES.get(marker.page)
    if query is None or (table and table not in places):
        return "", ""
    return marker.page, query
