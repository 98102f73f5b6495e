import rules

from apps.approvals.models import Case, CaseReviewer
from apps.approvals.selectors import reads_proof
from apps.core.permissions import admitted, office, on_the_staff


@rules.predicate
def lies_with_me(user, case=None):
    """A case that lies with the user at its present step."""
    if case is None or user.seat is None or user.seat.member_id is None:
        return False
    return CaseReviewer.objects.filter(
        case=case, position=case.position, member_id=user.seat.member_id
    ).exists()


@rules.predicate
def handed_in(user, case=None):
    return case is not None and user.seat is not None and case.author_id == user.seat.member_id


def handed_in_as(subject: str):
    """A predicate about a record: one's own that was once handed in for review; what a workbook brought is corrected
    by the office."""

    @rules.predicate(f"handed_in_as:{subject}")
    def mine(user, record=None):
        if record is None or user.seat is None or record.author_id != user.seat.member_id:
            return False
        return Case.objects.filter(school_id=record.school_id, subject=subject, target_id=record.pk).exists()

    return mine


def reads_proof_of(subject: str):
    """A predicate about a record: whoever may read what proves it."""

    @rules.predicate(f"reads_proof_of:{subject}")
    def reads(user, record=None):
        return record is None or reads_proof(user, subject, record.pk, record.author_id)

    return reads


@rules.predicate
def reviews(user, case=None):
    """A case that lies or lay with the user, or that is shown to those who see the school; never one's own."""
    if case is None or user.seat is None or user.seat.member_id == case.author_id:
        return False
    if user.seat.sees_school:
        return True
    return CaseReviewer.objects.filter(case=case, member_id=user.seat.member_id).exists()


@rules.predicate
def about_mine(user, remark=None):
    return remark is not None and user.seat is not None and remark.case.author_id == user.seat.member_id


@rules.predicate
def said_by_me(user, remark=None):
    return remark is not None and remark.author_id == user.pk


rules.add_perm("approvals.view_inbox", admitted)
rules.add_perm("approvals.review_case", reviews)
rules.add_perm("approvals.answer_remark", about_mine)
rules.add_perm("approvals.delete_remark", said_by_me)
rules.add_perm("approvals.change_phrases", office)
rules.add_perm("approvals.decide_case", lies_with_me)
rules.add_perm("approvals.withdraw_case", handed_in)
# The service lets only the one who decided take it back.
rules.add_perm("approvals.undo_case", lies_with_me)
rules.add_perm("approvals.name_deputy", on_the_staff)
rules.add_perm("approvals.change_route", office)
