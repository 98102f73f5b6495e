"""What the pages show of a check or an import, from what its job has kept."""

from dataclasses import dataclass

from apps.jobs.choices import JobState
from apps.jobs.models import Job
from apps.schools.choices import Term
from apps.schools.models import School, Semester
from apps.staff.models import User
from apps.workbooks.choices.jobs import CHECK, IMPORT
from apps.workbooks.choices.layout import SCHOOL, SHEETS
from apps.workbooks.validators.messages import Mistake
from apps.workbooks.validators.notices import Notice

RECENT = 10
GIVEN_UP = (JobState.FAILED, JobState.CANCELLED)


@dataclass(frozen=True)
class SheetLine:
    """One sheet in the table of a preview."""

    name: str
    new: int
    changed: int
    unchanged: int
    wrong: int
    gone: int

    @property
    def by_item(self) -> bool:
        """The sheet of the school is counted by item; each other one by what a row stands for."""
        return self.name == SCHOOL.name


def lines_of(job: Job) -> list[SheetLine]:
    counts, wrong = job.result.get("counts", {}), job.result.get("wrong", {})
    gone = job.result.get("gone", {})
    return [
        SheetLine(s.name, **counts[s.name], wrong=wrong.get(s.name, 0), gone=gone.get(s.name, 0))
        for s in SHEETS
        if s.name in counts
    ]


def about(job: Job) -> str:
    """School and semester of the workbook, as far as it could be read."""
    school, year, term = (job.result.get(name, "") for name in ("school", "year", "term"))
    return " · ".join(filter(None, [school, f"{year} {Term(int(term)).label}" if year and term else ""]))


def mistakes_of(job: Job) -> list[Mistake]:
    return [Mistake(**kept) for kept in job.result.get("mistakes", [])]


def notices_of(job: Job) -> list[Notice]:
    return [Notice(**kept) for kept in job.result.get("notices", [])]


def recent_jobs(user: User, school: School) -> list[Job]:
    """The last checks and imports of the school; a check whose import has begun is left out."""
    jobs = Job.objects.visible_to(user).filter(school=school, kind__in=[CHECK, IMPORT])
    found = list(jobs.select_related("requested_by").order_by("-created_at")[: RECENT * 2])
    checks = [str(job.pk) for job in found if job.kind == CHECK]
    # The import of a workbook that opened another school is listed there.
    imports = Job.objects.filter(kind=IMPORT, params__check__in=checks).exclude(state__in=GIVEN_UP)
    imported = set(imports.values_list("params__check", flat=True))
    return [job for job in found if str(job.pk) not in imported][:RECENT]


def import_of(check: Job) -> Job | None:
    """The import that is under way or done for a check."""
    jobs = Job.objects.filter(kind=IMPORT, params__check=str(check.pk))
    return jobs.exclude(state__in=GIVEN_UP).first()


def semester_of(job: Job) -> Semester | None:
    """The semester an import has written."""
    year = (job.result.get("year") or "0").partition("-")[0]
    semesters = Semester.objects.filter(
        school=job.school, year__first_year=year, term=job.result.get("term") or 0
    )
    return semesters.select_related("year").first()
