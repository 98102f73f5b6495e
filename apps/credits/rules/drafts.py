"""A document that is still being written: what can be read of it, and everything that is wrong with the rest."""

from collections.abc import Callable, Container
from dataclasses import MISSING, dataclass, field

from apps.credits.rules.packs import Validity, validity_faults
from apps.credits.rules.problems import Problem
from apps.credits.rules.schema import Reading, Unreadable, items
from apps.credits.rules.texts import node_of, unique
from apps.credits.rules.words import Names


@dataclass
class Draft:
    """``value`` holds the rows that could be read, ``rows`` the same by position, with None for the others.

    ``problems`` lead to positions of all rows; the document may be used when there are none.
    """

    value: object
    names: Names
    rows: list = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def of_row(self, position: int) -> list[Problem]:
        """The problems of one row."""
        return [p for p in self.problems if len(p.path) > 1 and p.path[1] == position]

    @property
    def of_head(self) -> list[Problem]:
        """The problems of the document as a whole."""
        return [p for p in self.problems if len(p.path) < 2 or not isinstance(p.path[1], int)]


def read_draft(cls, data: dict, rows_key: str, names: Names, check: Callable) -> Draft:
    """``data`` is plain data of a ``cls`` whose rows stand under ``rows_key``. Nothing is raised.

    Whoever calls has seen to it that the head is right: it comes from columns a form has checked.
    """
    at = Reading(names)
    known = items(cls)
    values = {}
    for key, declared in known.items():
        if key == rows_key:
            continue
        try:
            if key in data:
                values[declared.name] = declared.metadata["type"].read(node_of(data[key]), at, (key,))
        except Unreadable:
            values.pop(declared.name, None)
        if declared.name not in values:
            values[declared.name] = None if declared.default is MISSING else declared.default
        if key == "names":
            at.names = names.plus({name: dict(table) for name, table in values["names"]})
    kind = known[rows_key].metadata["type"].of
    rows = [_row(kind, row, at, (rows_key, n)) for n, row in enumerate(data.get(rows_key, ()))]
    value = cls(**values, **{rows_key: tuple(row for row in rows if row is not None)})
    places = [n for n, row in enumerate(rows) if row is not None]
    found = [_at_its_place(p, rows_key, places) for p in check(value, at.names)]
    if not rows:
        found.append(Problem("empty_list", (rows_key,)))
    return Draft(value, at.names, rows, unique([*at.problems, *found]))


def _row(kind, data: dict, at: Reading, path: tuple):
    try:
        return kind.read(node_of(data), at, path)
    except Unreadable:
        return None


def _at_its_place(problem: Problem, rows_key: str, places: list[int]) -> Problem:
    """Positions among the rows that could be read, as positions among all."""
    if len(problem.path) > 1 and problem.path[0] == rows_key:
        path = (rows_key, places[problem.path[1]], *problem.path[2:])
        return Problem(problem.code, path, problem.params)
    return problem


def read_head(cls, data: dict, skip: Container[str], names: Names) -> tuple[dict, list[Problem]]:
    """The head of a document: plain data of everything but the keys of ``skip``, and what is wrong with it."""
    at = Reading(names)
    found = {}
    for key, declared in items(cls).items():
        if key in skip:
            continue
        kind = declared.metadata["type"]
        try:
            if key in data:
                value = kind.read(node_of(data[key]), at, (key,))
                found[key] = kind.plain(value)
                if isinstance(value, Validity):
                    at.problems += validity_faults(value, (key,))
            elif declared.default is MISSING:
                at.report("missing_key", (), key=key)
        except Unreadable:
            continue
    return found, unique(at.problems)
