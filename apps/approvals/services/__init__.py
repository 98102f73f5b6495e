"""Acts on cases and on how they are reviewed."""

from apps.approvals.services.cases import (
    UNDO_SECONDS,
    approve,
    approve_many,
    close_cases,
    mark_seen,
    return_case,
    submit,
    undo,
    undo_many,
    withdraw,
)
from apps.approvals.services.deputies import drop_deputy, hand_over, name_deputy
from apps.approvals.services.guests import add_guest, end_guest
from apps.approvals.services.remarks import add_remark, answer_remark, delete_remark
from apps.approvals.services.routes import Step, set_phrases, set_route

__all__ = [
    "UNDO_SECONDS",
    "Step",
    "add_guest",
    "add_remark",
    "answer_remark",
    "approve",
    "approve_many",
    "close_cases",
    "delete_remark",
    "drop_deputy",
    "end_guest",
    "hand_over",
    "mark_seen",
    "name_deputy",
    "return_case",
    "set_phrases",
    "set_route",
    "submit",
    "undo",
    "undo_many",
    "withdraw",
]
