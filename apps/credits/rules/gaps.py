"""What a pack leaves out without a word: rules that never apply, kinds of work that no rule values."""

from collections.abc import Iterable, Sequence
from dataclasses import fields

from apps.credits.rules.verbs import VALUING, Convert, Round, Rule, Source, Treat, Worth
from apps.credits.rules.where import Where
from apps.credits.rules.words import AWAY

# Of the rules of one stage only the first that fits is applied.
STAGES = (VALUING, (Convert,), (Round,))
# Lists of which one is enough, and lists of which all are needed.
ANY_OF = ("categories", "levels", "parts", "places", "attendance", "labels", "weekdays")
ALL_OF = ("without", "evidence", "stamps", "stamps_before")


def never_reached(rules: Sequence[Rule | None]) -> list[tuple[int, int]]:
    """(later, earlier) by number from 1: all work the later rule is for is taken by the earlier. Only what is certain
    is told; a rule that could not be read is None.
    """
    found = []
    for n, later in enumerate(rules):
        takes = (m for m, earlier in enumerate(rules[:n]) if later and earlier and takes_all(earlier, later))
        if (first := next(takes, None)) is not None:
            found.append((n + 1, first + 1))
    return found


def never_said(later: int, earlier: int) -> str:
    return f"第 {later} 条规则用不上：它说的工作，都先按第 {earlier} 条规则算了。"


def takes_all(earlier: Rule, later: Rule) -> bool:
    stage = next((s for s in STAGES if isinstance(later, s)), None)
    if stage is None or not isinstance(earlier, stage) or not covers(earlier.where, later.where):
        return False
    return stage is not VALUING or (_asked_there(earlier, later) and _values_all(earlier, later))


def covers(wide: Where, narrow: Where) -> bool:
    """Whether work that fits ``narrow`` certainly fits ``wide``."""
    return all(_covers(f.name, getattr(wide, f.name), getattr(narrow, f.name)) for f in fields(Where))


def _covers(name: str, wide, narrow) -> bool:
    if wide in (None, "", ()):
        return True
    if name == "kinds":
        return bool(narrow) and all(k in wide or k.partition("/")[0] in wide for k in narrow)
    if name in ANY_OF:
        return bool(narrow) and set(narrow) <= set(wide)
    if name in ALL_OF:
        return set(wide) <= set(narrow)
    return wide == narrow


def _asked_there(earlier: Rule, later: Rule) -> bool:
    """Who was away earns by a rule only if it names the state."""
    return bool(earlier.where.attendance) or AWAY.isdisjoint(later.where.attendance)


def _values_all(earlier: Rule, later: Rule) -> bool:
    """A rule of worth passes on what none of its sources says anything about."""
    if not isinstance(earlier, Worth):
        return True
    if not isinstance(later, Worth):
        return any(source.of == "count" and not source.table for source in earlier.sources)
    return all(any(_says(one, other) for one in earlier.sources) for other in later.sources)


def _says(one: Source, other: Source) -> bool:
    """Whether ``one`` says something whenever ``other`` does; a count is known of all work."""
    if one.of not in ("count", other.of):
        return False
    return not one.table or (one.by == other.by and {k for k, _ in other.table} <= {k for k, _ in one.table})


def unvalued(rules: Iterable[Rule | None], kinds: Sequence[str]) -> list[str]:
    """Of ``kinds``, all of one family, those no rule speaks of that values or files work. None are told where a rule
    values work of any kind, nor where no rule values any of the family.
    """
    named: set[str] = set()
    for rule in rules:
        if isinstance(rule, VALUING):
            by_kind = isinstance(rule, Worth) and all(source.by == "kind" for source in rule.sources)
            if not rule.where.kinds and not by_kind:
                return []
            named.update(rule.where.kinds or (key for source in rule.sources for key, _ in source.table))
        elif isinstance(rule, Treat):
            named.update(rule.where.kinds)
    left = [kind for kind in kinds if kind not in named and kind.partition("/")[0] not in named]
    return left if len(left) < len(kinds) else []
