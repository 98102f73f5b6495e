"""A draft as it is read: beside the one before, with the comments at their places."""

from dataclasses import dataclass, field
from datetime import datetime

from apps.approvals import rules, things
from apps.approvals.choices import CaseState
from apps.approvals.models import Case, Remark
from apps.approvals.rules import Line
from apps.approvals.selectors import Sights, reads_proof
from apps.approvals.things import Draft
from apps.core.text import whole_number

# A whole document is one part, under this key.
DOCUMENT = "document"


@dataclass(frozen=True)
class Section:
    key: str
    heading: str
    lines: list[Line]


@dataclass(frozen=True)
class Reading:
    """``before`` is the draft it is compared with, None when it is shown as it is.

    ``html`` is a document as it is, of a PDF its text: in what the browser shows of a PDF nothing can be commented on.
    """

    draft: Draft
    number: int
    numbers: list[int]
    before: int | None
    sections: list[Section] = field(default_factory=list)
    html: str = ""
    texts: dict[str, list[str]] = field(default_factory=dict)

    def places(self) -> list[tuple[str, str]]:
        """(place, its first words) of everything that can be commented on."""
        headings = {key: heading for key, heading, _text in self.draft.parts}
        return [
            (f"{key}-{n}", f"{headings[key]} {text[:16]}" if key in headings else text[:24])
            for key, texts in self.texts.items()
            for n, text in enumerate(texts)
            if text
        ]

    def words_at(self, place: str) -> str:
        """What stands at a place of the draft; empty for the whole."""
        part, paragraph = rules.read_place(place)
        return self.texts[part][paragraph] if part else ""


def read(case: Case, user, wanted: str = "", *, compare: bool = True) -> Reading | None:
    """The draft whose number is wanted, else the last, with what it changes in the one before if there is one; without
    a document that proves it where that is not for the user.

    None when the thing has no drafts.
    """
    named = whole_number(wanted)
    number = named if named and named <= case.draft_number else case.draft_number
    thing = things.thing_of(case.subject)
    draft = thing.draft(case.target_id, number)
    if draft is None:
        return None
    old = thing.draft(case.target_id, number - 1) if number > 1 else None
    if thing.proves and not reads_proof(user, case.subject, case.target_id, case.author_id):
        draft, old = Draft(draft.parts), old and Draft(old.parts)
    texts, before = texts_of(draft), texts_of(old) if old else {}
    compares = compare and bool(old) and before != texts and (any(before.values()) or any(texts.values()))
    return Reading(
        draft=draft, number=number, numbers=list(range(1, case.draft_number + 1)),
        before=number - 1 if compares else None, texts=texts,
        sections=_sections(draft, texts, old, before if compares else None),
        html="" if compares else rules.with_places(draft.html or rules.as_html(draft.text), DOCUMENT),
    )  # fmt: skip


def texts_of(draft: Draft) -> dict[str, list[str]]:
    """The paragraphs of each part, in reading order."""
    found = {key: rules.paragraphs_of(text) for key, _heading, text in draft.parts}
    if draft.html or draft.text:
        found[DOCUMENT] = rules.blocks_of(draft.html) if draft.html else rules.paragraphs_of(draft.text)
    return found


def _sections(draft: Draft, texts: dict, old: Draft | None, before: dict | None) -> list[Section]:
    """The parts in order; a document only where it is compared, for else it is shown as it is."""
    headings = {key: heading for key, heading, _text in (*(old.parts if old else ()), *draft.parts)}
    if before is None:
        return [Section(key, heading, rules.lines(texts[key])) for key, heading, _text in draft.parts]
    order = [key for key in (*headings, DOCUMENT) if key in texts or key in before]
    return [
        Section(key, headings.get(key, ""), rules.compared(before.get(key, []), texts.get(key, [])))
        for key in order
    ]


@dataclass(frozen=True)
class Said:
    """A comment as its reader sees it. ``place`` is where it stands in the draft shown, empty when it stands nowhere.

    ``earlier`` is the draft it was made on, when that is not the one shown and its words stand no more.
    """

    remark: Remark
    who: str
    at: datetime
    place: str
    heading: str
    earlier: int | None
    is_mine: bool
    may_answer: bool
    may_tick: bool


def remarks_of(case: Case, user, reading: Reading | None) -> list[Said]:
    """The comments this user may read, those on the draft shown and on earlier ones."""
    number = reading.number if reading else case.draft_number
    rows = Remark.objects.filter(case=case, draft_number__lte=number).select_related("author")
    sights, seat = Sights(case, user), user.seat
    is_author = seat is not None and seat.member_id == case.author_id
    # The author reads a comment once it was passed on or decided.
    acted = [r for r in rows if not is_author or sights.acted(r.created_at)]
    heard = [r for r in acted if sights.opinions(r.position, r.created_at)]
    return [_said(remark, case, user, reading, sights, is_author) for remark in heard]


def _said(remark: Remark, case: Case, user, reading: Reading | None, sights: Sights, is_author: bool) -> Said:
    with_name = sights.names(remark.position, remark.created_at)
    place = _place(remark, reading)
    headings = {key: heading for key, heading, _text in reading.draft.parts} if reading else {}
    shown_elsewhere = reading is None or remark.draft_number != reading.number
    return Said(
        remark=remark, at=remark.created_at, place=place, heading=headings.get(remark.part, ""),
        who=str(remark.author or "") if with_name else sights.step(remark.position),
        earlier=remark.draft_number if shown_elsewhere and not place else None,
        is_mine=remark.author_id == user.pk and case.decided_at is None
        and (remark.draft_number, remark.position) == (case.draft_number, case.position),
        may_answer=is_author, may_tick=is_author and case.state in (CaseState.WAITING, CaseState.RETURNED),
    )  # fmt: skip


def _place(remark: Remark, reading: Reading | None) -> str:
    """Where the comment stands in the draft shown: where it was made, or where its words stand now."""
    if reading is None or not remark.part:
        return ""
    if remark.draft_number == reading.number:
        return remark.place
    return rules.found_again(remark.part, remark.paragraph, remark.quote, reading.texts)
