"""Plan, change and cancel activities, alone or as a series, and say who is to come."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from apps.activities import selectors
from apps.activities.choices import Attended, Part, Rhythm
from apps.activities.models import Activity, Attendance, Series
from apps.activities.services import telling
from apps.activities.services.records import (
    Programme,
    save_activities,
    save_attendance,
    save_programme,
    withdraw_activities,
)
from apps.credits import services as credits
from apps.credits.services import Settled
from apps.schools.models import Holiday
from apps.staff.models import StaffMember

# What people who are to come have to know; a change of anything else is not worth a notice.
TOLD = frozenset({"title", "date", "starts_at", "ends_at", "place", "speaker"})
# What every meeting of a series has for itself.
OWN = frozenset({"code", "date", "reason", "version"})


@dataclass(frozen=True)
class PlannedDay:
    """One meeting of a series, with what differs from the others."""

    date: date
    title: str
    place: str
    speaker: StaffMember | None


@transaction.atomic
def plan_activity(
    activity: Activity, *, members: Iterable[StaffMember], actor, now: datetime, tell: bool
) -> Activity:
    """Write a new activity with those who are to come; its speaker comes too. They are told if ``tell``."""
    people = list(members)
    rows = _expected(activity, people)
    programme = Programme(activity.semester, activities=[activity], rows=rows)
    save_programme(programme, actor=actor, now=now, reason="")
    if tell:
        telling.planned([activity], _with_speakers([activity], people), actor=actor, now=now)
    return activity


@transaction.atomic
def plan_series(
    pattern: Activity, days: list[PlannedDay], *, rhythm: int, members: Iterable[StaffMember], actor,
    now: datetime, tell: bool,
) -> list[Activity]:  # fmt: skip
    """Write an activity for each of ``days``, alike but for what the day says; numbers go on from the pattern's.

    Everybody is told once, of all of them. Raises ValidationError without days.
    """
    if not days:
        raise ValidationError(_("No day is left: choose at least one."))
    credits.lock_ledger(pattern.school_id)
    series = Series.objects.create(school_id=pattern.school_id, rhythm=rhythm)
    codes = selectors.free_codes(pattern.semester, pattern.code, len(days))
    people = list(members)
    made = [_copy(pattern, day, code, series) for day, code in zip(days, codes, strict=True)]
    rows = [row for activity in made for row in _expected(activity, people)]
    programme = Programme(pattern.semester, activities=made, rows=rows)
    save_programme(programme, actor=actor, now=now, reason="")
    if tell:
        telling.planned(made, _with_speakers(made, people), actor=actor, now=now)
    return made


def begin_series(school, days: list[date]) -> Series:
    """A series of meetings on these days: every second week where that is how far they lie apart, else every week."""
    apart = sorted((later - day).days for day, later in pairwise(sorted(days)))
    between = (Rhythm.WEEKLY + Rhythm.FORTNIGHTLY) * 7 / 2
    seldom = apart and apart[len(apart) // 2] > between
    rhythm = Rhythm.FORTNIGHTLY if seldom else Rhythm.WEEKLY
    return Series.objects.create(school=school, rhythm=rhythm)


def _copy(pattern: Activity, day: PlannedDay, code: str, series: Series) -> Activity:
    names = ("school", "semester", "kind", "organiser", "starts_at", "ends_at", "hours", "content")
    return Activity(
        **{name: getattr(pattern, name) for name in names}, series=series, code=code, date=day.date,
        title=day.title, place=day.place, speaker=day.speaker,
    )  # fmt: skip


def _with_speakers(activities: list[Activity], people: list[StaffMember]) -> list[StaffMember]:
    return [*people, *(a.speaker for a in activities if a.speaker_id)]


def _expected(activity: Activity, people: Iterable[StaffMember]) -> list[Attendance]:
    """A row for each of the people and for the speaker."""
    keys = {person.pk for person in people} | ({activity.speaker_id} - {None})
    return [_row(activity, key) for key in sorted(keys)]


def _row(activity: Activity, member_id: int) -> Attendance:
    part = Part.SPEAKER if member_id == activity.speaker_id else Part.PARTICIPANT
    return Attendance(school_id=activity.school_id, activity=activity, member_id=member_id, part=part)


@transaction.atomic
def change_activity(
    activity: Activity,
    changed: Iterable[str],
    *,
    following: bool,
    actor,
    now: datetime,
    reason: str,
    tell: bool,
) -> Settled:
    """Write a changed activity; with ``following`` all later ones of its series change in the same fields, and
    move by as many days.

    Raises Conflict when it was changed by someone else since it was read, ValidationError at ``date`` when a later
    one would leave the semester or fall on a holiday.
    """
    credits.lock_ledger(activity.school_id)
    names = set(changed)
    stored = Activity.objects.get(pk=activity.pk)
    touched = [activity]
    if following:
        later = selectors.later_in_series(stored)
        _carry_over(activity, later, names - OWN, activity.date - stored.date)
        touched += later
    settled = save_activities(touched, actor=actor, reason=reason)
    if "speaker" in names:
        for each in touched:
            _seat_speaker(each, actor)
    if tell and names & TOLD:
        telling.changed(touched, actor=actor, now=now)
    return settled


def _carry_over(activity: Activity, later: list[Activity], names: set[str], shift: timedelta) -> None:
    for each in later:
        for name in names & {field.name for field in Activity._meta.fields}:
            setattr(each, name, getattr(activity, name))
        each.date += shift
    if shift:
        _refuse_bad_days(activity, later)


def _refuse_bad_days(activity: Activity, later: list[Activity]) -> None:
    semester = activity.semester
    holidays = list(Holiday.objects.filter(semester=semester))
    for each in later:
        off = next((str(h) for h in holidays if each.date in h), "")
        if off or not semester.starts_on <= each.date <= semester.ends_on:
            raise ValidationError(
                {"date": _("%(day)s would fall outside the semester or on a holiday. Move that one by itself first.")
                 % {"day": each.date}}
            )  # fmt: skip


# Nobody loses these when another is to speak.
KEPT_PARTS = (Part.CHAIR, Part.ORGANISER)


def _seat_speaker(activity: Activity, actor) -> None:
    """The new speaker comes, as speaker; as long as nothing is marked, the former one comes as a participant."""
    rows = {row.member_id: row for row in Attendance.objects.filter(activity=activity)}
    changed = []
    for key, row in rows.items():
        part = Part.SPEAKER if key == activity.speaker_id else Part.PARTICIPANT
        if row.state == Attended.EXPECTED and row.part != part and row.part not in KEPT_PARTS:
            row.part = part
            changed.append(row)
    if activity.speaker_id and activity.speaker_id not in rows:
        changed.append(_row(activity, activity.speaker_id))
    for row in changed:
        row.activity = activity
    save_attendance(changed, actor=actor, reason="")


@transaction.atomic
def cancel_activity(
    activity: Activity, *, following: bool, actor, now: datetime, reason: str, tell: bool
) -> Settled:
    """Withdraw an activity, with ``following`` all later ones of its series too; who was to come is told.

    Raises Conflict for one that is withdrawn already.
    """
    credits.lock_ledger(activity.school_id)
    gone = [activity, *(selectors.later_in_series(activity) if following else [])]
    settled = withdraw_activities(gone, actor=actor, now=now, reason=reason)
    if tell:
        telling.cancelled(gone, actor=actor, now=now)
    return settled


@transaction.atomic
def set_participants(
    activity: Activity, members: Iterable[StaffMember], *, following: bool, actor, now: datetime, tell: bool
) -> None:
    """Who is to come: exactly ``members`` and the speaker. Whoever joins is told.

    Raises ValidationError when somebody would be taken off whose attendance is marked already.
    """
    credits.lock_ledger(activity.school_id)
    people = {member.pk: member for member in members}
    each_time = [activity, *(selectors.later_in_series(activity) if following else [])]
    fresh, gone = [], []
    for meeting in each_time:
        listed = {row.member_id: row for row in meeting.attendances.select_related("member")}
        wanted = set(people) | ({meeting.speaker_id} - {None})
        fresh += [_row(meeting, key) for key in sorted(wanted - listed.keys())]
        gone += [row for key, row in listed.items() if key not in wanted]
    marked = sorted({row.member.name for row in gone if row.state != Attended.EXPECTED})
    if marked:
        raise ValidationError(
            {"people": _("The attendance of %(names)s is marked already: take them off on the attendance page.")
             % {"names": "、".join(marked)}}
        )  # fmt: skip
    for row in gone:
        row.activity = activity
    save_attendance(fresh, removed=gone, actor=actor, reason="")
    telling.forget(each_time, [row.member for row in gone], now=now)
    if tell and fresh:
        joined = [people[key] for key in {row.member_id for row in fresh} if key in people]
        telling.planned(each_time, joined, actor=actor, now=now, occasion=f"joined:{now:%Y%m%d%H%M%S}")
