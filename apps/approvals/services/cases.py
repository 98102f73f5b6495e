"""Submit, see, pass on, return, approve, withdraw, take back: the one way for everything that is reviewed."""

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.approvals import selectors, things
from apps.approvals.choices import FOLLOWS, Act, CaseState, Reviewer
from apps.approvals.models import Case, CaseEvent, CaseReviewer, RouteStep
from apps.approvals.signals import case_moved
from apps.core.errors import Conflict
from apps.schools.models import School
from apps.staff.models import StaffMember

OFFICE_DAYS = 7
UNDO_SECONDS = 3600


@transaction.atomic
def submit(
    *, subject: str, target_id: int, title: str, author: StaffMember, actor, today: date, course=None,
    grade=None, week: int | None = None,
) -> Case:  # fmt: skip
    """Hand a thing in, or hand it in again after it was returned or withdrawn.

    It goes to the first step of the school's route that someone other than the author can take; to the
    office when there is no route. ``course`` (the subject taught), ``grade`` and ``week`` are what reviewers look
    for it by. Raises Conflict while it waits or is approved already, ValidationError when nobody can review it.
    """
    now = timezone.now()
    case, created = Case.objects.select_for_update().get_or_create(
        school_id=author.school_id, subject=subject, target_id=target_id,
        defaults={"title": title, "author": author, "submitted_at": now},
    )  # fmt: skip
    if not created:
        _check(case, Act.RESUBMITTED, actor)
        case.title, case.submitted_at, case.seen_at, case.decided_at = title, now, None, None
        case.draft_number += 1
    case.course, case.grade, case.week = course, grade, week
    case.state = CaseState.WAITING
    case.reviewers.all().delete()
    if not _enter(case, _first_steps(case), today):
        raise ValidationError(
            _("Nobody can review this yet: the school has no office and no principal besides you.")
        )
    _record(case, Act.SUBMITTED if created else Act.RESUBMITTED, actor)
    return case


def _enter(case: Case, plan: list[RouteStep], today: date) -> bool:
    """Put the case at the first of these steps that has a reviewer; False when there is none."""
    for step in plan:
        members = selectors.reviewers_of(case.author, step.reviewer, today=today)
        if members:
            _lay_with(case, step.position, members, today)
            case.reviewer = step.reviewer
            case.due_on = today + timedelta(days=step.days)
            return True
    return False


def _first_steps(case: Case) -> list[RouteStep]:
    """The route, then the office and the principal for those whom no step of it fits."""
    steps = selectors.steps_of(case)
    after = steps[-1].position + 1 if steps else 0
    last_resort = [Reviewer.OFFICE, Reviewer.PRINCIPAL]
    return steps + [
        RouteStep(position=after + n, reviewer=reviewer, days=OFFICE_DAYS)
        for n, reviewer in enumerate(last_resort)
    ]


def _lay_with(case: Case, position: int, members: set[int], today: date) -> None:
    deputies = selectors.deputies_of(members, today=today)
    deputies.pop(case.author_id, None)
    case.position = position
    rows = [CaseReviewer(case=case, member_id=pk, position=position) for pk in members]
    rows += [
        CaseReviewer(case=case, member_id=deputy, position=position, stands_in_for_id=absent)
        for deputy, absent in deputies.items()
        if deputy not in members
    ]
    CaseReviewer.objects.bulk_create(rows, ignore_conflicts=True)


def lay_anew(case: Case, members: set[int], *, today: date) -> None:
    """Let a waiting case, locked, lie with these instead of whom it lies with now; with nobody it stays as it is."""
    if members:
        case.reviewers.filter(position=case.position).delete()
        _lay_with(case, case.position, members, today)


def _check(case: Case, act: str, actor, *, position: int | None = None) -> None:
    """Raise Conflict when the act cannot follow on the state, saying who did what when.

    A decision also names the ``position`` at which the case was read: whoever may decide at one step, and presses
    twice, decides nothing at the next.
    """
    if act in FOLLOWS[CaseState(case.state)] and position in (None, case.position):
        return
    last, step = selectors.last_act(case)
    who = selectors.name_for(actor, case, step, last.actor, last.at) or _("the system")
    raise Conflict(
        _("Too late: %(who)s has %(act)s “%(title)s” at %(at)s. Nothing was changed.") % {
            "who": who, "act": last.get_act_display(), "title": case.title,
            "at": timezone.localtime(last.at).strftime("%m-%d %H:%M"),
        }
    )  # fmt: skip


def _record(case: Case, act: str, actor, opinion: str = "", mark: str = "", **said) -> CaseEvent:
    """Write the case and what happened to it; ``said`` are ``reviewer``, as whom, and ``decided_on``."""
    case.save()
    return CaseEvent.objects.create(
        case=case, act=act, position=case.position, actor=actor, opinion=opinion, mark=mark, **said
    )


def _on_paper(case: Case, actor, decided_on: date | None, today: date) -> dict:
    """As whom one decides; and for the county, which decides on paper, on which day it has.

    Raises ValidationError for a day that has not come yet.
    """
    if actor is None or not selectors.for_the_county(case, actor):
        return {"reviewer": case.reviewer}
    if decided_on and decided_on > today:
        raise ValidationError({"decided_on": _("This day has not come yet.")})
    return {"reviewer": case.reviewer, "decided_on": decided_on or today}


def _locked(case: Case, draft: int | None) -> Case:
    """The case, locked. Raises Conflict when it is no longer the draft that was read."""
    School.objects.lock(case.school_id)  # what comes of it is posted
    fresh = Case.objects.select_for_update(of=("self",)).select_related("author").get(pk=case.pk)
    if draft is not None and fresh.draft_number != draft:
        raise Conflict(
            _("“%(title)s” was handed in again meanwhile. Read the new draft first.") % {"title": fresh.title}
        )
    return fresh


@transaction.atomic
def mark_seen(case: Case, *, actor) -> Case:
    """Note that a reviewer has opened the case; from now on the author can no longer withdraw it unasked."""
    case = Case.objects.select_for_update().get(pk=case.pk)
    if case.state == CaseState.WAITING and case.seen_at is None:
        case.seen_at = timezone.now()
        case.save(update_fields=["seen_at"])
        CaseEvent.objects.create(case=case, act=Act.SEEN, position=case.position, actor=actor)
    return case


@transaction.atomic
def approve(
    case: Case, *, actor, today: date, opinion: str = "", mark: str = "", draft: int | None = None,
    decided_on: date | None = None,
) -> Case:  # fmt: skip
    """Approve at this step: the case goes on to the next step, or is approved at the last one.

    ``decided_on`` is the day on which the county has, for whoever records its decision. Raises Conflict when someone
    else has decided meanwhile.
    """
    read_at, case = case.position, _locked(case, draft)
    _check(case, Act.APPROVED, actor, position=read_at)
    said = _on_paper(case, actor, decided_on, today)
    if _passes_on(case, today):
        event = _record(case, Act.PASSED, actor, opinion, mark, **said)
        case_moved.send(Case, case=case, outcome=CaseState.WAITING, event=event)
        return case
    case.state, case.decided_at = CaseState.APPROVED, timezone.now()
    event = _record(case, Act.APPROVED, actor, opinion, mark, **said)
    case_moved.send(Case, case=case, outcome=CaseState.APPROVED, event=event)
    return case


def _passes_on(case: Case, today: date) -> bool:
    later = [step for step in selectors.steps_of(case) if step.position > case.position]
    if not _enter(case, later, today):
        return False
    case.seen_at = None
    return True


@transaction.atomic
def return_case(
    case: Case, *, actor, opinion: str, mark: str = "", draft: int | None = None, decided_on: date | None = None,
) -> Case:  # fmt: skip
    """Give it back to the author with a reason; ``decided_on`` as for ``approve``.

    Raises ValidationError without a reason, Conflict when too late.
    """
    if not opinion.strip():
        raise ValidationError(
            {"opinion": _("Say what should be changed; the author only sees what you write.")}
        )
    read_at, case = case.position, _locked(case, draft)
    _check(case, Act.RETURNED, actor, position=read_at)
    said = _on_paper(case, actor, decided_on, timezone.localdate())
    case.state, case.decided_at = CaseState.RETURNED, timezone.now()
    event = _record(case, Act.RETURNED, actor, opinion.strip(), mark, **said)
    case_moved.send(Case, case=case, outcome=CaseState.RETURNED, event=event)
    return case


@transaction.atomic
def withdraw(case: Case, *, actor) -> Case:
    """Take one's own thing back while nobody has opened it. Raises Conflict otherwise."""
    case = _locked(case, None)
    _check(case, Act.WITHDRAWN, actor)
    if case.seen_at is not None and case.state == CaseState.WAITING:
        raise Conflict(_("A reviewer has already opened it. Ask for it to be returned."))
    case.state, case.decided_at = CaseState.WITHDRAWN, timezone.now()
    event = _record(case, Act.WITHDRAWN, actor)
    case_moved.send(Case, case=case, outcome=CaseState.WITHDRAWN, event=event)
    return case


@transaction.atomic
def close_cases(*, subject: str, target_ids, actor) -> None:
    """End the reviews of things that were themselves withdrawn, the decided ones too: no decision on them can be taken
    back, and they may be handed in again. Nobody is asked.
    """
    cases = Case.objects.select_for_update().filter(subject=subject, target_id__in=list(target_ids))
    for case in cases.exclude(state=CaseState.WITHDRAWN):
        case.state, case.decided_at = CaseState.WITHDRAWN, case.decided_at or timezone.now()
        _record(case, Act.WITHDRAWN, actor)


@transaction.atomic
def undo(case: Case, *, actor, now) -> Case:
    """Take back one's own decision within the hour; the case lies where it lay. Raises Conflict otherwise."""
    case = _locked(case, None)
    _check(case, Act.UNDONE, actor)
    last = case.events.exclude(act=Act.SEEN).last()
    if last.actor_id != actor.pk or (now - last.at).total_seconds() > UNDO_SECONDS:
        raise Conflict(_("Only the one who decided can take it back, and only within an hour."))
    case.state, case.decided_at = CaseState.WAITING, None
    event = _record(case, Act.UNDONE, actor, reviewer=case.reviewer)
    case_moved.send(Case, case=case, outcome=CaseState.WAITING, event=event)
    return case


def approve_many(
    cases, *, actor, today: date, opinion: str = "", mark: str = ""
) -> tuple[list[Case], list[str], list[Case]]:
    """Approve each by itself; answers those that went through, why others did not, and those left to the county.

    What the county decides on paper is left as it is: each has a decision, and a day, of its own. The mark is given to
    those things that are marked this way.
    """
    done, failed, for_county = [], [], []
    for case in cases:
        if actor is not None and selectors.for_the_county(case, actor):
            for_county.append(case)
            continue
        given = mark if mark and mark in dict(things.thing_of(case.subject).marks) else ""
        try:
            done.append(
                approve(case, actor=actor, today=today, opinion=opinion, mark=given, draft=case.draft_number)
            )
        except ValidationError as refusal:
            failed.extend(refusal.messages)
    return done, failed, for_county


def undo_many(cases, *, actor, now) -> tuple[int, list[str]]:
    """Take one's decisions back, each by itself; answers how many, and why each of the others stays."""
    done, kept = 0, []
    for case in cases:
        try:
            undo(case, actor=actor, now=now)
            done += 1
        except ValidationError as refusal:
            kept.extend(refusal.messages)
    return done, kept
