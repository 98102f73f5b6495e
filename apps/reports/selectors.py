"""Counts the figures of a semester: hours from the ledger, everything else from the records.

A fixed number of queries, whatever the size of the school; rows are counted in Python.
"""

from collections import Counter, defaultdict
from decimal import Decimal

from django.db.models import Q

from apps.activities.models import Activity, Attendance
from apps.credits import selectors as ledger
from apps.credits.choices import RESEARCH_LESSON
from apps.groups.choices import GroupKind, Role
from apps.groups.models import FormerName, Group, Membership
from apps.groups.selectors import home_groups
from apps.lessonplans.models import LessonPlan
from apps.observations.models import Observation
from apps.portfolio.models import Work
from apps.projects.models import ProjectTerm
from apps.reports import figures as f
from apps.reports.models import SummaryText
from apps.schools.models import Semester
from apps.staff.choices import PostKind
from apps.staff.models import Post, StaffMember

PREPARATION = "preparation"


def figures(semester: Semester) -> f.Figures:
    """Everything a summary of the semester tells."""
    return _Count(semester).figures()


class _Count:
    """One counting of one semester: the rows are read once, then looked at from several sides."""

    def __init__(self, semester: Semester):
        self.semester = semester
        self.days = (semester.starts_on, semester.ends_on)
        self.staff = list(
            StaffMember.objects.filter(school_id=semester.school_id).on_roll(*self.days).order_by("number")
        )
        self.names = _names(self.staff)
        self.hours = ledger.hours_by_member(semester)
        self.read_groups()
        self.read_activities()
        self.observed = list(self.live(Observation).values_list(
            "observer_id", "teacher_id", "lesson_type__name", "lesson_type__code", "mode"
        ))  # fmt: skip
        self.plans = list(self.live(LessonPlan).values_list("author_id", "state", "mark"))
        self.works = list(self.live(Work).select_related("author", "category").order_by("date", "pk"))

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
        groups = Group.objects.filter(school=school).filter(
            Q(pk__in=set(home.values()))
            | Q(kind=GroupKind.TEACHING_RESEARCH, pk__in=Group.objects.between(last))
        )
        former = FormerName.objects.filter(group__school=school, until__gte=last).order_by("-until")
        names = dict(former.values_list("group_id", "name"))
        self.groups = {group.pk: names.get(group.pk, group.name) for group in groups}
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
        terms = self.terms()
        given = {teacher for _, teacher, _, code, _ in self.observed if code == RESEARCH_LESSON}
        self.given = given & self.home.keys()
        return f.Figures(
            school=semester.school.name, school_code=semester.school.code, first_year=semester.year.first_year,
            term=semester.term, starts_on=semester.starts_on, ends_on=semester.ends_on,
            required_hours=semester.required_hours, quota=semester.required_observations,
            organisation=self.organisation(), teachers=teachers, groups=self.group_rows(teachers),
            activities=self.activity_rows(), kinds=self.kind_rows(), roll=_roll(state for *_, state in self.attended),
            whole_programme=self.whole_programme(), observations=len(self.observed),
            recordings=sum(mode == "recording" for *_, mode in self.observed), lesson_types=self.lesson_types(),
            givers=len(self.given), plans=self.plan_figures(), works=self.work_rows(),
            projects=[self.project_row(term) for term in terms], project_people=self.project_people(terms),
            ledger=self.ledger_range(),
        )  # fmt: skip

    def teachers(self) -> list[f.Teacher]:
        came = Counter(member for _, member, state in self.attended if state == "present")
        observed = Counter(row[0] for row in self.observed)
        plans = Counter(author for author, state, _ in self.plans if state == "approved")
        works = Counter(work.author_id for work in self.works)
        required = self.semester.required_hours
        return [
            f.Teacher(
                pk=member.pk, number=member.number, name=member.name, group_pk=self.home[member.pk],
                group=self.groups.get(self.home[member.pk], f.NO_GROUP), attended=came[member.pk],
                observations=observed[member.pk], plans=plans[member.pk], works=works[member.pk],
                hours=self.hours.get(member.pk, Decimal(0)),
                reached=self.hours.get(member.pk, Decimal(0)) >= required,
            )
            for member in self.staff
        ]  # fmt: skip

    def group_rows(self, teachers: list[f.Teacher]) -> list[f.Group]:
        """The groups in the order the school keeps them; last, if there are any, those who belong to none."""
        members = defaultdict(list)
        for teacher in teachers:
            members[teacher.group_pk].append(teacher)
        states = defaultdict(list)
        for _, member, state in self.attended:
            states[self.home.get(member)].append(state)
        plans = defaultdict(list)
        for author, state, _ in self.plans:
            plans[self.home.get(author)].append(state)
        own = Counter(meeting.organiser_id for meeting in self.meetings)
        leaders = {m.group_id: m.member.name for m in self.memberships if m.role == Role.LEADER}
        order = [*self.groups, *([None] if members[None] else [])]
        return [
            f.Group(
                pk=pk, name=self.groups.get(pk, f.NO_GROUP), leader=leaders.get(pk, ""), members=len(members[pk]),
                activities=own[pk] if pk else 0, roll=_roll(states[pk]),
                hours=sum((t.hours for t in members[pk]), Decimal(0)), reached=sum(t.reached for t in members[pk]),
                observations=sum(t.observations for t in members[pk]),
                givers=sum(self.home[member] == pk for member in self.given), plans=len(plans[pk]),
                plans_returned=plans[pk].count("returned"),
            )
            for pk in order
        ]  # fmt: skip

    def activity_rows(self) -> list[f.Activity]:
        states = defaultdict(list)
        for activity, _, state in self.attended:
            states[activity].append(state)
        return [
            f.Activity(
                pk=m.pk, code=m.code, title=m.title, kind_pk=m.kind_id, kind=m.kind.name,
                is_preparation=m.kind.code == PREPARATION, organiser_pk=m.organiser_id,
                organiser=self.organiser(m), date=m.date, speaker=self.name(m.speaker), hours=m.hours,
                is_fixed=bool(m.starts_at and m.place and m.speaker_id), roll=_roll(states[m.pk]),
            )
            for m in self.meetings
        ]  # fmt: skip

    def organiser(self, meeting: Activity) -> str:
        if meeting.organiser_id is None:
            return "学校"
        return self.groups.get(meeting.organiser_id, meeting.organiser.name)

    def kind_rows(self) -> list[f.Kind]:
        """Kinds of activity that took place, in the order of the catalogue."""
        credited = ledger.hours_by_kind(self.semester)
        kind_of = {meeting.pk: meeting.kind_id for meeting in self.meetings}
        states, meetings = defaultdict(list), defaultdict(list)
        for activity, _, state in self.attended:
            states[kind_of[activity]].append(state)
        for meeting in self.meetings:
            meetings[meeting.kind_id].append(meeting)
        kinds = sorted({m.kind for m in self.meetings}, key=lambda kind: (kind.position, kind.pk))
        return [
            f.Kind(
                pk=kind.pk, name=kind.name, activities=len(meetings[kind.pk]),
                hours=sum((m.hours for m in meetings[kind.pk]), Decimal(0)), roll=_roll(states[kind.pk]),
                credited=credited.get(kind.pk, Decimal(0)),
            )
            for kind in kinds
        ]  # fmt: skip

    def whole_programme(self) -> int:
        """Staff present at every activity of the school programme to which they are listed."""
        programme = {meeting.pk for meeting in self.meetings if meeting.organiser_id is None}
        states = defaultdict(set)
        for activity, member, state in self.attended:
            if activity in programme and member in self.home:
                states[member].add(state)
        return sum(found == {"present"} for found in states.values())

    def lesson_types(self) -> list[f.Tally]:
        counted = Counter(name for _, _, name, _, _ in self.observed)
        return [f.Tally(name, number) for name, number in counted.most_common()]

    def plan_figures(self) -> f.Plans:
        states = Counter(state for _, state, _ in self.plans)
        return f.Plans(
            total=len(self.plans), approved=states["approved"], returned=states["returned"],
            waiting=states["waiting"],
            excellent=sum(state == "approved" and mark == "excellent" for _, state, mark in self.plans),
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


def _names(staff: list[StaffMember]) -> dict[int, str]:
    """How each person is called in a sentence: namesakes with their staff number."""
    twice = {name for name, number in Counter(member.name for member in staff).items() if number > 1}
    return {m.pk: f"{m.name}（{m.number}）" if m.name in twice else m.name for m in staff}


def _people(term: ProjectTerm) -> set[int]:
    project = term.project
    return {project.leader_id, project.writer_id, *(m.pk for m in project.members.all())} - {None}


def _roll(states) -> f.Roll:
    counted = Counter(states)
    return f.Roll(
        present=counted["present"], late=counted["late"], left_early=counted["left_early"],
        leave=counted["leave"], absent=counted["absent"], pending=counted["expected"],
    )  # fmt: skip


def texts(semester: Semester) -> dict[str, str]:
    """The sections the office has rewritten."""
    rows = SummaryText.objects.filter(school_id=semester.school_id, semester=semester)
    return dict(rows.order_by("section").values_list("section", "text"))
