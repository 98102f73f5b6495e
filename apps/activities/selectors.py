"""Reads of activities, for pages and for the apps above."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, Max, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from apps.activities.choices import CAME, MARKED, Attended, Part
from apps.activities.models import Activity, Attendance
from apps.core.templatetags.core import amount
from apps.credits.choices import DEFAULT_RULE
from apps.credits.models import Entry
from apps.credits.sources import source_key
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
    inputs, said = entry.explanation.get("inputs", {}), []
    if "activity_hours" in inputs:
        worth = {"title": entry.title, "hours": amount(Decimal(inputs["activity_hours"]))}
        said.append(_("The activity “%(title)s” is worth %(hours)s credit hours.") % worth)
    state, part = (dict(c.choices).get(inputs.get(n)) for c, n in ((Attended, "state"), (Part, "part")))
    if state:
        said.append(_("Attendance: %(state)s.") % {"state": state})
    if part:
        said.append(_("Part played: %(part)s.") % {"part": part})
    if entry.explanation.get("rule") == DEFAULT_RULE:
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


def roll_of(activity: Activity, user: User) -> tuple[list[StaffMember], list[StaffMember]]:
    """Whom to expect at the activity, and the other staff of that day: on the list already or of the organising
    group come first; without a group everybody is expected.
    """
    staff = StaffMember.objects.visible_to(user)
    listed = Q(attendances__activity=activity)
    people = list(staff.on_roll(activity.date).union(staff.filter(listed)).order_by("number"))
    if activity.organiser_id is None:
        return people, []
    members = set(activity.organiser.memberships.between(activity.date).values_list("member_id", flat=True))
    members |= set(activity.attendances.values_list("member_id", flat=True))
    return [p for p in people if p.pk in members], [p for p in people if p.pk not in members]


def next_code(semester: Semester) -> str:
    """The number after the highest of the semester's activities: A030 → A031; A001 for the first."""
    codes = Activity.objects.filter(semester=semester).values_list("code", flat=True)
    numbered = [
        (int(found[2]), found[1], len(found[2])) for code in codes if (found := _NUMBERED.fullmatch(code))
    ]
    last, letters, width = max(numbered, default=(0, "A", 3))
    return f"{letters}{last + 1:0{width}d}"


def attendance_version(activity: Activity) -> str:
    """Changes with every change of the list or of the activity: what a page opened with, to be sent back."""
    rows = Attendance.objects.filter(activity=activity)
    seen = rows.aggregate(people=Count("pk"), last=Max("updated_at"))
    return f"{activity.updated_at.isoformat()}/{seen['people']}/{seen['last'] and seen['last'].isoformat()}"
