"""Notices about activities, to those who are to come. What is over already is nobody's news."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q
from django.utils import timezone
from django.utils.functional import lazy
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from apps.activities.choices import Attended
from apps.activities.models import Activity
from apps.notices import services as notices
from apps.notices.choices import NoticeKind
from apps.staff.models import StaffMember


def key_of(activity: Activity) -> str:
    """What notices about an activity are called."""
    return f"activities.activity:{activity.pk}"


def planned(
    activities: list[Activity], members: Iterable[StaffMember], *, actor, now: datetime, occasion="planned"
) -> None:
    """One notice a person, also of a whole series."""
    ahead = _ahead(activities, now)
    if not ahead:
        return
    title = _("Activity planned: {title}") if len(ahead) == 1 else _("{n} activities planned, first: {title}")
    _tell(ahead, members, title, actor=actor, now=now, occasion=occasion)


def changed(activities: list[Activity], *, actor, now: datetime) -> None:
    ahead = _ahead(activities, now)
    if ahead:
        title = (
            _("Activity changed: {title}") if len(ahead) == 1 else _("{n} activities changed, first: {title}")
        )
        occasion = f"changed:{ahead[0].updated_at.isoformat()}"
        _tell(ahead, expected_at(ahead), title, actor=actor, now=now, occasion=occasion)


def cancelled(activities: list[Activity], *, actor, now: datetime) -> None:
    """What was told before is over."""
    ahead = _ahead(activities, now)
    for activity in ahead:
        notices.finish(school=activity.school, key=key_of(activity), now=now)
    if ahead:
        title = (
            _("Activity cancelled: {title}")
            if len(ahead) == 1
            else _("{n} activities cancelled, first: {title}")
        )
        _tell(ahead, expected_at(ahead), title, actor=actor, now=now, occasion="cancelled")


def forget(activities: list[Activity], members: list[StaffMember], *, now: datetime) -> None:
    """Those who need not come any more are asked for nothing."""
    for activity in activities if members else ():
        notices.finish(school=activity.school, key=key_of(activity), now=now, members=members)


def expected_at(activities: list[Activity]) -> list[StaffMember]:
    """Whoever is on a list and has not asked for leave, and the speakers."""
    keys = [activity.pk for activity in activities]
    listed = Q(attendances__activity__in=keys) & ~Q(attendances__state=Attended.LEAVE)
    speakers = Q(pk__in=[activity.speaker_id for activity in activities])
    return list(StaffMember.objects.filter(listed | speakers, school_id=activities[0].school_id).distinct())


def _ahead(activities: list[Activity], now: datetime) -> list[Activity]:
    today = timezone.localdate(now)
    return sorted((a for a in activities if a.date >= today), key=lambda a: (a.date, a.pk))


def _tell(ahead: list[Activity], members, title, *, actor, now: datetime, occasion: str) -> None:
    first = ahead[0]
    notices.notify(
        members=members, kind=NoticeKind.ACTIVITY, actor=actor, now=now, key=f"{key_of(first)}:{occasion}",
        url=first.get_absolute_url(), title=format_lazy(title, title=first.title, n=len(ahead)),
        body=lazy(_words, str)(first),
    )  # fmt: skip


def _words(activity: Activity) -> str:
    """Day, time, place and speaker on one line."""
    at = f"{activity.date:%Y-%m-%d}" + (f" {activity.starts_at:%H:%M}" if activity.starts_at else "")
    who = activity.speaker and format_lazy(_("speaker {name}"), name=activity.speaker.name)
    return " · ".join(str(part) for part in (at, activity.place, who) if part)
