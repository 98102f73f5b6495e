"""What the requirements cost teachers: minutes spent on records, things owed a week, what is asked twice, what nobody
asks for. How each is measured stands in docs/rules.md and on the page.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, fields
from decimal import Decimal
from itertools import combinations
from operator import attrgetter
from statistics import median

from django.db.models import Count, F, Q, QuerySet, Sum
from django.db.models.functions import Length, TruncWeek

from apps.activities.models import Activity, Marking, Minutes
from apps.core.names import fits_person
from apps.credits.rules.packs import walk
from apps.credits.rules.verbs import QUANTITIES, Source
from apps.credits.rules.where import Where
from apps.credits.selectors import packs_of
from apps.declarations.models import Declaration, DeclarationDraft
from apps.lessonplans.models import LessonPlan, PlanDraft
from apps.observations.models import Observation
from apps.portfolio.models import Work
from apps.requirements.rules.schemes import Measure, Requirement, Scheme
from apps.requirements.selectors.evaluating import Evaluation
from apps.schools.choices import Origin
from apps.schools.models import Semester
from apps.staff.models import StaffMember

# Seconds for a short field, characters typed in a minute, seconds for marking one list of attendance.
FIELD, TYPED, MARKED = 8, 40, 60
# Short fields of each form that are filled in every time.
SHORT_FIELDS = {"observation": 8, "plan": 5, "work": 4, "declaration": 9}

# What the list of teachers can be ordered by.
COLUMNS = ("number", "records", "minutes", "a_week", "busiest", "owed_a_week")


@dataclass(frozen=True)
class Recorded:
    """Minutes one staff member spent on records in the semester; ``busiest`` is the week with most of them."""

    member: StaffMember
    minutes: int
    records: int
    busiest: int
    a_week: Decimal
    owed_a_week: Decimal


@dataclass(frozen=True)
class Twice:
    """Two requirements that the same work is asked for by, and how many owe both."""

    one: Requirement
    other: Requirement
    people: int

    @property
    def both(self) -> tuple[Requirement, Requirement]:
        return self.one, self.other


@dataclass(frozen=True)
class Unasked:
    """A field of a form that no rule and no requirement reads, and in how many records it was filled in."""

    model: type
    name: str
    filled: int
    records: int

    @property
    def sort(self) -> str:
        return self.model._meta.verbose_name

    @property
    def label(self) -> str:
        return self.model._meta.get_field(self.name).verbose_name


def recorded(semester: Semester, found: Evaluation) -> list[Recorded]:
    """Staff with their minutes and what they owe a week, the busiest first; six queries."""
    seconds: dict[int, Counter] = defaultdict(Counter)
    records: Counter = Counter()
    for member, week, many, characters, each in spent(semester):
        seconds[member][week] += many * each + characters * 60 // TYPED
        records[member] += many
    owed = owed_items(found)
    staff = StaffMember.objects.filter(pk__in={*seconds, *owed}).order_by("number")
    rows = [
        Recorded(
            member, round(sum(seconds[member.pk].values()) / 60), records[member.pk],
            round(max(seconds[member.pk].values(), default=0) / 60),
            (Decimal(sum(seconds[member.pk].values())) / 60 / semester.weeks).quantize(Decimal("0.1")),
            (owed.get(member.pk, Decimal(0)) / semester.weeks).quantize(Decimal("0.1")),
        )
        for member in staff
    ]  # fmt: skip
    return sorted(rows, key=lambda row: -row.minutes)


def chosen(rows: list[Recorded], words: str, sort: str) -> list[Recorded]:
    """Rows whose name fits, by a column (with a minus downwards), else as they come: the busiest first."""
    found = [row for row in rows if fits_person(words, row.member.search_text)]
    name = sort.removeprefix("-")
    if name not in COLUMNS:
        return found
    key = attrgetter("member.number" if name == "number" else name)
    return sorted(found, key=key, reverse=sort.startswith("-"))


def middle(amounts: Iterable[Decimal]) -> Decimal:
    """Half of them have less; to the tenth, nothing for nobody."""
    amounts = list(amounts)
    return median(amounts).quantize(Decimal("0.1")) if amounts else Decimal(0)


def spent(semester: Semester):
    """(staff member, week, records, characters typed, seconds of each record besides) of what was entered in pages.

    The text of a plan or a work is the work itself, so only its form is counted.
    """
    by_hand = {"semester": semester, "origin": Origin.PAGE}
    typed = Length("notes") + Length("opinion") + Length("reflection")
    seen = Observation.objects.filter(**by_hand)
    yield from by_week(seen, "observer_id", "created_at", typed, SHORT_FIELDS["observation"] * FIELD)
    plans = PlanDraft.objects.filter(plan__semester=semester)
    yield from by_week(plans, "plan__author_id", "submitted_at", None, SHORT_FIELDS["plan"] * FIELD)
    works = Work.objects.filter(**by_hand)
    yield from by_week(works, "author_id", "created_at", None, SHORT_FIELDS["work"] * FIELD)
    declared = DeclarationDraft.objects.filter(declaration__semester=semester)
    yield from by_week(
        declared, "declaration__author_id", "submitted_at", None, SHORT_FIELDS["declaration"] * FIELD
    )
    writer = Q(written_by__members__school_id=semester.school_id)
    minutes = Minutes.objects.filter(writer, activity__semester=semester)
    yield from by_week(minutes, "written_by__members", "created_at", Length("text"), 0)
    marker = Q(actor__members__school_id=semester.school_id)
    marks = Marking.objects.filter(marker, activity__semester=semester, is_undo=False)
    yield from by_week(marks, "actor__members", "at", None, MARKED)


def by_week(rows: QuerySet, member: str, at: str, typed, each: int):
    rows = rows.order_by().annotate(on=TruncWeek(at), whose=F(member)).values_list("whose", "on")
    sums = rows.annotate(many=Count("pk"), typed=Sum(typed) if typed else Count("pk") * 0)
    for whose, week, many, characters in sums:
        yield whose, week, many, characters or 0, each


def owed_items(found: Evaluation) -> dict[int, Decimal]:
    """Staff member → things owed in the semester: so many pieces as are counted, one for anything else."""
    owed: dict[int, Decimal] = defaultdict(Decimal)
    for answer in found.answers:
        if answer.holder.of == "staff" and answer.outlook not in ("exempt", "unknown"):
            counted = answer.requirement.measure.quantity == "count"
            pieces = answer.owed.required if counted else Decimal(1)
            owed[int(answer.holder.key.partition(":")[2])] += pieces
    return owed


def asked_twice(found: Evaluation) -> list[Twice]:
    """Pairs of requirements that count the same kinds in the same way, and that somebody owes both of."""
    owing: dict[tuple[str, str], set[str]] = defaultdict(set)
    named: dict[tuple[str, str], Requirement] = {}
    for answer in found.answers:
        if answer.outlook not in ("exempt", "unknown") and not answer.requirement.members:
            key = answer.scheme.code, answer.requirement.code
            owing[key].add(answer.holder.key)
            named[key] = answer.requirement
    pairs = [
        Twice(named[a], named[b], len(owing[a] & owing[b]))
        for a, b in combinations(named, 2)
        if alike(named[a], named[b]) and owing[a] & owing[b]
    ]
    return sorted(pairs, key=lambda pair: -pair.people)


def alike(one: Requirement, other: Requirement) -> bool:
    if one.measure.quantity != other.measure.quantity:
        return False
    mine, theirs = one.measure.where.kinds, other.measure.where.kinds
    return any(meets(a, b) for a in mine for b in theirs)


def meets(one: str, other: str) -> bool:
    """The same kind, or one of them the family of the other."""
    return one == other or one == other.partition("/")[0] or other == one.partition("/")[0]


# Fields people fill in, and what a rule would read of them.
ASKED = (
    (Observation, "class_name", ()), (Observation, "topic", ("content", "distinct")),
    (Observation, "score", ("score_from", "score")), (Observation, "notes", ()), (Observation, "opinion", ()),
    (Observation, "reflection", ()), (LessonPlan, "week", ()), (LessonPlan, "mark", ("labels", "score")),
    (Work, "characters", ("characters", "characters_from")), (Activity, "place", ()), (Activity, "content", ()),
    (Declaration, "organiser", ()), (Declaration, "certificate", ("content", "distinct")),
    (Activity, "ends_at", ("minutes", "minutes_from", "attended_from")),
)  # fmt: skip


def unasked(semester: Semester, schemes: Iterable[Scheme]) -> list[Unasked]:
    """Fields that nothing the school has published reads; one query for each sort of record."""
    read = read_by(semester.school_id, schemes)
    by_model: dict[type, list[str]] = defaultdict(list)
    for model, name, readers in ASKED:
        if not read & set(readers):
            by_model[model].append(name)
    found = []
    for model, names in by_model.items():
        rows = model.objects.live().filter(semester=semester)
        counts = rows.aggregate(
            all=Count("pk"), **{name: Count("pk", filter=filled(model, name)) for name in names}
        )
        found += [Unasked(model, name, counts[name], counts["all"]) for name in names if counts[name]]
    return found


def filled(model: type, name: str) -> Q:
    field = model._meta.get_field(name)
    return ~Q(**{name: ""}) if field.empty_strings_allowed else Q(**{f"{name}__isnull": False})


def read_by(school_id: int, schemes: Iterable[Scheme]) -> set[str]:
    """What the rules and requirements look at: conditions, quantities, what is counted once."""
    found: set[str] = set()
    rows = [rule for pack in packs_of(school_id) for rule in pack.rules]
    for row in [*rows, *(r for scheme in schemes for r in scheme.requirements)]:
        for _path, part in walk(row):
            if isinstance(part, Where):
                found |= {f.name for f in fields(part) if getattr(part, f.name) not in (None, (), "")}
            elif isinstance(part, Measure):
                found |= {part.quantity, *(["distinct"] if part.distinct else [])}
            elif isinstance(part, Source) and part.of in QUANTITIES:
                found.add(part.of)
        if getattr(row, "of", "") in QUANTITIES:
            found.add(row.of)
    return found
