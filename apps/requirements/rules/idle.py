"""Noughts that say nothing in a requirement. Of a case 0 says something: such people owe nothing."""

from apps.credits.rules.idle import IDLE, idle
from apps.credits.rules.problems import Problem
from apps.credits.rules.words import Names
from apps.requirements.rules.checks import problems
from apps.requirements.rules.schemes import Borrow, Fill, Members, Offset, Portion, Requirement, Scheme

FIELDS = IDLE | {
    Requirement: ("at_least",), Portion: ("at_least", "share_at_least"), Members: ("share", "at_least"),
    Offset: ("at_most",), Fill: ("at_most",), Borrow: ("at_most",),
}  # fmt: skip


def faults(scheme: Scheme, names: Names | None = None) -> list[Problem]:
    """Everything that is wrong with a scheme somebody writes."""
    found = [*problems(scheme, names), *idle(scheme.requirements, "requirements", FIELDS)]
    for n, requirement in enumerate(scheme.requirements):
        for row, _column, least in requirement.matrix.cells() if requirement.matrix else ():
            if least == 0:
                found.append(Problem("idle_zero", ("requirements", n, "matrix", "at_least", row)))
    return found
