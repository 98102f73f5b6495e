"""bin/manage export_workbook --school CODE --year 2025-2026 --term 1 --out FILE"""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from apps.schools.models import Semester
from apps.workbooks.services.exporting import export_semester


class Command(BaseCommand):
    help = "Write a semester as a workbook of the format import_workbook reads."

    def add_arguments(self, parser):
        parser.add_argument("--school", required=True, metavar="CODE")
        parser.add_argument("--year", required=True, help="such as 2025-2026")
        parser.add_argument("--term", required=True, type=int, choices=[1, 2])
        parser.add_argument("--out", required=True, type=Path, metavar="FILE")

    def handle(self, *args, school: str, year: str, term: int, out: Path, **options):
        semesters = Semester.objects.filter(school__code=school, term=term).select_related("school", "year")
        semester = next((s for s in semesters if s.year.label == year), None)
        if semester is None:
            raise CommandError(f"There is no semester {year} {term} of a school with the code {school}.")
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_bytes(export_semester(semester))
        self.stderr.write(f"Written: {out}")
