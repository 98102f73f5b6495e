"""What becomes of a work when its case moves on."""

from django.utils import timezone
from django.utils.translation import gettext as _

from apps.approvals.choices import CaseState
from apps.approvals.models import Case
from apps.credits.record_review import tell_of
from apps.portfolio.choices import State
from apps.portfolio.models import SOURCE, Work
from apps.portfolio.services import WORDS, save_works, withdraw_works

STATES = {
    CaseState.WAITING: State.WAITING,
    CaseState.RETURNED: State.RETURNED,
    CaseState.APPROVED: State.APPROVED,
}


def follow_case(sender, case: Case, outcome: str, event, **kwargs) -> None:
    """Give the work the state of its case, which posts or reverses it, and tell who has to know."""
    if case.subject != SOURCE:
        return
    work = Work.objects.select_related("semester__year", "school", "author").get(pk=case.target_id)
    if outcome == CaseState.WITHDRAWN:
        withdraw_works([work], actor=event.actor, now=event.at, reason=_("Taken back by the author."))
    else:
        work.state = STATES[CaseState(outcome)]
        save_works([work], actor=event.actor, reason=event.opinion[:200] or event.get_act_display())
    tell_of(case, event, words=WORDS, url=work.get_absolute_url(), now=timezone.now())
