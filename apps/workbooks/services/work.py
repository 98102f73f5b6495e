"""Checking and importing as jobs, with progress by sheet."""

from collections import Counter

from django.utils import timezone
from django.utils.translation import gettext as _

from apps.core import clock
from apps.core.xlsx import XLSX
from apps.jobs.models import Job
from apps.jobs.registry import Outcome
from apps.jobs.services import Refused, request_job
from apps.schools.models import School
from apps.workbooks.choices.jobs import CHECK, IMPORT, MARKED, SOURCE
from apps.workbooks.choices.layout import SHEETS
from apps.workbooks.rules.cells import shown
from apps.workbooks.services.importing import Checked, check_workbook, import_workbook
from apps.workbooks.services.marking import mark_mistakes
from apps.workbooks.services.notices import label, notices_of
from apps.workbooks.services.planning import Plan, differences
from apps.workbooks.validators.notices import Notice

# So many mistakes and changed cells of a sheet are kept for the page; the marked copy has all mistakes.
KEPT_MISTAKES, KEPT_CHANGES = 200, 20


def request_check(*, school: School, name: str, content: bytes, digest: str, actor) -> Job:
    """Ask for a dry run of an uploaded workbook. The same file twice at once is checked once."""
    return request_job(
        school=school, kind=CHECK, unique_key=f"{actor.pk}:{digest}", params={"name": name}, actor=actor,
        files=[(SOURCE, name, XLSX, content)],
    )  # fmt: skip


def request_import(check: Job, *, actor) -> Job:
    """Ask for the import of a workbook that was checked."""
    return request_job(
        school=check.school, kind=IMPORT, unique_key=f"check:{check.pk}",
        params={"name": check.params["name"], "check": str(check.pk)}, actor=actor,
    )  # fmt: skip


class SheetNote:
    """Turns "this sheet now" into progress n / m."""

    def __init__(self, progress, step: str, total: int):
        self.progress, self.step, self.total, self.done = progress, step, total, 0

    def __call__(self, sheet: str) -> None:
        self.progress(self.done, self.total, self.step % {"sheet": sheet})
        self.done += 1


def run_check(job: Job, progress) -> Outcome:
    """The preview: what would change, every mistake, and with mistakes the marked copy."""
    content = _source(job)
    note = SheetNote(progress, _("Reading “%(sheet)s”"), len(SHEETS) + 1)
    checked = check_workbook(content, actor=job.requested_by, today=clock.today(), note=note)
    result = {"notices": [], "changes": [], "ready": not checked.mistakes}
    result |= _about(checked) | _mistakes(checked)
    if checked.plan and checked.plan.stand:
        result["notices"] = [notice.as_dict() for notice in notices_of(checked.plan)]
        result["changes"] = _changes(checked.plan)
        result["nothing"] = checked.plan.changes_nothing
    files = []
    if checked.mistakes:
        note(_("marked copy"))
        name = _("Marked %(name)s") % {"name": job.params["name"]}
        files.append((MARKED, name, XLSX, mark_mistakes(content, checked.mistakes)))
    school = checked.plan.school if checked.plan else None
    return Outcome(result, files, school)


def run_import(job: Job, progress) -> Outcome:
    """Import what was checked. Runs in the transaction that ends the job."""
    check = Job.objects.filter(pk=job.params["check"]).first()
    if check is None:
        raise Refused(_("The file is no longer here. Upload it again."))
    note = SheetNote(progress, _("Writing “%(sheet)s”"), len(SHEETS))
    checked = import_workbook(
        _source(check), name=job.params["name"], actor=job.requested_by, today=clock.today(),
        now=timezone.now(), note=note,
    )  # fmt: skip
    if checked.mistakes:
        raise Refused(
            _("Since it was checked, something has changed: %(message)s Check the workbook again.")
            % {"message": checked.mistakes[0].message}
        )
    school = School.objects.get(code=checked.plan.reading.school.get("学校代码"))
    plan = checked.plan
    result = _about(checked) | {"opened": plan.school is None, "gone": _gone(plan)}
    new_staff = len(plan.sheets["教师"].new)
    result["notices"] = [Notice("without_log_in", {"n": new_staff}).as_dict()] if new_staff else []
    return Outcome(result, school=school)


def _source(job: Job) -> bytes:
    return bytes(job.files.get(role=SOURCE).content)


def _about(checked: Checked) -> dict:
    """School, semester and counts."""
    about = {"counts": checked.counts, "school": checked.school_name or ""}
    if checked.plan:
        said = checked.plan.reading.school
        year = said.get("学年")
        about |= {
            "code": said.get("学校代码") or "", "term": said.get("学期") or "",
            "year": f"{year}-{year + 1}" if year else "",
        }  # fmt: skip
    return about


def _mistakes(checked: Checked) -> dict:
    return {
        "mistakes": [mistake.as_dict() for mistake in checked.mistakes[:KEPT_MISTAKES]],
        "mistake_count": len(checked.mistakes),
        "wrong": Counter(mistake.sheet for mistake in checked.mistakes if mistake.sheet),
    }


def _gone(plan: Plan) -> dict[str, int]:
    return {name: len(here.gone) for name, here in plan.sheets.items() if here.gone}


def _changes(plan: Plan) -> list[dict]:
    """Of each sheet the first changed cells: where, which row, from what to what."""
    found = []
    for name, here in plan.sheets.items():
        cells = [
            _change(plan, here.sheet, row, old, heading)
            for row, old in here.changed[:KEPT_CHANGES]
            for heading in differences(here.sheet, row, old)
        ]
        if cells:
            more = len(here.changed) > KEPT_CHANGES or len(cells) > KEPT_CHANGES
            found.append({"sheet": name, "cells": cells[:KEPT_CHANGES], "more": more})
    return found


def _change(plan: Plan, sheet, row, old, heading: str) -> dict:
    column = sheet.by_heading[heading]
    raw = (
        plan.reading.sheets[sheet.name].raw
        if sheet.name in plan.reading.sheets
        else plan.reading.school.read.raw
    )
    labels = plan.stand.labels
    texts = (str(shown(values[heading], column, labels)) for values in (old.values, row.values))
    before, after = (text if len(text) <= 60 else f"{text[:59]}…" for text in texts)
    return {
        "cell": raw.address(heading, row.number), "row": label(sheet, row.values), "heading": heading,
        "old": before, "new": after,
    }  # fmt: skip
