"""Who has put their approval on a thing, and when: what the rules call stamps.

They are given in a thing's case; what came on paper instead is noted on the record itself (``models.OnPaper``). Nothing
else keeps one.
"""

from collections.abc import Collection
from datetime import date

from django.utils import timezone

from apps.approvals.choices import BUREAU, SCHOOL, Act, Reviewer
from apps.approvals.models import CaseEvent, OnPaper
from apps.approvals.selectors import route_of

# What the rules call a stamp, where it is not the name of who reviews there.
NAMED = {Reviewer.COUNTY: BUREAU}
# Who reviews what none of the route's steps is for, see ``services.cases``.
LAST_RESORT = (Reviewer.OFFICE, Reviewer.PRINCIPAL)
BEGUN = (Act.SUBMITTED, Act.RESUBMITTED)


def stamps_of(subject: str, things: Collection) -> dict[int, dict[str, date]]:
    """Thing's key → stamp → day, of these things of one school; three queries at most.

    Each step of the route that passed or approved it stamps it under the name of who reviews there (``group_leader``,
    ``office`` …, the county as ``bureau``); the last step in the school as ``school`` too. Only the last handing in
    counts. What is noted from paper is said besides, and stands where both say something.
    """
    found = given_in_review(subject, things)
    for thing in things:
        if isinstance(thing, OnPaper):
            found[thing.pk] = found.get(thing.pk, {}) | thing.paper_stamps()
    return found


def given_in_review(subject: str, things: Collection) -> dict[int, dict[str, date]]:
    """``stamps_of`` without what is noted from paper."""
    if not things:
        return {}
    school_id = next(iter(things)).school_id
    events = CaseEvent.objects.filter(
        case__school_id=school_id, case__subject=subject, case__target_id__in=[thing.pk for thing in things]
    ).exclude(act=Act.SEEN)  # fmt: skip
    by_thing: dict[int, list] = {}
    said = ("act", "position", "at", "reviewer", "decided_on")
    for target, *row in events.order_by("pk").values_list("case__target_id", *said):
        by_thing.setdefault(target, []).append(row)
    if not by_thing:
        return {}
    reviewers = {step.position: step.reviewer for step in route_of(school_id, subject)}
    after = max(reviewers, default=-1) + 1
    reviewers |= {after + n: reviewer for n, reviewer in enumerate(LAST_RESORT)}
    return {target: _stamps(rows, reviewers) for target, rows in by_thing.items()}


def _stamps(events: list, reviewers: dict[int, str]) -> dict[str, date]:
    """What an event says of its position is where the thing lies afterwards. ``reviewers``, by step of the route, is
    asked only of events that do not say as whom was decided.
    """
    lies, given = 0, {}
    for act, position, at, reviewer, decided_on in events:
        if act in BEGUN:
            given = {}
        elif act in (Act.PASSED, Act.APPROVED):
            given[lies] = (decided_on or timezone.localdate(at), reviewer or reviewers.get(lies))
        elif act == Act.UNDONE:
            given = {step: stamp for step, stamp in given.items() if step < position}
        lies = position
    found = {}
    for _step, (day, reviewer) in sorted(given.items()):
        if reviewer is not None:
            found[NAMED.get(reviewer, str(reviewer))] = day
        if reviewer not in NAMED:
            found[SCHOOL] = day
    return found
