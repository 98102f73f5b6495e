"""Which row of the workbook is which row that stands. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Sequence


def pair_rows(
    new: Sequence[dict],
    old: Sequence[dict],
    *,
    key: tuple[str, ...],
    likeness: Iterable[tuple[str, ...]] = (),
    may_follow: Sequence[bool] = (),
) -> dict[int, int]:
    """{place in ``new``: place in ``old``}.

    Rows with one key belong together. What is left is paired by likeness, the strongest first, but only with
    old rows that ``may_follow``: a corrected row takes the place of the one it corrects.
    """
    pairs: dict[int, int] = {}
    rest_new, rest_old = list(range(len(new))), list(range(len(old)))
    rest_new, rest_old = _pass(new, old, key, rest_new, rest_old, pairs)
    rest_old = [place for place in rest_old if not may_follow or may_follow[place]]
    for columns in likeness:
        if not rest_new or not rest_old:
            break
        rest_new, rest_old = _pass(new, old, columns, rest_new, rest_old, pairs)
    return pairs


def _pass(new, old, columns, rest_new, rest_old, pairs) -> tuple[list[int], list[int]]:
    """Pair rows that agree in these columns, in their order; answers what is left of both."""
    waiting = defaultdict(list)
    for place in reversed(rest_old):
        waiting[_values(old[place], columns)].append(place)
    left = []
    for place in rest_new:
        found = waiting.get(_values(new[place], columns))
        if found:
            pairs[place] = found.pop()
        else:
            left.append(place)
    taken = set(pairs.values())
    return left, [place for place in rest_old if place not in taken]


def _values(row: dict, columns: tuple[str, ...]) -> tuple:
    return tuple(row[column] for column in columns)
