"""Acts on declarations."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.approvals import services as approval
from apps.approvals.stamps import stamps_of
from apps.credits import services as credits
from apps.credits.holders import member_key
from apps.credits.record_review import Words, tell_reviewers
from apps.credits.rules.facts import Fact
from apps.credits.selectors import Catalogue
from apps.credits.services import Settled
from apps.credits.sources import source_key
from apps.declarations.choices import PLACES, State
from apps.declarations.models import SOURCE, Declaration, DeclarationDraft
from apps.declarations.selectors import snapshot, where_it_counts
from apps.files import services as files
from apps.files.choices import FileKind
from apps.schools.models import Semester

WORDS = Words(
    waits=gettext_lazy("Declared hours to review: {title}"),
    returned=gettext_lazy("Declared hours returned: {title}"),
    approved=gettext_lazy("Declared hours approved: {title}"),
    undone=gettext_lazy("Decision on declared hours taken back: {title}"),
    withdrawn=gettext_lazy("Declared hours taken back: {title}"),
)
PROOF_KINDS = frozenset({FileKind.IMAGE, FileKind.PDF})


def declaration_key(declaration: Declaration) -> str:
    return source_key(SOURCE, declaration.pk)


def declaration_facts(declarations: list[Declaration], catalogue: Catalogue) -> list[Fact]:
    """What its certificate says, for whoever declared it; nothing until every step has approved."""
    approved = [row for row in declarations if row.state == State.APPROVED]
    stamps = stamps_of(SOURCE, approved)
    return [_fact(row, catalogue, stamps[row.pk]) for row in approved]


def _fact(row: Declaration, catalogue: Catalogue, stamps: dict[str, date]) -> Fact:
    kind = catalogue.names[row.category_id]
    return Fact(
        key=declaration_key(row), holder=member_key(row.author_id), kind=kind, date=row.counts_on,
        title=row.title, hours=row.hours, days=row.days, count=row.times or 1, level=row.level, part="participant",
        place=PLACES.get(kind.partition("/")[2], ""), content=f"declared:{row.certificate or row.title.strip()}",
        evidence=frozenset(["certificate"] if row.proof_id else []), labels=frozenset(row.labels),
        stamps=stamps,
    )  # fmt: skip


def declarations_of(semester: Semester, catalogue: Catalogue) -> tuple[list[str], list[Fact]]:
    """Source keys of all declarations of a semester, and what those that stand are known as."""
    rows = list(Declaration.objects.filter(school_id=semester.school_id, semester=semester).order_by("pk"))
    standing = [row for row in rows if row.withdrawn_at is None]
    return [declaration_key(row) for row in rows], declaration_facts(standing, catalogue)


def save_declarations(
    declarations: list[Declaration], *, actor, reason: str, by_review: bool = False
) -> Settled:
    """Record new declarations and correct known ones, of one semester; the ledger follows."""
    return credits.save_records(
        declarations, key=declaration_key, facts=declaration_facts, reason=reason, actor=actor, by_review=by_review
    )  # fmt: skip


@transaction.atomic
def record_declaration(
    declaration: Declaration, *, proof=None, actor, today: date, reason: str
) -> Declaration:
    """The office records what came on paper, or corrects a declaration.

    Raises ValidationError by field, Conflict when someone else has changed it meanwhile.
    """
    _keep_proof(declaration, proof, actor)
    place_declaration(declaration, today)
    if declaration.pk is None:
        declaration.recognised_on = today
    save_declarations([declaration], actor=actor, reason=reason)
    return declaration


def withdraw_declarations(declarations: list[Declaration], *, actor, now, reason: str) -> Settled:
    """Withdraw declarations: readable still, counted no more, and reviewed by nobody."""
    approval.close_cases(subject=SOURCE, target_ids=[row.pk for row in declarations], actor=actor)
    return credits.withdraw_records(declarations, key=declaration_key, reason=reason, actor=actor, now=now)


@transaction.atomic
def hand_in(declaration: Declaration, *, proof=None, actor, today: date, now: datetime) -> Declaration:
    """Declare hours, or declare them again after they were returned or taken back.

    Raises ValidationError by field, Conflict while it waits or is approved.
    """
    _keep_proof(declaration, proof, actor)
    place_declaration(declaration, today)
    declaration.state = State.WAITING
    declaration.recognised_on = declaration.verified_on = None
    declaration.withdrawn_at, declaration.withdrawn_by, declaration.withdrawal_reason = None, None, ""
    save_declarations([declaration], actor=actor, reason=_("Handed in."), by_review=True)
    case = approval.submit(
        subject=SOURCE, target_id=declaration.pk, title=declaration.title, author=declaration.author,
        actor=actor, today=today,
    )  # fmt: skip
    DeclarationDraft.objects.create(
        school=declaration.school, declaration=declaration, number=case.draft_number,
        said=snapshot(declaration), file=declaration.proof, submitted_at=now,
    )  # fmt: skip
    tell_reviewers(case, words=WORDS, actor=actor, now=now)
    return declaration


def _keep_proof(declaration: Declaration, proof, actor) -> None:
    """Store a new proof. Raises ValidationError where the kind asks for one and there is none."""
    if proof:
        declaration.proof = files.store(
            proof, school=declaration.school, actor=actor, kinds=PROOF_KINDS, field="proof"
        )
    elif declaration.proof_id is None and declaration.category.needs_proof:
        raise ValidationError({"proof": _("Choose a picture or PDF of the certificate.")})


def place_declaration(declaration: Declaration, today: date) -> None:
    """Say in which semester it counts, and on which day. Raises ValidationError before there is any semester."""
    if declaration.ends_on > today:
        raise ValidationError({"ends_on": _("Declare it when it is over: the last day has not come yet.")})
    semester, day = where_it_counts(declaration.school, declaration.ends_on, today)
    if semester is None:
        raise ValidationError(_("Set the first and last day of a semester first, on the page of the school."))
    declaration.semester, declaration.counts_on = semester, day
