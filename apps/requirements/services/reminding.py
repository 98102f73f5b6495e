"""Remind people of what they owe, and stop when it is done."""

from collections.abc import Collection
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.notices import services as notices
from apps.notices.choices import NoticeKind
from apps.notices.models import Notice
from apps.requirements.selectors.evaluating import evaluate
from apps.requirements.selectors.holders import Whom
from apps.requirements.selectors.risk import reminder_key, still_short
from apps.schools.models import Semester
from apps.staff.models import StaffMember


def remind(members: Collection[StaffMember], *, semester: Semester, actor, today: date, now: datetime) -> int:
    """Ask these staff members to look at what they still owe; answers how many had not been asked today.

    Raises ValidationError when there is nobody to ask.
    """
    if not members:
        raise ValidationError(_("Nobody is shown who still owes something: there is no one to remind."))
    return notices.notify(
        members=members, kind=NoticeKind.REMINDER, now=now, actor=actor,
        title=format_lazy(gettext_lazy("Look at what you still owe in {semester}"), semester=str(semester)),
        key=f"{reminder_key(semester)}:{today}", url=reverse("requirements:owed"),
    )  # fmt: skip


def finish_reminders(*, today: date, now: datetime) -> int:
    """Close the reminders of everybody who owes nothing more that could be made up; answers how many were closed."""
    closed = 0
    for semester in Semester.objects.filter(starts_on__lte=today).select_related("school", "year"):
        key = reminder_key(semester)
        asked = Notice.objects.filter(school_id=semester.school_id, done_at=None).about(key)
        members = frozenset(asked.values_list("member_id", flat=True))
        if not members:
            continue
        found = evaluate(semester, today=today, whom=Whom(members, frozenset()), details=False)
        done = StaffMember.objects.filter(pk__in=members - still_short(found))
        closed += notices.finish(school=semester.school, key=key, now=now, members=done)
    return closed
