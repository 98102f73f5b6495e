"""What is the same for every kind of record that is reviewed: telling those who have to know."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.text import format_lazy

from apps.approvals import selectors as approvals
from apps.approvals.choices import Act
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
