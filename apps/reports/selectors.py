"""The figures of a semester.

What is recognised (hours, activities attended, lessons observed, plans approved, works) is summed from the ledger, as
on every other page. Records are read for what an entry does not carry: who was absent, who gave the lesson, which plans
were returned, what became of a work.

A fixed number of queries, whatever the size of the school; rows are counted in Python. Nobody is asked here who may
read them: the pages ask ``reports.view_summary`` about the semester (``permissions``), a job was asked for by someone
who may, and the command belongs to whoever runs the machine.
"""

from collections import Counter, defaultdict
from dataclasses import replace
from datetime import date
from decimal import Decimal

from apps.activities.choices import Attended
from apps.activities.models import Activity, Attendance
from apps.activities.rules import Roll
from apps.credits import selectors as ledger
from apps.credits.choices import PREPARATION, Family
from apps.credits.standings import EXEMPT, Stand, standings
from apps.groups.choices import GroupKind, Role
from apps.groups.models import FormerName, Group, Membership
from apps.groups.selectors import home_groups, of_semester
from apps.lessonplans.choices import Mark, State
from apps.lessonplans.models import LessonPlan
from apps.observations.choices import Mode
from apps.observations.models import Observation
from apps.observations.selectors import research_lesson_givers
from apps.portfolio.models import Work
from apps.projects.models import ProjectTerm
from apps.reports import figures as f
from apps.reports.models import SummaryText
from apps.schools.models import Semester
from apps.staff.choices import PostKind
from apps.staff.models import Post, StaffMember

NONE = ledger.Totals()


def figures(semester: Semester, *, today: date) -> f.Figures:
    """Everything a summary of the semester tells on a day."""
    return _Count(semester, today).figures()


class _Count:
    """One counting of one semester: the rows are read once, then looked at from several sides."""

    def __init__(self, semester: Semester, today: date):
        self.semester, self.today = semester, today
        self.days = (semester.starts_on, semester.ends_on)
        self.staff = list(
            StaffMember.objects.filter(school_id=semester.school_id).on_roll(*self.days).order_by("number")
        )
        self.names = _names(self.staff)
        self.totals = ledger.totals_by_member(semester)
        self.asked = standings(semester, today=today)
        self.by_kind = ledger.totals_by_kind(semester)
        self.read_groups()
        self.read_activities()
        self.given = research_lesson_givers(semester).keys() & self.home.keys()
        counted = ledger.recognised(semester, Family.WORK)
        works = self.live(Work).select_related("author", "category").order_by("date", "pk")
        self.works = [work for work in works if work.pk in counted]

    def live(self, model):
        """Standing records of the semester, in the order they were entered."""
        return (
            model.objects.filter(school_id=self.semester.school_id, semester=self.semester)
            .live()
            .order_by("pk")
        )

    def name(self, member: StaffMember | None) -> str:
        return self.names.get(member.pk, member.name) if member else ""

    def read_groups(self) -> None:
        """Groups that stood on the last day or are home to someone, under the name they bore then."""
        school, last = self.semester.school, self.semester.ends_on
        home = home_groups(school, *self.days)
        self.home = {member.pk: home.get(member.pk) for member in self.staff}
        groups = of_semester(self.semester, home)
        former = FormerName.objects.filter(group__school=school, until__gte=last).order_by("-until")
        names = dict(former.values_list("group_id", "name"))
        rows = list(groups)
        self.groups = {group.pk: names.get(group.pk, group.name) for group in rows}
        self.subjects = [(group.pk, group.subject_id, group.campus_id) for group in rows if group.subject_id]
        held = Membership.objects.filter(school=school).between(*self.days).select_related("group", "member")
        self.memberships = list(held.order_by("started_on", "pk"))

    def read_activities(self) -> None:
        rows = self.live(Activity).select_related("kind", "organiser", "speaker")
        self.meetings = list(rows.order_by("date", "starts_at", "pk"))
        attended = Attendance.objects.filter(
            school_id=self.semester.school_id, activity__semester=self.semester, activity__withdrawn_at=None
        )
        self.attended = list(attended.order_by().values_list("activity_id", "member_id", "state"))

    def figures(self) -> f.Figures:
        semester = self.semester
        teachers = self.teachers()
        hours, quota = self.asked.usual_hours, self.asked.usual_observations
        terms = self.terms()
        return f.Figures(
            school=semester.school.name, school_code=semester.school.code, first_year=semester.year.first_year,
            term=semester.term, starts_on=semester.starts_on, ends_on=semester.ends_on,
            required_hours=hours.required if hours else Decimal(0), quota=int(quota.required) if quota else 0,
            scheme=self.asked.scheme, hours_within=hours.within if hours else "semester",
            quota_within=quota.within if quota else "semester",
            hours_vary=self.asked.hours_vary, quota_varies=self.asked.observations_vary,
            organisation=self.organisation(), teachers=teachers, groups=self.group_rows(teachers),
            other_groups=self.other_groups(),
            activities=self.activity_rows(), to_come=sum(m.date > self.today for m in self.meetings),
            kinds=self.kind_rows(), roll=Roll.of(state for *_, state in self.attended),
            whole_programme=self.whole_programme(),
            observations=sum(teacher.observations for teacher in teachers),
            recordings=self.live(Observation).filter(mode=Mode.RECORDING).count(),
            lesson_types=self.lesson_types(), givers=len(self.given), plans=self.plan_figures(teachers),
            works=self.work_rows(),
            projects=[self.project_row(term) for term in terms], project_people=self.project_people(terms),
            ledger=self.ledger_range(), semester_pk=semester.pk, **self.valued_by(),
        )  # fmt: skip

    def teachers(self) -> list[f.Teacher]:
        asked = self.asked
        return [
            _judged(f.Teacher(
                pk=member.pk, number=member.number, name=member.name, group_pk=self.home[member.pk],
                group=self.groups.get(self.home[member.pk], f.NO_GROUP), attended=done.activities,
                observations=done.observations, plans=done.plans, works=done.works, hours=done.hours,
                reached=False, met_quota=False,
            ), asked.hours_of(member.pk, done), asked.observations_of(member.pk, done))
            for member, done in ((member, self.totals.get(member.pk, NONE)) for member in self.staff)
        ]  # fmt: skip

    def group_rows(self, teachers: list[f.Teacher]) -> list[f.Group]:
        """The groups in the order the school keeps them; last, if there are any, those who belong to none."""
        members = defaultdict(list)
        for teacher in teachers:
            members[teacher.group_pk].append(teacher)
        states = defaultdict(list)
        for _, member, state in self.attended:
            states[self.home.get(member)].append(state)
        own = Counter(self.group_of(meeting.organiser) for meeting in self.meetings if meeting.organiser)
        leaders = {m.group_id: m.member.name for m in self.memberships if m.role == Role.LEADER}
        order = [*self.groups, *([None] if members[None] or states[None] else [])]
        return [
            f.Group(
                pk=pk, name=self.groups.get(pk, f.NO_GROUP), leader=leaders.get(pk, ""), members=len(members[pk]),
                activities=own[pk] if pk else 0, roll=Roll.of(states[pk]),
                hours=sum((t.hours for t in members[pk]), Decimal(0)),
                observations=sum(t.observations for t in members[pk]),
                givers=sum(self.home[member] == pk for member in self.given),
            )
            for pk in order
        ]  # fmt: skip

    def group_of(self, organiser: Group) -> int | None:
        """The teaching-research group an organiser is or belongs to: the only one of its subject, on its campus."""
        if organiser.pk in self.groups:
            return organiser.pk
        if organiser.kind != GroupKind.LESSON_PREPARATION or not organiser.subject_id:
            return None
        found = [
            pk
            for pk, subject, campus in self.subjects
            if subject == organiser.subject_id
            and (not organiser.campus_id or campus in (None, organiser.campus_id))
        ]
        return found[0] if len(found) == 1 else None

    def other_groups(self) -> f.Tally | None:
        """The activities of organisers that belong to no teaching-research group."""
        kinds = [
            meeting.organiser.kind
            for meeting in self.meetings
            if meeting.organiser and self.group_of(meeting.organiser) is None
        ]
        if not kinds:
            return None
        return f.Tally(f.PREPARING if set(kinds) == {GroupKind.LESSON_PREPARATION} else f.OTHERS, len(kinds))

    def activity_rows(self) -> list[f.Activity]:
        states = defaultdict(list)
        for activity, _, state in self.attended:
            states[activity].append(state)
        return [
            f.Activity(
                pk=m.pk, code=m.code, title=m.title, kind_pk=m.kind_id, kind=m.kind.name,
                is_preparation=m.kind.code == PREPARATION, organiser_pk=m.organiser_id,
                organiser=self.organiser(m), date=m.date, speaker=self.name(m.speaker), hours=m.hours,
                is_fixed=not m.unfixed, roll=Roll.of(states[m.pk]),
            )
            for m in self.meetings
        ]  # fmt: skip

    def organiser(self, meeting: Activity) -> str:
        if meeting.organiser_id is None:
            return "学校"
        return self.groups.get(meeting.organiser_id, meeting.organiser.name)

    def kind_rows(self) -> list[f.Kind]:
        """Kinds of activity that took place, in the order of the catalogue."""
        kind_of = {meeting.pk: meeting.kind_id for meeting in self.meetings}
        states, meetings = defaultdict(list), defaultdict(list)
        for activity, _, state in self.attended:
            states[kind_of[activity]].append(state)
        for meeting in self.meetings:
            meetings[meeting.kind_id].append(meeting)
        kinds = sorted({m.kind for m in self.meetings}, key=lambda kind: (kind.position, kind.pk))
        found = [
            f.Kind(
                pk=kind.pk, name=kind.name, activities=len(meetings[kind.pk]),
                hours=sum((m.hours for m in meetings[kind.pk]), Decimal(0)), roll=Roll.of(states[kind.pk]),
                credited=self.by_kind[kind.pk].hours if kind.pk in self.by_kind else Decimal(0),
            )
            for kind in kinds
        ]  # fmt: skip
        return found + self.credited_elsewhere(meetings)

    def valued_by(self) -> dict:
        """The packs that give hours for days of the semester, whether some days have none, and hours declared."""
        first, last = self.days
        own = [pack for pack in ledger.packs_of(self.semester.school_id) if pack.gives == "hours"]
        own = [pack for pack in own if pack.valid.first <= last and (pack.valid.last or last) >= first]
        without = ledger.gaps([pack.valid for pack in own])
        return {
            "packs": [pack.name for pack in sorted(own, key=lambda pack: pack.valid.first)],
            "days_without_pack": any(gap.first <= last and (gap.last or last) >= first for gap in without),
            "declared_hours": sum(
                (kind.hours for kind in self.by_kind.values() if kind.family == Family.OTHER), Decimal(0)
            ),
        }

    def credited_elsewhere(self, meetings) -> list[f.Kind]:
        """Kinds of activity the ledger has hours of although the school held none: training somewhere else."""
        return [
            f.Kind(pk, kind.name, activities=0, hours=Decimal(0), roll=Roll(), credited=kind.hours)
            for pk, kind in self.by_kind.items()
            if kind.family == Family.ACTIVITY and kind.hours and pk not in meetings
        ]

    def whole_programme(self) -> int:
        """Staff present at every activity of the school programme to which they are listed."""
        programme = {meeting.pk for meeting in self.meetings if meeting.organiser_id is None}
        states = defaultdict(set)
        for activity, member, state in self.attended:
            if activity in programme and member in self.home:
                states[member].add(state)
        return sum(found == {Attended.PRESENT} for found in states.values())

    def lesson_types(self) -> list[f.Tally]:
        """Lessons observed of each type, the most frequent first."""
        seen = [kind for kind in self.by_kind.values() if kind.family == Family.OBSERVATION and kind.count]
        return [f.Tally(kind.name, kind.count) for kind in sorted(seen, key=lambda kind: -kind.count)]

    def plan_figures(self, teachers: list[f.Teacher]) -> f.Plans:
        """Approved plans as the ledger counts them; the others are no entry yet."""
        marks = Counter(self.live(LessonPlan).order_by().values_list("state", "mark"))
        approved = sum(teacher.plans for teacher in teachers)
        returned, waiting = (
            sum(n for (state, _), n in marks.items() if state == wanted)
            for wanted in (State.RETURNED, State.WAITING)
        )
        return f.Plans(
            total=approved + returned + waiting, approved=approved, returned=returned, waiting=waiting,
            excellent=marks[State.APPROVED, Mark.EXCELLENT],
        )  # fmt: skip

    def work_rows(self) -> list[f.Work]:
        return [
            f.Work(
                pk=work.pk, author=self.name(work.author),
                group=self.groups.get(self.home.get(work.author_id), f.NO_GROUP), category=work.category.name,
                title=work.title, date=work.date, level=work.level, result=work.result, prize=work.prize,
            )
            for work in self.works
        ]  # fmt: skip

    def terms(self) -> list[ProjectTerm]:
        rows = ProjectTerm.objects.filter(school_id=self.semester.school_id, semester=self.semester)
        rows = rows.select_related("project__leader", "project__writer").prefetch_related("project__members")
        return list(rows.order_by("project__code"))

    def project_row(self, term: ProjectTerm) -> f.Project:
        project = term.project
        return f.Project(
            pk=project.pk, code=project.code, title=project.title, level=f.LEVELS.get(project.level, ""),
            kind=f.PROJECT_KINDS[project.kind], leader=self.name(project.leader), writer=self.name(project.writer),
            stage=f.STAGES[term.stage], people=len(_people(term)),
        )  # fmt: skip

    def project_people(self, terms: list[ProjectTerm]) -> int:
        """Staff who lead, write or take part in at least one project."""
        return len(self.home.keys() & {pk for term in terms for pk in _people(term)})

    def organisation(self) -> f.Organisation:
        leading = [m for m in self.memberships if m.group.kind == GroupKind.LEADING]
        latest = [m for m in leading if m.group_id == leading[-1].group_id] if leading else []
        by_role = defaultdict(list)
        for membership in latest:
            by_role[membership.role].append(self.name(membership.member))
        held = Post.objects.filter(school=self.semester.school, started_on__lte=self.semester.ends_on)
        held = held.exclude(ended_on__lt=self.semester.starts_on).order_by("member__number", "pk")
        holders = defaultdict(list)
        for kind, member in held.values_list("kind", "member_id"):
            if member in self.names and self.names[member] not in holders[kind]:
                holders[kind].append(self.names[member])
        return f.Organisation(
            leading_group=latest[0].group.name if latest else "",
            leading_head="、".join(by_role[Role.LEADER]), leading_deputies=tuple(by_role[Role.DEPUTY]),
            leading_members=tuple(by_role[Role.MEMBER]), principals=tuple(holders[PostKind.PRINCIPAL]),
            vice_principals=tuple(holders[PostKind.VICE_PRINCIPAL]),
            teaching_affairs=tuple(holders[PostKind.TEACHING_AFFAIRS]), research=tuple(holders[PostKind.RESEARCH]),
        )  # fmt: skip

    def ledger_range(self) -> f.LedgerRange:
        first, last, entries = ledger.ends(self.semester)
        if not entries:
            return f.LedgerRange()
        return f.LedgerRange(first.reference, last.reference, entries)


def _judged(teacher: f.Teacher, hours: Stand | None, seen: Stand | None) -> f.Teacher:
    """With what is asked of the teacher; whoever owes none is neither short nor named as having reached it."""
    return replace(
        teacher, reached=bool(hours and hours.is_met), met_quota=bool(seen and seen.is_met),
        hours_missing=hours.missing if hours and hours.is_short else Decimal(0),
        owes_hours=bool(hours and hours.state != EXEMPT), owes_observations=bool(seen and seen.state != EXEMPT),
    )  # fmt: skip


def _names(staff: list[StaffMember]) -> dict[int, str]:
    """How each person is called in a sentence: namesakes with their staff number."""
    twice = {name for name, number in Counter(member.name for member in staff).items() if number > 1}
    return {m.pk: f"{m.name}（{m.number}）" if m.name in twice else m.name for m in staff}


def _people(term: ProjectTerm) -> set[int]:
    project = term.project
    return {project.leader_id, project.writer_id, *(m.pk for m in project.members.all())} - {None}


def texts(semester: Semester) -> dict[str, str]:
    """The sections the office has rewritten."""
    rows = SummaryText.objects.filter(school_id=semester.school_id, semester=semester)
    return dict(rows.order_by("section").values_list("section", "text"))
