"""Reads of activities, for pages and for the apps above."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Count, Max, Q, QuerySet, Sum
from django.urls import reverse
from django.utils.translation import gettext as _

from apps.activities.choices import CAME, MARKED, OFFICIAL, OFFICIAL_LEAVE, Attended, Part
from apps.activities.models import Activity, Attendance, Marking
from apps.core.errors import Conflict
from apps.core.templatetags.core import amount
from apps.credits.models import Entry
from apps.credits.sources import by_default, source_key, work_behind
from apps.groups.models import Group, Membership
from apps.groups.selectors import home_groups
from apps.schools.models import Semester
from apps.staff.models import StaffMember, User

SOURCE = "activities.attendance"
_NUMBERED = re.compile(r"(.*?)(\d+)")


@dataclass(frozen=True)
class Programme:
    """Activities of a semester: how many are planned in all, and how many days of them have come."""

    planned: int
    held: int


def programme(semester: Semester, *, today: date) -> Programme:
    """How far the semester's activities have come."""
    rows = Activity.objects.filter(school_id=semester.school_id, semester=semester).live()
    return Programme(**rows.aggregate(planned=Count("pk"), held=Count("pk", filter=Q(date__lte=today))))


def with_attendance(activities: QuerySet[Activity]) -> QuerySet[Activity]:
    """Each activity with the numbers of people ``listed``, ``expected`` and who ``came``, as ``rules.Roll`` counts."""
    counted = activities.annotate(
        listed=Count("attendances"),
        expected=Count("attendances", filter=Q(attendances__state__in=MARKED)),
        came=Count("attendances", filter=Q(attendances__state__in=CAME)),
    )
    return counted.order_by(*Activity._meta.ordering)  # counting drops the order of the model


def pages_of_attendance(keys: list[int]) -> dict[int, str]:
    """The page of the activity behind each attendance; rows taken off the list have none."""
    rows = Attendance.objects.filter(pk__in=keys).values_list("pk", "activity_id")
    return {pk: reverse("activities:activity_detail", args=[activity]) for pk, activity in rows}


def explain_attendance(entry: Entry) -> list[str]:
    """What the activity was worth, how the person attended, and what the rule makes of it; only what is stored."""
    work, said = work_behind(entry), []
    hours = work.get("hours", work.get("activity_hours"))
    if hours is not None:
        worth = {"title": entry.title, "hours": amount(Decimal(hours))}
        said.append(_("The activity “%(title)s” is worth %(hours)s credit hours.") % worth)
    states = dict(Attended.choices) | {OFFICIAL_LEAVE: _("official leave")}
    state = states.get(work.get("attendance", work.get("state")))
    part = dict(Part.choices).get(work.get("part"))
    if state:
        said.append(_("Attendance: %(state)s.") % {"state": state})
    if work.get("attended_minutes") is not None:
        there = {"there": work["attended_minutes"], "whole": work["minutes"]}
        said.append(_("There for %(there)s of %(whole)s minutes.") % there)
    if part:
        said.append(_("Part played: %(part)s.") % {"part": part})
    if by_default(entry):
        said.append(
            _("By the default rule whoever was present has the activity's hours, whatever the part played.")
        )
    return said


def attendance_for(activity: Activity, user: User) -> list[Attendance]:
    """The rows the user may see, speaker and chair first; each with ``entry``, what it is recognised as, or None."""
    seen = Attendance.objects.visible_to(user).filter(activity=activity).select_related("member")
    rows = sorted(seen, key=lambda row: (Part.values.index(row.part), row.member.number))
    keys = [source_key(SOURCE, row.pk) for row in rows]
    posted = Entry.objects.visible_to(user).filter(source_key__in=keys).standing()
    by_key = {entry.source_key: entry for entry in posted}
    for row, key in zip(rows, keys, strict=True):
        row.entry = by_key.get(key)
    return rows


def signers(activity: Activity, user: User) -> list[Attendance]:
    """Those marked, by number, of whom one may note how often they signed; nobody where no names are called."""
    if not activity.roll_calls:
        return []
    rows = Attendance.objects.visible_to(user).filter(activity=activity).exclude(state=Attended.EXPECTED)
    return list(rows.select_related("member").order_by("member__number", "pk"))


def own_attendance(activity: Activity, user: User) -> Attendance | None:
    """The user's own row, as somebody who came."""
    rows = Attendance.objects.visible_to(user).filter(activity=activity, state__in=CAME)
    return rows.filter(member_id=user.seat.member_id).first()


def recognised_at(activity: Activity) -> tuple[int, Decimal]:
    """How many people have hours recognised of the activity, and how many hours; numbers for whoever marks its list."""
    keys = [source_key(SOURCE, pk) for pk in activity.attendances.values_list("pk", flat=True)]
    posted = Entry.objects.filter(school_id=activity.school_id, source_key__in=keys).standing()
    found = posted.order_by().aggregate(people=Count("pk"), hours=Sum("hours", default=Decimal(0)))
    return found["people"], found["hours"]


# People under the name of the group they belong to; an empty name for those in none.
Grouped = list[tuple[str, list[StaffMember]]]


def roll_of(activity: Activity, user: User) -> tuple[Grouped, Grouped]:
    """Whom to expect at the activity, and the other staff of that day, each by group.

    On the list already, or of the organising group, come first; with neither list nor group everybody is expected.
    """
    staff = StaffMember.objects.visible_to(user)
    people = list(
        staff.on_roll(activity.date).union(staff.filter(attendances__activity=activity)).order_by("number")
    )
    listed = set(activity.attendances.values_list("member_id", flat=True))
    members = set(listed)
    if activity.organiser_id is not None:
        held = Membership.objects.filter(group_id=activity.organiser_id).between(activity.date)
        members |= set(held.values_list("member_id", flat=True))
    elif not listed:
        members = {person.pk for person in people}
    expected = [p for p in people if p.pk in members]
    return by_group([expected, [p for p in people if p.pk not in members]], activity)


def by_group(lists: list[list[StaffMember]], activity: Activity) -> tuple[Grouped, ...]:
    """Each list of people under their teaching-research groups of the day, in the order of the school."""
    home = home_groups(activity.school, activity.date, activity.date)
    names = dict(Group.objects.filter(pk__in=set(home.values())).values_list("pk", "name"))
    return tuple(_grouped(people, home, names) for people in lists)


def _grouped(people: list[StaffMember], home: dict[int, int], names: dict[int, str]) -> Grouped:
    found = {pk: [] for pk in [*names, None]}
    for person in people:
        found[home.get(person.pk)].append(person)
    return [(names.get(pk, ""), own) for pk, own in found.items() if own]


@dataclass(frozen=True)
class Disagreement:
    """Somebody whom another page has marked differently meanwhile. ``who`` and ``at`` are None for the workbook."""

    name: str
    mine: str
    theirs: str
    who: User | None
    at: datetime | None


def disagreements(activity: Activity, mine: dict[int, tuple]) -> list[Disagreement]:
    """Where the marks of a page differ from the list as it is now, and who has marked it so."""
    theirs = list_of(activity)
    own = {str(pk): mark_of(*mark) for pk, mark in mine.items()}
    keys = [key for key in own.keys() | theirs.keys() if own.get(key) != theirs.get(key)]
    people = StaffMember.objects.filter(school_id=activity.school_id, pk__in=keys).order_by("number")
    markings = list(activity.markings.select_related("actor").order_by("-pk"))
    return [_disagreement(p, own.get(str(p.pk)), theirs.get(str(p.pk)), markings) for p in people]


def _disagreement(person: StaffMember, mine, theirs, markings) -> Disagreement:
    key = str(person.pk)
    by = next((m for m in markings if m.before.get(key) != m.after.get(key)), None)
    return Disagreement(person.name, _said(mine), _said(theirs), by and by.actor, by and by.at)


def _said(mark: list | None) -> str:
    """A mark in words; the part only where it is a special one."""
    if mark is None:
        return _("not on the list")
    part, state, *noted = mark
    more = [] if part == Part.PARTICIPANT else [str(Part(part).label)]
    more += [_("official leave") if n == OFFICIAL else _("%(n)s minutes missed") % {"n": n} for n in noted]
    return str(Attended(state).label) + (f"（{'，'.join(more)}）" if more else "")


def last_marking(activity: Activity) -> Marking | None:
    """Who marked attendance last; ``may_undo`` says whether the list is still as it was left."""
    marking = activity.markings.select_related("actor").order_by("pk").last()
    if marking is not None:
        marking.may_undo = marking.after == list_of(activity)
    return marking


def marking_to_undo(activity: Activity, named: str | None) -> Marking:
    """The last marking, if it is the one that is ``named`` (any, for None). Raises Conflict otherwise."""
    last = activity.markings.select_related("activity__semester", "activity__school").last()
    if last is None or (named is not None and named != str(last.pk)):
        raise Conflict(_("The list has changed since: open the attendance and correct it there."))
    return last


def called(user: User, chosen: dict) -> list[StaffMember]:
    """Who is to come by what the form of a plan says: members of its ``groups`` on the (first) ``date`` and its single
    ``people``, or with ``everybody`` the whole staff.

    With nobody chosen: whoever is of the organising group, or for the whole school everybody.
    """
    staff = StaffMember.objects.visible_to(user).on_roll(chosen["date"])
    groups, people, organiser = chosen["groups"], chosen["people"], chosen["organiser"]
    nobody = not groups and not people
    if chosen["everybody"] or (nobody and organiser is None):
        return list(staff)
    held = Membership.objects.filter(group__in=[organiser] if nobody else groups).between(chosen["date"])
    return list(staff.filter(Q(pk__in=held.values("member")) | Q(pk__in=[person.pk for person in people])))


def may_come(user: User, activity: Activity) -> QuerySet[StaffMember]:
    """Who can be on the list: whoever is on the staff that day, and whoever is on it already."""
    staff = StaffMember.objects.visible_to(user)
    return (
        staff.on_roll(activity.date) | staff.filter(pk__in=activity.attendances.values("member"))
    ).distinct()


def next_code(semester: Semester) -> str:
    """The number after the highest of the semester's activities: A030 → A031; A001 for the first."""
    codes = Activity.objects.filter(semester=semester).values_list("code", flat=True)
    numbered = [
        (int(found[2]), found[1], len(found[2])) for code in codes if (found := _NUMBERED.fullmatch(code))
    ]
    last, letters, width = max(numbered, default=(0, "A", 3))
    return f"{letters}{last + 1:0{width}d}"


def free_codes(semester: Semester, first: str, number: int) -> list[str]:
    """``number`` free activity numbers of the semester, on from ``first``: A030, A031, A033 when A032 is taken."""
    live = Activity.objects.filter(semester=semester).live()
    taken = set(live.values_list("code", flat=True))
    found = _NUMBERED.fullmatch(first)
    letters, start, width = (found[1], int(found[2]), len(found[2])) if found else (f"{first}-", 1, 1)
    codes, at = [], start
    while len(codes) < number:
        code = f"{letters}{at:0{width}d}"
        if code not in taken:
            codes.append(code)
        at += 1
    return codes


def later_in_series(activity: Activity) -> list[Activity]:
    """The meetings of its series after this one that stand, the next first."""
    if activity.series_id is None:
        return []
    rows = Activity.objects.filter(series_id=activity.series_id, date__gt=activity.date).live()
    return list(
        rows.exclude(pk=activity.pk).select_related("semester", "school", "speaker").order_by("date", "pk")
    )


def mark_of(part: str, state: str, more: int | str | None = None) -> list:
    """What a page or program sends of one person, as markings keep it."""
    row = Attendance()
    row.take_mark(part, state, more)
    return row.mark


def list_of(activity: Activity) -> dict[str, list]:
    """The attendance list as markings keep it: staff member's key as text → ``Attendance.mark``."""
    rows = Attendance.objects.filter(activity=activity).only(
        "member", "part", "state", "missed", "is_official"
    )
    return {str(row.member_id): row.mark for row in rows}


def attendance_version(activity: Activity) -> str:
    """Changes with every change of the list or of the activity: what a page opened with, to be sent back."""
    rows = Attendance.objects.filter(activity=activity)
    seen = rows.aggregate(people=Count("pk"), last=Max("updated_at"))
    return f"{activity.updated_at.isoformat()}/{seen['people']}/{seen['last'] and seen['last'].isoformat()}"
