"""What can be reviewed. Apps above register their model: its name, the pages to read it, the marks to give."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Draft:
    """One draft of a thing, as its reviewers read it: parts as (key, heading, text), and a document.

    ``html`` is a Word document, cleaned; ``text`` what could be read from a PDF, a line a paragraph. ``file_url``
    leads to the document itself, which is shown in the page when it is a PDF.
    """

    parts: tuple[tuple[str, str, str], ...] = ()
    html: str = ""
    text: str = ""
    file_url: str = ""
    file_name: str = ""
    is_pdf: bool = False
    is_picture: bool = False


@dataclass(frozen=True)
class Thing:
    """``pages(ids)`` answers {target id: URL of the page of the thing} in one query at most.

    ``draft(target_id, number)`` answers the ``Draft`` of that number, None when there is none. ``marks`` are the
    (value, label) of the marks a reviewer may give; empty where none are given. ``steps`` are the (reviewer, days) of
    the route until a school lays down its own; empty where the office alone reviews. ``phrases`` are what reviewers
    often say when they return one, until a school writes its own. ``proves`` says that the document of a draft proves
    it, as a certificate does, and is read by few (``selectors.reads_proof``).
    """

    subject: str
    label: str
    pages: Callable
    marks: tuple = ()
    draft: Callable = lambda target_id, number: None
    steps: tuple[tuple[str, int], ...] = ()
    phrases: tuple = ()
    proves: bool = False


_THINGS: dict[str, Thing] = {}


def register(thing: Thing) -> None:
    _THINGS[thing.subject] = thing


def thing_of(subject: str) -> Thing:
    """Raises KeyError for a subject nobody registered."""
    return _THINGS[subject]


def subjects() -> frozenset[str]:
    """The models that are reviewed."""
    return frozenset(_THINGS)


def usual_steps(subject: str) -> tuple[tuple[str, int], ...]:
    """(reviewer, days) of a subject's route while a school has laid down none; empty: the office alone."""
    return _THINGS[subject].steps if subject in _THINGS else ()


def all_things() -> list[Thing]:
    return list(_THINGS.values())


def pages_of(cases) -> dict[int, str]:
    """Case → the page of its thing; one query for each subject."""
    by_subject: dict[str, list] = {}
    for case in cases:
        by_subject.setdefault(case.subject, []).append(case)
    found = {}
    for subject, rows in by_subject.items():
        pages = thing_of(subject).pages([case.target_id for case in rows])
        found |= {case.pk: pages[case.target_id] for case in rows if case.target_id in pages}
    return found
