"""Reads of works, for pages and for the apps above."""

from django.urls import reverse
from django.utils.translation import gettext as _

from apps.approvals.things import Draft
from apps.credits.choices import DEFAULT_RULE
from apps.credits.models import Entry
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
    inputs = entry.explanation.get("inputs", {})
    said = [_("The work “%(title)s” was recorded.") % {"title": entry.title}]
    level, result = (dict(c.choices).get(inputs.get(n)) for c, n in ((Level, "level"), (Result, "result")))
    if level:
        said.append(_("Its level: %(level)s.") % {"level": level})
    if inputs.get("result"):
        said.append(_("What became of it: %(result)s.") % {"result": result})
    if entry.explanation.get("rule") == DEFAULT_RULE:
        said.append(_("By the default rule each work counts once, with its characters."))
    return said
