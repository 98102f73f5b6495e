"""Drafts of a lesson plan as they are read, and what a plan's entry says."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from apps.credits.choices import DEFAULT_RULE
from apps.credits.models import Entry
from apps.files import documents
from apps.files import services as files
from apps.files.choices import FileKind
from apps.lessonplans.choices import Mark, Part
from apps.lessonplans.models import LessonPlan, PlanDraft
from apps.lessonplans.rules import Change, changes


@dataclass(frozen=True)
class Reading:
    """One draft for the page: its parts or its document, and what it changes in the draft before."""

    draft: PlanDraft
    numbers: list[int]
    html: str
    changed: list[tuple[str, list[Change]]]


def reading_of(plan: LessonPlan, wanted: str) -> Reading | None:
    """The draft whose number is wanted, else the last; None for plans that came without one."""
    drafts = {draft.number: draft for draft in plan.drafts.select_related("file")}
    if not drafts:
        return None
    numbers = sorted(drafts)
    number = int(wanted) if wanted.isdecimal() and int(wanted) in drafts else numbers[-1]
    draft, before = drafts[number], drafts.get(number - 1)
    is_word = draft.file is not None and draft.file.kind == FileKind.DOCX
    html = documents.docx_html(files.read(draft.file)) if is_word else ""
    return Reading(draft, numbers, html, _changed(before, draft) if before else [])


def _changed(before: PlanDraft, after: PlanDraft) -> list[tuple[str, list[Change]]]:
    """(heading, changes) of the parts that differ; a Word document is one part without a heading."""
    pairs = [(part.label, before.sections.get(part, ""), after.sections.get(part, "")) for part in Part]
    pairs.append(("", _words(before), _words(after)))
    return [(heading, changes(old, new)) for heading, old, new in pairs if old != new]


def _words(draft: PlanDraft) -> str:
    return draft.file.text if draft.file else ""


def explain_plan(entry: Entry) -> list[str]:
    """Which plan was approved, with which mark, and what the rule makes of it; only what is stored."""
    said = [_("The lesson plan “%(title)s” was approved.") % {"title": entry.title}]
    mark = dict(Mark.choices).get(entry.explanation.get("inputs", {}).get("mark"))
    if mark:
        said.append(_("Its mark: %(mark)s.") % {"mark": mark})
    if entry.explanation.get("rule") == DEFAULT_RULE:
        said.append(_("By the default rule each approved plan counts once."))
    return said
