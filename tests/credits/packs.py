"""Helps for tests with rules of a school's own: packs from short YAML, published; people marked at activities."""

from datetime import date
from decimal import Decimal

from apps.activities.services import save_attendance
from apps.credits import drafting
from apps.credits.models import Entry, RulePack
from apps.credits.rules.texts import read_pack
from apps.credits.services import revalue
from apps.credits.wording import school_names
from tests.factories import ActivityFactory, AttendanceFactory

HEAD = """
code: {code}
name: 学时办法
gives: {gives}
valid: {{from: 2025-09-01}}
names: {{category: {{ethics: 师德}}{names}}}
rules:
"""
PLAIN = """
  - type: worth
    code: present
    where: {kinds: [activity], attendance: [present, late]}
    from: [{of: hours, gives: 1}]
"""
CAPPED = (
    PLAIN
    + """
  - {type: cap, code: most, clause: 每学期封顶, where: {kinds: [activity]}, at_most: 5, per: semester}
"""
)
COSTLY = (
    PLAIN
    + """
  - {type: deduct, code: absence, where: {kinds: [activity]}, by: attendance, table: {absent: 1}, per: semester,
     below_zero: true}
"""
)
FILED = (
    """
  - {type: treat, code: filed, where: {kinds: [activity]}, as: {category: ethics}}
"""
    + PLAIN
)
GATED = (
    PLAIN
    + """
  - {type: need, code: kept, where: {kinds: [activity]}, has: {evidence: [minutes]}}
"""
)


def publish(
    cast, rules: str, *, code="own", gives="hours", first=date(2025, 9, 1), value_anew=True, names=""
) -> RulePack:
    """A pack that holds from a day on, in the place of its version before."""
    pack = read_pack(HEAD.format(code=code, gives=gives, names=names) + rules, school_names(cast.school.pk))
    draft = drafting.begin_from(RulePack, pack, school=cast.school)
    published = drafting.publish(draft, first=first, actor=cast.office.user)
    if value_anew:
        revalue(cast.school, reason="新办法", actor=cast.office.user)
    return published


def attend(cast, *, hours="2", day=date(2025, 9, 12), member=None, state="present", **more):
    """One person marked at an activity of its own; answers the attendance."""
    activity = ActivityFactory(semester=cast.semester, hours=Decimal(hours), date=day, **more)
    row = AttendanceFactory.build(
        activity=activity, school=cast.school, member=member or cast.teacher, state=state
    )
    save_attendance([row], actor=cast.office.user, reason="补记")
    return row


def mark(cast, row, state: str, reason="更正"):
    row.state = state
    save_attendance([row], actor=cast.office.user, reason=reason)


def standing() -> list[Entry]:
    return list(Entry.objects.standing().order_by("date", "pk"))


def hours() -> list[Decimal]:
    return [entry.hours for entry in standing()]
