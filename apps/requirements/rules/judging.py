"""State, grade and points of a requirement, and of a scheme as a whole."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from apps.requirements.rules.lines import Owed
from apps.requirements.rules.schemes import Grade, Scheme

NONE = Decimal(0)


@dataclass(frozen=True)
class Verdict:
    """What a scheme says about one holder. ``vetoed_by`` are the requirements whose missing fails the whole."""

    holder: str
    passed: bool
    missing: tuple[str, ...]
    vetoed_by: tuple[str, ...]
    points: Decimal
    band: str


def judged(draft, today: date) -> Owed:
    """The finished answer for one requirement and one holder."""
    state = state_of(draft, today)
    answers = state not in ("exempt", "unknown")
    band = graded(draft) if answers and draft.requirement.bands else None
    return Owed(
        requirement=draft.requirement.code, window=draft.window, due=draft.due, state=state,
        done=draft.done, required=draft.required, missing=draft.missing, share=draft.share,
        reasons=draft.reasons, periods=draft.periods, portions=draft.portions,
        counted=draft.counted, almost=draft.almost, filled=draft.filled,
        closing=draft.closing, still_missing=draft.still_missing, band=band.name if band else "",
        points=points_of(draft, band) if answers else NONE,
    )  # fmt: skip


def state_of(draft, today: date) -> str:
    """``missed`` as soon as something can no longer be made up: a week that is over stays short."""
    if not draft.held.spans:
        return "unknown" if draft.held.unknown else "exempt"
    if draft.over:
        return "over"
    if not draft.missing:
        return "met"
    late = draft.lost or today > draft.due or any(p.missing and today > p.window.due for p in draft.periods)
    return "missed" if late else "open"


def graded(draft) -> Grade | None:
    """The highest band reached, by the amount done or by the percentage of what is required."""
    requirement, reached = draft.requirement, draft.done
    if requirement.bands_of == "rate":
        reached = draft.done * 100 / draft.required if draft.required else Decimal(100)
    return highest(requirement.bands, reached)


def highest(bands: Iterable[Grade], reached: Decimal) -> Grade | None:
    return next((band for band in bands if reached >= band.least), None)


def points_of(draft, band: Grade | None) -> Decimal:
    points, rule = (band.points or NONE if band else NONE), draft.requirement.points
    if rule is None and not points:
        return NONE
    if rule is not None:
        earned = rule.each * draft.done + (NONE if draft.missing or draft.over else rule.met)
        points += earned if rule.at_most is None else min(earned, rule.at_most)
    return posted_points(points)


def posted_points(points: Decimal) -> Decimal:
    return points.quantize(Decimal("0.01"))


def verdicts(scheme: Scheme, owed: Mapping[str, Iterable[Owed]]) -> list[Verdict]:
    """One verdict for each holder, in the order given. One missed veto fails the whole, whatever the points."""
    vetoes = {r.code for r in scheme.requirements if r.veto}
    found = []
    for holder, rows in owed.items():
        missing = tuple(row.requirement for row in rows if not row.met)
        vetoed = tuple(code for code in missing if code in vetoes)
        points = sum((row.points for row in rows), NONE)
        band = highest(scheme.bands, points)
        name = scheme.bands[-1].name if vetoed and scheme.bands else band.name if band else ""
        passed = not vetoed if scheme.bands else not missing
        found.append(Verdict(holder, passed, missing, vetoed, points, name))
    return found
