"""Why a piece of work counts for nothing although it is worth something: a missing precondition, a zeroed period,
the same content counted elsewhere."""

from collections import defaultdict
from fractions import Fraction

from apps.credits.rules.facts import Fact
from apps.credits.rules.verbs import Need, Once, Trigger, Zero
from apps.credits.rules.where import Filter
from apps.credits.rules.words import level_rank


def stopped(ready, holder, lines, held, nominal) -> None:
    """Give each line that is stopped its ``stop``: (step, rule, inputs)."""
    for rule in ready.of(Need):
        wanted = Filter(rule.has)
        for line in _fitting(ready, rule, holder, lines):
            missing = wanted.misses(line.taken, holder)
            if missing:
                line.stop = ("need", rule.code, {"missing": missing})
    for rule in ready.of(Zero):
        _zero(ready, rule, holder, lines)
    for rule in ready.of(Once):
        _once(ready, rule, holder, lines, held, nominal)


def _fitting(ready, rule, holder, lines):
    return [n for n in lines if n.stop is None and ready.fits(rule, n.taken, holder)]


def _zero(ready, rule: Zero, holder, lines) -> None:
    periods = defaultdict(list)
    for line in lines:
        if ready.fits(rule, line.taken, holder):
            periods[ready.period(rule.per, line.taken, holder)].append(line)
    for together in periods.values():
        hit = next((inputs for t in rule.when if (inputs := hits(t, [n.taken for n in together]))), None)
        for line in together if hit else ():
            if line.stop is None:
                line.stop = ("zero", rule.code, {**hit, "per": rule.per})


def hits(trigger: Trigger, facts: list[Fact]) -> dict | None:
    """What was found when a trigger is reached by the work of one period, else None."""
    meant = [f for f in facts if not trigger.attendance or f.attendance in trigger.attendance]
    said = {"attendance": list(trigger.attendance)}
    if trigger.times is not None:
        times = sum(f.count for f in meant)
        return {**said, "times": times, "limit": trigger.times} if times >= trigger.times else None
    whole = sum(f.attended[1] for f in facts)
    missed = Fraction(sum(f.attended[1] - f.attended[0] for f in meant), whole) if whole else Fraction(0)
    return {**said, "missed": missed, "limit": trigger.share} if missed and missed >= trigger.share else None


def _once(ready, rule: Once, holder, lines, held, nominal) -> None:
    """Keep the best of what is the same; of what a closed semester holds, only the surplus counts again."""
    same = defaultdict(list)
    for line in _fitting(ready, rule, holder, lines):
        if line.taken.there and (name := getattr(line.taken, rule.same)):
            same[name, ready.period(rule.per, line.taken, holder)].append(line)
    kept = defaultdict(list)
    for line in held:
        if ready.fits(rule, line.taken, holder) and (name := getattr(line.taken, rule.same)):
            kept[name, ready.period(rule.per, line.taken, holder)].append(line)
    for key, together in same.items():
        best = min(together, key=lambda n: _rank(rule, n.taken, nominal))
        for line in together:
            if line is not best:
                line.stop = ("once", rule.code, {"kept": best.fact.key, "held": None})
        if kept[key]:
            counted = sum(Fraction(n.held) for n in kept[key])
            best.stop = ("once", rule.code, {"kept": kept[key][0].fact.key, "held": counted})


def _rank(rule: Once, fact: Fact, nominal) -> tuple:
    """Smallest for the best: highest level, then highest value (or the other way round), then first done."""
    level, worth = -level_rank(fact.level), -nominal(fact)
    return (*((level, worth) if rule.keep == "level" else (worth, level)), *fact.order)
