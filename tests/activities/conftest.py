from decimal import Decimal

import pytest

from apps.activities.services import save_attendance
from tests.factories import ActivityFactory, AttendanceFactory


@pytest.fixture
def activity(cast):
    """A lecture of three hours by the group: the teacher and the leader were there, the colleague on leave."""
    activity = ActivityFactory(
        semester=cast.semester, title="心理健康教育通识", organiser=cast.group, speaker=cast.leader,
        hours=Decimal("3"), place="会议室",
    )  # fmt: skip
    rows = [
        AttendanceFactory(activity=activity, member=cast.teacher),
        AttendanceFactory(activity=activity, member=cast.leader, part="speaker"),
        AttendanceFactory(activity=activity, member=cast.colleague, state="leave"),
    ]
    save_attendance(rows, actor=cast.office.user, reason="")
    return activity
