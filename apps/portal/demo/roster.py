"""School, staff and groups of the demo, with what changed in them over time."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from apps.credits.services import open_catalogue
from apps.groups.choices import GroupKind, Role
from apps.groups.models import Group
from apps.groups.services import merge_groups, save_group, set_members
from apps.portal.demo.calendar import Term, holidays_in
from apps.portal.demo.texts import text
from apps.schools.models import Campus, Grade, Holiday, School, Semester, Subject
from apps.schools.services import STANDARD_GRADES, save_holiday, save_semester
from apps.staff.choices import STANDARD_TAGS
from apps.staff.models import StaffMember, StaffTag, User
from apps.staff.services import save_staff_member, set_posts


@dataclass(eq=False)
class Person:
    """A staff member with what the table does not say: grade taught, group, years of service."""

    member: StaffMember
    age: int
    service: int
    grade: int
    group: str
    tag: str

    @property
    def number(self) -> str:
        return self.member.number

    @property
    def subject(self) -> str:
        return self.member.subject.name

    def is_here(self, day: date) -> bool:
        member = self.member
        return member.entered_on <= day and (member.left_on is None or member.left_on >= day)


@dataclass
class Roster:
    """The school and its people, as the rest of the demo needs them; ``named`` are titles used already."""

    school: School
    terms: list[Term]
    semesters: list[Semester] = field(default_factory=list)
    people: dict[str, Person] = field(default_factory=dict)
    groups: dict[str, Group] = field(default_factory=dict)
    actor: User | None = None
    named: set[str] = field(default_factory=set)

    def on_leave(self, person: Person, index: int, day: date | None = None) -> bool:
        """Whether somebody is on long leave in a semester: on the day, or without a day, at all."""
        leave = text("school")["long_leave"].get(person.number)
        if leave is None or leave[0] != index:
            return False
        week = self.semesters[index].week_of(day) if day else leave[1]
        return leave[1] <= (week or 0) <= leave[2]

    def here(self, day: date) -> list[Person]:
        return [person for person in self.people.values() if person.is_here(day)]

    def of_group(self, key: str, day: date) -> list[Person]:
        return [person for person in self.here(day) if person.group == key or key in _since_merged(person)]


def _since_merged(person: Person) -> list[str]:
    merged = text("school")["groups"]["merged"]
    return [key for key, (_, _, _, sources) in merged.items() if person.group in sources]


def open_school(row: dict, terms: list[Term]) -> Roster:
    """A school with its catalogues and semesters."""
    school = School.objects.create(code=row["code"], name=row["name"], motto=row.get("motto", ""))
    open_catalogue(school)
    names = text("school")["subjects"]["names"]
    Subject.objects.bulk_create([Subject(school=school, name=n, position=i) for i, n in enumerate(names, 1)])
    Grade.objects.bulk_create(
        [Grade(school=school, name=n, position=i) for i, n in enumerate(STANDARD_GRADES, 1)]
    )
    StaffTag.objects.bulk_create([StaffTag(school=school, name=name) for name in STANDARD_TAGS])
    roster = Roster(school=school, terms=terms)
    for term in terms:
        semester = Semester(
            term=term.term, starts_on=term.starts_on, ends_on=term.ends_on,
            required_hours=row["required_hours"], required_observations=row["required_observations"],
            plans_a_week=row["plans_a_week"],
        )  # fmt: skip
        roster.semesters.append(save_semester(semester, school=school, first_year=term.first_year))
        for name, first, last in holidays_in(term):
            save_holiday(Holiday(school=school, semester=semester, name=name, starts_on=first, ends_on=last))
    return roster


def engage(roster: Roster) -> None:
    """Everybody of ``school.toml``, with campuses, tags and posts over time."""
    data, school = text("school"), roster.school
    names = data["campuses"]
    Campus.objects.bulk_create(
        [Campus(school=school, name=name, position=i) for i, name in enumerate(names.values(), 1)]
    )
    campuses = {c.name: c for c in Campus.objects.filter(school=school)}
    subjects = {s.name: s for s in Subject.objects.filter(school=school)}
    tags = {t.name: t for t in StaffTag.objects.filter(school=school)}
    for row in data["staff"]["rows"]:
        number, name, sex, age, service, campus, subject, grade, title, tier, tag, group = row
        member = new_member(roster, number, name, sex, age, service)
        member.campus, member.subject = campuses[names[campus]], subjects[subject]
        member.title, member.tier = title, tier
        if number in data["left"]:
            member.left_on = roster.terms[data["left"][number] + 1].starts_on - timedelta(days=1)
        save_staff_member(member, tags=[tags[tag]] if tag else [])
        roster.people[number] = Person(member, age, service, grade, group, tag)
    _appoint(roster)


def new_member(roster: Roster, number, name, sex, age, service) -> StaffMember:
    """Not saved yet. Days of birth and service are told from the age, so that they never grow old."""
    rng, year = Random(f"{roster.school.code}-{number}"), roster.terms[-1].first_year
    joined_on = date(year - service + 1, 8, 20)
    entered = joined_on.year + (rng.randint(0, min(service - 8, 14)) if service > 8 else 0)
    return StaffMember(
        school=roster.school, number=number, name=name, sex=sex,
        born_on=date(year - age, rng.randint(1, 12), rng.randint(1, 28)),
        joined_on=joined_on, entered_on=date(entered, 8, 25),
    )  # fmt: skip


def _appoint(roster: Roster) -> None:
    """Posts from the first day at the school, and the promotions of semester 1."""
    data = text("school")
    change = roster.terms[1].starts_on
    for number, person in roster.people.items():
        member, first = person.member, person.member.entered_on
        before = set(data["posts"].get(number, ["teacher"])) | _leads(number, before=True)
        after = set(data["promoted"].get(number, data["posts"].get(number, ["teacher"])))
        after |= _leads(number, before=False)
        set_posts(member, {"teacher"} if person.service > 12 else before, on=first)
        if person.service > 12:
            set_posts(member, before, on=max(first, date(roster.terms[0].first_year - 4, 8, 1)))
        if member.left_on is None:
            set_posts(member, after, on=max(first, change))
        else:
            set_posts(member, set(), on=member.left_on + timedelta(days=1))


def _leads(number: str, *, before: bool) -> set[str]:
    groups = text("school")["groups"]
    led = [row[4] if before else row[5] for row in groups["research"]]
    led += [] if before else [row[1] for row in groups["merged"].values()]
    posts = {"group_leader"} if number in led else set()
    return posts | ({"preparation_leader"} if number in [row[3] for row in groups["preparation"]] else set())


def found_groups(roster: Roster) -> None:
    """All groups with their members; the renaming and the merger happen on the first day of semester 1."""
    data = text("school")["groups"]
    founded = date(roster.terms[0].first_year - 3, 9, 1)
    _research_groups(roster, data, founded)
    _preparation_groups(roster, data, founded)
    _grade_groups(roster, data, founded)
    leading = _group(roster, "leading", GroupKind.LEADING, data["leading"]["name"], founded)
    _enrol(roster, leading, lambda day: _leading_roles(roster, data["leading"], day))
    for mentor, apprentice in data["mentors"]:
        pair = [roster.people[mentor], roster.people[apprentice]]
        name = f"{pair[0].member}—{pair[1].member}师徒"
        day = max(founded, pair[1].member.entered_on) + timedelta(days=21)
        group = _group(roster, f"pair{apprentice}", GroupKind.MENTOR_PAIR, name, day)
        set_members(group, {pair[0].member: Role.MENTOR, pair[1].member: Role.APPRENTICE}, on=day)


def _research_groups(roster: Roster, data: dict, founded: date) -> None:
    change = roster.terms[1].starts_on
    campuses = {c.name: c for c in Campus.objects.filter(school=roster.school)}
    subjects = {s.name: s for s in Subject.objects.filter(school=roster.school)}
    for key, name, campus, subject, before, since in data["research"]:
        group = _group(
            roster, key, GroupKind.TEACHING_RESEARCH, name, founded,
            campus=campuses.get(text("school")["campuses"].get(campus)), subject=subjects.get(subject),
        )  # fmt: skip

        def roles(day, key=key, before=before, since=since):
            leader = before if day < change or not since else since
            return {p: Role.LEADER if p.number == leader else Role.MEMBER for p in roster.of_group(key, day)}

        _enrol(roster, group, roles, until=None if since else change)
    for key, (name, leader, deputy, sources) in data["merged"].items():
        place = roster.groups[sources[0]].position
        group = _group(roster, key, GroupKind.TEACHING_RESEARCH, name, change, position=place)
        set_members(
            group,
            {roster.people[leader].member: Role.LEADER, roster.people[deputy].member: Role.DEPUTY},
            on=change,
        )
        merge_groups([roster.groups[source] for source in sources], into=group, on=change)
    for key, name in data["renamed"].items():
        roster.groups[key].name = name
        save_group(roster.groups[key], today=change)


def _preparation_groups(roster: Roster, data: dict, founded: date) -> None:
    subjects = {s.name: s for s in Subject.objects.filter(school=roster.school)}
    grades = {g.position: g for g in Grade.objects.filter(school=roster.school)}
    for subject, taught, name, leader in data["preparation"]:
        group = _group(
            roster, name, GroupKind.LESSON_PREPARATION, name, founded,
            subject=subjects[subject], grade=grades[taught[0]] if len(taught) == 1 else None,
        )  # fmt: skip

        def roles(day, subject=subject, taught=taught, leader=leader):
            return {
                p: Role.LEADER if p.number == leader else Role.MEMBER
                for p in roster.here(day)
                if p.subject == subject and p.grade in taught
            }

        _enrol(roster, group, roles)


def _grade_groups(roster: Roster, data: dict, founded: date) -> None:
    grades = {g.position: g for g in Grade.objects.filter(school=roster.school)}
    for grade, head in enumerate(data["grade_heads"], start=1):
        group = _group(
            roster, f"grade{grade}", GroupKind.GRADE, f"{grades[grade].name}段", founded, grade=grades[grade]
        )

        def roles(day, grade=grade, head=head):
            here = [p for p in roster.here(day) if p.grade == grade or p.number == head]
            return {p: Role.LEADER if p.number == head else Role.MEMBER for p in here}

        _enrol(roster, group, roles)


def _leading_roles(roster: Roster, row: dict, day: date) -> dict:
    """The deputy is whoever comes first in the list and is still here; members from semester 1 on in full."""
    here = {p.number: p for p in roster.here(day)}
    deputy = next(number for number in row["deputy"] if number in here)
    roles = {here[number]: Role.MEMBER for number in row["members"] if number in here}
    return roles | {here[deputy]: Role.DEPUTY, here[row["leader"]]: Role.LEADER}


def _group(roster: Roster, key: str, kind: str, name: str, founded: date, **fields) -> Group:
    group = Group(
        school=roster.school, kind=kind, name=name, started_on=founded,
        **{"position": len(roster.groups) + 1} | fields,
    )  # fmt: skip
    roster.groups[key] = save_group(group, today=founded)
    return group


def _enrol(roster: Roster, group: Group, roles, *, until: date | None = None) -> None:
    """Members as they came and went: ``roles(day)`` says who belonged to the group on a day."""
    days = {group.started_on, roster.terms[1].starts_on, roster.terms[2].starts_on}
    days |= {p.member.entered_on for p in roster.people.values() if p.member.entered_on > group.started_on}
    for day in sorted(d for d in days if until is None or d < until):
        found = {person.member: role for person, role in roles(day).items()}
        set_members(group, found, on=day)
