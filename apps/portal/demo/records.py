"""Lesson plans, works and projects of the demo school."""

from datetime import date, timedelta
from random import Random

from apps.credits.choices import Family
from apps.credits.models import EntryKind
from apps.lessonplans.choices import Mark, State
from apps.lessonplans.models import LessonPlan
from apps.lessonplans.services import save_lesson_plans
from apps.portal.demo.roster import Person, Roster
from apps.portal.demo.texts import lessons, quoted, text
from apps.portfolio.choices import Result
from apps.portfolio.models import Work
from apps.portfolio.services import save_works
from apps.projects.models import Project
from apps.projects.services import recognise, save_project, set_stage
from apps.schools.choices import Level, Origin

PERIODS = ("第一课时", "第二课时")
PRIZES = ("一等奖", "二等奖", "二等奖", "三等奖", "三等奖", "三等奖")
LEVELS = (Level.SCHOOL, Level.COUNTY, Level.COUNTY, Level.CITY, Level.CITY, Level.PROVINCE)


def hand_in_plans(roster: Roster, index: int, today: date) -> None:
    """A lesson plan a week, on the Friday before it is taught; the last ones wait for review."""
    term, semester, rng = roster.terms[index], roster.semesters[index], Random(f"plans-{index}")
    monday = term.starts_on - timedelta(days=term.starts_on.weekday())
    plans = []
    for person in roster.here(term.starts_on):
        titles = lessons(person.subject, person.grade, term.volume)
        for number in range(18):
            week = 2 + number
            submitted_on = max(
                monday + timedelta(weeks=week - 1, days=-3 + rng.choice((-1, 0, 0))), term.starts_on
            )
            lesson = titles[(number + index // 2) % 18]
            plan = LessonPlan(
                school=roster.school, semester=semester, author=person.member, subject=person.member.subject,
                title=lesson if person.subject == "英语" else f"{lesson} {PERIODS[(number + index) % 2]}",
                week=week, submitted_on=submitted_on,
            )  # fmt: skip
            plan.state, plan.mark = _judgement(rng, person, submitted_on, today)
            if not roster.on_leave(person, index, submitted_on):
                plans.append(plan)
    plans = [p for p in plans if p.submitted_on <= today and rng.random() > 0.03]
    save_lesson_plans(plans, actor=roster.actor, reason="教案检查")


def _judgement(rng: Random, person: Person, submitted_on: date, today: date) -> tuple[str, str]:
    draw = rng.random()
    if today - submitted_on < timedelta(days=12):
        return State.WAITING, ""
    if draw < (0.12 if person.tag == "新教师" else 0.05):
        return State.RETURNED, Mark.POOR
    return State.APPROVED, Mark.EXCELLENT if draw > 0.66 else Mark.PASS if draw < 0.16 else Mark.GOOD


class Titles:
    """Titles not used yet, the same in every run."""

    def __init__(self):
        data, rng = text("works"), Random("titles")
        self.papers = {subject: list(titles) for subject, titles in data["papers"].items()}
        self.essays = list(data["essays"]["titles"])
        self.notes = [form.format(book) for form in data["notes"]["forms"] for book in data["notes"]["books"]]
        for pool in (self.essays, self.notes, *self.papers.values()):
            rng.shuffle(pool)
        self.used = set()

    def of(self, kind: str, person: Person, volume: str, rng: Random) -> str | None:
        """A title of this kind for this teacher; None when none is left."""
        if kind == "paper":
            pool = self.papers[person.subject]
            return pool.pop() if pool else None
        if kind in ("essay", "notes"):
            pool = self.essays if kind == "essay" else self.notes
            return pool.pop() if pool else None
        taught = lessons(person.subject, person.grade, volume)
        for lesson in rng.sample(taught, len(taught)):
            name = quoted(person.subject, lesson)
            title = f"{name}教学反思" if kind == "reflection" else f"{name}教学案例：{_angle(rng)}"
            if (kind, name) not in self.used:
                self.used.add((kind, name))
                return title
        return None


def _angle(rng: Random) -> str:
    return rng.choice(text("works")["cases"]["angles"])


# Kind, how likely a teacher writes one in a semester, characters from and to, how likely it wins or appears.
WRITTEN = (
    ("reflection", 0.85, 480, 900, 0.03), ("case", 0.42, 900, 2100, 0.3), ("paper", 0.36, 2000, 4200, 0.62),
    ("essay", 0.28, 500, 1200, 0.15), ("notes", 0.5, 1500, 4800, 0.04),
)  # fmt: skip


def write_works(roster: Roster, titles: Titles, index: int, today: date) -> None:
    """Papers, cases, reflections, essays and reading notes of one semester up to today."""
    term, rng = roster.terms[index], Random(f"works-{index}")
    kinds = {k.code: k for k in EntryKind.objects.filter(school=roster.school, family=Family.WORK)}
    works = []
    for person in roster.here(term.starts_on):
        keen = {"骨干教师": 1.3, "新教师": 1.15}.get(person.tag, 0.7 if person.age > 50 else 1.0)
        for kind, likely, least, most, success in WRITTEN:
            if rng.random() > likely * keen:
                continue
            day = term.day(rng.randint(3, 17), rng.randrange(5))
            characters = round(rng.randint(least, most), -1)
            level, result, prize = _success(rng, success)
            title = titles.of(kind, person, term.volume, rng)
            if title and day <= today and not roster.on_leave(person, index, day):
                works.append(
                    Work(
                        school=roster.school, semester=roster.semesters[index], author=person.member,
                        category=kinds[kind], title=title, date=day, characters=characters, level=level,
                        result=result, prize=prize,
                    )
                )  # fmt: skip
    save_works(sorted(works, key=lambda w: w.date), actor=roster.actor, reason="成果登记")


def _success(rng: Random, likely: float) -> tuple[str, str, str]:
    if rng.random() > likely:
        return "", Result.NONE, ""
    if rng.random() < 0.3:
        return rng.choice(LEVELS[1:]), Result.PUBLISHED, ""
    return rng.choice(LEVELS), Result.AWARDED, rng.choice(PRIZES)


def run_projects(roster: Roster) -> None:
    """The register of projects and how far each had come in the three semesters."""
    by_code = {}
    for code, title, level, kind, parent, leader, writer, members, years, stages in text("projects")["rows"]:
        people = {n: roster.people[n].member for n in [leader, writer, *members.split()]}
        registered = roster.terms[0].starts_on - timedelta(days=340 * years - 40)
        if not years:
            first = next(i for i, stage in enumerate(stages) if stage not in ("", "application"))
            registered = roster.terms[first].starts_on + timedelta(days=25)
        project = Project(
            school=roster.school, code=code, title=title, level=level, kind=kind,
            parent=by_code.get(parent), leader=people[leader], writer=people[writer], registered_on=registered,
        )  # fmt: skip
        by_code[code] = save_project(project, members=list(people.values()))
        for semester, stage in zip(roster.semesters, stages, strict=True):
            if stage:
                set_stage(project, semester=semester, stage=stage, origin=Origin.PAGE)
    recognise(by_code.values(), actor=roster.actor)
