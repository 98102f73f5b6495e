"""Who reviews whom, what waits, and what its author is told."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from django.db import connection

from apps.approvals import things
from apps.approvals.choices import Act, CaseState, Reviewer, Sight
from apps.approvals.models import Absence, Case, CaseEvent, CaseReviewer, Phrase, Route, RouteStep
from apps.approvals.things import Thing
from apps.groups.choices import GroupKind
from apps.groups.models import Membership
from apps.staff.choices import OFFICE, PRINCIPALS
from apps.staff.models import Post, StaffMember

LED = {
    Reviewer.PREPARATION_LEADER: GroupKind.LESSON_PREPARATION,
    Reviewer.GROUP_LEADER: GroupKind.TEACHING_RESEARCH,
    Reviewer.GRADE_HEAD: GroupKind.GRADE,
}
POSTS = {Reviewer.OFFICE: OFFICE, Reviewer.PRINCIPAL: PRINCIPALS}
# Who records what the county has decided on paper, where nobody of the county has a log-in; the first that is there.
COUNTY_ON_PAPER = (OFFICE, PRINCIPALS)

WAITING_COUNT = """
SELECT count(*) FROM approvals_casereviewer AS reviewer
JOIN approvals_case AS waiting ON waiting.id = reviewer.case_id AND waiting.position = reviewer.position
WHERE reviewer.member_id = %s AND waiting.state = %s
"""


def reviewers_of(author: StaffMember, reviewer: str, *, today: date) -> set[int]:
    """The staff members who review this author at such a step today; never the author."""
    if reviewer == Reviewer.COUNTY:
        return _of_the_county(author, today)
    found = (
        _leaders(author, LED[reviewer], today)
        if reviewer in LED
        else _holders(author, POSTS[reviewer], today)
    )
    return found - {author.pk}


def _of_the_county(author: StaffMember, today: date) -> set[int]:
    """The county's reviewers at the school; where there are none, those who record what the county decides."""
    guests = StaffMember.everyone.filter(school_id=author.school_id, is_guest=True).on_roll(today)
    found = set(guests.values_list("pk", flat=True))
    for kinds in COUNTY_ON_PAPER:
        found = found or _holders(author, kinds, today) - {author.pk}
    return found


def for_the_county(case: Case, user) -> bool:
    """Whether this user, deciding, would record what the county has decided on paper."""
    return case.reviewer == Reviewer.COUNTY and user.seat is not None and not user.seat.is_guest


def _leaders(author: StaffMember, kind: str, today: date) -> set[int]:
    groups = Membership.objects.filter(member=author, group__kind=kind).between(today).values("group")
    leaders = Membership.objects.filter(group__in=groups).between(today).leading()
    return set(leaders.values_list("member_id", flat=True))


def _holders(author: StaffMember, kinds, today: date) -> set[int]:
    posts = Post.objects.held_on(today).filter(school_id=author.school_id, kind__in=kinds)
    return set(posts.values_list("member_id", flat=True))


def deputies_of(member_ids: set[int], *, today: date) -> dict[int, int]:
    """Deputy → the absent person they stand in for today."""
    away = Absence.objects.filter(member_id__in=member_ids, starts_on__lte=today, ends_on__gte=today)
    return dict(away.values_list("deputy_id", "member_id"))


def steps_of(case: Case) -> list[RouteStep]:
    """The steps of the case's route, in order; empty when the office alone reviews."""
    return route_of(case.school_id, case.subject)


def route_of(school_id: int, subject: str) -> list[RouteStep]:
    """The school's route of a subject, in order; until it lays down one, the usual steps, not written."""
    steps = RouteStep.objects.filter(route__school_id=school_id, route__subject=subject)
    found = list(steps.order_by("position"))
    usual = things.usual_steps(subject)
    if found or not usual or Route.objects.filter(school_id=school_id, subject=subject).exists():
        return found
    return usual_steps(subject)


def usual_steps(subject: str) -> list[RouteStep]:
    """The steps of a subject where a school has laid down no route; not written."""
    return [
        RouteStep(position=n, reviewer=reviewer, days=days)
        for n, (reviewer, days) in enumerate(things.usual_steps(subject))
    ]


def waiting_count(member_id: int | None) -> int:
    """How many cases lie with a staff member, as ``lying_with`` finds them; one query, none without a member.

    Asked on every page, so written out: putting the query together would cost more than asking it. It counts from the
    reviewers; whom a case lies with may see it.
    """
    if member_id is None:
        return 0
    with connection.cursor() as cursor:
        cursor.execute(WAITING_COUNT, [member_id, CaseState.WAITING.value])
        return cursor.fetchone()[0]


def lies_with(case: Case) -> list[StaffMember]:
    """Whom the case lies with now."""
    rows = CaseReviewer.objects.filter(case=case, position=case.position).select_related("member")
    return [row.member for row in rows]


def case_of(user, subject: str, target_id: int) -> Case | None:
    """The case about a thing, if it was ever handed in and the user may see it."""
    found = Case.objects.visible_to(user).filter(subject=subject, target_id=target_id)
    return found.select_related("author").first()


def review_states(records: Collection) -> dict[int, str]:
    """Record → state of its case, of those among these records of one sort that were ever handed in.

    One query; none for records of a sort that nobody reviews.
    """
    known = {record.pk: record for record in records if record.pk is not None}
    one = next(iter(known.values()), None)
    if one is None or one._meta.label_lower not in things.subjects():
        return {}
    found = Case.objects.filter(
        school_id=one.school_id, subject=one._meta.label_lower, target_id__in=list(known)
    )
    return dict(found.values_list("target_id", "state"))


def reads_proof(user, subject: str, target_id: int, author_id: int) -> bool:
    """Whether the user may read what proves a record, such as a certificate: its author, office and principals, those
    it waits with and whoever has decided on it. Who leads the author sees that it is there.
    """
    seat = user.seat
    if seat is None or seat.is_office or seat.is_principal or seat.member_id == author_id:
        return seat is not None
    cases = Case.objects.filter(school=seat.school, subject=subject, target_id=target_id)
    return (
        cases.lying_with(user).exists() or cases.filter(events__actor=user.pk, events__act__in=ACTS).exists()
    )


class Sights:
    """What a reader learns of a case: its author only what each step shows, everybody else all of it."""

    def __init__(self, case: Case, user, steps: list[RouteStep] | None = None):
        self.case = case
        is_author = user is not None and _is(user, case)
        shown = (steps_of(case) if steps is None else steps) if is_author else ()
        self.steps = {step.position: step for step in shown}

    def names(self, position: int, at: datetime) -> bool:
        return self._sees("names", position, at)

    def opinions(self, position: int, at: datetime) -> bool:
        return self._sees("opinions", position, at)

    def step(self, position: int) -> str:
        """Who reviews at the step, when the name is not told; empty for steps outside the route."""
        return str(self.steps.get(position, ""))

    def acted(self, at: datetime) -> bool:
        """Whether a reviewer has passed on or decided since, and not taken it back."""
        return any(event.at >= at for event in self._acts)

    def decides(self, event: CaseEvent) -> bool:
        """Whether this is a decision that stands."""
        return event in self._decisions

    def _sees(self, what: str, position: int, at: datetime) -> bool:
        step = self.steps.get(position)
        sight = getattr(step, what) if step else Sight.ALWAYS
        return sight == Sight.ALWAYS or (sight == Sight.DECIDED and self._decided(at))

    def _decided(self, at: datetime) -> bool:
        return any(event.at >= at for event in self._decisions)

    @cached_property
    def _decisions(self) -> list[CaseEvent]:
        return [event for event in self._acts if event.act != Act.PASSED]

    @cached_property
    def _acts(self) -> list[CaseEvent]:
        """What reviewers did and nobody took back, oldest first."""
        found = []
        for event in self.case.events.all():
            if event.act in ACTS:
                found.append(event)
            elif event.act == Act.UNDONE:
                found.pop()
        return found


def _is(user, case: Case) -> bool:
    """Whether the user is the case's author, from whichever seat."""
    if user.seat is not None:
        return user.seat.member_id == case.author_id
    return case.author.user_id == user.pk


def name_for(user, case: Case, position: int, actor, at: datetime) -> str:
    """The name of who acted at a step, or what they are where this reader must not learn the name."""
    sights = Sights(case, user)
    return str(actor or "") if sights.names(position, at) else sights.step(position)


@dataclass(frozen=True)
class Told:
    """One line of a case's history. ``opinion`` is empty, ``who`` only a post, where the reader must not learn more."""

    act: str
    label: str
    at: datetime
    who: str
    opinion: str
    mark: str
    step: str = ""
    decided_on: date | None = None


OWN = {Act.SUBMITTED, Act.RESUBMITTED, Act.WITHDRAWN}
ACTS = {Act.PASSED, Act.RETURNED, Act.APPROVED}


def history(case: Case, user) -> list[Told]:
    """What happened, oldest first, as this user may read it: the author only what each step shows."""
    sights, marks = Sights(case, user), dict(things.thing_of(case.subject).marks)
    events = _with_steps(case.events.select_related("actor"))
    return [_told(event, position, sights, marks) for event, position in events]


def _with_steps(events: Iterable[CaseEvent]) -> Iterator[tuple[CaseEvent, int]]:
    """Each event with the step it happened at: what was passed on says where it lay afterwards."""
    lay = 0
    for event in events:
        yield event, lay if event.act == Act.PASSED else event.position
        lay = event.position


def _told(event: CaseEvent, position: int, sights: Sights, marks: dict) -> Told:
    own = event.act in OWN
    with_name = own or sights.names(position, event.at)
    with_opinion = own or sights.opinions(position, event.at)
    return Told(
        act=event.act, label=event.get_act_display(), at=event.at,
        who=str(event.actor or "") if with_name else sights.step(position),
        opinion=event.opinion if with_opinion else "",
        mark=str(marks.get(event.mark, "")) if with_opinion or sights.decides(event) else "",
        step=str(Reviewer.COUNTY.label) if event.reviewer == Reviewer.COUNTY else "",
        decided_on=event.decided_on,
    )  # fmt: skip


def lies_with_as_told(case: Case, user) -> list[str]:
    """The names of whom it lies with, or only what they are where the author must not know the names."""
    sights = Sights(case, user)
    if not sights.names(case.position, case.submitted_at):
        return [sights.step(case.position)]
    return [member.name for member in lies_with(case)]


def last_act(case: Case) -> tuple[CaseEvent, int]:
    """What happened last, being seen left aside, and at which step."""
    *_before, last = _with_steps(case.events.exclude(act=Act.SEEN).select_related("actor"))
    return last


def hides_name(user, actor_id: int | None) -> bool:
    """Whether this user must not learn that this other one reviewed: somewhere a step of the way of something they
    handed in hides it. Three queries at most, one where no route of the school hides a name.
    """
    seat = user.seat
    if seat is None or seat.member_id is None or actor_id in (None, user.pk):
        return False
    routes: dict[str, list[RouteStep]] = {}
    for step in (
        RouteStep.objects.filter(route__school=seat.school).select_related("route").order_by("position")
    ):
        routes.setdefault(step.route.subject, []).append(step)
    hiding = [
        subject for subject, steps in routes.items() if any(step.names != Sight.ALWAYS for step in steps)
    ]
    if not hiding:
        return False
    mine = Case.objects.filter(school=seat.school, author_id=seat.member_id, subject__in=hiding)
    theirs = mine.filter(pk__in=CaseEvent.objects.filter(actor=actor_id, act__in=ACTS).values("case"))
    for case in theirs.prefetch_related("events"):
        sights = Sights(case, user, routes[case.subject])
        for event, position in _with_steps(case.events.all()):
            if event.actor_id == actor_id and event.act in ACTS and not sights.names(position, event.at):
                return True
    return False


def phrases_of(school, thing: Thing) -> list[str]:
    """What a school's reviewers often say of such a thing; the usual phrases while the school has none of its own."""
    own = list(Phrase.objects.filter(school=school, subject=thing.subject).values_list("text", flat=True))
    return own or [str(text) for text in thing.phrases]
