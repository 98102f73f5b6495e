"""Pages of approvals."""

from apps.approvals.views.deputies import AbsenceCreate, AbsenceDelete, AbsenceEdit, AbsenceList
from apps.approvals.views.guests import GuestCreate, GuestEnd, GuestList, GuestPassword
from apps.approvals.views.inbox import (
    CaseApprove,
    CaseApproveMany,
    CaseReturn,
    CaseUndo,
    CaseUndoMany,
    CaseWithdraw,
    Inbox,
)
from apps.approvals.views.review import CaseReview, RemarkAnswer, RemarkCreate, RemarkDelete, Review
from apps.approvals.views.routes import PhrasesEdit, RouteEdit, RouteList

__all__ = [
    "AbsenceCreate",
    "AbsenceDelete",
    "AbsenceEdit",
    "AbsenceList",
    "CaseApprove",
    "CaseApproveMany",
    "CaseReturn",
    "CaseReview",
    "CaseUndo",
    "CaseUndoMany",
    "CaseWithdraw",
    "GuestCreate",
    "GuestEnd",
    "GuestList",
    "GuestPassword",
    "Inbox",
    "PhrasesEdit",
    "RemarkAnswer",
    "RemarkCreate",
    "RemarkDelete",
    "Review",
    "RouteEdit",
    "RouteList",
]
