"""Requirements that ask for a plain sum of entries: their figure opens the ledger's own list of it."""

from dataclasses import fields

from apps.credits.addresses import UNITS, Total
from apps.credits.choices import Family
from apps.credits.holders import holder_pk
from apps.requirements.rules.schemes import Requirement
from apps.requirements.selectors.evaluating import Answer
from apps.schools.models import Semester

# What makes of a sum something else: portions, ceilings, what fills or sets off, members, several periods.
MORE = ("each", "at_most", "cases", "of_which", "matrix", "offsets", "fills", "members", "borrow")


def total_of(answer: Answer, semester: Semester) -> Total | None:
    """The entries whose sum is what was done, where it is just that; None where only the page itself can list them."""
    owed, requirement = answer.owed, answer.requirement
    families = set(requirement.measure.where.kinds)
    if not is_plain(requirement) or answer.holder.of != "staff" or owed.filled or len(families) > 1:
        return None
    if sum(one.amount for one in owed.counted) != owed.done:
        return None
    window = owed.window
    days = (window.first, window.last)
    whole = days == (semester.starts_on, semester.ends_on)
    when = (
        {"semester": semester.pk}
        if whole
        else {"school": semester.school_id, "first": window.first, "last": window.last}
    )
    return Total(
        requirement.measure.quantity, **when, member=holder_pk(answer.holder.key), family="".join(families)
    )


def is_plain(requirement: Requirement) -> bool:
    measure, where = requirement.measure, requirement.measure.where
    narrowed = any(
        getattr(where, f.name) not in (None, (), "", False) for f in fields(where) if f.name != "kinds"
    )
    known = all(kind in Family.values for kind in where.kinds)
    more = any(getattr(requirement, name) for name in MORE)
    return measure.quantity in UNITS and known and not (narrowed or more or measure.distinct)
