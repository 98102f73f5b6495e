"""Writes a plan through the services of the apps that own the rows. Called in one transaction, under the locks."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from apps.activities.choices import OFFICIAL, OFFICIAL_LEAVE, Attended
from apps.activities.models import Activity, Attendance
from apps.activities.services import Programme, begin_series, save_programme
from apps.credits.choices import Family
from apps.credits.models import EntryKind
from apps.credits.services import open_catalogue, save_kind
from apps.groups.choices import LEADING_ROLES, GroupKind, Role
from apps.groups.models import Group, Membership
from apps.groups.services import assign_members, save_groups
from apps.schools.choices import Origin
from apps.schools.models import Campus, School, Semester, Subject
from apps.schools.services import add_named, open_school, save_school, save_semester
from apps.staff.choices import STANDARD_TAGS
from apps.staff.models import StaffMember, User
from apps.staff.services import add_tags, assign_posts, grant_books, save_staff_members
from apps.workbooks.choices.layout import ACTIVITIES, ATTENDANCE, STAFF
from apps.workbooks.choices.words import WHOLE_SCHOOL
from apps.workbooks.services import records
from apps.workbooks.services.notices import KINDS, SUBJECTS, new_names
from apps.workbooks.services.planning import Plan, differences
from apps.workbooks.validators.rows import Row

# What a semester asks of each teacher: item → field.
ASKED = {
    "学期学时要求": "required_hours", "学期听课要求": "required_observations", "每周教案份数": "plans_a_week",
}  # fmt: skip


@dataclass
class Hand:
    """Who writes, when, for what reason, and the rows found or written so far, by the names the workbook uses."""

    plan: Plan
    actor: User | None
    today: date
    now: datetime
    reason: str
    school: School | None = None
    semester: Semester | None = None
    campuses: dict[str, Campus] = field(default_factory=dict)
    subjects: dict[str, Subject] = field(default_factory=dict)
    kinds: dict[str, dict[str, EntryKind]] = field(default_factory=dict)
    members: dict[str, StaffMember] = field(default_factory=dict)
    groups: dict[str, Group] = field(default_factory=dict)
    activities: dict[str, Activity] = field(default_factory=dict)

    def new(self, model: type, **values):
        """A record of the semester that a workbook brings."""
        return model(school=self.school, semester=self.semester, origin=Origin.WORKBOOK, **values)

    def window(self) -> tuple[date, date | None]:
        """The days this workbook speaks of: from the first of the semester to the eve of the next one."""
        later = Semester.objects.filter(school=self.school, starts_on__gt=self.semester.ends_on)
        following = later.order_by("starts_on").first()
        return self.semester.starts_on, following.starts_on - timedelta(days=1) if following else None


def write_plan(hand: Hand, note: Callable[[str], None]) -> None:
    """Write everything; ``note(sheet)`` is called before each sheet."""
    steps = {
        "学校": write_school, "校区": write_catalogues, "教师": write_staff, "教研组": write_groups,
        "活动": find_activities, "参与": write_programme, "听课": records.write_observations,
        "教案": records.write_plans, "成果": records.write_works, "课题": records.write_projects,
        "申报": records.write_declared,
    }  # fmt: skip
    for sheet, step in steps.items():
        note(sheet)
        step(hand)


def write_school(hand: Hand) -> None:
    """Open the school if it is new, and write its name and the semester."""
    plan, said = hand.plan, hand.plan.reading.school
    name, minutes = said.get("学校名称"), said.get("每学时分钟")
    if plan.school is None:
        hand.school = open_school(code=said.get("学校代码"), name=name, credit_minutes=minutes or 45)
        open_catalogue(hand.school)
        add_tags(hand.school, STANDARD_TAGS)
        if hand.actor is not None:
            grant_books(hand.actor, hand.school)
    else:
        hand.school = plan.school
        hand.school.name = name
        hand.school.credit_minutes = minutes or hand.school.credit_minutes
        save_school(hand.school)
    hand.semester = _semester(hand)


def _semester(hand: Hand) -> Semester:
    """The semester with what the workbook says of it."""
    said = hand.plan.reading.school
    semester = hand.plan.semester or Semester()
    semester.term = int(said.get("学期"))
    semester.starts_on, semester.ends_on = said.get("开学日期"), said.get("放假日期")
    for heading, name in ASKED.items():
        if said.get(heading) is not None:
            setattr(semester, name, said.get(heading))
    return save_semester(semester, school=hand.school, first_year=said.get("学年"))


def write_catalogues(hand: Hand) -> None:
    """Campuses, subjects and kinds that are new."""
    plan = hand.plan
    hand.campuses = add_named(Campus, hand.school, [row.values["名称"] for row in plan.reading.rows("校区")])
    subjects = (row.values["学科"] for sheet in SUBJECTS for row in plan.reading.rows(sheet))
    hand.subjects = add_named(Subject, hand.school, [name for name in subjects if name])
    kinds = EntryKind.objects.filter(school=hand.school)
    for sheet, (heading, family) in KINDS.items():
        known = {kind.name: kind for kind in kinds if kind.family == family}
        for name in new_names(plan, sheet, heading, set(known)):
            known[name] = save_kind(EntryKind(school=hand.school, family=Family(family), name=name))
        hand.kinds[sheet] = known


def write_staff(hand: Hand) -> None:
    """Staff members with their tags; posts of those whose posts differ."""
    here = hand.plan.sheets["教师"]
    hand.members = {old.values["工号"]: old.record for old in hand.plan.stand.rows["教师"]}
    for member in hand.members.values():
        member.school = hand.school
    touched = here.touched
    rows = [row.values for row, _old in touched]
    known = add_tags(hand.school, [tag for values in rows for tag in values["身份"]]) if rows else {}
    tags = {values["工号"]: [known[name] for name in values["身份"]] for values in rows}
    for values in rows:
        member = hand.members.get(values["工号"]) or StaffMember(school=hand.school, number=values["工号"])
        member.name, member.sex, member.title = values["姓名"], values["性别"], values["职称"]
        member.born_on, member.joined_on = values["出生日期"], values["参加工作日期"]
        member.campus, member.subject = hand.campuses.get(values["校区"]), hand.subjects.get(values["学科"])
        member.tier = values["层级"]
        records.take_more(STAFF, member, values, None)
        hand.members[values["工号"]] = member
    if rows:
        save_staff_members([hand.members[values["工号"]] for values in rows], tags=tags)
    posts = {
        hand.members[row.values["工号"]]: set(row.values["职务"]) for row, old in touched
        if old is None or "职务" in differences(here.sheet, row, old)
    }  # fmt: skip
    if posts:
        assign_posts(posts, window=hand.window(), day=hand.semester.ends_on)


def write_groups(hand: Hand) -> None:
    """Groups, and who belongs to those whose members differ."""
    here = hand.plan.sheets["教研组"]
    hand.groups = {old.values["名称"]: old.record for _row, old in here.matched}
    changed = []
    for row, old in here.touched:
        group = old.record if old else Group(
            school=hand.school, name=row.values["名称"], kind=GroupKind.TEACHING_RESEARCH,
            started_on=hand.semester.starts_on, position=row.number,
        )  # fmt: skip
        group.kind = row.values.get("类型", group.kind)
        group.campus = hand.campuses.get(row.values["校区"])
        group.started_on = min(group.started_on, hand.semester.starts_on)
        hand.groups[row.values["名称"]] = group
        changed.append(group)
    save_groups(changed, today=hand.today)
    roles = _roles(hand, [row.values for row, _old in here.touched])
    if roles:
        assign_members(roles, window=hand.window(), day=hand.semester.ends_on)


def _roles(hand: Hand, rows: Iterable[dict]) -> dict[Group, dict[int, str]]:
    """Group → member → role. The workbook names the leader; other parts that are not leading stay as they are."""
    day, groups = hand.semester.ends_on, [hand.groups[values["名称"]] for values in rows]
    held = Membership.objects.filter(group__in=groups).between(day)
    roles_now = {(row.group_id, row.member_id): row.role for row in held}
    found = {}
    for values, group in zip(rows, groups, strict=True):
        mentors = group.kind == GroupKind.MENTOR_PAIR
        leads, follows = (Role.MENTOR, Role.APPRENTICE) if mentors else (Role.LEADER, Role.MEMBER)
        found[group] = roles = {}
        for number in values["成员工号"]:
            pk = hand.members[number].pk
            now = roles_now.get((group.pk, pk), follows)
            leading = number == values["组长工号"]
            roles[pk] = leads if leading else follows if now in LEADING_ROLES else now
    return found


def find_activities(hand: Hand) -> None:
    """The activities of the workbook by number, changed ones already carrying what it says; written with attendance."""
    here = hand.plan.sheets["活动"]
    for row, old in here.matched:
        hand.activities[row.values["编号"]] = old.record
        old.record.semester = hand.semester
    for row, old in here.touched:
        values = row.values
        activity = old.record if old else hand.new(Activity)
        activity.code, activity.title = values["编号"], values["名称"]
        activity.kind = hand.kinds["活动"][values["类型"]]
        activity.organiser = None if values["组织"] == WHOLE_SCHOOL else hand.groups[values["组织"]]
        activity.date, activity.starts_at, activity.ends_at = values["日期"], values["开始"], values["结束"]
        activity.place, activity.hours = values["地点"], values["学时"]
        activity.speaker = hand.members.get(values["主讲工号"])
        records.take_more(ACTIVITIES, activity, values, old)
        hand.activities[values["编号"]] = activity
    _join_series(hand, [row for row, _old in here.touched])


def _join_series(hand: Hand, touched: list[Row]) -> None:
    """Changed activities in the series of the one that they name as its first; a first that has none begins one."""
    said = [row.values.get("连续活动", "") for row in hand.plan.reading.rows(ACTIVITIES.name)]
    series, taken = {"": None}, set()
    for code in dict.fromkeys(filter(None, said)):
        known = hand.activities[code].series
        if known is None or known in taken:
            days = [a.date for name, a in zip(said, _in_order(hand), strict=True) if name == code]
            known = begin_series(hand.school, days)
        taken.add(known)
        series[code] = known
    for row in touched:
        if "连续活动" in row.values:
            hand.activities[row.values["编号"]].series = series[row.values["连续活动"]]


def _in_order(hand: Hand) -> list[Activity]:
    return [hand.activities[row.values["编号"]] for row in hand.plan.reading.rows(ACTIVITIES.name)]


def write_programme(hand: Hand) -> None:
    """Activities and attendance together, so that the ledger is settled once."""
    activities, attendance = hand.plan.sheets["活动"], hand.plan.sheets["参与"]
    programme = Programme(
        hand.semester, [hand.activities[row.values["编号"]] for row, _old in activities.touched]
    )
    programme.withdrawn = [old.record for old in activities.gone]
    programme.minutes = {
        row.values["编号"]: row.values["活动记录"] for row, old in activities.touched
        if row.values.get("活动记录") and (old is None or old.values["活动记录"] != row.values["活动记录"])
    }  # fmt: skip
    for record in programme.withdrawn:
        record.semester = hand.semester
    for row, old in attendance.touched:
        record = old.record if old else Attendance(school=hand.school, origin=Origin.WORKBOOK)
        record.activity = hand.activities[row.values["活动编号"]]
        record.member = hand.members[row.values["工号"]]
        state, official = row.values["考勤"], row.values["考勤"] == OFFICIAL_LEAVE
        noted = OFFICIAL if official else row.values.get("缺席分钟", record.missed)
        record.take_mark(row.values["角色"], Attended.LEAVE if official else state, noted)
        records.take_more(ATTENDANCE, record, row.values, old)
        programme.rows.append(record)
    programme.removed = [old.record for old in attendance.gone]
    save_programme(programme, actor=hand.actor, now=hand.now, reason=hand.reason)
