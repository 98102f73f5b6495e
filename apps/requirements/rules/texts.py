"""Schemes as YAML, read and written like packs."""

import json
from collections.abc import Iterable
from functools import lru_cache

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
    """The scheme of plain data, as ``plain`` gives it and JSON keeps it. Raises Refused.

    The same data read with the same names is the same scheme, which cannot be changed: it is read once.
    """
    return _read_once(*(json.dumps(one, ensure_ascii=False, default=str) for one in (data, names.lists)))


# Each page that says what somebody owes reads the schemes of its school anew.
@lru_cache(maxsize=32)
def _read_once(data: str, lists: str) -> Scheme:
    return read_data(Scheme, json.loads(data), Names(json.loads(lists)), problems)
