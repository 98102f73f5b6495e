"""What a pack leaves out without a word: rules that never apply, kinds of work that no rule values."""

from collections.abc import Iterable, Sequence
from dataclasses import fields, replace

from apps.credits.rules.verbs import VALUING, Convert, Round, Rule, Source, Treat, Worth
from apps.credits.rules.where import Where, is_among
from apps.credits.rules.words import AWAY

# Of the rules of one stage only the first that fits is applied.
STAGES = (VALUING, (Convert,), (Round,))
# The family of kinds whose work has a beginning and an end.
ACTIVITY = "activity"
# Lists of which one is enough, and lists of which all are needed.
ANY_OF = ("categories", "levels", "parts", "places", "attendance", "labels", "weekdays")
ALL_OF = ("without", "evidence", "stamps", "stamps_before")


def never_reached(rules: Sequence[Rule | None]) -> list[tuple[int, list[int]]]:
    """(later, those before it) by number from 1: all work the later rule is for is taken by the others, by each of
    them or by all together. Only what is certain is told; a rule that could not be read is None.
    """
    return _behind(rules, takes_all)


def seldom_reached(rules: Sequence[Rule | None]) -> list[tuple[int, list[int]]]:
    """The same of rules for activities that are left only those whose times nobody noted: mostly a special rule that
    came to stand below the general one.
    """
    never = {later for later, _earlier in never_reached(rules)}
    return [(later, earlier) for later, earlier in _behind(rules, _asks_all) if later not in never]


def _behind(rules: Sequence[Rule | None], takes) -> list[tuple[int, list[int]]]:
    found = []
    for n, later in enumerate(rules):
        before = [(m, earlier) for m, earlier in enumerate(rules[:n], 1) if earlier]
        by_kind = [
            {m for m, earlier in before if takes(earlier, part)}
            for part in (_by_kind(later) if later else ())
        ]
        if by_kind and all(by_kind):
            found.append((n + 1, sorted(set().union(*by_kind))))
    return found


def _by_kind(rule: Rule) -> list[Rule]:
    """One rule for each kind of work it names: others may take them one by one."""
    kinds = rule.where.kinds
    return [replace(rule, where=replace(rule.where, kinds=(kind,))) for kind in kinds] or [rule]


def never_said(later: int, earlier: Sequence[int]) -> str:
    return f"第 {later} 条规则用不上：它说的工作，都先按第 {_listed(earlier)} 条规则算了。"


def seldom_said(later: int, earlier: Sequence[int]) -> str:
    numbers = _listed(earlier)
    return f"第 {later} 条规则很少用得上：它说的工作，先按第 {numbers} 条规则算，算不出的才按这一条。"


def _listed(numbers: Sequence[int]) -> str:
    return "、".join(map(str, numbers))


def _asks_all(earlier: Rule, later: Rule) -> bool:
    """Whether all activities of the later rule come to the earlier one first, which goes by their minutes."""
    if not isinstance(earlier, Worth) or not isinstance(later, VALUING):
        return False
    by_time = any(source.of == "minutes" and not source.table for source in earlier.sources)
    activities = bool(later.where.kinds) and all(k.partition("/")[0] == ACTIVITY for k in later.where.kinds)
    return by_time and activities and covers(earlier.where, later.where) and _asked_there(earlier, later)


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
        return bool(narrow) and all(is_among(kind, wide) for kind in narrow)
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
    left = [kind for kind in kinds if not is_among(kind, named)]
    return left if len(left) < len(kinds) else []
