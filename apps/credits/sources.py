"""Which record stands behind an entry: its page, and what its explanation means in words.

Apps above register their kind of source in ``AppConfig.ready``. A source is named ``prefix:key``.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.urls import reverse

from apps.credits.choices import DEFAULT_RULE, FIRST_RULE


@dataclass(frozen=True)
class Source:
    """``pages(keys)`` answers {key: address}; ``explain(entry)`` answers sentences about the inputs of its value.

    ``records(semester, catalogue)`` answers the source keys of all records of a semester and the facts of those that
    stand, in a constant number of queries.
    """

    pages: Callable[[list[int]], dict[int, str]]
    explain: Callable[..., list[str]]
    records: Callable | None = None


_SOURCES: dict[str, Source] = {}


def _nothing_to_add(entry) -> list[str]:
    return []


def register(
    prefix: str, pages: Callable, *, explain: Callable = _nothing_to_add, records: Callable | None = None
) -> None:
    """Make a kind of source known. Keys without a page (any more) are left out of what ``pages`` answers."""
    _SOURCES[prefix] = Source(pages, explain, records)


def records_of(semester, catalogue) -> tuple[list[str], list]:
    """Everything a semester's records say today: all source keys, and the facts of those that stand."""
    keys, facts = [], []
    for source in _SOURCES.values():
        if source.records is not None:
            some_keys, some_facts = source.records(semester, catalogue)
            keys += some_keys
            facts += some_facts
    return keys, facts


def reads(source: str) -> bool:
    """Whether all records of this sort of source can be read anew."""
    found = _SOURCES.get(source.partition(":")[0])
    return found is not None and found.records is not None


def pages_named(url_name: str) -> Callable[[list[int]], dict[int, str]]:
    """Pages of a source whose key is the record's own, and whose records always have a page."""
    return lambda keys: {key: reverse(url_name, args=[key]) for key in keys}


def source_key(prefix: str, pk: int) -> str:
    return f"{prefix}:{pk}"


def record_key(source: str) -> int:
    """The key of the record behind a source: 412 of ``portfolio.work:412``."""
    return int(source.partition(":")[2])


def addresses(source_keys: Iterable[str]) -> dict[str, str]:
    """The page of each source; at most one query for each kind of source."""
    by_prefix: dict[str, list[int]] = {}
    for source in set(source_keys):
        prefix, _, key = source.partition(":")
        by_prefix.setdefault(prefix, []).append(int(key))
    return {
        source_key(prefix, key): url
        for prefix, keys in by_prefix.items() if prefix in _SOURCES
        for key, url in _SOURCES[prefix].pages(keys).items()
    }  # fmt: skip


def explain(entry) -> list[str]:
    """What the entry's source has to say about how it came to its value."""
    found = _SOURCES.get(entry.source_key.partition(":")[0])
    return found.explain(entry) if found else []


def by_default(entry) -> bool:
    """Whether the entry was valued before its school had rules for it."""
    rule = entry.explanation.get("rule", "")
    return rule == FIRST_RULE or rule.partition(" v")[0] == DEFAULT_RULE


def work_behind(entry) -> dict:
    """What the entry keeps of its work: the fact as the rules took it, or the inputs of an entry made before that."""
    return entry.explanation.get("fact") or entry.explanation.get("inputs", {})
