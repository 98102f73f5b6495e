"""Work as the requirements read it: what the ledger holds, what groups held, what is scheduled."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db.models import Exists, OuterRef, Q
from django.db.models.fields.json import KeyTransform

from apps.activities.choices import CAME, Attended
from apps.activities.models import Activity, Attendance, Minutes
from apps.activities.selectors import SOURCE
from apps.credits.choices import Family
from apps.credits.holders import group_key, member_key
from apps.credits.models import Entry
from apps.credits.rules.calendars import Calendar
from apps.credits.rules.facts import Fact, Holder
from apps.credits.rules.keeping import fact_of
from apps.credits.rules.valuing import value_by
from apps.credits.selectors import packs_of
from apps.credits.sources import source_key
from apps.credits.wording import kind_key
from apps.groups.choices import GroupKind
from apps.requirements.rules.lines import Line, line_of
from apps.requirements.selectors.holders import EVERYBODY, Whom

# A mentor pair is a group, not an entry; schemes ask for it under one of these names.
MENTORING = ("other/mentoring", "other/师傅")
HELD = "activities.activity"
COLUMNS = (
    "source_key", "kind__family", "kind__code", "kind__name", "member_id", "group_id", "date", "title", "count",
    "characters", "level", "role", "category", "hours", "credits", "points",
)  # fmt: skip
Kinds = Mapping[tuple[str, str], str]


def kind_code(family: str, code: str, name: str, own: Kinds) -> str:
    """What the rules call a kind: ``activity/lecture``; a school's own by its name, or as a scheme calls that name."""
    return kind_key(family, code, name) if code else own.get((family, name)) or kind_key(family, code, name)


def entered(school_id: int, first: date, last: date, own: Kinds, whom: Whom = EVERYBODY) -> list[Line]:
    """What the ledger recognises in these days, one query: every standing entry with the work behind it."""
    rows = Entry.objects.filter(school_id=school_id, date__range=(first, last)).standing().order_by()
    rows = rows.filter(about(whom)) if whom != EVERYBODY else rows
    found = rows.values_list(*COLUMNS, KeyTransform("fact", "explanation"))
    return [_line(row, own) for row in found]


def about(whom: Whom, member: str = "member_id", group: str = "group_id") -> Q:
    """Rows of some holders: an entry has a staff member or a group."""
    return Q(**{f"{member}__in": whom.members or ()}) | Q(**{f"{group}__in": whom.groups or ()})


def _line(row: tuple, own: Kinds) -> Line:
    key, family, code, name, member, group, day, title, count, characters, level, role, category, *amounts = (
        row
    )
    *amounts, data = amounts
    columns = {"key": key, "holder": member_key(member) if member else group_key(group), "title": title}
    if data:
        # What a rule took it for may be another kind than the one it was entered as.
        taken = own.get(tuple(data["kind"].split("/", 1)), data["kind"])
        return Line(fact_of(data, **columns | {"kind": taken}), *amounts)
    fact = Fact(
        **columns, kind=kind_code(family, code, name, own), date=day, count=count, characters=characters, level=level,
        part=role, category=category, hours=amounts[0] or None,
        attendance="present" if family == Family.ACTIVITY else "",
    )  # fmt: skip
    return Line(fact, *amounts)


def held_by_groups(school_id: int, first: date, last: date, own: Kinds, whom: Whom = EVERYBODY) -> list[Line]:
    """Meetings that groups organised and somebody came to. The ledger has them for each person who was there; that
    the group held them is known from the activity itself. One query.
    """
    came = Attendance.objects.filter(activity=OuterRef("pk"), state__in=CAME)
    rows = Activity.objects.filter(
        Exists(came), school_id=school_id, date__range=(first, last), organiser__isnull=False
    )
    if whom != EVERYBODY:
        rows = rows.filter(organiser_id__in=whom.groups or ())
    written = Exists(Minutes.objects.filter(activity=OuterRef("pk")))
    rows = rows.live().select_related("kind").annotate(written=written).order_by("pk")
    return [Line(_meeting(activity, own), hours=activity.hours) for activity in rows]


def _meeting(activity: Activity, own: Kinds) -> Fact:
    return Fact(
        key=source_key(HELD, activity.pk), holder=group_key(activity.organiser_id), date=activity.date,
        kind=kind_code(Family.ACTIVITY, activity.kind.code, activity.kind.name, own), title=activity.title,
        minutes=minutes_of(activity), hours=activity.hours, attendance="present",
        evidence=frozenset(["minutes"] if activity.written else []), course=str(activity.series_id or ""),
    )  # fmt: skip


def minutes_of(activity: Activity) -> int:
    """How long a meeting lasts; 0 when its times are not fixed."""
    if not (activity.starts_at and activity.ends_at):
        return 0
    begins, ends = (datetime.combine(activity.date, t) for t in (activity.starts_at, activity.ends_at))
    return (ends - begins) // timedelta(minutes=1)


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


def planned(
    school_id: int, after: date, own: Kinds, *, calendar: Calendar, whom: Whom = EVERYBODY
) -> list[Line]:
    """Scheduled activities whose list somebody is on, as if the person came; two queries.

    They are worth what the packs of the school say of each alone, without caps that other work has used up; without
    a pack, the hours of the activity.
    """
    rows = Attendance.objects.filter(
        school_id=school_id, state=Attended.EXPECTED, activity__date__gt=after, activity__withdrawn_at=None
    )
    if whom != EVERYBODY:
        rows = rows.filter(member_id__in=whom.members or ())
    rows = rows.select_related("activity__kind").order_by("activity__date", "pk")
    facts = [_coming(row, own) for row in rows]
    packs = packs_of(school_id)
    if packs:
        return [line_of(valued) for valued in value_by(packs, facts, calendar=calendar)]
    return [Line(fact, hours=fact.hours or Decimal(0)) for fact in facts]


def _coming(row: Attendance, own: Kinds) -> Fact:
    activity = row.activity
    return Fact(
        key=source_key(SOURCE, row.pk), holder=member_key(row.member_id), date=activity.date,
        kind=kind_code(Family.ACTIVITY, activity.kind.code, activity.kind.name, own), title=activity.title,
        minutes=minutes_of(activity), hours=activity.hours, part=row.part, attendance="present",
        session=str(activity.pk), course=str(activity.series_id or ""),
    )  # fmt: skip
