"""What records say today of work that stands in the ledger.

Minutes written after a meeting, a certificate added, a mark given later: none of it changes what the work is worth, so
its entry stands as it was posted, with what was known then (``credits.postings.marks``). A requirement that asks for
such a thing is answered from the record. Of a closed semester no more is known than was at the closing.
"""

from dataclasses import replace
from datetime import date

from django.db.models.fields.json import KeyTransform

from apps.credits.holders import group_key, member_key
from apps.credits.models import Proposal
from apps.credits.rules.facts import Fact
from apps.credits.rules.keeping import fact_of
from apps.credits.rules.where import is_among
from apps.requirements.rules.lines import Lean, Line
from apps.requirements.rules.shapes import ANYTHING, LATER, Asks
from apps.requirements.selectors.holders import EVERYBODY, Whom
from apps.requirements.selectors.lines import about


def as_recorded(
    lines: list[Line | Lean], asks: Asks, school_id: int, first: date, last: date, whom: Whom = EVERYBODY
) -> list[Line | Lean]:
    """The lines with what their records say today, as far as the schemes ask; one query about work of the kinds they
    ask it of, none where they ask for nothing of the kind. Work that was alike and still is goes on sharing its fact.
    """
    names = [name for name in sorted(LATER) if name in asks.fields]
    if not names:
        return lines
    looks = [look for look in asks.looks if not LATER.isdisjoint(look.fields)]
    kinds = {
        of: {kind for look in looks if of in look.holders for kind in look.kinds}
        for of in ("staff", "groups")
    }
    asked = [line for line in lines if _is_looked_at(line.fact.kind, kinds[_held(line)])]
    if not asked:
        return lines
    rows = Proposal.objects.filter(school_id=school_id, date__range=(first, last)).order_by()
    if not any(ANYTHING in some for some in kinds.values()):
        rows = rows.filter(source_key__in={line.key for line in asked})
    rows = rows if whom == EVERYBODY else rows.filter(about(whom))
    said = {}
    columns = ("source_key", "member_id", "group_id", *(KeyTransform(name, "fact") for name in names))
    for source, member, group, *values in rows.values_list(*columns):
        holder = member_key(member) if member else group_key(group)
        said[source, holder] = dict(zip(names, values, strict=True))
    shared: dict[tuple, Fact] = {}
    anew = {id(line): _said_anew(line, said.get((line.key, line.holder)), names, shared) for line in asked}
    return [anew.get(id(line), line) for line in lines]


def _held(line: Line | Lean) -> str:
    return "groups" if line.holder.startswith("group:") else "staff"


def _is_looked_at(kind: str, kinds: set[str]) -> bool:
    return ANYTHING in kinds or is_among(kind, kinds)


def _said_anew(line: Line | Lean, said: dict | None, names: list[str], shared: dict) -> Line | Lean:
    if said is None:
        return line
    data = {name: value for name, value in said.items() if value is not None}
    read = fact_of(data, key="", holder="", kind="", date=line.date)
    now = {name: getattr(read, name) for name in names}
    if all(getattr(line.fact, name) == value for name, value in now.items()):
        return line
    key = (id(line.fact), *now.values())
    if key not in shared:
        shared[key] = replace(line.fact, **now)
    return line._replace(fact=shared[key]) if isinstance(line, Lean) else replace(line, fact=shared[key])
