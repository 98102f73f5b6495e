"""Hours and lesson observations as a school's own schemes ask for them, for the pages that tell just these two."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import fields
from datetime import date

from apps.credits.holders import holder_pk
from apps.credits.standings import Stand, Standings
from apps.requirements.rules.schemes import Requirement
from apps.requirements.selectors.evaluating import Answer, day_of, evaluate, urgency
from apps.requirements.selectors.holders import Whom
from apps.requirements.selectors.schemes import published_schemes
from apps.schools.models import Semester
from apps.staff.models import StaffMember

# What stands for hours in a school that counts in something else.
AMOUNTS = ("hours", "credits", "points")
FAMILY = "observation"


def asked_by_schemes(
    semester: Semester, *, today: date, members: Collection[int] | None = None
) -> Standings | None:
    """What the published schemes ask; None, after one query, where there are none."""
    schemes = published_schemes(semester.school_id, day_of(semester, today))
    if not schemes:
        return None
    whom = Whom(frozenset(members if members is not None else staff_of(semester)) - {None}, frozenset())
    found = evaluate(semester, today=today, schemes=schemes, details=False, whom=whom)
    return standings_of(found.answers, schemes)


def staff_of(semester: Semester) -> Collection[int]:
    """Everybody of the semester; asked for by name, nothing is read of groups, which owe for themselves."""
    rows = StaffMember.objects.filter(school_id=semester.school_id)
    return rows.on_roll(semester.starts_on, semester.ends_on).values_list("pk", flat=True)


def standings_of(answers: Iterable[Answer], schemes) -> Standings:
    """From the answers of an evaluation: of each person the broadest requirement of either sort."""
    hours: dict[int, Answer] = {}
    seen: dict[int, Answer] = {}
    everything: dict[int, list[Answer]] = defaultdict(list)
    for answer in answers:
        if answer.holder.of != "staff" or answer.requirement.members:
            continue
        everything[holder_pk(answer.holder.key)].append(answer)
        for found, rank in ((hours, hours_rank), (seen, observations_rank)):
            keep(found, holder_pk(answer.holder.key), answer, rank)
    return Standings(
        hours={member: stand(answer) for member, answer in hours.items()},
        observations={member: stand(answer) for member, answer in seen.items()},
        all={
            member: [
                stand(answer) for answer in sorted(own, key=lambda one: urgency(one.outlook, one.owed.due))
            ]
            for member, own in everything.items()
        },
        scheme="、".join(scheme.name for scheme in schemes),
    )


def keep(found: dict[int, Answer], member: int, answer: Answer, rank) -> None:
    """The answer if it is of the sort, and broader than the one before; of equals the first."""
    new = rank(answer.requirement)
    if new is not None and (member not in found or new < rank(found[member].requirement)):
        found[member] = answer


def hours_rank(requirement: Requirement) -> tuple | None:
    """Smallest for the broadest; None for what asks for no amount, or for a ceiling only."""
    quantity = requirement.measure.quantity
    if quantity not in AMOUNTS or not asks_for_some(requirement):
        return None
    return (AMOUNTS.index(quantity), narrowness(requirement))


def observations_rank(requirement: Requirement) -> tuple | None:
    kinds = requirement.measure.where.kinds
    if requirement.measure.quantity != "count" or not kinds or not asks_for_some(requirement):
        return None
    if {kind.partition("/")[0] for kind in kinds} != {FAMILY}:
        return None
    return (narrowness(requirement), kinds != (FAMILY,))


def asks_for_some(requirement: Requirement) -> bool:
    return any(case.at_least is not None for case in (requirement, *requirement.cases))


def narrowness(requirement: Requirement) -> int:
    """How many conditions the work must meet."""
    where = requirement.measure.where
    return sum(getattr(where, f.name) not in (None, (), "", False) for f in fields(where))


def stand(answer: Answer) -> Stand:
    owed, requirement = answer.owed, answer.requirement
    return Stand(
        owed.done, owed.required, owed.missing, answer.outlook, within=requirement.within, code=requirement.code,
        name=requirement.name, unit=requirement.word, due=owed.due,
    )  # fmt: skip
