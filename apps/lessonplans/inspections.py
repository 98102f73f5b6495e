"""Inspections of lesson plans, as work of whoever inspected: a reviewer's decisions of one day are one inspection."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.approvals.choices import Act
from apps.approvals.models import CaseEvent
from apps.approvals.services.cases import UNDO_SECONDS
from apps.credits import services as credits
from apps.credits.choices import Family
from apps.credits.holders import member_key
from apps.credits.rules.facts import Fact
from apps.credits.selectors import Catalogue, catalogue_of
from apps.credits.services.valuing import closed_semesters
from apps.credits.sources import source_key
from apps.lessonplans.models import SOURCE
from apps.schools.models import School, Semester
from apps.staff.models import StaffMember

INSPECTED = "lessonplans.inspected"
# Where a school has this kind (a scheme that asks for inspections brings it), they are proposed.
INSPECTION = f"{Family.OTHER}/教案检查"
TITLE = "教案检查"
DECISIONS = (Act.PASSED, Act.APPROVED, Act.RETURNED)
DAY = timedelta(days=1)


def follow_inspection(sender, case, outcome: str, event: CaseEvent, **kwargs) -> None:
    """After a decision on a plan, or one taken back, say anew on which days its reviewer has inspected."""
    if case.subject != SOURCE or event.actor_id is None or event.act not in {*DECISIONS, Act.UNDONE}:
        return
    catalogue = catalogue_of(case.school_id)
    if INSPECTION not in catalogue.ids:
        return
    decided = timezone.localdate(event.at - timedelta(seconds=UNDO_SECONDS))
    for day in sorted({decided, timezone.localdate(event.at)}):
        semester = Semester.objects.filter(school=case.school_id).select_related("year").begun_by(day).first()
        if semester is not None:
            _propose(semester, catalogue, day, day, actor=event.actor, whose=event.actor_id)


def propose_inspections(school: School, *, actor) -> None:
    """Say anew what was inspected in the open semesters of a school, once it has begun to count that."""
    catalogue = catalogue_of(school.pk)
    if INSPECTION not in catalogue.ids:
        return
    shut = closed_semesters(school.pk)
    for semester in Semester.objects.filter(school=school).exclude(pk__in=shut).order_by("starts_on"):
        _propose(semester, catalogue, *days_of(semester), actor=actor)


def _propose(semester: Semester, catalogue: Catalogue, first: date, last: date, *, actor, whose=None) -> None:
    keys, facts = _inspected(semester.school_id, first, last, whose)
    credits.propose(
        semester=semester, source_keys=keys, facts=facts, actor=actor, catalogue=catalogue, leave_closed=True,
        reason=_("A decision on a lesson plan was made or taken back."),
    )  # fmt: skip


def inspections_of(semester: Semester, catalogue: Catalogue) -> tuple[list[str], list[Fact]]:
    """Source keys and facts of the inspections of a semester; nothing where the school does not count them."""
    if INSPECTION not in catalogue.ids:
        return [], []
    return _inspected(semester.school_id, *days_of(semester))


def days_of(semester: Semester) -> tuple[date, date]:
    """First and last day that count in a semester, the holidays after it included."""
    later = Semester.objects.filter(school_id=semester.school_id, starts_on__gt=semester.starts_on)
    begins = later.order_by("starts_on").values_list("starts_on", flat=True).first()
    return semester.starts_on, begins - DAY if begins else date.max - DAY


def _inspected(
    school_id: int, first: date, last: date, whose: int | None = None
) -> tuple[list[str], list[Fact]]:
    """Keys of all decisions of these days, and a fact for each reviewer and day with one that was not taken back.

    An inspection goes under the key of the first decision of its day that stands.
    """
    events = decided(school_id, first, whose)
    keys = [source_key(INSPECTED, event.pk) for event, day, _stands in events if day <= last]
    members = _members(school_id, {event.actor_id for event, _day, _stands in events})
    found: dict[tuple[int, date], Fact] = {}
    for event, day, stands in events:
        member = members.get(event.actor_id)
        if stands and member is not None and day <= last and (member, day) not in found:
            found[member, day] = _fact(event, member, day)
    return keys, list(found.values())


def decided(school_id: int, first: date, whose: int | None) -> list[tuple[CaseEvent, date, bool]]:
    """Decisions on plans from a day on, each with its day and whether it stands, in the order they were made."""
    begins = timezone.make_aware(datetime.combine(first, time.min))
    rows = CaseEvent.objects.filter(case__school=school_id, case__subject=SOURCE, at__gte=begins)
    rows = rows.filter(act__in=[*DECISIONS, Act.UNDONE], actor__isnull=False)
    rows = rows if whose is None else rows.filter(actor=whose)
    latest: dict[int, int] = {}
    events: list[tuple[CaseEvent, date, bool]] = []
    for event in rows.order_by("pk"):
        if event.act != Act.UNDONE:
            latest[event.case_id] = len(events)
            events.append((event, timezone.localdate(event.at), True))
        elif (place := latest.pop(event.case_id, None)) is not None:
            undone, day, _stood = events[place]
            events[place] = (undone, day, False)
    return events


def _members(school_id: int, users: Iterable[int]) -> dict[int, int]:
    """User → who they are on the school's staff."""
    staff = StaffMember.objects.filter(school=school_id, user__in=users)
    return dict(staff.values_list("user_id", "pk"))


def _fact(event: CaseEvent, member: int, day: date) -> Fact:
    return Fact(
        key=source_key(INSPECTED, event.pk), holder=member_key(member), kind=INSPECTION, date=day, title=TITLE,
        content=f"inspected:{member}:{day}",
    )  # fmt: skip


def pages_of_inspections(keys: list[int]) -> dict[int, str]:
    """The plan that was decided on first."""
    cases = CaseEvent.objects.filter(pk__in=keys).values_list("pk", "case_id")
    return {pk: reverse("approvals:case_review", args=[case]) for pk, case in cases}


def explain_inspection(entry) -> list[str]:
    return [_("Lesson plans were decided on that day; however many, they are one inspection.")]
