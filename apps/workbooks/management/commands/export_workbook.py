"""bin/manage export_workbook --school CODE --year 2025-2026 --term 1 --out FILE"""

from pathlib import Path

from django.core.management.base import BaseCommand

from apps.schools.management.naming import add_semester, find_school, find_semester
from apps.workbooks.services.exporting import export_semester


class Command(BaseCommand):
    help = "Write a semester as a workbook of the format import_workbook reads."

    def add_arguments(self, parser):
        add_semester(parser)
        parser.add_argument("--out", required=True, type=Path, metavar="FILE")

    def handle(self, *args, school: str, year: str, term: int, out: Path, **options):
        semester = find_semester(find_school(school), year, term)
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_bytes(export_semester(semester))
        self.stderr.write(f"Written: {out}")
