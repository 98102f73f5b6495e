"""What was looked through on paper: one inspection of whoever inspected, and what was counted of each teacher."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from apps.credits import services as credits
from apps.credits.models import EntryKind
from apps.declarations.models import Declaration
from apps.declarations.selectors import noted_already
from apps.declarations.services import place_declaration, save_declarations
from apps.groups.models import Group
from apps.staff.models import StaffMember


@transaction.atomic
def record_inspection(
    *, inspector: StaffMember, kind: EntryKind, day: date, group: Group | None = None,
    counted: EntryKind | None = None, first: date | None = None, last: date | None = None,
    counts: dict[StaffMember, int], actor, today: date,
) -> Declaration:  # fmt: skip
    """Record that somebody has inspected, and of each teacher how many pieces there were from ``first`` to ``last``.

    Answers the inspector's record. Raises ValidationError by field: a day to come, work counted for these days before,
    the same inspection recorded twice, a semester that is closed.
    """
    credits.lock_ledger(inspector.school_id)
    title = f"{kind.name}：{group.name}" if group else kind.name
    if Declaration.objects.live().filter(author=inspector, category=kind, title=title, ends_on=day).exists():
        raise ValidationError({"day": _("This inspection is recorded already: open it in the list.")})
    own = _record(inspector, kind, title, day, day, today, 1)
    save_declarations([own], actor=actor, reason="")
    if counted is not None and first and last and counts:
        if names := noted_already(list(counts), counted, first, last):
            raise ValidationError(
                {"first": _("Counted for some of these days already: %(names)s. Begin with a later day.")
                          % {"names": "、".join(names)}}
            )  # fmt: skip
        title = _("%(kind)s %(first)s to %(last)s") % {"kind": counted.name, "first": first, "last": last}
        rows = [
            _record(member, counted, title, first, last, today, times) for member, times in counts.items()
        ]
        save_declarations(rows, actor=actor, reason="")
    return own


def _record(
    author: StaffMember, kind: EntryKind, title: str, first: date, last: date, today: date, times=None
):
    row = Declaration(
        school=author.school, author=author, category=kind, title=title, starts_on=first, ends_on=last, times=times,
        recognised_on=today,
    )  # fmt: skip
    place_declaration(row, today)
    return row
