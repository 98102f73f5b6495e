"""Closed semesters: what was frozen, and what the ledger says now."""

from dataclasses import asdict, dataclass
from decimal import Decimal

from django.apps import apps
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Sum

from apps.approvals import things
from apps.approvals.choices import CaseState
from apps.approvals.models import Case
from apps.approvals.things import Thing
from apps.credits.choices import ProposalState
from apps.credits.models import Entry, Proposal, SealedTotal, SemesterSeal
from apps.schools.models import Semester

AMOUNTS = ("entries", "hours", "credits", "points", "count", "characters")


@dataclass(frozen=True)
class HolderTotal:
    """What one holder has of one kind in a semester, and in how many entries, reversals too."""

    member_id: int | None
    group_id: int | None
    kind_id: int
    entries: int
    hours: Decimal
    credits: Decimal
    points: Decimal
    count: int
    characters: int

    @property
    def key(self) -> tuple:
        return (self.member_id, self.group_id, self.kind_id)

    def as_columns(self) -> dict:
        return asdict(self)


def totals_of(semester: Semester, up_to: int | None = None) -> list[HolderTotal]:
    """The sums of the semester's entries by holder and kind, of those up to a number or of all; one query."""
    rows = Entry.objects.filter(school_id=semester.school_id, semester=semester).order_by()
    rows = rows if up_to is None else rows.filter(number__lte=up_to)
    sums = rows.values_list("member_id", "group_id", "kind_id").annotate(
        Count("pk"), Sum("hours"), Sum("credits"), Sum("points"), Sum("count"), Sum("characters")
    )
    return [HolderTotal(*row) for row in sums]


def frozen_of(seal: SemesterSeal) -> list[HolderTotal]:
    """What was written down when the semester was closed; one query."""
    rows = SealedTotal.objects.filter(seal=seal).order_by()
    return [HolderTotal(*row) for row in rows.values_list("member_id", "group_id", "kind_id", *AMOUNTS)]


@dataclass(frozen=True)
class Difference:
    """A total that is not what it was: ``then`` or ``now`` is None where there is none."""

    member_id: int | None
    group_id: int | None
    kind_id: int
    then: HolderTotal | None
    now: HolderTotal | None


def differences(seal: SemesterSeal, *, as_closed: bool = False) -> list[Difference]:
    """Every total of the semester that is not what it was when it was closed; two queries.

    With ``as_closed`` what was posted after a reopening is left out: then there is none, however often it was opened
    and closed since, unless somebody has laid hands on the ledger or on what was frozen.
    """
    then = {total.key: total for total in frozen_of(seal)}
    now = {total.key: total for total in totals_of(seal.semester, seal.last_number if as_closed else None)}
    return [
        Difference(*key, then.get(key), now.get(key))
        for key in sorted(then.keys() | now.keys(), key=lambda k: tuple(part or 0 for part in k))
        if then.get(key) != now.get(key)
    ]


def is_closed(semester: Semester) -> bool:
    return SemesterSeal.objects.filter(semester=semester).unbroken().exists()


def under_review(semester: Semester) -> list[tuple[Thing, int]]:
    """How many of the semester's records lie with a reviewer, by what they are; a query for each sort of record."""
    waiting = Case.objects.filter(school_id=semester.school_id, state=CaseState.WAITING)
    found = []
    for thing in things.all_things():
        records = apps.get_model(thing.subject)._default_manager.filter(semester=semester, withdrawn_at=None)
        many = records.filter(pk__in=waiting.filter(subject=thing.subject).values("target_id")).count()
        found += [(thing, many)] if many else []
    return found


def semesters_with_seals(semesters: QuerySet[Semester]) -> QuerySet[Semester]:
    """Each semester with ``seal_id`` of the seal it is closed by, ``last_seal_id``, its ``entries`` and how much work
    is ``waiting``.
    """
    seals = SemesterSeal.objects.filter(semester=OuterRef("pk"))
    waiting = Proposal.objects.filter(semester=OuterRef("pk"), state=ProposalState.WAITING)
    counted = waiting.order_by().values("semester").annotate(many=Count("pk")).values("many")
    return semesters.annotate(
        seal_id=Subquery(seals.unbroken().values("pk")[:1]),
        last_seal_id=Subquery(seals.order_by("-closed_at").values("pk")[:1]),
        was_closed=Exists(seals.filter(~Q(reopened_at=None))),
        entries=F("ledger_head__last_number"), waiting=Subquery(counted),
    )  # fmt: skip
