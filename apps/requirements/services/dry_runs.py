"""Dry runs as long work: asked for, done on a connection that may only read, kept until the next one or for a month."""

import gzip
import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction
from django.utils.translation import gettext as _

from apps.core import clock
from apps.credits.models import RulePack
from apps.credits.models.documents import RuleDocument
from apps.credits.wording import read
from apps.jobs.models import Job
from apps.jobs.registry import Outcome
from apps.jobs.services import Refused, request_job
from apps.requirements.models import Scheme
from apps.requirements.selectors.dry_runs import Progress, dry_run, quiet
from apps.schools.models import Semester

KIND = "dry_run"
MODELS: dict[str, type[RuleDocument]] = {"pack": RulePack, "scheme": Scheme}
PEOPLE, DETAILS, PACKED = "people", "details", "application/gzip"


def what(document: RuleDocument) -> str:
    return next(name for name, model in MODELS.items() if isinstance(document, model))


def digest(document: RuleDocument) -> str:
    """Tells whether the document is still as it was tried."""
    data = json.dumps(document.data(), default=str, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(data.encode()).hexdigest()[:16]


def request_dry_run(document: RuleDocument, *, semester: Semester, actor) -> Job:
    """Ask what a document would have made of a semester. While the same is being worked out, that job is answered."""
    name, version = what(document), digest(document)
    return request_job(
        school=document.school, kind=KIND, unique_key=f"{name}:{document.pk}:{semester.pk}:{version}", actor=actor,
        params={"what": name, "document": document.pk, "semester": semester.pk},
    )  # fmt: skip


def run_dry_run(job: Job, progress) -> Outcome:
    """The work of the job. What the same document made of the same semester before is thrown away once
    this result is kept.

    Raises Refused when document or semester are gone, or the document is not finished.
    """
    model, params = MODELS[job.params["what"]], job.params
    document = (
        model.objects.filter(school_id=job.school_id, pk=params["document"]).prefetch_related("rows").first()
    )
    semesters = Semester.objects.filter(school_id=job.school_id).select_related("school", "year")
    semester = semesters.filter(pk=params["semester"]).first()
    if document is None or semester is None:
        raise Refused(_("What was to be tried does not exist any more."))
    draft = read(document)
    if draft.problems:
        raise Refused(_("There is something to put right in it first; its page lists it."))
    found = try_out(semester, draft.value, progress=progress)
    people = found.result.pop("people")
    about = {"title": str(document), "semester": str(semester), "digest": digest(document)}
    kept = {PEOPLE: people, DETAILS: found.details}
    files = [(role, f"{role}.json.gz", PACKED, packed(data)) for role, data in kept.items()]
    before = runs_of(document).filter(params__semester=semester.pk, finished_at__isnull=False)
    return Outcome(found.result | about, files, replaces=before)


def runs_of(document: RuleDocument):
    """The dry runs of a document, the newest first."""
    of = {"params__what": what(document), "params__document": document.pk}
    return Job.objects.filter(school_id=document.school_id, kind=KIND, **of)


def document_of(job: Job, user) -> RuleDocument | None:
    """What was tried, as it is now; None once the draft was thrown away."""
    rows = MODELS[job.params["what"]].objects.visible_to(user).prefetch_related("rows")
    return rows.filter(pk=job.params["document"]).first()


def try_out(semester: Semester, value, *, progress: Progress = quiet):
    """A dry run in a transaction in which the database itself refuses to write."""
    with reading_only():
        return dry_run(semester, value, today=clock.today(), progress=progress)


@contextmanager
def reading_only() -> Iterator[None]:
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION READ ONLY")
        yield


def packed(data) -> bytes:
    return gzip.compress(json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode(), mtime=0)


def unpacked(job: Job, role: str):
    """What a dry run keeps beside its totals."""
    return json.loads(gzip.decompress(bytes(job.files.get(role=role).content)))
