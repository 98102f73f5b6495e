"""What a user holds today, for the seat every page begins with.

One statement written out: put together by the ORM anew for each page, the same reads took ten times as long.
"""

from dataclasses import dataclass
from datetime import date

from django.db import connection

from apps.groups.choices import LEADING_ROLES, GroupKind

HELD = """
SELECT kept.school_ids, own.*
FROM (SELECT ARRAY(SELECT school_id FROM staff_schoolgrant WHERE user_id = %(user)s) AS school_ids) AS kept
LEFT JOIN (
    SELECT
        member.id,
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
        )
    FROM staff_staffmember AS member
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
) AS own ON true
"""


@dataclass(frozen=True)
class Held:
    """Of one staff member on one day, under the names of a ``Seat``."""

    posts: frozenset[str]
    group_ids: frozenset[int]
    led_group_ids: frozenset[int]
    in_leading_group: bool
    led_member_ids: frozenset[int]


def held_by(user_id: int, day: date) -> tuple[set[int], dict[int, Held]]:
    """Schools whose books the user keeps; and what each staff member who is this user holds on the day."""
    given = {
        "user": user_id, "day": day, "leading": [str(role) for role in LEADING_ROLES],
        "leading_group": str(GroupKind.LEADING),
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(HELD, given)
        rows = cursor.fetchall()
    return set(rows[0][0]), {member: _held(*columns) for _, member, *columns in rows if member is not None}


def _held(posts, groups, led, in_leading_group, led_members) -> Held:
    return Held(
        posts=frozenset(posts), group_ids=frozenset(groups or ()), led_group_ids=frozenset(led or ()),
        in_leading_group=in_leading_group, led_member_ids=frozenset(led_members),
    )  # fmt: skip
