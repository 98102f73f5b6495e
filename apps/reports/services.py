"""Acts on summaries: rewrite a section, ask for the files, make them."""

import json
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from apps.core import clock
from apps.core.errors import Conflict
from apps.core.xlsx import XLSX
from apps.jobs.models import Job
from apps.jobs.registry import Outcome
from apps.jobs.services import Refused, request_job
from apps.reports import document, selectors, sheets
from apps.reports.figures import as_json
from apps.reports.models import SummaryText
from apps.reports.wording import markers
from apps.schools.models import Semester

KIND = "semester_summary"
STEPS = 4
PDF, JSON = "application/pdf", "application/json"


@dataclass(frozen=True)
class Summary:
    """The three files, and what the page of the run says about them."""

    pdf: bytes
    tables: bytes
    figures: bytes
    result: dict


@transaction.atomic
def save_text(*, semester: Semester, section: str, text: str, seen: str, actor) -> SummaryText:
    """Keep the office's words for a section; an empty text leaves the section out.

    ``seen`` is the ``version`` of the text the office started from, empty for the words written from the figures.
    Raises ValidationError for a marker nobody knows, Conflict when someone else has changed the section in between.
    """
    markers.check(text)
    known = _text_as_seen(semester, section, seen)
    row = known or SummaryText(school_id=semester.school_id, semester=semester, section=section)
    row.text, row.edited_by = markers.half_width(text), actor
    row.save()
    return row


@transaction.atomic
def restore_text(*, semester: Semester, section: str, seen: str) -> None:
    """Go back to the words written from the figures.

    ``seen`` is the ``version`` of the words that are given up. Raises Conflict when they have changed in between.
    """
    row = _text_as_seen(semester, section, seen)
    if row:
        row.delete()


def _text_as_seen(semester: Semester, section: str, seen: str) -> SummaryText | None:
    """The office's words for a section, nobody else writing until the transaction ends; None where there are none.

    Raises Conflict when they are not those that were seen.
    """
    Semester.objects.select_for_update(no_key=True).values_list("pk").get(pk=semester.pk)
    known = SummaryText.objects.select_related("edited_by").filter(semester=semester, section=section).first()
    if (known.version if known else "") == seen:
        return known
    if known is None:
        raise Conflict(
            _("Someone has restored the automatic words in the meantime. Save again if yours are to stand.")
        )
    raise Conflict(
        _(
            "%(name)s has changed this section in the meantime. Your words are still here: compare and save again."
        )
        % {"name": known.edited_by or "—"}
    )


def request_summary(*, semester: Semester, actor) -> Job:
    """Ask for the PDF, the tables and the figures; while they are being made, the same job is answered."""
    return request_job(
        school=semester.school,
        kind=KIND,
        unique_key=str(semester.pk),
        params={"semester": semester.pk},
        actor=actor,
    )


def run_summary(job: Job, progress) -> Outcome:
    """The work of the job. Raises Refused when the semester is gone."""
    semester = Semester.objects.select_related("school", "year").filter(
        school_id=job.school_id, pk=job.params["semester"]
    ).first()  # fmt: skip
    if semester is None:
        raise Refused(_("The semester does not exist any more."))
    made = make_summary(semester, today=clock.today(), progress=progress)
    name = f"{semester.school.name}校本研修工作总结（{semester.year.label}-{semester.term}）"
    files = [
        ("pdf", f"{name}.pdf", PDF, made.pdf), ("tables", f"{name}.xlsx", XLSX, made.tables),
        ("figures", f"{name}.json", JSON, made.figures),
    ]  # fmt: skip
    return Outcome(made.result, files)


def make_summary(semester: Semester, *, today: date, progress=lambda done, total, step: None) -> Summary:
    """Count, draw, print; always in Chinese, whoever asked."""
    # Only who prints loads the printing library.
    from apps.reports.pdf import print_pdf

    with translation.override("zh-hans"):
        progress(0, STEPS, _("Gathering the figures"))
        figures, texts = selectors.figures(semester, today=today), selectors.texts(semester)
        progress(1, STEPS, _("Drawing the charts"))
        report = document.assemble(figures, texts, today)
        progress(2, STEPS, _("Setting the pages"))
        printed = print_pdf(document.as_html(report))
        progress(3, STEPS, _("Writing the tables"))
        return Summary(
            pdf=printed.content, tables=sheets.tables(figures),
            figures=json.dumps(as_json(figures), ensure_ascii=False, indent=1).encode(),
            result={
                "semester": semester.pk, "pages": printed.pages, "digest": document.digest(figures, texts),
                "unprintable": document.unprintable(report),
            },
        )  # fmt: skip
