"""Acts on rule packs and schemes alike: begin, write, publish, end."""

from collections.abc import Callable
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.credits.choices import DocumentState
from apps.credits.models import EntryKind
from apps.credits.models.documents import RuleDocument, RuleRow
from apps.credits.rules.problems import Refused
from apps.credits.rules.schema import MOST_ITEMS, plain
from apps.credits.rules.words import NAMES, Names
from apps.credits.wording import adapted, kinds_named, read, school_names
from apps.schools.models import School

DAY = timedelta(days=1)
UP, DOWN = "up", "down"


def next_version(model: type[RuleDocument], school_id: int, code: str) -> int:
    rows = model.objects.filter(school_id=school_id, code=code)
    return (rows.aggregate(last=Max("version"))["last"] or 0) + 1


@transaction.atomic
def begin(model: type[RuleDocument], *, school: School, data: dict, actor=None) -> RuleDocument:
    """A new draft from plain data: the head alone, or a whole document (a preset, a YAML text). Its version is the
    next one of its code.
    """
    School.objects.lock(school.pk)  # two at once get two versions
    data = adapted(data, school_names(school.pk))
    document = model(school=school)
    document.take_head(data)
    document.version = next_version(model, school.pk, document.code)
    document.author = document.author or (actor.name if actor else "")
    document.save()
    for position, row in enumerate(data.get(model.rows_key, ())):
        _add(document, row, position)
    return document


def begin_from(model: type[RuleDocument], value, *, school: School, actor=None) -> RuleDocument:
    """A new draft from a pack or scheme."""
    return begin(model, school=school, data=plain(value), actor=actor)


def begin_from_text(
    model: type[RuleDocument], text: str | bytes, *, school: School, reader: Callable, actor=None
) -> RuleDocument:
    """A new draft from YAML. Raises Refused with every mistake, by line and key."""
    return begin_from(model, read_text(model, text, school=school, reader=reader), school=school, actor=actor)


def read_text(model: type[RuleDocument], text: str | bytes, *, school: School, reader: Callable):
    """The pack or scheme of a YAML text, in the words of the school. What it counts may not be counted on the same day
    by another document of the school; a version of its own is ended when it is published.

    Raises Refused.
    """
    names = school_names(school.pk)
    value = reader(text, names)
    held = model.objects.filter(school=school).holding().exclude(code=value.code).prefetch_related("rows")
    return reader(text, names, [read(document, names).value for document in held])


@transaction.atomic
def new_version(document: RuleDocument, *, actor) -> RuleDocument:
    """A draft that begins as a copy of a published version. Where there is a draft already, that one is returned."""
    School.objects.lock(document.school_id)  # pressed twice it makes one
    known = type(document).objects.filter(school_id=document.school_id, code=document.code).drafts().first()
    if known is not None:
        return known
    data = document.data() | {"author": actor.name if actor else document.author}
    data["valid"] = {"from": data["valid"]["from"]}
    return begin(type(document), school=document.school, data=data, actor=actor)


def _add(document: RuleDocument, data: dict, position: int) -> RuleRow:
    row = document.rows.model(document=document, position=position, code=data.get("code") or "")
    row.take(data)
    row.code = row.code or _free_code(document, data.get("type") or "item")
    row.save()
    return row


def _free_code(document: RuleDocument, word: str) -> str:
    """``cap-3``: the first number nobody has."""
    taken = set(document.rows.values_list("code", flat=True))
    return next(code for n in range(1, MOST_ITEMS * 2) if (code := f"{word}-{n}") not in taken)


def lock_draft(document: RuleDocument) -> RuleDocument:
    """The document as it stands now, nobody else writing to it. Raises ValidationError when it is no draft."""
    fresh = type(document).objects.select_for_update().get(pk=document.pk)
    if not fresh.is_draft:
        raise ValidationError(_("A published version never changes. Write a new version instead."))
    return fresh


@transaction.atomic
def save_head(document: RuleDocument, data: dict) -> RuleDocument:
    """Write everything but the rules of a draft; ``data`` is plain and has been read by the schema."""
    School.objects.lock(document.school_id)  # two at once get two versions
    fresh = lock_draft(document)
    before = fresh.code
    fresh.take_head({"names": fresh.names} | data)
    if fresh.code != before:
        fresh.version = next_version(type(fresh), fresh.school_id, fresh.code)
    fresh.save()
    return fresh


@transaction.atomic
def save_row(document: RuleDocument, row: RuleRow | None, data: dict, names: dict | None = None) -> RuleRow:
    """Write one rule of a draft, a new one at the end; ``names`` are words it brings along, by list.

    Raises ValidationError for a code another rule has.
    """
    fresh = lock_draft(document)
    for name, table in (names or {}).items():
        fresh.names = fresh.names | {name: fresh.names.get(name, {}) | table}
    fresh.save()
    others = fresh.rows.exclude(pk=row.pk) if row is not None else fresh.rows.all()
    if data.get("code") and others.filter(code=data["code"]).exists():
        raise ValidationError({"code": _("Another rule has this code.")})
    if row is None:
        check_room(fresh)
        last = others.aggregate(last=Max("position"))["last"]
        return _add(fresh, data, 0 if last is None else last + 1)
    row.take(data)
    row.save()
    return row


def check_room(document: RuleDocument) -> None:
    """Raises ValidationError when the document takes no more rules."""
    if document.rows.count() >= MOST_ITEMS:
        raise ValidationError(_("That is enough: at most %(n)s rules in one document.") % {"n": MOST_ITEMS})


@transaction.atomic
def move_row(row: RuleRow, way: str) -> None:
    """One place up or down; at the edge, or when it was taken away meanwhile, nothing happens."""
    rows = list(lock_draft(row.document).rows.all())
    if row not in rows:
        return
    place = rows.index(row)
    other = place - 1 if way == UP else place + 1
    if 0 <= other < len(rows):
        rows[place], rows[other] = rows[other], rows[place]
        for position, moved in enumerate(rows):
            moved.position = position
        type(row).objects.bulk_update(rows, ["position"])


@transaction.atomic
def copy_row(row: RuleRow) -> RuleRow:
    """The same rule once more, right behind it. Raises ValidationError when there are as many as may be."""
    document = lock_draft(row.document)
    check_room(document)
    data = row.plain() | {
        "code": _free_code(document, getattr(row, "type", "") or row.code.rstrip("-0123456789"))
    }
    rows = list(document.rows.all())
    place = rows.index(row) + 1 if row in rows else min(row.position, len(rows))
    return _place(_add(document, data, place), place)


def _place(row: RuleRow, place: int) -> RuleRow:
    rows = [other for other in row.document.rows.all() if other != row]
    rows.insert(place, row)
    for position, placed in enumerate(rows):
        placed.position = position
    type(row).objects.bulk_update(rows, ["position"])
    return row


@transaction.atomic
def put_row_back(document: RuleDocument, data: dict, place: int) -> RuleRow:
    """A rule that was taken out, where it stood. Raises ValidationError when its code is another's by now."""
    return _place(save_row(document, None, data), place)


@transaction.atomic
def delete_row(row: RuleRow) -> None:
    lock_draft(row.document)
    row.delete()


@transaction.atomic
def delete_draft(document: RuleDocument) -> None:
    """Throw a draft away. Raises ValidationError for what was published."""
    lock_draft(document).delete()


@transaction.atomic
def publish(document: RuleDocument, *, first: date, actor) -> RuleDocument:
    """Let a draft hold from a day on. The version before it ends the day before; one that would have begun later
    never holds.

    Raises ValidationError when something in it is wrong, or another document counts the same on one of its days.
    """
    School.objects.lock(document.school_id)
    fresh = lock_draft(document)
    names = school_names(fresh.school_id)
    draft = read(fresh, names)
    if draft.problems:
        raise ValidationError(_("Something in it is not right yet; the page lists it."))
    if fresh.valid_until is not None and fresh.valid_until < first:
        raise ValidationError(
            {"first": _("It ends on %(day)s, before that day.") % {"day": fresh.valid_until}}
        )
    for before in versions_ended(fresh, first):
        before.valid_until = max(first, before.valid_from) - DAY
        before.state = DocumentState.SUPERSEDED
        before.save()
    fresh.valid_from = first
    if others := list(in_the_way(fresh, first)):
        raise ValidationError({"first": _said_in_the_way(others)})
    keep_words(fresh, draft.value, names)
    fresh.state, fresh.published_at, fresh.published_by = DocumentState.PUBLISHED, timezone.now(), actor
    fresh.save()
    return fresh


def versions_ended(document: RuleDocument, first: date):
    """Published versions of the same document that would still hold on that day or later."""
    rows = type(document).objects.filter(school_id=document.school_id, code=document.code).holding()
    return rows.exclude(valid_until__lt=first)


def holding_beside(document: RuleDocument):
    """Other published documents of the school that count the same."""
    same = {name: getattr(document, name) for name in document.alike}
    rows = type(document).objects.filter(school_id=document.school_id, **same).holding()
    return rows.exclude(pk=document.pk)


def in_the_way(document: RuleDocument, first: date):
    """Other published documents that count the same on a day from ``first`` on."""
    rows = holding_beside(document).exclude(valid_until__lt=first).exclude(code=document.code)
    return rows.filter(valid_from__lte=document.valid_until) if document.valid_until else rows


def _said_in_the_way(others) -> str:
    named = "、".join(f"{other}（{other.valid_from} – {other.valid_until or '…'}）" for other in others)
    return _("On these days %(others)s counts the same already. Let it end first, or choose a later day.") % {
        "others": named
    }


def keep_words(document: RuleDocument, value, names: Names) -> None:
    """The words of the kinds it speaks of stay in the published version, and no others; kinds the school did not have
    are made, so that work of them can be recorded.
    """
    words = names.plus({"kind": document.names.get("kind", {})})
    used = sorted(kinds_named(value) - set(NAMES.lists["kind"]))
    kinds = {kind: words.of("kind", kind) for kind in used}
    others = {name: table for name, table in document.names.items() if name != "kind"}
    document.names = others | ({"kind": kinds} if kinds else {})
    missing = [(kind, word) for kind, word in kinds.items() if kind not in names.lists["kind"]]
    rows = [
        EntryKind(school_id=document.school_id, family=kind.partition("/")[0], name=word)
        for kind, word in missing
    ]
    EntryKind.objects.bulk_create(rows, ignore_conflicts=True)


@transaction.atomic
def end(document: RuleDocument, *, last: date, actor) -> RuleDocument:
    """Let a published version hold no longer than to this day. Raises ValidationError by field."""
    fresh = type(document).objects.select_for_update().get(pk=document.pk)
    if fresh.is_draft:
        raise ValidationError(_("A draft does not hold yet: throw it away instead."))
    if last < fresh.valid_from - DAY:
        last = fresh.valid_from - DAY
    if fresh.valid_until is not None and last > fresh.valid_until:
        raise ValidationError({"last": _("It ends on %(day)s already.") % {"day": fresh.valid_until}})
    fresh.valid_until = last
    fresh.save()
    return fresh


def refusal_said(refused: Refused) -> ValidationError:
    """Mistakes of a text as the messages of a form, each with its code."""
    return ValidationError([ValidationError(str(problem), problem.code) for problem in refused.problems])
