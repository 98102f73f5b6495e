"""Jobs the office asked for, when they are over: one failed, two checks, an import, a summary, a dry run."""

from django.utils import timezone

from apps.core.xlsx import XLSX
from apps.jobs.choices import JobState
from apps.jobs.models import Job, JobFile
from apps.jobs.registry import work_of
from apps.reports.models import SummaryText
from apps.reports.services import KIND as SUMMARY
from apps.requirements.services.dry_runs import KIND as DRY_RUN
from apps.workbooks.choices.jobs import CHECK, IMPORT, SOURCE
from tests import semester_workbook as invented

SIZE = invented.Size(teachers=6, programme=2, preparations=1, observations=1, plans=1, works=1)


def add_jobs(world) -> None:
    cast = world.cast
    world.add("failed_job", finished(cast, IMPORT, state=JobState.FAILED, error="No sheet of this name."))
    sheets = invented.semester(SIZE, code=cast.school.code, school=cast.school.name)
    for person in sheets["教师"][1:]:
        person[-1] = "教师"  # who is a principal is not the office's to say
    spoilt, _wrong = invented.spoil(sheets)
    world.add("check", checked(cast, spoilt))
    ready = world.add("ready_check", checked(cast, sheets))
    written = {"opened": False, "gone": {"活动": 1}}
    imported = finished(
        cast, IMPORT, result=ready.result | written, params={"name": "b.xlsx", "check": str(ready.pk)}
    )
    world.add("import", imported)
    summary(world)
    tried(world)


def finished(cast, kind, *, state=JobState.DONE, params=None, **more) -> Job:
    return Job.objects.create(
        school=cast.school, kind=kind, unique_key="1", state=state, requested_by=cast.office.user,
        params=params or {"name": "a.xlsx"}, finished_at=timezone.now(), **more,
    )  # fmt: skip


def checked(cast, sheets) -> Job:
    """A check with what really comes of the workbook."""
    job = finished(cast, CHECK)
    attach(job, SOURCE, "a.xlsx", XLSX, invented.content(sheets))
    outcome = work_of(CHECK).run(job, lambda done, total, step: None)
    for role, name, content_type, body in outcome.files:
        attach(job, role, name, content_type, body)
    job.result = outcome.result
    job.save()
    return job


def tried(world) -> None:
    """What the draft of a rule pack would have made of the semester."""
    cast = world.cast
    params = {"what": "pack", "document": world.keys["pack_draft"]["pk"], "semester": cast.semester.pk}
    run = finished(cast, DRY_RUN, params=params)
    outcome = work_of(DRY_RUN).run(run, lambda done, total, step: None)
    for role, name, content_type, body in outcome.files:
        attach(run, role, name, content_type, body)
    run.result = outcome.result
    run.save()
    world.add("dry_run", run)
    world.keys["tried_teacher"] = {"pk": run.pk, "of": "member", "number": cast.teacher.pk}


def attach(job, role, name, content_type, body) -> None:
    JobFile.objects.create(job=job, role=role, name=name, content_type=content_type, content=body)


def summary(world) -> None:
    """A printed summary that is out of date, and a section the office has rewritten."""
    cast = world.cast
    result = {"semester": cast.semester.pk, "pages": 6, "digest": "", "unprintable": [], "made_at": ""}
    run = finished(cast, SUMMARY, params={"semester": cast.semester.pk}, result=result)
    attach(run, "pdf", "a.pdf", "application/pdf", b"%PDF-")
    world.add("run", run)
    world.keys["job_file"] = {"pk": run.pk, "role": "pdf"}
    text = SummaryText.objects.create(
        school=cast.school, semester=cast.semester, section="organisation", text="组织健全。",
        edited_by=cast.office.user,
    )  # fmt: skip
    world.keys["section"] = {"pk": cast.semester.pk, "section": text.section}
