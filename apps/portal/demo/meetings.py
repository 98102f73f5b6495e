"""Activities of the demo school: its programme, the groups' monthly meetings, collective preparations."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from random import Random

from apps.activities.choices import Attended, Part
from apps.activities.models import Activity, Attendance
from apps.activities.services import save_activities, save_attendance
from apps.credits.choices import Family
from apps.credits.models import EntryKind
from apps.portal.demo.calendar import FRIDAY, MONDAY, THURSDAY, TUESDAY, WEDNESDAY, Term
from apps.portal.demo.roster import Person, Roster
from apps.portal.demo.texts import lessons, quoted, text

REASON = "学期活动登记"
# Weekday, place and first week of a group's monthly meeting.
SLOTS = {
    "chinese": (WEDNESDAY, "中心校语文办公室", 3), "math": (THURSDAY, "中心校数学办公室", 3),
    "english": (TUESDAY, "中心校录播教室", 4), "science": (TUESDAY, "中心校科学实验室", 3),
    "music": (WEDNESDAY, "中心校音乐教室", 4), "art": (THURSDAY, "中心校美术教室", 4),
    "arts": (WEDNESDAY, "中心校音乐教室", 4), "pe": (THURSDAY, "中心校风雨操场", 3),
    "shiqiao": (TUESDAY, "石桥校区会议室", 3), "nanyang": (WEDNESDAY, "南垟校区会议室", 3),
    "lingxia": (THURSDAY, "岭下校区会议室", 4),
}  # fmt: skip
# Teachers who often cannot come: a small child, an illness, two campuses.
BUSY = {"T012", "T024", "T031", "T040", "T044", "T056", "T057"}


@dataclass
class Meeting:
    """An activity before it is a row."""

    kind: str
    title: str
    hours: str
    speaker: str
    place: str
    content: str
    organiser: str
    date: date
    starts_at: time
    attendees: list[Person]
    chair: str = ""

    @property
    def ends_at(self) -> time:
        """45 minutes for each credit hour."""
        minutes = int(Decimal(self.hours) * 45)
        return (datetime.combine(self.date, self.starts_at) + timedelta(minutes=minutes)).time()


def hold_meetings(roster: Roster, index: int, today: date) -> None:
    """Write the activities of one semester; those after today are planned, everybody is expected."""
    meetings = [*_programme(roster, index), *_monthly(roster, index), *_preparations(roster, index)]
    meetings.sort(key=lambda m: (m.date, m.starts_at, m.title))
    kinds = {k.code: k for k in EntryKind.objects.filter(school=roster.school, family=Family.ACTIVITY)}
    semester = roster.semesters[index]
    activities = [
        Activity(
            school=roster.school, semester=semester, code=f"A{number:03d}", title=m.title, kind=kinds[m.kind],
            organiser=roster.groups[m.organiser] if m.organiser else None, date=m.date, starts_at=m.starts_at,
            ends_at=m.ends_at, place=m.place, hours=Decimal(m.hours), content=m.content,
            speaker=roster.people[m.speaker].member if m.speaker else None,
        )
        for number, m in enumerate(meetings, start=1)
    ]  # fmt: skip
    save_activities(activities, actor=roster.actor, reason=REASON)
    rng = Random(f"attendance-{index}")
    rows = [
        Attendance(
            school=roster.school, activity=activity, member=person.member, part=_part(meeting, person),
            state=_state(rng, roster, index, meeting, person) if meeting.date <= today else Attended.EXPECTED,
        )
        for activity, meeting in zip(activities, meetings, strict=True)
        for person in meeting.attendees
    ]  # fmt: skip
    save_attendance(rows, actor=roster.actor, reason=REASON)


def _part(meeting: Meeting, person: Person) -> str:
    if person.number == meeting.speaker:
        return Part.SPEAKER
    return Part.CHAIR if person.number == meeting.chair else Part.PARTICIPANT


def _state(rng: Random, roster: Roster, index: int, meeting: Meeting, person: Person) -> str:
    """Almost everybody comes; one is on long leave, some are often held up."""
    draw = rng.random()
    if roster.on_leave(person, index, meeting.date):
        return Attended.LEAVE
    if person.number == meeting.speaker:
        return Attended.PRESENT
    misses = _misses(person, in_group=bool(meeting.organiser))
    if draw > misses:
        return Attended.PRESENT
    share = draw / misses
    steps = ((0.55, Attended.LEAVE), (0.75, Attended.LATE), (0.85, Attended.LEFT_EARLY))
    return next((state for limit, state in steps if share < limit), Attended.ABSENT)


def _misses(person: Person, *, in_group: bool) -> float:
    """How often somebody is not there: rarely at the school's programme, more often in the group."""
    if person.number in BUSY:
        return 0.25 if in_group else 0.07
    return 0.03 * (int(person.number[1:]) % 6) if in_group else 0.006


def _programme(roster: Roster, index: int):
    """The school's nine activities: every second Friday afternoon from the first week."""
    term = roster.terms[index]
    for number, item in enumerate(text("programme")["semester"][index]["items"]):
        kind, title, hours, speaker, place, content = item
        day = term.day(1 + 2 * number, FRIDAY)
        yield Meeting(
            kind, title, str(hours), speaker, place, content, "", day,
            time(14, 30) if hours > 2 else time(15, 0), roster.here(day), chair="T002",
        )  # fmt: skip


def _monthly(roster: Roster, index: int):
    """Each group's four meetings of two hours; the leader in charge of the group sits in."""
    term = roster.terms[index]
    for position, (key, (weekday, place, first)) in enumerate(SLOTS.items()):
        items = text("programme")["group"][key]["items"]
        if not _exists(key, index):
            continue
        begin = index - 1 if key == "arts" else index
        for number, (kind, title, speaker) in enumerate(items[4 * begin : 4 * begin + 4]):
            day = term.day(first + 4 * number, weekday)
            yield Meeting(
                kind, _with_lesson(title, term, 7 * position + number, roster.named), "2", speaker, place, "", key, day,
                time(15, 30), _with_assigned(roster, key, day), chair=_leader(key, index),
            )  # fmt: skip


def _exists(key: str, index: int) -> bool:
    return (index > 0) if key == "arts" else (index == 0 if key in ("music", "art") else True)


def _leader(key: str, index: int) -> str:
    groups = text("school")["groups"]
    if key in groups["merged"]:
        return groups["merged"][key][1]
    row = next(row for row in groups["research"] if row[0] == key)
    return row[5] if index and row[5] else row[4]


def _with_assigned(roster: Roster, key: str, day: date) -> list[Person]:
    own = roster.of_group(key, day)
    assigned = text("school")["groups"]["assigned"]
    guests = [roster.people[n] for n, keys in assigned.items() if key in keys]
    return own + [guest for guest in guests if guest not in own]


def _with_lesson(title: str, term: Term, offset: int, used: set[str]) -> str:
    """Put a lesson of the semester where the title says {语文5}; no two titles of the three semesters are alike."""
    if "{" not in title:
        return title
    head, rest = title.split("{")
    name, tail = rest.split("}")
    subject, grade = name.rstrip("0123456789"), int(name[-1]) if name[-1].isdigit() else 3
    taught = lessons(subject, grade, term.volume)
    named = (f"{head}{taught[(offset + step) % len(taught)]}{tail}" for step in range(len(taught)))
    found = next(one for one in named if one not in used)
    used.add(found)
    return found


def _preparations(roster: Roster, index: int):
    """Collective preparation every second week: of each preparation group, elsewhere of the group itself."""
    data = text("school")["groups"]
    for position, (subject, grades, name, leader) in enumerate(data["preparation"]):
        title = f"{name.removesuffix('备课组')}集体备课"
        yield from _fortnightly(roster, index, position, name, [(subject, g) for g in grades], title, leader)
    for position, (key, subjects) in enumerate(
        (("science", ["科学", "信息科技"]), ("music", ["音乐"]), ("art", ["美术"]), ("pe", ["体育"]),
         ("arts", ["音乐", "美术"]))
    ):  # fmt: skip
        if _exists(key, index):
            taught = [(subject, 3) for subject in subjects]
            name = f"{'、'.join(subjects)}集体备课"
            yield from _fortnightly(roster, index, position, key, taught, name, _leader(key, index))


def _fortnightly(roster, index, position, key, taught, name, leader):
    """Eight meetings; whoever prepared the draft is host, except in groups with a room of their own."""
    term, contents = roster.terms[index], text("programme")["preparation"]["contents"]
    for number in range(8):
        day = term.day(2 + 2 * number, (MONDAY, TUESDAY, THURSDAY)[position % 3])
        subject, grade = taught[number % len(taught)]
        if key in SLOTS:
            people = roster.of_group(key, day)
        else:
            people = [p for p in roster.here(day) if (p.subject, p.grade) in taught]
        able = [p for p in people if not roster.on_leave(p, index, day)]
        author = able[(number + index) % len(able)]
        lesson = lessons(subject, grade, term.volume)[2 * number + (index + 1) // 2]
        yield Meeting(
            "preparation", f"{name}：{quoted(subject, lesson)}", "1", author.number,
            SLOTS[key][1] if key in SLOTS else f"{author.member.campus.name}{subject}办公室",
            contents[(position + number) % len(contents)].format(name=author.member.name),
            key, day, time(15, 50), people, chair=leader,
        )  # fmt: skip
