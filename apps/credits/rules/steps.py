"""The steps from nothing to a posted value. A step is data; its inputs are enough to do it again.

``value`` is what stood after the step. ``replay`` walks the inputs alone and must arrive at the same value; valuing
itself goes through ``take``, so that an explanation cannot say anything but what was done.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from apps.credits.rules.numbers import exact, posted, rounded

ZERO = Fraction(0)
GRID = Fraction(1, 100)
# Steps that take something away, and so answer "why not more?".
CUTTING = ("need", "zero", "once", "cap", "part", "deduct")


@dataclass(frozen=True, slots=True)
class Step:
    """``rule`` is the code of the rule that asked for it, empty for the program's own (rounding to hundredths)."""

    name: str
    rule: str
    value: Fraction
    inputs: dict = field(default_factory=dict)

    def as_json(self) -> dict:
        return {"step": self.name, "rule": self.rule, "value": exact(self.value), "inputs": self.inputs}


def step_from_json(data: dict) -> Step:
    return Step(data["step"], data["rule"], Fraction(data["value"]), data["inputs"])


def tiered(quantity: Fraction, tiers: list) -> Fraction:
    """What a quantity is worth when the first pieces count more or less than the later ones."""
    worth, below = ZERO, ZERO
    for up_to, each in tiers:
        end = quantity if up_to is None else min(quantity, Fraction(up_to))
        worth += (end - below) * Fraction(each)
        below = end
    return worth


def reached(quantity: Fraction, rungs: list) -> Fraction:
    """The value of the highest rung a quantity has reached."""
    return max((Fraction(gives) for at, gives in rungs if quantity >= Fraction(at)), default=ZERO)


def _each_more(scale, inputs: dict, key: str) -> Fraction:
    """What this piece adds to what the pieces before it were worth together."""
    before, quantity = Fraction(inputs["before"]), Fraction(inputs["quantity"])
    return scale(before + quantity, inputs[key]) - scale(before, inputs[key])


def _round(value: Fraction, inputs: dict) -> Fraction:
    to, before = Fraction(inputs["to"]), Fraction(inputs["before"])
    return rounded(before + value, to, inputs["mode"]) - rounded(before, to, inputs["mode"])


def _deduct(value: Fraction, inputs: dict) -> Fraction:
    amount = Fraction(inputs["amount"])
    return value - (amount if inputs["available"] is None else min(amount, Fraction(inputs["available"])))


DOING = {
    "nothing": lambda value, i: ZERO,
    "treat": lambda value, i: value,
    "worth": lambda value, i: Fraction(i["quantity"]) / Fraction(i["per"]) * Fraction(i["gives"]),
    "band": lambda value, i: Fraction(i["gives"]),
    "tiers": lambda value, i: _each_more(tiered, i, "tiers"),
    "reach": lambda value, i: _each_more(reached, i, "rungs"),
    "convert": lambda value, i: value / Fraction(i["hours"]) * Fraction(i["gives"]),
    "multiply": lambda value, i: value * Fraction(i["factor"]),
    "round": _round,
    "need": lambda value, i: ZERO,
    "zero": lambda value, i: ZERO,
    "once": lambda value, i: ZERO if i["held"] is None else max(ZERO, value - Fraction(i["held"])),
    "cap": lambda value, i: min(value, max(ZERO, Fraction(i["at_most"]) - Fraction(i["used"]))),
    "part": lambda value, i: rounded(value * Fraction(i["share"]), GRID, "nearest"),
    "deduct": _deduct,
}


def take(steps: list[Step], name: str, rule: str, **inputs) -> Fraction:
    """Do one more step and write it down. Numbers among the inputs are kept as exact text."""
    kept = {key: _kept(value) for key, value in inputs.items()}
    value = DOING[name](steps[-1].value if steps else ZERO, kept)
    steps.append(Step(name, rule, value, kept))
    return value


def _kept(value):
    if isinstance(value, (Fraction, Decimal, int)) and not isinstance(value, bool):
        return exact(value)
    if isinstance(value, (list, tuple)):
        return [_kept(v) for v in value]
    return value


def replay(steps: Iterable[Step]) -> Decimal:
    """The value the inputs of the steps lead to, as the ledger posts it."""
    value = ZERO
    for step in steps:
        value = DOING[step.name](value, step.inputs)
    return posted(value)


@dataclass(frozen=True, slots=True)
class Cut:
    """What a rule took away from a piece of work: one answer to "why not more?"."""

    name: str
    rule: str
    amount: Decimal
    inputs: dict


def cuts(steps: Iterable[Step]) -> list[Cut]:
    found, value = [], ZERO
    for step in steps:
        if step.name in CUTTING and step.value < value:
            found.append(Cut(step.name, step.rule, posted(value - step.value), step.inputs))
        value = step.value
    return found
