"""Acts on the groups' robots."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.groups.models import Group
from apps.notices import rules
from apps.notices.choices import Channel, Topic
from apps.notices.models import Delivery, Robot
from apps.notices.services.outbox import queue
from apps.notices.validators import check_path, check_webhook
from apps.schools.models import School

# A robot may be tried out again only after so long.
TEST_SECONDS = 10


def save_robot(robot: Robot) -> Robot:
    """Write a robot. Raises ValidationError by field for an address that is not allowed."""
    check_webhook(robot.url, robot.kind)
    robot.save()
    return robot


def delete_robot(robot: Robot) -> None:
    """Forget a robot, its address and its messages; what is waiting for it is not sent."""
    robot.delete()


def notify_group(group: Group, *, topic: str, count: int, url: str, key: str, now: datetime) -> int:
    """Have the robots of a group write one sentence with a count and a link; answers how many will.

    With the same key a robot writes once: put the day or the week into it, such as ``plans:2025-11-18``.
    At night it waits until seven. Raises ValueError for a ``url`` that leads elsewhere or a count of nothing.
    """
    return _say(Robot.objects.filter(group=group), topic, count, url, key, now)


def notify_school(school: School, *, topic: str, count: int, url: str, key: str, now: datetime) -> int:
    """The same, for the robots of the whole school: those of no group."""
    return _say(Robot.objects.filter(school=school, group=None), topic, count, url, key, now)


@transaction.atomic
def _say(robots, topic: str, count: int, url: str, key: str, now: datetime) -> int:
    check_path(url)
    if count < 1:
        raise ValueError("nothing to tell a group")
    due = rules.next_loud(timezone.localtime(now))
    rows = [
        Delivery(
            school_id=robot.school_id, channel=Channel.ROBOT, robot=robot, topic=Topic(topic), count=count, url=url,
            unique_key=f"robot:{robot.pk}:{key}", due_at=due,
        )
        for robot in robots.filter(is_active=True)
    ]  # fmt: skip
    queue(rows)
    return len(rows)


@transaction.atomic
def send_test(robot: Robot, *, now: datetime) -> Delivery:
    """Write a test message to the group, at any hour. Raises ValidationError right after another one."""
    robot = Robot.objects.select_for_update().get(pk=robot.pk)
    last = robot.deliveries.filter(channel=Channel.TEST).order_by("-pk").first()
    if last and (now - last.due_at).total_seconds() < TEST_SECONDS:
        raise ValidationError(_("A test message has just been sent. Look into the group first."))
    key = f"test:{robot.pk}:{now.isoformat()}"
    delivery = Delivery(
        school_id=robot.school_id, channel=Channel.TEST, robot=robot, topic=Topic.TEST, unique_key=key, due_at=now,
        url=reverse("notices:notice_list"),
    )  # fmt: skip
    queue([delivery])
    return Delivery.objects.get(school_id=robot.school_id, unique_key=key)
