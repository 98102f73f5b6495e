"""Which work a kind of job stands for. Apps above register theirs when they are loaded."""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.db.models import Q, QuerySet

from apps.schools.models import School


@dataclass(frozen=True)
class Outcome:
    """What a job made: figures for its page, and files as (role, name, content type, bytes).

    ``school`` is given when the result belongs to another school than the one it was asked in, ``replaces`` (a
    queryset of jobs) when it makes those of before useless: they go in the transaction that keeps this one.
    """

    result: dict = field(default_factory=dict)
    files: list[tuple[str, str, str, bytes]] = field(default_factory=list)
    school: School | None = None
    replaces: QuerySet | None = None


@dataclass(frozen=True)
class Work:
    """``run(job, progress)`` does it and answers an Outcome.

    With ``atomic`` everything ``run`` writes lands in the same transaction as the end of the job. ``page(job)``
    is the address a finished job leads to, ``permission`` what its pages and files ask of the user.
    ``seen(school)`` finds those that office and principals of the school see; others are for whoever asked for them.
    """

    kind: str
    title: str
    run: Callable
    page: Callable
    permission: str
    queue: str = "default"
    atomic: bool = False
    seen: Callable[[School], Q] | None = None


_WORKS: dict[str, Work] = {}


def register(work: Work) -> None:
    _WORKS[work.kind] = work


def kinds_for(user) -> list[str]:
    """Kinds of work whose results the user may see."""
    return [work.kind for work in _WORKS.values() if user.has_perm(work.permission)]


def seen_in(school: School) -> Q:
    """Work of others that office and principals of the school see."""
    apart = [work for work in _WORKS.values() if work.seen]
    found = ~Q(kind__in=[work.kind for work in apart])
    for work in apart:
        found |= Q(kind=work.kind) & work.seen(school)
    return found


def work_of(kind: str) -> Work:
    """Raises KeyError for a kind nobody registered."""
    return _WORKS[kind]
