"""Acts on notices. Other apps use ``notify``, ``finish``, ``notify_group`` and ``notify_school``."""

from apps.notices.services.addresses import confirm_address, save_choice
from apps.notices.services.outbox import build_digests, send_due, tidy, wake
from apps.notices.services.robots import delete_robot, notify_group, notify_school, save_robot, send_test
from apps.notices.services.telling import finish, mark_all_read, mark_read, notify

__all__ = [
    "build_digests",
    "confirm_address",
    "delete_robot",
    "finish",
    "mark_all_read",
    "mark_read",
    "notify",
    "notify_group",
    "notify_school",
    "save_choice",
    "save_robot",
    "send_due",
    "send_test",
    "tidy",
    "wake",
]
