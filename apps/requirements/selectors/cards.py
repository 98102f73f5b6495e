"""One person's requirements as a page tells them: what is missing, what to do next, what counts, what almost does."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import pgettext

from apps.activities.facts import HELD
from apps.activities.selectors import SOURCE
from apps.core.templatetags.core import day as day_said
from apps.credits import sources
from apps.credits.addresses import Total
from apps.credits.holders import holder_pk, member_key
from apps.credits.models import Entry, Proposal
from apps.credits.rules.numbers import spoken
from apps.credits.rules.verbs import BY
from apps.credits.rules.where import Filter, is_among
from apps.credits.rules.words import Names
from apps.credits.sources import record_key
from apps.credits.wording import kind_key, school_names
from apps.projects.models import SOURCE as PROJECT
from apps.requirements.rules.counting import WHOLE
from apps.requirements.rules.lines import Line
from apps.requirements.rules.schemes import ALL
from apps.requirements.rules.sentences import sentence
from apps.requirements.selectors.evaluating import Answer, Evaluation, urgency
from apps.requirements.selectors.lacking import lacking, reason_said
from apps.requirements.selectors.sums import total_of
from apps.staff.models import StaffMember

SHOWN, YEAR = 60, 365


@dataclass(frozen=True)
class Piece:
    """One piece of work on the page: its day, its title, where it opens, and how much of it counts or why not."""

    date: date
    title: str
    url: str = ""
    amount: str = ""
    reason: str = ""


@dataclass(frozen=True)
class Step:
    """A week or month of a requirement that is owed in each, or a portion of it."""

    name: str
    done: str
    required: str
    missing: str
    is_met: bool
    is_over: bool = False


@dataclass
class Card:
    """A requirement as its card shows it; amounts are words with their unit."""

    answer: Answer
    done: str
    required: str
    missing: str
    unit: str
    sentence: str
    today: date
    waiting: int = 0
    steps: list[Step] = field(default_factory=list)
    counted: list[Piece] = field(default_factory=list)
    almost: list[Piece] = field(default_factory=list)
    closing: list[Piece] = field(default_factory=list)
    counting: int = 0  # pieces, with those that are not named
    hidden: int = 0
    still_missing: str = ""
    expected: str = ""
    total: Total | None = None

    @property
    def outlook(self) -> str:
        return self.answer.outlook

    @property
    def owed(self):
        return self.answer.owed

    @property
    def due(self) -> str:
        """The last day: without the year, unless it lies further away than the next one of its name."""
        day, today = self.owed.due, self.today
        return (
            date_format(day, pgettext("a day of a year", "M j"))
            if (day - today).days < YEAR
            else day_said(day)
        )

    @property
    def is_settled(self) -> bool:
        return self.outlook in ("met", "exempt")

    @property
    def tone(self) -> str:
        """The colour of the bar."""
        return {"met": "met", "at_risk": "close", "lost": "close"}.get(self.outlook, "")

    @property
    def family(self) -> str:
        """The sort of work it asks for, when it is one sort."""
        kinds = self.answer.requirement.measure.where.kinds
        families = {kind.partition("/")[0] for kind in kinds}
        if self.answer.requirement.measure.quantity == "hours" and not kinds:
            return "activity"
        return families.pop() if len(families) == 1 else ""

    @property
    def bar(self) -> tuple[Decimal, Decimal]:
        """How much of what is required is there; never more than all of it."""
        owed = self.owed
        if owed.met:
            return Decimal(1), Decimal(1)
        done = owed.done if owed.required > owed.done else max(Decimal(0), owed.required - owed.missing)
        return max(Decimal(0), done), owed.required or Decimal(1)


def cards(user, found: Evaluation, holder: str) -> list[Card]:
    """The cards of one holder, what needs something first; a constant number of queries."""
    answers = found.by_holder.get(holder, [])
    names = school_names(found.semester.school_id)
    urls = addresses(user, found, answers)
    titles = people(found, answers)
    pending = waiting_of(found, holder, answers)
    lacked = lacking(user, found.semester.school_id, answers)
    made = [_card(user, found, answer, names, {**urls, **titles}, pending, lacked) for answer in answers]
    return sorted(made, key=lambda card: urgency(card.outlook, card.owed.due))


def is_told(user, answer: Answer, key: str) -> bool:
    """Whether a piece is told: work is, but a score by itself only to who reads scores; a member a group answers for,
    to whoever may see what that member owes.
    """
    seat, holder = user.seat, answer.holder.key
    if key.partition(":")[0] == "member":
        return seat.sees_school or holder_pk(key) in {seat.member_id, *seat.led_member_ids}
    if answer.requirement.measure.quantity != "score" or not holder.startswith("member:"):
        return True
    return seat.reads_scores_of(holder_pk(holder))


def _card(
    user, found: Evaluation, answer: Answer, names: Names, urls: dict, pending: dict, lacked: dict[str, str]
) -> Card:
    owed, requirement, holder = answer.owed, answer.requirement, answer.holder.key
    names = names.plus({name: dict(table) for name, table in answer.scheme.names})
    unit = requirement.word
    counted = [
        _counted(found, holder, one, unit, urls) for one in owed.counted if is_told(user, answer, one.key)
    ]
    almost = [
        _piece(found, holder, one.key, urls, reason=reason_said(one, requirement, names, lacked))
        for one in owed.almost if is_told(user, answer, one.key)
    ]  # fmt: skip
    return Card(
        answer=answer, unit=unit, done=spoken(owed.done), required=spoken(owed.required),
        missing=f"{spoken(owed.missing)} {unit}", sentence=sentence(requirement, answer.scheme, names),
        today=found.today, waiting=pending.get(requirement.code, 0), steps=_steps(answer, unit, found.today, names),
        counted=counted[::-1][:SHOWN], almost=almost[::-1][:SHOWN], hidden=max(0, len(counted) - SHOWN),
        counting=len(owed.counted),
        closing=[_piece(found, holder, key, urls, planned=True) for key in owed.closing],
        still_missing=f"{spoken(owed.still_missing)} {unit}" if owed.still_missing else "",
        expected=_expected(answer, unit), total=total_of(answer, found.semester),
    )  # fmt: skip


def _expected(answer: Answer, unit: str) -> str:
    """Where the pace leads; of what comes in pieces the whole ones."""
    if answer.forecast is None:
        return ""
    amount = answer.forecast.expected
    return f"{spoken(amount.__floor__() if answer.requirement.measure.quantity in WHOLE else amount)} {unit}"


def _steps(answer: Answer, unit: str, today: date, names: Names) -> list[Step]:
    """The weeks or months that are over or run, then the portions."""
    owed, each = answer.owed, answer.requirement.each
    said = [
        Step(
            _period_said(period.window, each), spoken(period.done), spoken(period.required),
            f"{spoken(period.missing)} {unit}", not period.missing, period.window.due < today,
        )
        for period in owed.periods if period.required and period.window.first <= today
    ]  # fmt: skip
    said += [
        Step(
            portion.name or _cell_said(answer.requirement.matrix, portion.place, names),
            spoken(portion.done), spoken(portion.required), f"{spoken(portion.missing)} {unit}", not portion.missing,
        )
        for portion in owed.portions if portion.name or portion.place != ("", "")
    ]  # fmt: skip
    return said


def _cell_said(matrix, place: tuple[str, str], names: Names) -> str:
    """师德 · 市级: the row and the column of a matrix in words, those that stand for all left out."""
    words = [names.of(BY[by], code) for by, code in zip((matrix.rows, matrix.columns), place, strict=True)
             if by and code != ALL]  # fmt: skip
    return " · ".join(words)


def _period_said(window, each: str) -> str:
    """Weeks by their first day; what is longer than a month names its year, for a cycle has several of them."""
    first = window.first
    said = {
        "month": f"{first.month}月", "semester": f"{first.year}年{first.month}月起",
        "school_year": f"{first.year}-{first.year + 1}学年", "calendar_year": f"{first.year}年",
    }  # fmt: skip
    return said.get(each, f"{first.month}-{first.day:02}")


def _counted(found: Evaluation, holder: str, one, unit: str, urls: dict) -> Piece:
    if one.key in found.holders:
        return _member(found, one.key, urls)
    cut = f"，另有 {spoken(one.cut)} {unit}超出上限" if one.cut else ""
    amount = f"{spoken(one.amount)} {unit}{cut}" if one.amount or one.cut else "折抵"
    return _piece(found, holder, one.key, urls, amount=amount)


def _piece(found: Evaluation, holder: str, key: str, urls: dict, *, planned=False, **said) -> Piece:
    if key in found.holders:
        return _member(found, key, urls, **said)
    line: Line | None = found.work.get((holder, key))
    fact = line.fact if line else None
    url = urls.get(("planned", key)) if planned else urls.get(key)
    return Piece(fact.date if fact else found.today, fact.title if fact else key, url or "", **said)


def _member(found: Evaluation, key: str, names: dict, **said) -> Piece:
    """A member a group answers for."""
    return Piece(
        found.today, names["name", key], reverse("requirements:member_owed", args=[holder_pk(key)]), **said
    )


def people(found: Evaluation, answers: Iterable[Answer]) -> dict:
    """The names of the members groups answer for; one query, none without such requirements."""
    keys = {one.key for answer in answers for one in (*answer.owed.counted, *answer.owed.almost)}
    members = {holder_pk(key) for key in keys & found.holders.keys()}
    rows = StaffMember.objects.filter(pk__in=members).values_list("pk", "name") if members else ()
    return {("name", member_key(pk)): name for pk, name in rows}


def addresses(user, found: Evaluation, answers: Iterable[Answer]) -> dict:
    """Where each piece of work opens: its entry in the ledger, where it has one, else its record."""
    keys, coming = set(), set()
    for answer in answers:
        keys |= {one.key for one in (*answer.owed.counted, *answer.owed.almost)}
        coming |= set(answer.owed.closing)
    work = {key for key in keys if ":" in key and key not in found.holders}
    entries = Entry.objects.visible_to(user).standing().filter(source_key__in=work).order_by("pk")
    urls: dict = {
        source: reverse("credits:entry_detail", args=[pk])
        for pk, source in entries.values_list("pk", "source_key")
    }
    held = [key for key in work if key.startswith(f"{HELD}:")]
    urls |= {key: reverse("activities:activity_detail", args=[record_key(key)]) for key in held}
    urls |= sources.addresses(key for key in work - set(urls) if key.startswith(f"{PROJECT}:"))
    planned = sources.addresses(key for key in coming if key.startswith(f"{SOURCE}:"))
    return urls | {("planned", key): url for key, url in planned.items()}


def waiting_of(found: Evaluation, holder: str, answers: Iterable[Answer]) -> dict[str, int]:
    """Requirement → how much of its sort of work waits for the office; one query."""
    of, _, pk = holder.partition(":")
    if of not in ("member", "group"):
        return {}
    rows = Proposal.objects.waiting().filter(semester=found.semester, **{of: int(pk)})
    kinds = [kind_key(*row) for row in rows.values_list("kind__family", "kind__code", "kind__name")]
    counts: dict[str, int] = defaultdict(int)
    for answer in answers:
        wanted = Filter(answer.requirement.measure.where).where.kinds
        for kind in kinds:
            if not wanted or is_among(kind, wanted):
                counts[answer.requirement.code] += 1
    return counts
