"""The figures of a semester, as the page, the PDF, the tables and ``figures.json`` show them.

Hours are credit hours, shares are percent with one decimal. Everything here is plain data: ``selectors`` counts it.
"""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from apps.activities.rules import Roll
from apps.portfolio.choices import Result
from apps.projects.choices import ProjectKind, Stage
from apps.schools.choices import Level

TENTH = Decimal("0.1")
NO_GROUP = "未编组"
PREPARING, OTHERS = "备课组（合计）", "其他组（合计）"
NO_LEVEL = "未注明级别"
# How the report words these choices, in the order it tells them.
LEVELS = {
    Level.NATIONAL: "国家级", Level.PROVINCE: "省级", Level.CITY: "市级", Level.COUNTY: "县级", Level.SCHOOL: "校级",
}  # fmt: skip
RESULTS = {Result.PUBLISHED: "发表", Result.AWARDED: "获奖"}
PROJECT_KINDS = {ProjectKind.MAIN: "主课题", ProjectKind.SUB: "子课题", ProjectKind.MICRO: "微课题"}
STAGES = {
    Stage.APPLICATION: "申报", Stage.REGISTRATION: "立项", Stage.OPENING: "开题", Stage.MIDTERM: "中期",
    Stage.CLOSING: "结题",
}  # fmt: skip


def share(part, whole) -> Decimal | None:
    """``part`` in percent of ``whole``; None of nothing."""
    return (Decimal(part) * 100 / Decimal(whole)).quantize(TENTH) if whole else None


def average(total, number) -> Decimal | None:
    """``total`` for each of ``number``, with one decimal; None of nothing."""
    return (Decimal(total) / Decimal(number)).quantize(TENTH) if number else None


def plain(number: Decimal) -> int | float:
    """A number for JSON: an int when it is whole."""
    return int(number) if number == int(number) else float(number)


def rate(roll: Roll) -> Decimal | None:
    """出席率: who came, in percent of who was expected."""
    return share(roll.came, roll.expected)


@dataclass(frozen=True)
class Teacher:
    """``attended``, ``observations``, ``plans`` and ``works`` are what the ledger counts of each. ``hours_missing`` is
    what is asked and not there; who owes no hours, or is exempt, does not ``owes_hours``, and so with observations.
    """

    pk: int
    number: str
    name: str
    group_pk: int | None
    group: str
    attended: int
    observations: int
    plans: int
    works: int
    hours: Decimal
    reached: bool
    met_quota: bool
    hours_missing: Decimal = Decimal(0)
    owes_hours: bool = True
    owes_observations: bool = True

    @property
    def is_short(self) -> bool:
        return self.owes_hours and not self.reached


@dataclass(frozen=True)
class Group:
    """A teaching-research group; ``pk`` is None for those who belong to none."""

    pk: int | None
    name: str
    leader: str
    members: int
    activities: int
    roll: Roll
    hours: Decimal
    observations: int
    givers: int

    @property
    def givers_share(self) -> Decimal | None:
        return share(self.givers, self.members)


@dataclass(frozen=True)
class Activity:
    pk: int
    code: str
    title: str
    kind_pk: int
    kind: str
    is_preparation: bool
    organiser_pk: int | None
    organiser: str
    date: date
    speaker: str
    hours: Decimal
    is_fixed: bool
    roll: Roll


@dataclass(frozen=True)
class Kind:
    """Activities of one kind. ``credited`` are the hours the ledger recognises for them."""

    pk: int
    name: str
    activities: int
    hours: Decimal
    roll: Roll
    credited: Decimal


@dataclass(frozen=True)
class Tally:
    """How many of one sort, for sentences such as 论文 38 篇."""

    name: str
    number: int


@dataclass(frozen=True)
class Plans:
    total: int = 0
    approved: int = 0
    returned: int = 0
    waiting: int = 0
    excellent: int = 0


@dataclass(frozen=True)
class Work:
    pk: int
    author: str
    group: str
    category: str
    title: str
    date: date
    level: str
    result: str
    prize: str


@dataclass(frozen=True)
class Project:
    pk: int
    code: str
    title: str
    level: str
    kind: str
    leader: str
    writer: str
    stage: str
    people: int


@dataclass(frozen=True)
class Organisation:
    """Names of those who led the work: the leading group if there is one, and the holders of the posts."""

    leading_group: str = ""
    leading_head: str = ""
    leading_deputies: tuple[str, ...] = ()
    leading_members: tuple[str, ...] = ()
    principals: tuple[str, ...] = ()
    vice_principals: tuple[str, ...] = ()
    teaching_affairs: tuple[str, ...] = ()
    research: tuple[str, ...] = ()


@dataclass(frozen=True)
class LedgerRange:
    """References of the first and last entry of the semester's ledger, and how many there are."""

    first: str = ""
    last: str = ""
    entries: int = 0


@dataclass(frozen=True)
class Figures:
    school: str
    school_code: str
    first_year: int
    term: int
    starts_on: date
    ends_on: date
    required_hours: Decimal
    quota: int
    organisation: Organisation = field(default_factory=Organisation)
    teachers: list[Teacher] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)
    other_groups: Tally | None = (
        None  # activities of organisers that belong to none of the groups, and their name
    )
    activities: list[Activity] = field(default_factory=list)
    to_come: int = 0
    kinds: list[Kind] = field(default_factory=list)
    roll: Roll = field(default_factory=Roll)
    whole_programme: int = 0
    observations: int = 0
    recordings: int = 0
    lesson_types: list[Tally] = field(default_factory=list)
    givers: int = 0
    plans: Plans = field(default_factory=Plans)
    works: list[Work] = field(default_factory=list)
    projects: list[Project] = field(default_factory=list)
    project_people: int = 0
    ledger: LedgerRange = field(default_factory=LedgerRange)
    semester_pk: int = 0
    # Who asks for hours and observations and in which period: empty while the semester itself does.
    scheme: str = ""
    hours_within: str = "semester"
    quota_within: str = "semester"
    # Whether others are asked for more or less than ``required_hours`` and ``quota``, what most are asked for.
    hours_vary: bool = False
    quota_varies: bool = False
    # By what hours are recognised: the school's own packs, in order; whether days of the semester have none.
    packs: list[str] = field(default_factory=list)
    days_without_pack: bool = True
    declared_hours: Decimal = Decimal(0)

    @property
    def year(self) -> str:
        return f"{self.first_year}-{self.first_year + 1}"

    @property
    def real_groups(self) -> list[Group]:
        return [group for group in self.groups if group.pk is not None]

    @property
    def programme(self) -> list[Activity]:
        """The school programme: activities the school itself organised."""
        return [activity for activity in self.activities if activity.organiser_pk is None]

    @property
    def of_groups(self) -> list[Activity]:
        return [activity for activity in self.activities if activity.organiser_pk is not None]

    @property
    def preparations(self) -> int:
        """Collective preparations held by groups."""
        return sum(activity.is_preparation for activity in self.of_groups)

    @property
    def hours(self) -> Decimal:
        return sum((teacher.hours for teacher in self.teachers), Decimal(0))

    @property
    def attended(self) -> int:
        """Attendance that earned hours, as the ledger counts it."""
        return sum(teacher.attended for teacher in self.teachers)

    @property
    def late_without_hours(self) -> bool:
        """Whether people came late or left early, and just those who came without earning hours."""
        return self.attended == self.roll.present < self.roll.came

    @property
    def held(self) -> int:
        """Activities whose day has come."""
        return len(self.activities) - self.to_come

    @property
    def reached(self) -> list[Teacher]:
        return [teacher for teacher in self.teachers if teacher.reached]

    @property
    def short(self) -> list[Teacher]:
        """Who owes hours and has not reached them."""
        return [teacher for teacher in self.teachers if teacher.is_short]

    @property
    def owing_hours(self) -> int:
        return sum(teacher.owes_hours for teacher in self.teachers)

    @property
    def owing_observations(self) -> int:
        return sum(teacher.owes_observations for teacher in self.teachers)

    @property
    def quota_met(self) -> int:
        return sum(teacher.met_quota for teacher in self.teachers)

    @property
    def givers_share(self) -> Decimal | None:
        return share(self.givers, len(self.teachers))

    @property
    def achievements(self) -> list[Work]:
        """Works that were published or awarded."""
        return [work for work in self.works if work.result]

    def by_level(self) -> dict[str, dict[str, int]]:
        """Achievements by level, highest first, and result."""
        table: dict[str, dict[str, int]] = {}
        for level in [*LEVELS, ""]:
            for work in self.achievements:
                if work.level == level:
                    row = table.setdefault(LEVELS.get(level, NO_LEVEL), {})
                    row[RESULTS[work.result]] = row.get(RESULTS[work.result], 0) + 1
        return table


def as_json(figures: Figures) -> dict:
    """What ``figures.json`` holds; teachers by staff number, groups by name."""
    roll, plans = figures.roll, figures.plans
    rest = {"late": roll.late, "left_early": roll.left_early, "pending": roll.pending}
    if roll.late or roll.left_early:
        rest |= {"came": roll.came, "credited": figures.attended}
    return {
        "school": figures.school,
        "teachers": len(figures.teachers),
        "groups": len(figures.real_groups),
        "activities": len(figures.activities),
        "school_programme": {
            "activities": len(figures.programme),
            "hours": plain(sum((a.hours for a in figures.programme), Decimal(0))),
        },
        "group_preparations": figures.preparations,
        "attendance": {
            "expected": roll.expected, "present": roll.present, "leave": roll.leave, "absent": roll.absent,
            **{name: number for name, number in rest.items() if number},
        },
        "hours_total": plain(figures.hours),
        "hours_by_teacher": {t.number: plain(t.hours) for t in figures.teachers},
        "reached_target": len(figures.reached),
        "attended_whole_programme": figures.whole_programme,
        "observations": figures.observations,
        "observations_by_teacher": {t.number: t.observations for t in figures.teachers},
        "observation_quota": figures.quota,
        "observation_quota_met": figures.quota_met,
        "research_lesson_givers": figures.givers,
        "research_lesson_share": plain(figures.givers_share or Decimal(0)),
        "lesson_plans": {
            "total": plans.total, "approved": plans.approved, "returned": plans.returned, "waiting": plans.waiting,
        },
        "works": len(figures.works),
        "works_by_level": figures.by_level(),
        "projects": len(figures.projects),
        "hours_by_group": {g.name: plain(g.hours) for g in figures.groups},
    }  # fmt: skip
