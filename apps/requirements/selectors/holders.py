"""Holders with what was granted to them."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date

from apps.credits.holders import CHANGING, group_holders, holder_pk, school_holder, staff_holders
from apps.credits.rules.facts import Exemption as ExemptDays
from apps.credits.rules.facts import Holder
from apps.credits.rules.facts import OwnTarget as Target
from apps.requirements.models import Exemption, Grant, OwnTarget, Transfer
from apps.requirements.rules.lines import Transfer as Borrowed


@dataclass(frozen=True)
class Whom:
    """Which holders are asked about: all of the school, or some staff and groups by their keys."""

    members: frozenset[int] | None = None
    groups: frozenset[int] | None = None

    @property
    def no_groups(self) -> bool:
        return self.groups is not None and not self.groups


EVERYBODY = Whom()


def holders_of(
    school_id: int, first: date, last: date, whom: Whom = EVERYBODY, *, asking: Collection[str] = CHANGING
) -> tuple[list[Holder], Whom]:
    """Staff, groups and, when everybody is asked about, the school; of those there in these days. Eight queries, less
    those for what nobody is ``asking`` about of the staff.

    Groups bring their members with them, as they answer for them; whom that makes is answered as well.
    """
    groups = [] if whom.no_groups else group_holders(school_id, first, last, whom.groups)
    if whom.members is not None:
        of_groups = {holder_pk(key) for group in groups for key in group.members}
        whom = Whom(whom.members | of_groups, whom.groups)
    staff = staff_holders(school_id, first, last, whom.members, asking=asking)
    found = staff + groups
    if whom == EVERYBODY:
        found.append(school_holder(school_id, staff))
    return with_grants(school_id, found), whom


def with_grants(school_id: int, holders: Iterable[Holder]) -> list[Holder]:
    """The holders with their exemptions and targets; two queries."""
    exempt, targets = defaultdict(list), defaultdict(list)
    for row in live(Exemption, school_id):
        exempt[row.holder_key].append(
            ExemptDays(row.started_on, row.ended_on or date.max, row.reason, frozenset(row.requirements))
        )
    for row in live(OwnTarget, school_id):
        targets[row.holder_key].append(Target(row.requirement, row.day, row.at_least, row.reason))
    return [
        replace(h, exemptions=tuple(exempt[h.key]), own_targets=tuple(targets[h.key]))
        if h.key in exempt or h.key in targets
        else h
        for h in holders
    ]


def transfers_of(school_id: int) -> list[Borrowed]:
    """What was borrowed from later periods, in the order it was granted; one query."""
    return [
        Borrowed(
            holder=row.holder_key, requirement=row.requirement, into=row.into, out_of=row.out_of,
            amount=row.amount, reason=row.reason,
        )
        for row in live(Transfer, school_id)
    ]  # fmt: skip


def live(model: type[Grant], school_id: int) -> Collection[Grant]:
    return model.objects.filter(school_id=school_id).live().order_by("pk")
