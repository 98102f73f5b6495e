"""Who owes what: holders with what was granted them, work as lines, the schemes that hold, and the comparison."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import gettext as _

from apps.core.templatetags.core import amount
from apps.credits.choices import DocumentState
from apps.requirements.models import SchemeRequirement
from apps.requirements.rules.schemes import QUANTITIES, Requirement
from apps.requirements.selectors.evaluating import Answer, Evaluation, day_of, evaluate, owed_by_member
from apps.requirements.selectors.schemes import scheme_of_semester, schemes_of
from apps.schools.models import Semester

__all__ = [
    "Answer", "Evaluation", "day_of", "evaluate", "owed_by_member", "requirements_named", "requirements_of",
    "schemes_of", "Named", "Titles",
]  # fmt: skip


def requirements_of(semester: Semester | None, today: date) -> list[Requirement]:
    """The requirements that hold; none without a semester."""
    if semester is None:
        return []
    return [r for scheme in schemes_of(semester, day_of(semester, today)) for r in scheme.requirements]


@dataclass(frozen=True)
class Named:
    """A requirement as lists name it, and the word after its amounts; ``holds`` is false once no scheme asks it."""

    name: str
    word: str
    holds: bool = True

    @property
    def told(self) -> str:
        return self.name if self.holds else _("%(name)s (no longer asked)") % {"name": self.name}

    def said(self, number) -> str:
        """So much of it, with its word."""
        return f"{amount(number)} {self.word}".rstrip()

    @classmethod
    def of(cls, requirement: Requirement) -> Named:
        return cls(requirement.name, requirement.word)


class Titles(dict[str, Named]):
    """Requirements by code; a code that none of them has is called by itself."""

    def __missing__(self, code: str) -> Named:
        return Named(code, "")


def requirements_named(semester: Semester | None, today: date) -> Titles:
    """By code the requirements that hold, and those that did once, as they were called last."""
    if semester is None:
        return Titles()
    rows = SchemeRequirement.objects.filter(scheme__school=semester.school_id)
    rows = rows.exclude(scheme__state=DocumentState.DRAFT).order_by("scheme__valid_from", "scheme_id")
    asked = scheme_of_semester(semester).requirements
    found = {r.code: replace(Named.of(r), holds=False) for r in asked}
    found |= {row.code: _once(row.data) for row in rows.only("code", "data")}
    return Titles(found | {r.code: Named.of(r) for r in requirements_of(semester, today)})


def _once(data: dict) -> Named:
    measure = data.get("measure") or {}
    word = measure.get("unit") or QUANTITIES[measure.get("quantity", "count")]
    return Named(data.get("name", ""), "人" if data.get("members") else word, holds=False)
