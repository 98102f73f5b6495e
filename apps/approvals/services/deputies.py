"""Someone reviews while another is away."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from apps.approvals.choices import CaseState
from apps.approvals.models import Absence, Case, CaseReviewer
from apps.staff.models import StaffMember


@transaction.atomic
def name_deputy(absence: Absence, *, member: StaffMember, today: date) -> Absence:
    """Let a deputy review for ``member``; what waits already is laid with them too once the days have begun.

    Raises ValidationError by field for days that contradict each other.
    """
    absence.school_id, absence.member = member.school_id, member
    if absence.ends_on < absence.starts_on:
        raise ValidationError({"ends_on": _("The last day must not come before the first.")})
    others = Absence.objects.filter(
        member=member, starts_on__lte=absence.ends_on, ends_on__gte=absence.starts_on
    )
    if others.exclude(pk=absence.pk).exists():
        raise ValidationError({"starts_on": _("You have named a deputy for some of these days already.")})
    absence.save()
    hand_over(today=today, absences=[absence])
    return absence


def drop_deputy(absence: Absence) -> None:
    """One is back, or never went: new things come to oneself alone. What the deputy has, they keep too."""
    absence.delete()


def hand_over(*, today: date, absences=None) -> int:
    """Lay what waits with someone who is away with the deputy as well; answers how many. Safe to run again."""
    if absences is None:
        absences = Absence.objects.filter(starts_on__lte=today, ends_on__gte=today)
    laid = 0
    for absence in absences:
        if absence.starts_on <= today <= absence.ends_on:
            laid += _hand_over(absence)
    return laid


@transaction.atomic
def _hand_over(absence: Absence) -> int:
    """Cases are locked, so that one that is just being decided does not come to the deputy afterwards."""
    waiting = Case.objects.filter(school_id=absence.school_id, state=CaseState.WAITING)
    with_absent = waiting.filter(reviewers__member_id=absence.member_id).exclude(author_id=absence.deputy_id)
    cases = Case.objects.select_for_update().filter(pk__in=with_absent.values("pk"), state=CaseState.WAITING)
    laid = 0
    for case in cases:
        here = CaseReviewer.objects.filter(case=case, position=case.position)
        if here.filter(member_id=absence.member_id).exists():
            laid += here.get_or_create(
                case=case, position=case.position, member_id=absence.deputy_id,
                defaults={"stands_in_for_id": absence.member_id},
            )[1]  # fmt: skip
    return laid
