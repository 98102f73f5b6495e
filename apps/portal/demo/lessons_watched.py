"""Lesson observations of the demo school: a lesson is given once and watched by several."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from random import Random

from apps.credits.choices import Family
from apps.credits.models import EntryKind
from apps.observations.choices import Mode
from apps.observations.models import Observation
from apps.observations.services import save_observations
from apps.portal.demo.roster import Person, Roster
from apps.portal.demo.texts import lessons, quoted, text

REASON = "听课记录"
GRADES = "一二三四五六"
LEADERS = ("T001", "T002", "T003", "T004", "T005", "T041", "T048", "T054")


@dataclass(frozen=True)
class Lesson:
    """A lesson somebody gave."""

    teacher: Person
    date: date
    period: int
    class_name: str
    kind: str
    topic: str


class Watching:
    """Collects observations of one semester; nobody is at two lessons at the same time."""

    def __init__(self, roster: Roster, index: int):
        self.roster, self.index = roster, index
        self.term, self.semester = roster.terms[index], roster.semesters[index]
        self.rng = Random(f"observations-{index}")
        self.kinds = {
            k.code: k for k in EntryKind.objects.filter(school=roster.school, family=Family.OBSERVATION)
        }
        self.taken, self.rows = set(), []

    def teaches(self, person: Person, day: date) -> bool:
        return person.is_here(day) and not self.roster.on_leave(person, self.index, day)

    def lesson(self, teacher: Person, kind: str) -> Lesson:
        """At a time when the teacher is in no other lesson that is watched."""
        while True:
            day = self.term.day(self.rng.randint(2, 17), self.rng.randrange(5))
            period = self.rng.randint(1, 6)
            if (teacher.number, day, period) not in self.taken and self.teaches(teacher, day):
                self.taken.add((teacher.number, day, period))
                return Lesson(teacher, day, period, self.class_name(teacher), kind, self.topic(teacher, day))

    def topic(self, teacher: Person, day: date) -> str:
        """The lesson taught about that time of the semester."""
        taught = lessons(teacher.subject, teacher.grade, self.term.volume)
        week = (day - self.term.starts_on).days // 7
        return quoted(teacher.subject, taught[min(17, max(0, week + self.rng.randint(-1, 1)))])

    def class_name(self, teacher: Person) -> str:
        grade = GRADES[(teacher.grade or self.rng.randint(3, 6)) - 1]
        campus = teacher.member.campus.name
        if campus != "中心校":
            return f"{campus.removesuffix('校区')}{grade}年级"
        own = int(teacher.number[1:]) % 2 + 1
        return f"{grade}（{own if teacher.subject in ('语文', '数学') else self.rng.randint(1, 2)}）班"

    def watch(self, observer: Person, lesson: Lesson) -> bool:
        place = (observer.number, lesson.date, lesson.period)
        if observer is lesson.teacher or place in self.taken or not self.teaches(observer, lesson.date):
            return False
        self.taken.add(place)
        far = observer.member.campus_id != lesson.teacher.member.campus_id
        recording = far and self.rng.random() < 0.25
        self.rows.append(
            Observation(
                school=self.roster.school, semester=self.semester, observer=observer.member,
                teacher=lesson.teacher.member, date=lesson.date, period=lesson.period,
                class_name=lesson.class_name, subject=lesson.teacher.member.subject,
                lesson_type=self.kinds[lesson.kind], mode=Mode.RECORDING if recording else Mode.LIVE,
                score=Decimal(self.score(lesson)), opinion=self.opinion(observer, lesson),
            )
        )  # fmt: skip
        return True

    def score(self, lesson: Lesson) -> int:
        middle = 91 if lesson.teacher.tag == "骨干教师" else 84 if lesson.teacher.tag else 87
        return max(72, min(98, round(self.rng.gauss(middle, 3))))

    def opinion(self, observer: Person, lesson: Lesson) -> str:
        data = text("opinions")
        words = data.get(lesson.teacher.subject, data["综合"])
        parts = [f"{lesson.topic}：{self.rng.choice(words['good'])}", self.rng.choice(words["better"])]
        if observer.number in LEADERS and self.rng.random() < 0.5:
            parts.append(self.rng.choice(data["leader"]["lines"]))
        return "。".join(parts) + "。"


def watch_lessons(roster: Roster, index: int, today: date) -> None:
    """Write the observations of one semester up to today."""
    watching = Watching(roster, index)
    people = roster.here(watching.term.starts_on)
    _research_lessons(watching, people)
    _roll_calls(watching, people)
    _drop_ins(watching, people)
    rows = sorted((r for r in watching.rows if r.date <= today), key=lambda r: (r.date, r.observer.number))
    save_observations(rows, actor=roster.actor, reason=REASON)


def _research_lessons(watching: Watching, people: list[Person]) -> None:
    """Research lessons of most, report lessons of the new, demonstration lessons of some key teachers."""
    for teacher in people:
        share = 0.35 if teacher.age >= 48 else 0.8
        kinds = ["research"] if watching.rng.random() < share else []
        if teacher.tag == "新教师":
            kinds.append("report")
        if teacher.tag == "骨干教师" and watching.rng.random() < 0.4:
            kinds.append("demonstration")
        if teacher.age < 32 and not teacher.tag and watching.rng.random() < 0.5:
            kinds.append("inquiry")
        for kind in kinds:
            lesson = watching.lesson(teacher, kind)
            for observer in people:
                if watching.rng.random() < _likely(observer, teacher):
                    watching.watch(observer, lesson)


def _likely(observer: Person, teacher: Person) -> float:
    """The own group comes, leaders often do, others of the subject now and then."""
    if observer.group == teacher.group:
        return 0.62
    if observer.number in LEADERS:
        return 0.28
    return 0.12 if observer.subject == teacher.subject else 0.02


def _roll_calls(watching: Watching, people: list[Person]) -> None:
    """The leaders name a class in the morning and sit in it together."""
    leaders = [p for p in people if p.number in LEADERS[:5]]
    for teacher in watching.rng.sample([p for p in people if p.age < 48], 6):
        lesson = watching.lesson(teacher, "roll_call")
        for leader in watching.rng.sample(leaders, 3):
            watching.watch(leader, lesson)


def _drop_ins(watching: Watching, people: list[Person]) -> None:
    """Everybody on their own account, until about what the school asks; some stop early, leaders go on."""
    seen = {p.number: sum(r.observer.number == p.number for r in watching.rows) for p in people}
    for observer in people:
        aim = watching.rng.choice((9, 10, 10, 11, 11, 12, 13, 15)) + (6 if observer.number in LEADERS else 0)
        if watching.rng.random() < 0.07:
            aim = 8
        if watching.roster.on_leave(observer, watching.index):
            aim //= 2
        while seen[observer.number] < aim:
            near = [p for p in people if p.subject == observer.subject or p.group == observer.group]
            teacher = watching.rng.choice(near if watching.rng.random() < 0.8 else people)
            kind = "open" if watching.rng.random() < 0.06 else "drop_in"
            if teacher is not observer and watching.watch(observer, watching.lesson(teacher, kind)):
                seen[observer.number] += 1
