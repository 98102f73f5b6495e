"""The second, tiny school: for somebody who sits in two, and for a stranger."""

from datetime import date, time
from decimal import Decimal
from random import Random

from apps.activities.choices import Attended, Part
from apps.activities.models import Activity, Attendance
from apps.activities.services import save_activities, save_attendance
from apps.credits.choices import Family
from apps.credits.models import EntryKind
from apps.groups.choices import GroupKind, Role
from apps.groups.models import Group
from apps.groups.services import save_group, set_members
from apps.observations.models import Observation
from apps.observations.services import save_observations
from apps.portal.demo.calendar import THURSDAY
from apps.portal.demo.log_ins import LOG_INS, give_log_in
from apps.portal.demo.roster import Roster, new_member, open_school
from apps.portal.demo.texts import text
from apps.schools.models import Subject
from apps.staff.models import StaffMember
from apps.staff.services import save_staff_member, set_posts


def open_neighbour(roster: Roster, today: date) -> None:
    """Staff, one group and this semester's activities and observations."""
    row = text("school")["neighbour"]
    school = open_school(row, roster.terms[-1:])
    staff = _engage(school, row, roster.people[row["shared"]].member)
    group = _found_group(school, staff)
    log_in = next(log_in for log_in in LOG_INS if log_in.school == school.school.code)
    actor = give_log_in(staff[log_in.number], log_in)
    _hold_meetings(school, row["activities"], staff, group, today, actor)
    _watch_lessons(school, staff, today, actor)


def _engage(school: Roster, row: dict, shared: StaffMember) -> dict[str, StaffMember]:
    subjects = {s.name: s for s in Subject.objects.filter(school=school.school)}
    staff = {}
    for number, name, sex, age, service, subject, title, post in row["staff"]:
        member = new_member(school, number, name, sex, age, service)
        member.subject, member.title = subjects[subject], title
        staff[number] = save_staff_member(member, tags=[])
        posts = {post} if post == "principal" else {post, "teacher"}
        set_posts(member, posts, on=member.entered_on)
    also = StaffMember(
        school=school.school, number=row["shared_number"], name=shared.name, user=shared.user, sex=shared.sex,
        born_on=shared.born_on, joined_on=shared.joined_on, entered_on=school.terms[-1].starts_on,
        subject=subjects[shared.subject.name], title=shared.title,
    )  # fmt: skip
    staff[also.number] = save_staff_member(also, tags=[])
    set_posts(also, {"teacher"}, on=also.entered_on)
    return staff


def _found_group(school: Roster, staff: dict[str, StaffMember]) -> Group:
    day = school.terms[-1].starts_on
    group = Group(
        school=school.school, kind=GroupKind.TEACHING_RESEARCH, name="综合教研组", started_on=day, position=1
    )
    save_group(group, today=day)
    leader = next(m for m in staff.values() if m.posts.filter(kind="group_leader").exists())
    set_members(group, {m: Role.LEADER if m == leader else Role.MEMBER for m in staff.values()}, on=day)
    return group


def _hold_meetings(school: Roster, items, staff, group, today, actor) -> None:
    kinds = {k.code: k for k in EntryKind.objects.filter(school=school.school, family=Family.ACTIVITY)}
    term, rng, rows = school.terms[-1], Random("neighbour"), []
    activities = [
        Activity(
            school=school.school, semester=school.semesters[-1], code=f"A{n:03d}", title=title, kind=kinds[kind],
            organiser=group if kind in ("preparation", "salon") else None, date=term.day(3 * n - 1, THURSDAY),
            starts_at=time(15, 0), ends_at=time(17, 0), place="二楼会议室",
            speaker=staff[speaker], hours=Decimal(hours),
        )
        for n, (kind, title, speaker, hours) in enumerate(items, start=1)
    ]  # fmt: skip
    save_activities(activities, actor=actor, reason="学期活动登记")
    for activity in activities:
        for member in staff.values():
            came = Attended.LEAVE if rng.random() < 0.08 else Attended.PRESENT
            state = came if activity.date <= today else Attended.EXPECTED
            part = Part.SPEAKER if member == activity.speaker else Part.PARTICIPANT
            rows.append(
                Attendance(school=school.school, activity=activity, member=member, part=part, state=state)
            )
    save_attendance(rows, actor=actor, reason="学期活动登记")


def _watch_lessons(school: Roster, staff, today, actor) -> None:
    kinds = {k.code: k for k in EntryKind.objects.filter(school=school.school, family=Family.OBSERVATION)}
    term, rng, people = school.terms[-1], Random("neighbour lessons"), list(staff.values())
    rows = {}
    for observer in people:
        for week in range(2, 17, 2):
            teacher = rng.choice([p for p in people if p is not observer])
            day, words = term.day(week, rng.randrange(5)), text("opinions")
            words = words.get(teacher.subject.name, words["综合"])
            row = Observation(
                school=school.school, semester=school.semesters[-1], observer=observer, teacher=teacher,
                date=day, period=rng.randint(1, 6), class_name=f"{rng.choice('三四五六')}年级",
                subject=teacher.subject, lesson_type=kinds["research" if rng.random() < 0.1 else "drop_in"],
                score=Decimal(rng.randint(80, 95)),
                opinion=f"{rng.choice(words['good'])}。{rng.choice(words['better'])}。",
            )  # fmt: skip
            if day <= today:
                rows[observer.number, day, row.period] = row
    save_observations(list(rows.values()), actor=actor, reason="听课记录")
