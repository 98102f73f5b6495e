"""Reads of works, for pages and for the apps above."""

from django.urls import reverse
from django.utils.translation import gettext as _

from apps.approvals.things import Draft
from apps.credits.models import Entry
from apps.credits.sources import by_default, work_behind
from apps.files import services as files
from apps.portfolio.choices import Result
from apps.portfolio.models import WorkDraft
from apps.schools.choices import Level


def draft_of(work_id: int, number: int) -> Draft | None:
    """A draft for its readers: its text, or the document."""
    draft = WorkDraft.objects.select_related("file").filter(work=work_id, number=number).first()
    if draft is None:
        return None
    url = reverse("portfolio:draft_file", args=[work_id, number])
    parts = (("text", "", draft.text),) if draft.text else ()
    return Draft(parts=parts, **files.shown(draft.file, url))


def explain_work(entry: Entry) -> list[str]:
    """Which work it is, what became of it, and what the rule makes of it; only what is stored."""
    work, results = work_behind(entry), dict(Result.choices)
    said = [_("The work “%(title)s” was recorded.") % {"title": entry.title}]
    level = dict(Level.choices).get(work.get("level"))
    if level:
        said.append(_("Its level: %(level)s.") % {"level": level})
    became = next(
        (results[r] for r in [work.get("result"), *work.get("labels", ())] if r and r in results), None
    )
    if became:
        said.append(_("What became of it: %(result)s.") % {"result": became})
    if by_default(entry):
        said.append(_("By the default rule each work counts once, with its characters."))
    return said
