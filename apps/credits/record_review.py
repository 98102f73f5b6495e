"""What is the same for every kind of record that is reviewed: following its case, telling those who have to know."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext as _

from apps.approvals import selectors as approvals
from apps.approvals.choices import Act, CaseState
from apps.approvals.models import Case, CaseEvent
from apps.notices import services as notices
from apps.notices.choices import NoticeKind


@dataclass(frozen=True)
class Words:
    """Titles of notices about one sort of record, lazy, each with a place ``{title}``."""

    waits: str
    returned: str
    approved: str
    undone: str
    withdrawn: str


def case_key(case: Case) -> str:
    """What notices about a review are called."""
    return f"approvals.case:{case.pk}"


def tell_reviewers(case: Case, *, words: Words, actor, now: datetime) -> None:
    """Tell those it lies with now; what they were told about earlier steps is over."""
    notices.finish(school=case.school, key=case_key(case), now=now)
    notices.notify(
        members=approvals.lies_with(case), kind=NoticeKind.REVIEW, actor=actor, now=now,
        key=f"{case_key(case)}:draft:{case.draft_number}:step:{case.position}",
        url=reverse("approvals:case_review", args=[case.pk]),
        title=format_lazy(words.waits, title=case.title),
    )  # fmt: skip


def tell_of(case: Case, event: CaseEvent, *, words: Words, url: str, now: datetime) -> None:
    """Tell what has just happened: the next reviewers of a thing passed on, its author of every decision.

    The author's own acts end what the reviewers were told; nobody tells oneself.
    """
    decisions = {
        Act.RETURNED: (NoticeKind.RETURNED, words.returned), Act.APPROVED: (NoticeKind.DECISION, words.approved),
        Act.UNDONE: (NoticeKind.DECISION, words.undone), Act.WITHDRAWN: (NoticeKind.DECISION, words.withdrawn),
    }  # fmt: skip
    if event.act == Act.PASSED:
        tell_reviewers(case, words=words, actor=event.actor, now=now)
    elif event.act in decisions:
        kind, title = decisions[event.act]
        notices.finish(school=case.school, key=case_key(case), now=now)
        notices.notify(
            members=[case.author], kind=kind, actor=event.actor, now=now,
            key=f"{case_key(case)}:event:{event.pk}", url=url, title=format_lazy(title, title=case.title),
        )  # fmt: skip


@dataclass(frozen=True)
class Reviewed:
    """One sort of record that is reviewed under the name ``source``, with the services that write and withdraw it.

    While it is not withdrawn its state has the value of its case's state: waiting, returned or approved.
    """

    source: str
    model: type
    words: Words
    save: Callable
    withdraw: Callable

    def follow_case(self, sender, case: Case, outcome: str, event: CaseEvent, **kwargs) -> None:
        """Give the record the state of its case, which posts or reverses it, and tell who has to know."""
        if case.subject != self.source:
            return
        record = self.model.objects.select_related("semester__year", "school", "author").get(
            pk=case.target_id
        )
        if outcome == CaseState.WITHDRAWN:
            reason = _("Taken back by the author.")
            self.withdraw([record], actor=event.actor, now=event.at, reason=reason)
        else:
            self._judge(record, outcome, event)
        tell_of(case, event, words=self.words, url=record.get_absolute_url(), now=timezone.now())

    def _judge(self, record, outcome: str, event: CaseEvent) -> None:
        record.state = CaseState(outcome).value
        if hasattr(record, "mark"):
            record.mark = event.mark if outcome != CaseState.WAITING else ""
        reason = event.opinion[:200] or event.get_act_display()
        self.save([record], actor=event.actor, reason=reason, by_review=True)
