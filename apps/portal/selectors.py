"""What the home pages show: a school at a glance, the groups one leads, one's own part.

A fixed number of queries for each, whatever the size of the school. Hours and observations are sums of the ledger.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from apps.activities.models import Activity
from apps.activities.selectors import Programme, programme, with_attendance
from apps.credits.addresses import Total
from apps.credits.choices import Family
from apps.credits.models import Entry, RulePack
from apps.credits.selectors import Totals, totals_by_member
from apps.credits.standings import EXEMPT, Stand, Standings
from apps.credits.standings import standings as standings_of
from apps.groups.models import Group, Membership
from apps.groups.selectors import home_groups
from apps.lessonplans.choices import State
from apps.lessonplans.models import LessonPlan
from apps.observations.selectors import research_lesson_givers
from apps.portfolio.choices import Result
from apps.portfolio.models import Work
from apps.requirements.models import Scheme
from apps.schools.models import Semester
from apps.staff.models import StaffMember, User

FURTHEST, RECENT, NEXT, LATEST = 6, 6, 4, 5


@dataclass(frozen=True)
class Standing:
    """Where a staff member stands against the hours and the observations asked of them; None where none are asked."""

    member: StaffMember
    totals: Totals
    semester: Semester
    hours: Stand | None
    observations: Stand | None

    @property
    def hours_done(self) -> Decimal:
        return self.hours.done if self.hours else self.totals.hours

    @property
    def observations_done(self) -> Decimal | int:
        return self.observations.done if self.observations else self.totals.observations

    @property
    def hours_url(self) -> str:
        """Where ``hours_done`` opens: its entries, or the requirement of a scheme with the work that counts for it."""
        return self._url(self.hours, "hours")

    @property
    def observations_url(self) -> str:
        return self._url(self.observations, "count", family=Family.OBSERVATION)

    def _url(self, stand: Stand | None, unit: str, **of) -> str:
        if stand and stand.code:
            return f"{reverse('requirements:member_owed', args=[self.member.pk])}#req-{stand.code}"
        return Total(unit, self.semester.pk, member=self.member.pk, **of).url

    @property
    def has_hours(self) -> bool:
        """Has reached the hours asked for."""
        return self.hours is not None and self.hours.is_met

    @property
    def owes_hours(self) -> bool:
        return self.hours is not None and self.hours.state != EXEMPT

    @property
    def is_short(self) -> bool:
        return any(stand.is_short for stand in self.stands)

    @property
    def stands(self) -> list[Stand]:
        return [stand for stand in (self.hours, self.observations) if stand is not None]

    @property
    def distance(self) -> Decimal:
        """How far from the requirements, as the sum of what is missing of each: 0 is met, 2 is nothing done."""
        asked = (stand for stand in self.stands if stand.is_short and stand.required)
        return sum((stand.missing / stand.required for stand in asked), Decimal(0))


def standing(member: StaffMember, totals: Totals, semester: Semester, asked: Standings) -> Standing:
    return Standing(
        member, totals, semester, asked.hours_of(member.pk, totals), asked.observations_of(member.pk, totals)
    )


@dataclass(frozen=True)
class GroupStanding:
    """How many of a group have reached the hours, of those who owe some (``owing``); ``group`` is None for those who
    belong to none.
    """

    group: Group | None
    people: int
    owing: int
    reached: int
    hours: Decimal

    @property
    def mean(self) -> Decimal:
        """Hours per head, to the tenth."""
        return (self.hours / self.people).quantize(Decimal("0.1"))


@dataclass(frozen=True)
class Glance:
    """A school's semester in figures."""

    programme: Programme
    standings: list[Standing]
    groups: list[GroupStanding]
    givers: int
    research_type: int | None  # key of the lesson type, None when nobody gave one

    @property
    def teachers(self) -> int:
        return len(self.standings)

    @property
    def reached(self) -> int:
        return sum(one.has_hours for one in self.standings)

    @property
    def owing(self) -> int:
        """Who owes hours."""
        return sum(one.owes_hours for one in self.standings)

    @property
    def observations(self) -> int:
        return sum(one.totals.observations for one in self.standings)

    @property
    def observations_a_head(self) -> Decimal:
        return (Decimal(self.observations) / (self.teachers or 1)).quantize(Decimal("0.1"))

    @property
    def short(self) -> list[Standing]:
        """Those who have not reached hours or observations, the furthest first."""
        return sorted((one for one in self.standings if one.is_short), key=lambda one: -one.distance)

    @property
    def furthest(self) -> list[Standing]:
        return self.short[:FURTHEST]


@dataclass(frozen=True)
class LedGroup:
    """A group one leads, with where its members stand, those who miss most first."""

    group: Group
    standings: list[Standing]

    @property
    def reached(self) -> int:
        return sum(one.has_hours for one in self.standings)

    @property
    def owing(self) -> int:
        return sum(one.owes_hours for one in self.standings)


@dataclass(frozen=True)
class OwnPart:
    """What one has done in the semester, and what comes next; ``plans`` by state, the approved as the ledger counts."""

    standing: Standing
    plans: dict[str, int]
    awarded: int
    coming: list[Activity]
    latest: list[Entry]


def glance(user: User, semester: Semester, *, today: date) -> Glance:
    """The school at a glance, for those who see all of it."""
    days = (semester.starts_on, semester.ends_on)
    staff = StaffMember.objects.visible_to(user).on_roll(*days).select_related("campus").order_by("number")
    staff = staff.only("number", "name", "campus__name")
    totals, given = totals_by_member(semester), research_lesson_givers(semester)
    asked = standings_of(semester, today=today)
    standings = [standing(member, totals.get(member.pk, Totals()), semester, asked) for member in staff]
    return Glance(
        programme=programme(semester, today=today),
        standings=standings,
        groups=_by_group(user, standings, home_groups(user.seat.school, *days)),
        givers=sum(one.member.pk in given for one in standings),
        research_type=next(iter(given.values()), None),
    )


def _by_group(user: User, standings: list[Standing], home: dict[int, int]) -> list[GroupStanding]:
    """In the order the school keeps its groups; last, if there are any, those who belong to none."""
    members = defaultdict(list)
    for one in standings:
        members[home.get(one.member.pk)].append(one)
    groups = [*Group.objects.visible_to(user).filter(pk__in=members.keys() - {None}), None]
    rows = [(group, members[group.pk if group else None]) for group in groups]
    return [
        GroupStanding(
            group,
            len(own),
            sum(one.owes_hours for one in own),
            sum(one.has_hours for one in own),
            sum((one.totals.hours for one in own), Decimal(0)),
        )
        for group, own in rows
        if own
    ]


def recent_activities(user: User, semester: Semester, *, today: date) -> QuerySet[Activity]:
    """The last activities that took place, with the numbers of people listed and present."""
    rows = Activity.objects.visible_to(user).live().filter(semester=semester, date__lte=today)
    # Chosen first, so that people are counted for few.
    latest = Activity.objects.filter(pk__in=rows.values("pk")[:RECENT])
    return with_attendance(latest.select_related("kind", "speaker"))


def led_groups(
    user: User, semester: Semester, totals: dict[int, Totals], asked: Standings, *, today: date
) -> list[LedGroup]:
    """The groups the user leads today, in the order of the school; ``totals`` and what is ``asked`` of the members."""
    held = (
        Membership.objects.visible_to(user)
        .between(today)
        .filter(group_id__in=user.seat.led_group_ids)
        .select_related("group", "member__campus")
        .order_by("group__position", "group_id", "member__number")
    )
    members: dict[Group, list[Standing]] = defaultdict(list)
    for one in held:
        members[one.group].append(standing(one.member, totals.get(one.member_id, Totals()), semester, asked))
    return [LedGroup(group, sorted(found, key=lambda s: -s.distance)) for group, found in members.items()]


def plans_by_author(user: User, semester: Semester) -> dict[int, Counter]:
    """Author → lesson plans by state, of oneself and those one leads."""
    seat = user.seat
    rows = LessonPlan.objects.visible_to(user).live().filter(semester=semester)
    rows = rows.filter(author_id__in={seat.member_id, *seat.led_member_ids}).order_by()
    found: dict[int, Counter] = defaultdict(Counter)
    for author, state, many in rows.values_list("author_id", "state").annotate(Count("pk")):
        found[author][state] = many
    return found


def own_part(
    user: User,
    semester: Semester,
    totals: dict[int, Totals],
    asked: Standings,
    states: Counter,
    *,
    today: date,
) -> OwnPart:
    """One's own semester; the user has a staff member, whose are among ``totals`` and who is ``asked``. ``states`` are
    of the own plans.
    """
    member = user.seat.member
    works = Work.objects.own(user).recognised().filter(semester=semester)
    own = standing(member, totals.get(member.pk, Totals()), semester, asked)
    entries = Entry.objects.own(user).standing().filter(semester=semester)
    return OwnPart(
        standing=own,
        plans={state: states[state] for state in State.values} | {State.APPROVED.value: own.totals.plans},
        awarded=works.filter(result=Result.AWARDED).count(),
        coming=list(coming_activities(user, semester, today=today)),
        latest=list(entries.select_related("kind")[:LATEST]),
    )  # fmt: skip


def coming_activities(user: User, semester: Semester, *, today: date) -> QuerySet[Activity]:
    """The next activities of the semester to which the user is listed, from today on."""
    rows = Activity.objects.visible_to(user).live().filter(semester=semester, date__gte=today)
    listed = rows.filter(attendances__member=user.seat.member)
    return listed.select_related("kind", "speaker").order_by("date", "starts_at", "pk")[:NEXT]


def unwritten(user) -> list[tuple[str, str]]:
    """(address, words) of choosing a first rule pack or scheme, for whoever writes them and has begun none; two queries
    for them, none for others.
    """
    if not user.has_perm("credits.add_rulepack"):
        return []
    offers = (
        (RulePack, "credits:rulepack_choose", _("Choose a rule pack")),
        (Scheme, "requirements:scheme_choose", _("Choose a scheme of requirements")),
    )
    return [
        (reverse(name), label) for model, name, label in offers if not model.objects.visible_to(user).exists()
    ]
