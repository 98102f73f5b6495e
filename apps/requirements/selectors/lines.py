"""Work as the requirements read it: what the ledger holds, what groups held, what is scheduled."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.fields.json import KeyTextTransform, KeyTransform

from apps.activities.choices import CAME, Attended
from apps.activities.facts import SIGNED, evidence_of, meeting_key, of_activity
from apps.activities.models import Activity, Attendance
from apps.activities.selectors import SOURCE
from apps.credits.choices import Family
from apps.credits.holders import group_key, member_key
from apps.credits.models import Entry, EntryKind
from apps.credits.postings import Posting, stopped, taken_together
from apps.credits.rules.facts import Fact, Holder
from apps.credits.rules.keeping import fact_of
from apps.credits.services.valuing import valued_beside
from apps.credits.sources import source_key
from apps.credits.wording import kind_key
from apps.groups.choices import GroupKind
from apps.projects.facts import PROJECT, day_of, of_project, term_key
from apps.projects.models import ProjectTerm
from apps.requirements.rules.lines import Line
from apps.requirements.selectors.holders import EVERYBODY, Whom
from apps.schools.models import Semester

# A mentor pair is a group, not an entry; schemes ask for it under one of these names.
MENTORING = ("other/mentoring", "other/师傅")
COLUMNS = (
    "source_key", "kind__family", "kind__code", "kind__name", "member_id", "group_id", "date", "title", "count",
    "characters", "level", "role", "category", "hours", "credits", "points",
)  # fmt: skip
EXPLAINED = (KeyTransform("fact", "explanation"), KeyTextTransform("stopped", "explanation"))
KIND = ("family", "code", "name")
Kinds = Mapping[tuple[str, str], str]


def kind_code(family: str, code: str, name: str, own: Kinds) -> str:
    """What the rules call a kind: ``activity/lecture``; a school's own by its name, or as a scheme calls that name."""
    return kind_key(family, code, name) if code else own.get((family, name)) or kind_key(family, code, name)


def standing_work(school_id: int, first: date, last: date, whom: Whom = EVERYBODY) -> QuerySet[Entry]:
    rows = Entry.objects.filter(school_id=school_id, date__range=(first, last)).standing().order_by()
    return rows.filter(about(whom)) if whom != EVERYBODY else rows


def lines_of(rows: QuerySet[Entry], own: Kinds) -> list[Line]:
    return [_line(row, own) for row in rows.values_list(*COLUMNS, *EXPLAINED)]


def tried(semester: Semester, work: Iterable[Entry | Posting]) -> Callable[..., list[Line]]:
    """A reader like ``reading.closely`` for which a semester's ledger holds this work instead; one query more."""
    kinds = {
        pk: row
        for pk, *row in EntryKind.objects.filter(school_id=semester.school_id).values_list("pk", *KIND)
    }
    held = [
        (
            row.source_key, *kinds[row.kind_id], row.member_id, row.group_id, row.date, row.title, row.count,
            row.characters, row.level, row.role, row.category, row.hours, row.credits, row.points,
            row.explanation.get("fact"), row.explanation.get("stopped"),
        )
        for row in work
    ]  # fmt: skip

    def read(school_id: int, first: date, last: date, own: Kinds, whom: Whom = EVERYBODY) -> list[Line]:
        others = standing_work(school_id, first, last, whom).exclude(semester=semester)
        return lines_of(others, own) + [_line(row, own) for row in held if first <= row[6] <= last]

    return read


def about(whom: Whom, member: str = "member_id", group: str = "group_id") -> Q:
    """Rows of some holders: an entry has a staff member or a group."""
    return Q(**{f"{member}__in": whom.members or ()}) | Q(**{f"{group}__in": whom.groups or ()})


def _line(row: tuple, own: Kinds) -> Line:
    key, family, code, name, member, group, day, title, *columns = row
    count, characters, level, role, category, hours, credits, points, data, stop = columns
    of = {"key": key, "holder": member_key(member) if member else group_key(group), "title": title}
    if data:
        # What a rule took it for may be another kind than the one it was entered as.
        taken = own.get(tuple(data["kind"].split("/", 1)), data["kind"])
        return Line(fact_of(data, **of | {"kind": taken}), hours, credits, points, stop or "")
    fact = Fact(
        **of, kind=kind_code(family, code, name, own), date=day, count=count, characters=characters, level=level,
        part=role, category=category, hours=hours or None,
        attendance="present" if family == Family.ACTIVITY else "",
    )  # fmt: skip
    return Line(fact, hours, credits, points)


def held_by_groups(school_id: int, first: date, last: date, own: Kinds, whom: Whom = EVERYBODY) -> list[Line]:
    """Meetings that groups organised and somebody came to, and projects that groups hold. The ledger has them for each
    person; that they are the group's is known from the records, unless a pack gives groups something for it. Five
    queries.
    """
    came = Attendance.objects.filter(activity=OuterRef("pk"), state__in=CAME)
    rows = Activity.objects.filter(
        Exists(came), school_id=school_id, date__range=(first, last), organiser__isnull=False
    )
    if whom != EVERYBODY:
        rows = rows.filter(organiser_id__in=whom.groups or ())
    entries = Entry.objects.filter(school_id=school_id, group__isnull=False, date__range=(first, last))
    known = set(entries.standing().order_by().values_list("source_key", flat=True))
    meetings = [a for a in rows.live().select_related("kind").order_by("pk") if meeting_key(a) not in known]
    evidence = evidence_of([activity.pk for activity in meetings])
    found = [
        Line(_meeting(activity, own, evidence.get(activity.pk, SIGNED)), hours=activity.hours)
        for activity in meetings
    ]
    terms = ProjectTerm.objects.filter(school_id=school_id, project__group__isnull=False)
    terms = terms if whom == EVERYBODY else terms.filter(project__group_id__in=whom.groups or ())
    terms = terms.select_related("project__sort", "semester").order_by("pk")
    return found + [
        Line(_project(term, own))
        for term in terms if term_key(term) not in known and first <= day_of(term) <= last
    ]  # fmt: skip


def _project(term: ProjectTerm, own: Kinds) -> Fact:
    sort = term.project.sort
    kind = kind_code(sort.family, sort.code, sort.name, own) if sort else PROJECT
    return Fact(holder=group_key(term.project.group_id), part="leader", **of_project(term, kind))


def _meeting(activity: Activity, own: Kinds, evidence: frozenset[str]) -> Fact:
    return Fact(
        key=meeting_key(activity), holder=group_key(activity.organiser_id), part="organiser",
        attendance="present", evidence=evidence, **of_activity(activity, _kind(activity, own)),
    )  # fmt: skip


def mentored(holders: Iterable[Holder], kind: str) -> list[Line]:
    """The days on which somebody was an apprentice in a mentor pair, or a mentor."""
    return [
        Line(Fact(
            key=f"groups.pair:{holder.key.partition(':')[2]}-{n}", holder=holder.key, kind=kind, date=stay.first,
            until=None if stay.last == date.max else stay.last, title=stay.code, part=stay.role,
        ))
        for holder in holders if holder.of == "staff"
        for n, stay in enumerate(holder.groups) if stay.kind == GroupKind.MENTOR_PAIR
    ]  # fmt: skip


def planned(school_id: int, after: date, own: Kinds, *, whom: Whom = EVERYBODY) -> list[Line]:
    """Scheduled activities whose list somebody is on, as if the person came, valued by the packs that hold together
    with what stands, so that no cap is promised twice.
    """
    rows = Attendance.objects.filter(
        school_id=school_id, state=Attended.EXPECTED, activity__date__gt=after, activity__withdrawn_at=None
    )
    if whom != EVERYBODY:
        rows = rows.filter(member_id__in=whom.members or ())
    facts = [_coming(row) for row in rows.select_related("activity__kind").order_by("activity__date", "pk")]
    if not facts:
        return []
    worth = valued_beside(school_id, facts)
    return [_valued(fact, worth.get(fact.identity, ()), own) for fact in facts]


def _coming(row: Attendance) -> Fact:
    activity = row.activity
    return Fact(
        key=source_key(SOURCE, row.pk), holder=member_key(row.member_id), part=row.part, attendance="present",
        evidence=SIGNED, **of_activity(activity, _kind(activity, {})),
    )  # fmt: skip


def _valued(fact: Fact, worth, own: Kinds) -> Line:
    family, _sep, name = fact.kind.partition("/")
    taken = replace(taken_together(worth) if worth else fact, kind=own.get((family, name), fact.kind))
    return Line(taken, **{one.unit: one.amount for one in worth}, stopped=stopped(worth[0]) if worth else "")


def _kind(activity: Activity, own: Kinds) -> str:
    return kind_code(Family.ACTIVITY, activity.kind.code, activity.kind.name, own)
