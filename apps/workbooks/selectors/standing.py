"""A semester as it stands in the database, in the rows and values of the workbook."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, time

from apps.activities.models import Activity, Attendance
from apps.approvals.choices import BUREAU
from apps.approvals.choices import SCHOOL as SCHOOL_STAMP
from apps.approvals.stamps import stamps_of
from apps.core.text import clean_text
from apps.credits.wording import labels_named
from apps.declarations.choices import State as Declared
from apps.declarations.models import SOURCE as DECLARED_HOURS
from apps.declarations.models import Declaration
from apps.groups.choices import LEADING_ROLES, GroupKind
from apps.groups.models import FormerName, Group, Membership
from apps.lessonplans.models import LessonPlan
from apps.observations.models import Observation
from apps.portfolio.choices import State as WorkState
from apps.portfolio.models import Work
from apps.projects.models import Project, ProjectTerm
from apps.schools.choices import Origin
from apps.schools.models import Campus, School, Semester
from apps.staff.choices import STANDARD_TAGS, PostKind
from apps.staff.models import Post, StaffMember
from apps.workbooks.choices.layout import (
    ACTIVITIES,
    ATTENDANCE,
    DECLARED,
    OBSERVATIONS,
    STAFF,
    Column,
    Kind,
    Sheet,
)
from apps.workbooks.choices.words import WHOLE_SCHOOL


@dataclass
class Standing:
    """One row as it stands. ``present``: it belongs into the workbook of the semester.

    ``term`` is a project's stage in the semester, None where that is only implied.
    """

    values: dict
    record: object
    origin: str = Origin.PAGE
    present: bool = True
    term: ProjectTerm | None = None


@dataclass
class Stand:
    """The rows of every sheet as they stand; ``day`` is the one posts and memberships are seen on.

    ``labels`` are the words that the school's rules have for the codes of labels.
    """

    school: School | None
    semester: Semester | None
    first: date
    day: date
    rows: dict[str, list[Standing]] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)


def stand_of(school: School | None, semester: Semester | None, first: date, last: date) -> Stand:
    """What the school has for these days; nothing for a school that is yet to be opened."""
    stand = Stand(school, semester, first, last)
    sheets = {
        "校区": _campuses, "教师": _staff, "教研组": _groups, "活动": _activities, "参与": _attendance,
        "听课": _observations, "教案": _plans, "成果": _works, "课题": _projects, "申报": _declared,
    }  # fmt: skip
    stand.labels = labels_named(school.pk) if school else {}
    for name, rows in sheets.items():
        stand.rows[name] = list(rows(stand)) if school else []
    return stand


def school_items(school: School, semester: Semester) -> dict:
    """The sheet 学校: {item: value}."""
    return {
        "学校名称": school.name, "学校代码": school.code, "学年": semester.year.first_year,
        "学期": str(semester.term), "开学日期": semester.starts_on, "放假日期": semester.ends_on,
        "每学时分钟": school.credit_minutes, "学期学时要求": semester.required_hours,
        "学期听课要求": semester.required_observations, "每周教案份数": semester.plans_a_week,
    }  # fmt: skip


def _campuses(stand: Stand) -> Iterable[Standing]:
    for campus in Campus.objects.filter(school=stand.school):
        yield Standing({"名称": campus.name}, campus)


def more_of(sheet: Sheet, record) -> dict:
    """What the record has in those optional columns that have a field of it."""
    columns = [column for column in sheet.more if column.field]
    return {column.heading: _as_read(getattr(record, column.field), column) for column in columns}


def _as_read(value, column: Column):
    if column.kind == Kind.PROSE:
        return clean_text(value)
    return tuple(value) if column.kind == Kind.LABELS else value


def _name(row) -> str:
    return row.name if row else ""


def _number(member) -> str:
    return member.number if member else ""


def _minute(value: time | None) -> time | None:
    return value.replace(second=0, microsecond=0) if value else None


def sorted_tags(names: Iterable[str]) -> tuple[str, ...]:
    """Tags in one order everywhere: the standard ones first."""
    standard = {name: place for place, name in enumerate(STANDARD_TAGS)}
    return tuple(sorted(set(names), key=lambda name: (standard.get(name, len(standard)), name)))


def sorted_posts(kinds: Iterable[str]) -> tuple[str, ...]:
    """Posts, the highest first."""
    order = {kind: place for place, kind in enumerate(PostKind.values)}
    return tuple(sorted(set(kinds), key=lambda kind: order.get(kind, len(order))))


def _staff(stand: Stand) -> Iterable[Standing]:
    tags, posts = defaultdict(list), defaultdict(list)
    through = StaffMember.tags.through.objects.filter(staffmember__school=stand.school)
    for member, name in through.values_list("staffmember_id", "stafftag__name"):
        tags[member].append(name)
    held = Post.objects.filter(school=stand.school).held_on(stand.day)
    for member, kind in held.values_list("member_id", "kind"):
        posts[member].append(kind)
    members = StaffMember.objects.filter(school=stand.school).select_related("campus", "subject", "user")
    for m in members.order_by("number"):
        here = (m.left_on is None or m.left_on >= stand.first) and (
            m.entered_on is None or m.entered_on <= stand.day
        )
        yield Standing(
            {
                "工号": m.number, "姓名": m.name, "性别": m.sex, "出生日期": m.born_on,
                "参加工作日期": m.joined_on, "校区": _name(m.campus), "学科": _name(m.subject),
                "职称": m.title, "层级": m.tier, "身份": sorted_tags(tags[m.pk]),
                "职务": sorted_posts(posts[m.pk]), **more_of(STAFF, m),
            },
            m, present=here,
        )  # fmt: skip


def group_names(school: School, day: date) -> dict[int, str]:
    """What each group of the school was called on a day."""
    names = dict(Group.objects.filter(school=school).values_list("pk", "name"))
    for former in FormerName.objects.filter(school=school, until__gte=day).order_by("-until", "-pk"):
        names[former.group_id] = former.name
    return names


def _groups(stand: Stand) -> Iterable[Standing]:
    """Every group, so that its name is found; present are those of teaching research, and those that hold activities
    or projects.
    """
    names = group_names(stand.school, stand.day)
    members = defaultdict(list)
    held = Membership.objects.filter(school=stand.school).select_related("member").order_by("pk")
    for row in held:
        if _held_on(row, stand.day):
            members[row.group_id].append(row)
    named = _groups_named(stand) if stand.semester else set()
    for group in Group.objects.filter(school=stand.school).select_related("campus"):
        during = group.started_on <= stand.day and (group.ended_on is None or group.ended_on >= stand.first)
        listed = members[group.pk]
        if group.ended_on and group.ended_on < stand.day:
            listed = [r for r in held if r.group_id == group.pk and _held_on(r, group.ended_on)]
        leader = next((r.member.number for r in listed if r.role in LEADING_ROLES), "")
        yield Standing(
            {
                "名称": names[group.pk], "校区": _name(group.campus), "组长工号": leader,
                "成员工号": tuple(r.member.number for r in listed), "类型": group.kind,
            },
            group,
            present=(during and group.kind == GroupKind.TEACHING_RESEARCH) or group.pk in named,
        )  # fmt: skip


def _groups_named(stand: Stand) -> set[int]:
    """Groups that another sheet names."""
    live = Activity.objects.live().filter(semester=stand.semester).exclude(organiser=None)
    terms = ProjectTerm.objects.filter(semester=stand.semester).exclude(project__group=None)
    holding = terms.values_list("project__group_id", "project__parent__group_id")
    found = {*live.values_list("organiser_id", flat=True), *(pk for pair in holding for pk in pair)}
    return found - {None}


def _held_on(row: Membership, day: date) -> bool:
    return row.started_on <= day and (row.ended_on is None or row.ended_on >= day)


def _activities(stand: Stand) -> Iterable[Standing]:
    if not stand.semester:
        return
    names = group_names(stand.school, stand.day)
    rows = Activity.objects.live().filter(semester=stand.semester)
    rows = list(rows.select_related("kind", "speaker", "minutes").order_by("pk"))
    firsts: dict[int, str] = {}
    for a in sorted(rows, key=lambda a: a.date):
        firsts.setdefault(a.series_id, a.code)
    firsts[None] = ""
    for a in rows:
        minutes = getattr(a, "minutes", None)
        yield Standing(
            {
                "编号": a.code, "名称": a.title, "类型": a.kind.name,
                "组织": names[a.organiser_id] if a.organiser_id else WHOLE_SCHOOL, "日期": a.date,
                "开始": _minute(a.starts_at), "结束": _minute(a.ends_at), "地点": a.place,
                "主讲工号": _number(a.speaker), "学时": a.hours, "连续活动": firsts[a.series_id],
                "活动记录": clean_text(minutes.text) if minutes else "", **more_of(ACTIVITIES, a),
            },
            a, a.origin,
        )  # fmt: skip


def _attendance(stand: Stand) -> Iterable[Standing]:
    if not stand.semester:
        return
    rows = Attendance.objects.filter(activity__semester=stand.semester, activity__withdrawn_at=None)
    for row in rows.select_related("activity", "member").order_by("activity_id", "pk"):
        yield Standing(
            {
                "活动编号": row.activity.code, "工号": row.member.number, "角色": row.part, "考勤": row.attended,
                "缺席分钟": row.missed_minutes or None, **more_of(ATTENDANCE, row),
            },
            row, row.origin,
        )  # fmt: skip


def _observations(stand: Stand) -> Iterable[Standing]:
    if not stand.semester:
        return
    rows = Observation.objects.live().filter(semester=stand.semester)
    for o in rows.select_related("observer", "teacher", "subject", "lesson_type").order_by("pk"):
        yield Standing(
            {
                "听课人工号": o.observer.number, "授课人工号": o.teacher.number, "日期": o.date,
                "节次": o.period, "班级": o.class_name, "学科": _name(o.subject),
                "课型": o.lesson_type.name, "方式": o.mode, "评分": o.score,
                "意见": clean_text(o.opinion), **more_of(OBSERVATIONS, o),
            },
            o, o.origin,
        )  # fmt: skip


def _plans(stand: Stand) -> Iterable[Standing]:
    if not stand.semester:
        return
    rows = LessonPlan.objects.live().filter(semester=stand.semester)
    for p in rows.select_related("author", "subject").order_by("pk"):
        yield Standing(
            {
                "工号": p.author.number, "学科": _name(p.subject), "课题": p.title, "周次": p.week,
                "提交日期": p.submitted_on, "状态": p.state, "等级": p.mark,
            },
            p, p.origin,
        )  # fmt: skip


def _works(stand: Stand) -> Iterable[Standing]:
    if not stand.semester:
        return
    rows = Work.objects.live().filter(semester=stand.semester)
    for w in rows.select_related("author", "category").order_by("pk"):
        yield Standing(
            {
                "工号": w.author.number, "类别": w.category.name, "标题": w.title, "日期": w.date,
                "字数": w.characters, "级别": w.level, "结果": w.result, "等次": w.prize,
            },
            w, w.origin, present=w.state == WorkState.APPROVED,
        )  # fmt: skip


def _declared(stand: Stand) -> Iterable[Standing]:
    """Declared hours; present are those that are recognised, with the days of it, in review or on paper."""
    if not stand.semester:
        return
    rows = Declaration.objects.live().filter(semester=stand.semester)
    rows = list(rows.select_related("author", "category").order_by("pk"))
    stamps = stamps_of(DECLARED_HOURS, rows)
    for d in rows:
        given = stamps.get(d.pk, {})
        yield Standing(
            {
                "工号": d.author.number, "申报类别": d.category.name, "名称": d.title, "开始日期": d.starts_on,
                "结束日期": d.ends_on, "学时": d.hours, **more_of(DECLARED, d),
                "学校认定日期": given.get(SCHOOL_STAMP), "教育局核定日期": given.get(BUREAU),
                "计入日期": None if d.counts_on == d.ends_on else d.counts_on,
            },
            d, d.origin, present=d.state == Declared.APPROVED,
        )  # fmt: skip


def _projects(stand: Stand) -> Iterable[Standing]:
    """Every project, so that its number is found; present are those with a stage in the semester.

    The main project of one that is present is present too, with the stage it had reached.
    """
    stages, latest = _stages(stand)
    members = defaultdict(list)
    through = Project.members.through.objects.filter(project__school=stand.school).order_by("pk")
    for project, number in through.values_list("project_id", "staffmember__number"):
        members[project].append(number)
    projects = {
        p.pk: p
        for p in Project.objects.filter(school=stand.school).select_related(
            "leader", "writer", "parent", "group", "sort"
        )
    }
    names = group_names(stand.school, stand.day)
    present = set(stages)
    for pk in stages:
        while (parent := projects[pk].parent_id) and parent not in present:
            present.add(parent)
            pk = parent
    for p in projects.values():
        term = stages.get(p.pk)
        implied = latest.get(p.pk, "application") if p.pk in present else ""
        yield Standing(
            {
                "编号": p.code, "名称": p.title, "级别": p.level, "类型": p.kind,
                "上级课题": p.parent.code if p.parent else "", "负责人工号": _number(p.leader),
                "执笔人工号": _number(p.writer), "成员工号": tuple(members[p.pk]),
                "立项日期": p.registered_on, "阶段": term.stage if term else implied,
                "进入阶段日期": term.reached_on if term else None, "计入类别": _name(p.sort),
                "承担的组": names[p.group_id] if p.group_id else "",
            },
            p, term.origin if term else Origin.PAGE, present=p.pk in present, term=term,
        )  # fmt: skip


def _stages(stand: Stand) -> tuple[dict[int, ProjectTerm], dict[int, str]]:
    """Project → its stage in this semester; project → the latest stage up to it."""
    now, latest = {}, {}
    terms = ProjectTerm.objects.filter(school=stand.school, semester__starts_on__lte=stand.day)
    for term in terms.order_by("semester__starts_on"):
        latest[term.project_id] = term.stage
        if stand.semester and term.semester_id == stand.semester.pk:
            now[term.project_id] = term
    return now, latest
