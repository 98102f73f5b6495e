"""Schemes as YAML, read and written like packs."""

from collections.abc import Iterable

from apps.credits.rules.texts import read_data, read_document
from apps.credits.rules.words import NAMES, Names
from apps.requirements.rules.checks import overlaps, problems
from apps.requirements.rules.idle import faults
from apps.requirements.rules.schemes import Scheme


def read_scheme(text: str | bytes, names: Names = NAMES, others: Iterable[Scheme] = ()) -> Scheme:
    """The scheme of a YAML text; ``others`` are the versions of it that it must not overlap.

    Raises Refused with every mistake, each with line and key.
    """
    return read_document(Scheme, text, names, lambda s, n: [*faults(s, n), *overlaps(s, others)])


def scheme_of(data: dict, names: Names = NAMES) -> Scheme:
    """The scheme of plain data, as ``plain`` gives it and JSON keeps it. Raises Refused."""
    return read_data(Scheme, data, names, problems)
