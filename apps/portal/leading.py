"""What a leader's home shows beside the figures: what waits, who needs a hand and why, the activities of the groups."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.activities.choices import MARKED, Attended
from apps.activities.models import Activity, Attendance, Minutes
from apps.activities.selectors import with_attendance
from apps.core.templatetags.core import amount
from apps.credits.standings import Stand
from apps.lessonplans.choices import State
from apps.notices.choices import ASKING
from apps.notices.models import Notice
from apps.portal.selectors import LedGroup, Standing
from apps.schools.models import Semester
from apps.staff.models import StaffMember, User

WAITING, OPEN, NEXT, PAST = 6, 4, 4, 4
# Below this part of what the days gone by would ask for, somebody is behind; so many absences are worth a word.
BEHIND, OFTEN = Decimal("0.7"), 2
# In its first tenth a semester says nothing yet about anybody.
EARLY = Decimal("0.1")


def waiting_for(user: User) -> QuerySet[Notice]:
    """What the user is asked for and has not done yet, the latest first."""
    open_still = Notice.objects.visible_to(user).filter(kind__in=ASKING, done_at=None)
    return open_still.order_by("-created_at")[:WAITING]


def unmarked(user: User, semester: Semester, *, today: date) -> QuerySet[Activity]:
    """Activities that have taken place and whose attendance nobody has marked, of those the user marks; for those who
    see the school.
    """
    marked = Attendance.objects.filter(activity=OuterRef("pk"), state__in=MARKED)
    rows = (
        Activity.objects.visible_to(user).live().filter(~Exists(marked), semester=semester, date__lte=today)
    )
    if not user.seat.is_office:
        rows = rows.filter(organiser_id__in=user.seat.led_group_ids)
    return rows.order_by("-date", "-pk")[:OPEN]


@dataclass(frozen=True)
class GroupActivities:
    """What the groups one leads have before and behind them, each with its numbers of people and ``has_minutes``; of
    what is past, what nobody has marked the attendance of.
    """

    coming: list[Activity]
    past: list[Activity]
    unmarked: list[Activity]


def group_activities(user: User, semester: Semester, *, today: date) -> GroupActivities:
    """One query: a semester of a few groups holds some dozens."""
    led = user.seat.led_group_ids
    rows = Activity.objects.visible_to(user).live().filter(semester=semester, organiser_id__in=led)
    written = Exists(Minutes.objects.filter(activity=OuterRef("pk")))
    found = list(with_attendance(rows.select_related("speaker")).annotate(has_minutes=written))
    past = [one for one in found if one.date <= today]
    coming = sorted(
        (one for one in found if one.date > today),
        key=lambda one: (one.date, one.starts_at or time.max, one.pk),
    )
    latest = sorted(past, key=lambda one: (one.date, one.pk), reverse=True)
    return GroupActivities(coming[:NEXT], past[:PAST], [one for one in latest if not one.expected][:OPEN])


@dataclass(frozen=True)
class Need:
    """Somebody who needs a hand, and why, in plain words."""

    member: StaffMember
    reasons: list[str]


def needs(
    user: User, groups: list[LedGroup], plans: dict[int, Counter], semester: Semester, *, today: date
) -> list[Need]:
    """Members of the groups with at least one reason, those with most reasons first; never oneself. ``plans`` are by
    author and state.
    """
    standings = {one.member.pk: one for group in groups for one in group.standings}
    standings.pop(user.seat.member_id, None)
    absences = _absences(user, semester, standings)
    gone = elapsed(semester, today)
    anybody = any(plans.get(key) for key in standings)
    found = [
        Need(one.member, [*behind(one, gone), *_about_plans(plans.get(key, Counter()), anybody, gone),
                          *_about_absences(absences.get(key, 0))])
        for key, one in standings.items()
    ]  # fmt: skip
    return sorted((need for need in found if need.reasons), key=lambda need: -len(need.reasons))


def elapsed(semester: Semester, today: date) -> Decimal:
    """The part of the semester's days that has gone by, 0 to 1."""
    days = (semester.ends_on - semester.starts_on).days
    return min(max(Decimal((today - semester.starts_on).days) / days, Decimal(0)), Decimal(1))


def behind(one: Standing, gone: Decimal) -> list[str]:
    """Hours and observations that are far less than the days gone by would ask for."""
    if gone < EARLY:
        return []
    hours, seen = one.hours, one.observations
    said = []
    if hours and is_behind(hours, gone):
        said.append(
            _("%(done)s of %(required)s credit hours so far")
            % {"done": amount(hours.done), "required": amount(hours.required)}
        )
    if seen and is_behind(seen, gone):
        said.append(
            _("%(done)s of %(required)s lessons observed so far")
            % {"done": amount(seen.done), "required": amount(seen.required)}
        )
    return said


def is_behind(stand: Stand, gone: Decimal) -> bool:
    """Of a scheme's requirement where the pace leads, as its own page tells it, from the week it tells it; of the
    semester's own the part of its days.
    """
    if stand.code:
        return stand.outlook in ("at_risk", "lost")
    return stand.is_short and stand.done < stand.required * gone * BEHIND


def _absences(user: User, semester: Semester, keys) -> dict[int, int]:
    """Member → how often absent without leave."""
    away = Q(state=Attended.ABSENT, activity__semester=semester, activity__withdrawn_at=None, member__in=keys)
    rows = Attendance.objects.visible_to(user).filter(away).order_by().values_list("member_id")
    return dict(rows.annotate(n=Count("pk")))


def _about_plans(states: Counter, anybody: bool, gone: Decimal) -> list[str]:
    if states[State.RETURNED]:
        n = states[State.RETURNED]
        return [ngettext("%(n)s lesson plan returned, not handed in again",
                         "%(n)s lesson plans returned, not handed in again", n) % {"n": n}]  # fmt: skip
    if anybody and not states.total() and gone >= EARLY:
        return [_("no lesson plan handed in yet")]
    return []


def _about_absences(n: int) -> list[str]:
    return [_("absent %(n)s times") % {"n": n}] if n >= OFTEN else []
