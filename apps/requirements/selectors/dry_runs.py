"""What a rule pack or scheme would have made of a semester: read, value, compare. Nothing is written."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import gettext as _

from apps.core.names import searchable
from apps.credits.models import EntryKind
from apps.credits.rules.explaining import steps_said
from apps.credits.rules.packs import Pack, Validity
from apps.credits.rules.sentences import sentence as rule_sentence
from apps.credits.rules.steps import step_from_json
from apps.credits.rules.words import UNITS, Names
from apps.credits.services.trying import Tried, try_pack
from apps.credits.services.valuing import holder_of
from apps.credits.wording import school_names
from apps.groups.models import Group
from apps.groups.selectors import home_groups
from apps.requirements.rules.comparing import Person, Piece, Verdict, compare, details
from apps.requirements.rules.schemes import Scheme
from apps.requirements.rules.sentences import sentence as requirement_sentence
from apps.requirements.selectors.evaluating import Evaluation, day_of, evaluate
from apps.requirements.selectors.lines import tried as lines_of
from apps.requirements.selectors.schemes import published_schemes, schemes_of
from apps.schools.models import Semester
from apps.staff.models import StaffMember

Progress = Callable[[int, int, str], None]
# How long the rest takes, in people valued.
REST = 40


@dataclass(frozen=True)
class DryRun:
    """``result`` is what the page shows at first, with the ``people`` in it; ``details`` what each of them opens to."""

    result: dict
    details: dict


def quiet(done: int, total: int, step: str) -> None:
    """Nobody is told how far it is."""


def dry_run(semester: Semester, value: Pack | Scheme, *, today: date, progress: Progress = quiet) -> DryRun:
    """Compare the semester as it is with the semester as it would be by a pack or scheme."""
    run = run_pack if isinstance(value, Pack) else run_scheme
    return run(semester, value, today, progress)


def run_pack(semester: Semester, pack: Pack, today: date, progress: Progress) -> DryRun:
    pack = pack.all_coded()
    size = [REST]

    def note(done: int, total: int) -> None:
        size[0] = total + REST
        progress(done, size[0], _("Valuing the work"))

    found = try_pack(semester, pack, note=note)
    progress(size[0] - REST, size[0], _("Comparing what is owed"))
    stood = [one.before for one in found if one.before is not None]
    would = [one.after for one in found if one.after is not None]
    was = evaluate(semester, today=today, details=False, ledger=lines_of(semester, stood))
    now = evaluate(semester, today=today, details=False, ledger=lines_of(semester, would))
    progress(size[0] - 5, size[0], _("Writing it down"))
    names = school_names(semester.school_id).plus({name: dict(table) for name, table in pack.names})
    rules = [{"said": rule_sentence(rule, pack, names), "clause": rule.clause} for rule in pack.rules]
    pieces = list(pieces_of(semester, found, pack, names))
    return put_together(semester, pieces, was, now, unit=pack.gives, rules=rules)


def run_scheme(semester: Semester, scheme: Scheme, today: date, progress: Progress) -> DryRun:
    """The scheme takes the place of its other versions, or of what the semester asks by itself."""
    on = day_of(semester, today)
    progress(0, 3, _("Comparing what is owed"))
    held = [s for s in published_schemes(semester.school_id, on) if s.code != scheme.code]
    scheme = replace(scheme, valid=Validity(first=date.min))
    was = evaluate(semester, today=today, details=False, schemes=schemes_of(semester, on))
    progress(1, 3, _("Comparing what is owed"))
    now = evaluate(semester, today=today, details=False, schemes=[*held, scheme])
    progress(2, 3, _("Writing it down"))
    names = school_names(semester.school_id).plus({name: dict(table) for name, table in scheme.names})
    rules = [
        {"said": requirement_sentence(row, scheme, names), "clause": row.clause}
        for row in scheme.requirements
    ]
    return put_together(semester, [], was, now, unit="", rules=rules)


def put_together(
    semester: Semester, pieces: list[Piece], was: Evaluation, now: Evaluation, *, unit: str, rules: list[dict]
) -> DryRun:
    before, after = verdicts(was), verdicts(now)
    people = people_of(semester, {*was.by_holder, *now.by_holder, *(piece.holder for piece in pieces)})
    known = {person.key for person in people}
    before, after = ([v for v in some if v.holder in known] for some in (before, after))
    pieces = [piece for piece in pieces if piece.holder in known]
    result = compare(people, pieces, before, after, unit=unit) | {"rules": rules}
    return DryRun(result, details(pieces, before, after))


def verdicts(found: Evaluation) -> list[Verdict]:
    return [
        Verdict(
            holder=answer.holder.key, code=f"{answer.scheme.code}/{answer.requirement.code}",
            name=answer.requirement.name, met=None if answer.outlook == "unknown" else answer.owed.met,
            done=answer.owed.done, required=answer.owed.required, missing=answer.owed.missing,
            unit=answer.requirement.word,
        )
        for answer in found.answers
    ]  # fmt: skip


def people_of(semester: Semester, keys: Iterable[str]) -> list[Person]:
    """Staff by number, then groups; three queries. The school itself is nobody."""
    keys, school = set(keys), semester.school_id
    homes = home_groups(semester.school, semester.starts_on, semester.ends_on)
    groups = {group.pk: group for group in Group.objects.filter(school_id=school).order_by("position", "pk")}
    staff = StaffMember.objects.filter(school_id=school).order_by("number")
    found = [
        Person(
            key=f"member:{row.pk}", of="staff", number=row.number, name=row.name,
            group=str(groups.get(homes.get(row.pk), "")), tier=row.get_tier_display(), search=row.search_text,
        )
        for row in staff
    ] + [
        Person(
            key=f"group:{pk}", of="groups", number="", name=str(row), group=row.get_kind_display(), tier="",
            search=searchable(str(row)),
        )
        for pk, row in groups.items()
    ]  # fmt: skip
    return [person for person in found if person.key in keys]


def pieces_of(semester: Semester, found: Iterable[Tried], pack: Pack, names: Names) -> Iterable[Piece]:
    kinds = dict(EntryKind.objects.filter(school_id=semester.school_id).values_list("pk", "name"))
    number = {rule.code: n for n, rule in enumerate(pack.rules)}
    for one in found:
        row = one.after or one.before
        piece = Piece(
            holder=holder_of(row), source=row.source_key, date=row.date.isoformat(), title=row.title,
            kind=kinds[row.kind_id], before=worth(one.before), after=worth(one.after),
            counts=(one.before.count if one.before else 0, one.after.count if one.after else 0),
            entered=one.after is not None,
        )  # fmt: skip
        if piece.moved and one.after is not None:
            steps = steps_by(one.after.explanation, pack)
            used = dict.fromkeys(number[step.rule] for step in steps if step.rule in number)
            piece = replace(piece, rules=tuple(used), steps=tuple(steps_said(steps, pack, names)))
        yield piece


def worth(row) -> dict:
    return {unit: getattr(row, unit) for unit in UNITS} if row is not None else {}


def steps_by(explanation: dict, pack: Pack) -> list:
    """The steps by which a pack came to its amount."""
    parts = (explanation, *explanation.get("also", ()))
    mine = next((part for part in parts if part.get("unit") == pack.gives), {"steps": []})
    return [step_from_json(step) for step in mine["steps"]]
