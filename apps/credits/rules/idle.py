"""Noughts that say nothing: at least 0 asks for nothing, a share of 0 is always reached.

Only a document that is being written, or read from a text, is told so: what was published keeps being read.
"""

from collections.abc import Iterable, Iterator, Mapping

from apps.credits.rules.packs import Pack, problems, walk
from apps.credits.rules.people import Who
from apps.credits.rules.problems import Problem
from apps.credits.rules.verbs import Deduct, Trigger
from apps.credits.rules.where import Where
from apps.credits.rules.words import Names

# Fields in which 0 is as good as nothing, by class.
IDLE: dict[type, tuple[str, ...]] = {
    Where: ("characters_from", "minutes_from", "hours_from", "score_from", "attended_from"),
    Who: ("years_under", "years_from"), Trigger: ("share",), Deduct: ("amount",),
}  # fmt: skip


def idle(rows: Iterable, rows_key: str, fields: Mapping[type, tuple[str, ...]] = IDLE) -> Iterator[Problem]:
    """A problem for each such nought in the rows of a document."""
    for n, row in enumerate(rows):
        for path, part in walk(row):
            for name in fields.get(type(part), ()):
                if getattr(part, name) == 0:
                    yield Problem("idle_zero", (rows_key, n, *path, name))


def faults(pack: Pack, names: Names | None = None) -> list[Problem]:
    """Everything that is wrong with a pack somebody writes."""
    return [*problems(pack, names), *idle(pack.rules, "rules")]
