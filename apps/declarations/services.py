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
from apps.credits.models import EntryKind
from apps.credits.record_review import Words, tell_reviewers
from apps.credits.rules.facts import Fact
from apps.credits.selectors import Catalogue
from apps.credits.services import Settled
from apps.credits.sources import source_key
from apps.declarations.choices import PLACES, State
from apps.declarations.models import SOURCE, Declaration, DeclarationDraft
from apps.declarations.selectors import noted_already, snapshot, where_it_counts
from apps.files import services as files
from apps.files.choices import FileKind
from apps.groups.models import Group
from apps.schools.models import Semester
from apps.staff.models import StaffMember

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
    _place(declaration, today)
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
    _place(declaration, today)
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


@transaction.atomic
def record_inspection(
    *, inspector: StaffMember, kind: EntryKind, day: date, group: Group | None = None,
    counted: EntryKind | None = None, first: date | None = None, last: date | None = None,
    counts: dict[StaffMember, int], actor, today: date,
) -> Declaration:  # fmt: skip
    """Record that somebody has looked through work on paper, and of each teacher how many pieces there were from
    ``first`` to ``last``.

    Answers the inspector's record. Raises ValidationError by field: a day to come, work counted for these days before,
    the same inspection recorded twice, a semester that is closed.
    """
    credits.lock_ledger(inspector.school_id)
    title = f"{kind.name}：{group.name}" if group else kind.name
    if Declaration.objects.live().filter(author=inspector, category=kind, title=title, ends_on=day).exists():
        raise ValidationError({"day": _("This inspection is recorded already: open it in the list.")})
    own = _noted(inspector, kind, title, day, day, today, 1)
    save_declarations([own], actor=actor, reason="")
    if counted is not None and first and last and counts:
        if names := noted_already(list(counts), counted, first, last):
            raise ValidationError(
                {"first": _("Counted for some of these days already: %(names)s. Begin with a later day.")
                          % {"names": "、".join(names)}}
            )  # fmt: skip
        title = _("%(kind)s %(first)s to %(last)s") % {"kind": counted.name, "first": first, "last": last}
        rows = [_noted(member, counted, title, first, last, today, times) for member, times in counts.items()]
        save_declarations(rows, actor=actor, reason="")
    return own


def _keep_proof(declaration: Declaration, proof, actor) -> None:
    """Store a new proof. Raises ValidationError where the kind asks for one and there is none."""
    if proof:
        declaration.proof = files.store(
            proof, school=declaration.school, actor=actor, kinds=PROOF_KINDS, field="proof"
        )
    elif declaration.proof_id is None and declaration.category.needs_proof:
        raise ValidationError({"proof": _("Choose a picture or PDF of the certificate.")})


def _place(declaration: Declaration, today: date) -> None:
    """Say in which semester it counts, and on which day. Raises ValidationError before there is any semester."""
    if declaration.ends_on > today:
        raise ValidationError({"ends_on": _("Declare it when it is over: the last day has not come yet.")})
    semester, day = where_it_counts(declaration.school, declaration.ends_on, today)
    if semester is None:
        raise ValidationError(_("Set the first and last day of a semester first, on the page of the school."))
    declaration.semester, declaration.counts_on = semester, day


def _noted(
    author: StaffMember, kind: EntryKind, title: str, first: date, last: date, today: date, times: int
) -> Declaration:
    """A declaration not saved yet, recognised by the school today."""
    row = Declaration(
        school=author.school, author=author, category=kind, title=title, starts_on=first, ends_on=last, times=times,
        recognised_on=today,
    )  # fmt: skip
    _place(row, today)
    return row
