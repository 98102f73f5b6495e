"""Those of the county who review with a log-in of their own: guests of the school, not on its staff."""

from datetime import date, timedelta
from itertools import count

from django.db import transaction

from apps.approvals import selectors
from apps.approvals.choices import CaseState, Reviewer
from apps.approvals.models import Case
from apps.approvals.services.cases import lay_anew
from apps.staff.models import StaffMember
from apps.staff.services import leave_school


@transaction.atomic
def add_guest(guest: StaffMember, *, school, today: date) -> StaffMember:
    """Let somebody of the county review at the school; a log-in is given as to the staff.

    What waits for the county's decision on paper comes to them as well.
    """
    taken = set(StaffMember.everyone.filter(school=school).values_list("number", flat=True))
    guest.school, guest.is_guest, guest.entered_on = school, True, today
    guest.number = next(number for n in count(1) if (number := f"COUNTY{n}") not in taken)
    guest.save()
    _share_out(school, today)
    return guest


@transaction.atomic
def end_guest(guest: StaffMember, *, today: date) -> StaffMember:
    """They review no more, from now on. What waits with them goes to the others of the county, or to whoever records
    its decisions."""
    yesterday = today - timedelta(days=1)
    if guest.entered_on and guest.entered_on > yesterday:
        guest.entered_on = None  # came and went on one day
        guest.save()
    guest = leave_school(guest, on=yesterday)
    _share_out(guest.school, today)
    return guest


def _share_out(school, today: date) -> None:
    """Lay what waits for the county with those who decide for it today."""
    waiting = Case.objects.select_for_update(of=("self",)).filter(
        school=school, state=CaseState.WAITING, reviewer=Reviewer.COUNTY
    )
    for case in waiting.select_related("author"):
        lay_anew(case, selectors.reviewers_of(case.author, Reviewer.COUNTY, today=today), today=today)
