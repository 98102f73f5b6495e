"""The address of a total: made from what it sums, it opens the list of just these entries, which says the sum again.

On paper a short code stands for it (``rules.codes``), which holds the same numbers and nothing else: keys of rows,
never a name. Codes are printed and kept, so what their numbers mean is laid down here for good.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.urls import reverse
from django.utils.http import urlencode

from apps.core.text import whole_number
from apps.credits.choices import Family
from apps.credits.models import EntryKind
from apps.credits.rules.codes import Mistyped, coded, numbers_of
from apps.groups.models import Group
from apps.groups.selectors import counted_for
from apps.schools.models import School, Semester
from apps.staff.models import StaffMember

UNITS = ("hours", "credits", "points", "count", "characters")
FAMILIES = (
    "", Family.ACTIVITY, Family.OBSERVATION, Family.LESSON_PLAN, Family.WORK, Family.PROJECT, Family.OTHER,
)  # fmt: skip
KIND = len(FAMILIES)
NOBODY, MEMBER, GROUP = range(3)
SEMESTER, SPAN = range(2)
WHATS, WHOS, WHENS = KIND + 1, 3, 2
FIRST_DAY = date(2000, 1, 1)
# What the list is asked for instead of a semester.
ALL = "all"


@dataclass(frozen=True)
class Total:
    """What a number sums: ``unit`` of the entries of a semester, or of a school between two days; of one staff member,
    of a group and its people, or of all; of one kind, of a family, or of all work.
    """

    unit: str = "hours"
    semester: int | None = None
    school: int | None = None
    first: date | None = None
    last: date | None = None
    member: int | None = None
    group: int | None = None
    family: str = ""
    kind: int | None = None

    @property
    def url(self) -> str:
        """The list of its entries."""
        when = (
            {"semester": self.semester}
            if self.semester is not None
            else {"semester": ALL, "first": self.first, "last": self.last if self.last < date.max else None}
        )
        who, what = {"member": self.member, "group": self.group}, {"family": self.family, "kind": self.kind}
        asked = {name: value for name, value in (who | when | what).items() if value}
        unit = {} if self.unit == "hours" else {"unit": self.unit}
        return f"{reverse('credits:entry_list')}?{urlencode(asked | unit)}"

    @property
    def code(self) -> str:
        what = KIND if self.kind is not None else FAMILIES.index(self.family)
        who = MEMBER if self.member is not None else GROUP if self.group is not None else NOBODY
        when = SEMESTER if self.semester is not None else SPAN
        head = ((UNITS.index(self.unit) * WHATS + what) * WHOS + who) * WHENS + when
        days = [] if when == SEMESTER else [(day - FIRST_DAY).days for day in (self.first, self.last)]
        row = self.semester if when == SEMESTER else self.school
        rest = (pk for pk in (self.member, self.group, self.kind) if pk is not None)
        return coded([head, row, *days, *rest])

    @property
    def code_url(self) -> str:
        """Where the code leads to, for a file; with the site's address where that is known."""
        return f"{settings.SITE_ADDRESS}{reverse('totals:total_open', args=[self.code])}"


def total_of(code: str) -> Total:
    """The total a code stands for. Raises Mistyped."""
    head, *rest = numbers_of(code)
    head, when = divmod(head, WHENS)
    head, who = divmod(head, WHOS)
    unit, what = divmod(head, WHATS)
    wanted = 1 + 2 * (when == SPAN) + (who != NOBODY) + (what == KIND)
    if unit >= len(UNITS) or len(rest) != wanted or max(rest) > 2**31:
        raise Mistyped(code)
    rows = iter(rest)
    found: dict = {"unit": UNITS[unit], "semester" if when == SEMESTER else "school": next(rows)}
    if when == SPAN:
        try:
            found |= {name: FIRST_DAY + timedelta(days=next(rows)) for name in ("first", "last")}
        except OverflowError:
            raise Mistyped(code) from None
    if who != NOBODY:
        found["member" if who == MEMBER else "group"] = next(rows)
    found |= {"kind": next(rows)} if what == KIND else {"family": str(FAMILIES[what])}
    return Total(**found)


def in_sight(total: Total, user) -> bool:
    """Whether the user sees every entry of a total; whoever sees some of them only would be told another sum."""
    seat = user.seat
    semester = Semester.objects.visible_to(user).filter(pk=total.semester).first()
    if semester is None and total.school != seat.school.pk:
        return False
    if total.kind is not None and not EntryKind.objects.visible_to(user).filter(pk=total.kind).exists():
        return False
    seen = {seat.member_id, *seat.led_member_ids}
    if total.member is not None:
        known = StaffMember.objects.visible_to(user).filter(pk=total.member).exists()
        return known and (seat.sees_school or total.member in seen)
    if total.group is not None:
        group = Group.objects.visible_to(user).filter(pk=total.group).first()
        if group is None or seat.sees_school:
            return group is not None
        is_ours = group.pk in seat.group_ids | seat.led_group_ids  # what the group itself holds
        return is_ours and members_of(group, semester) <= seen
    return seat.sees_school


def members_of(group: Group, semester: Semester | None) -> set[int]:
    """Whose entries a total of a group sums, besides what the group holds itself."""
    found = counted_for(group, semester)
    return set(found if isinstance(found, list) else found.values_list("member", flat=True))


def entry_named(text: str, school: School) -> tuple[int, int, int] | None:
    """First year, term and number of an entry's reference (``QSZX-2025-1-0042``); None when it is none."""
    parts = text.strip().upper().rsplit("-", 3)
    if len(parts) != 4 or parts[0] != school.code.upper():
        return None
    numbers = tuple(whole_number(part) for part in parts[1:])
    return numbers if None not in numbers and max(numbers) < 2**31 else None
