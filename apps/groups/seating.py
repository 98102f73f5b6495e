"""What a user holds today, for the seat every page begins with.

One statement written out: put together by the ORM anew for each page, the same reads took ten times as long.
"""

from dataclasses import dataclass
from datetime import date
from functools import cache

from django.db import connection

from apps.groups.choices import LEADING_ROLES, GroupKind
from apps.schools.models import School
from apps.staff.models import StaffMember

HELD = """
SELECT kept.school_ids, own.*
FROM (SELECT ARRAY(SELECT school_id FROM staff_schoolgrant WHERE user_id = %(user)s) AS school_ids) AS kept
LEFT JOIN (
    SELECT
        ARRAY(
            SELECT post.kind FROM staff_post AS post
            WHERE post.member_id = member.id
              AND post.started_on <= %(day)s AND (post.ended_on IS NULL OR post.ended_on >= %(day)s)
        ),
        held.group_ids,
        held.led_ids,
        COALESCE(held.in_leading_group, false),
        ARRAY(
            SELECT DISTINCT fellow.member_id FROM groups_membership AS fellow
            WHERE fellow.group_id = ANY(held.led_ids)
              AND fellow.started_on <= %(day)s AND (fellow.ended_on IS NULL OR fellow.ended_on >= %(day)s)
        ),
        {columns}
    FROM staff_staffmember AS member
    JOIN schools_school AS school ON school.id = member.school_id
    CROSS JOIN LATERAL (
        SELECT
            array_agg(membership.group_id) AS group_ids,
            array_agg(membership.group_id) FILTER (WHERE membership.role = ANY(%(leading)s)) AS led_ids,
            bool_or(groups_group.kind = %(leading_group)s) AS in_leading_group
        FROM groups_membership AS membership
        JOIN groups_group ON groups_group.id = membership.group_id
        WHERE membership.member_id = member.id
          AND membership.started_on <= %(day)s
          AND (membership.ended_on IS NULL OR membership.ended_on >= %(day)s)
    ) AS held
    WHERE member.user_id = %(user)s
      AND (member.left_on IS NULL OR member.left_on >= %(day)s)
      AND (member.entered_on IS NULL OR member.entered_on <= %(day)s)
) AS own ON true
ORDER BY own.school_id
"""


@dataclass(frozen=True)
class Held:
    """Of one staff member on one day, under the names of a ``Seat``."""

    posts: frozenset[str]
    group_ids: frozenset[int]
    led_group_ids: frozenset[int]
    in_leading_group: bool
    led_member_ids: frozenset[int]


def held_by(user_id: int, day: date) -> tuple[set[int], list[tuple[StaffMember, Held]]]:
    """Schools whose books the user keeps; and the staff members on the roll who are this user, with what each holds."""
    given = {
        "user": user_id, "day": day, "leading": [str(role) for role in LEADING_ROLES],
        "leading_group": str(GroupKind.LEADING),
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_statement(), given)
        rows = cursor.fetchall()
    return set(rows[0][0]), [_read(row) for row in rows if row[1] is not None]


@cache
def _columns() -> tuple[list[str], list[str]]:
    """The columns of a staff member and of a school; the names of their attributes are the same."""
    return tuple([field.attname for field in model._meta.concrete_fields] for model in (StaffMember, School))


@cache
def _statement() -> str:
    member, school = _columns()
    names = [f"member.{name}" for name in member] + [f"school.{name} AS of_{name}" for name in school]
    return HELD.format(columns=", ".join(names))


def _read(row: tuple) -> tuple[StaffMember, Held]:
    posts, groups, led, in_leading_group, led_members, *values = row[1:]
    held = Held(
        posts=frozenset(posts), group_ids=frozenset(groups or ()), led_group_ids=frozenset(led or ()),
        in_leading_group=in_leading_group, led_member_ids=frozenset(led_members),
    )  # fmt: skip
    own, of_school = _columns()
    member = StaffMember.from_db(connection.alias, own, values[: len(own)])
    member.school = School.from_db(connection.alias, of_school, values[len(own) :])
    return member, held
