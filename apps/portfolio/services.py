"""Acts on works. Each takes a list of one semester, from a page a list of one."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.approvals import services as approval
from apps.approvals.stamps import stamps_of
from apps.core.text import count_characters
from apps.credits import services as credits
from apps.credits.holders import member_key
from apps.credits.record_review import Words, tell_reviewers
from apps.credits.rules.facts import Fact
from apps.credits.selectors import Catalogue
from apps.credits.services import Settled
from apps.credits.sources import source_key
from apps.files import services as files
from apps.files.choices import FileKind
from apps.portfolio.choices import State
from apps.portfolio.models import SOURCE, Work, WorkDraft
from apps.schools.models import Semester

WORDS = Words(
    waits=gettext_lazy("Work to review: {title}"),
    returned=gettext_lazy("Work returned: {title}"),
    approved=gettext_lazy("Work approved: {title}"),
    undone=gettext_lazy("Decision taken back, reviewed again: {title}"),
    withdrawn=gettext_lazy("Work taken back: {title}"),
)


def work_key(work: Work) -> str:
    return source_key(SOURCE, work.pk)


def work_facts(works: list[Work], catalogue: Catalogue) -> list[Fact]:
    """A work with its characters, for its author; what became of it is a label, who approved it are stamps. Nothing
    while it is under review.
    """
    approved = [work for work in works if work.state == State.APPROVED]
    stamps = stamps_of(SOURCE, approved)
    return [
        Fact(
            key=work_key(work), holder=member_key(work.author_id), kind=catalogue.names[work.category_id],
            date=work.date, title=work.title, characters=work.characters, level=work.level, part="author",
            content=f"work:{work.title.strip()}", labels=frozenset([work.result] if work.result else []),
            evidence=frozenset(["certificate"] if work.proof_id else []), stamps=stamps.get(work.pk, {}),
        )
        for work in approved
    ]  # fmt: skip


def works_of(semester: Semester, catalogue: Catalogue) -> tuple[list[str], list[Fact]]:
    """Source keys of all works of a semester, and what those that stand are known as."""
    works = list(Work.objects.filter(school_id=semester.school_id, semester=semester).order_by("pk"))
    standing = [work for work in works if work.withdrawn_at is None]
    return [work_key(work) for work in works], work_facts(standing, catalogue)


def save_works(works: list[Work], *, actor, reason: str, by_review: bool = False) -> Settled:
    """Record new works and correct known ones; the ledger follows."""
    return credits.save_records(
        works, key=work_key, facts=work_facts, reason=reason, actor=actor, by_review=by_review
    )


def withdraw_works(works: list[Work], *, actor, now, reason: str) -> Settled:
    """Withdraw works: readable still, counted no more, and reviewed by nobody."""
    approval.close_cases(subject=SOURCE, target_ids=[work.pk for work in works], actor=actor)
    return credits.withdraw_records(works, key=work_key, reason=reason, actor=actor, now=now)


@transaction.atomic
def hand_in(
    work: Work, *, text: str, upload, proof=None, actor, today: date, now: datetime
) -> Work:  # fmt: skip
    """Hand a work in, or again after it was returned or taken back: its text, or a document; and a proof of its result.

    The characters are counted; of a PDF no text can be read from, such as a scan, the author's number stands.
    Raises ValidationError by field, Conflict while it waits or is approved.
    """
    if not text and not upload:
        raise ValidationError({"text": _("Write the work, or choose a document.")})
    school = work.school
    document = upload and files.store(
        upload, school=school, actor=actor, kinds={FileKind.DOCX, FileKind.PDF}, field="file"
    )
    counted = count_characters(document.text if document else text)
    if not counted and document and document.kind == FileKind.PDF:
        counted = _typed_in(work)
    if not counted:
        raise ValidationError({"file": _("This document holds no text. Choose another.")})
    if proof:
        kinds = {FileKind.IMAGE, FileKind.PDF}
        work.proof = files.store(proof, school=school, actor=actor, kinds=kinds, field="proof")
    work.characters, work.state = counted, State.WAITING
    work.withdrawn_at, work.withdrawn_by, work.withdrawal_reason = None, None, ""
    save_works([work], actor=actor, reason=_("Handed in."), by_review=True)
    case = approval.submit(
        subject=SOURCE, target_id=work.pk, title=work.title, author=work.author, actor=actor, today=today,
        course=work.author.subject,
    )  # fmt: skip
    WorkDraft.objects.create(
        school=school, work=work, number=case.draft_number, text="" if document else text,
        file=document or None, submitted_at=now,
    )  # fmt: skip
    tell_reviewers(case, words=WORDS, actor=actor, now=now)
    return work


def _typed_in(work: Work) -> int:
    """The number of characters the author has given. Raises ValidationError without one."""
    if not work.characters:
        raise ValidationError(
            {"characters": _("No text can be read from this PDF, perhaps it was scanned: type in how many characters "
                             "it has.")}
        )  # fmt: skip
    return work.characters
