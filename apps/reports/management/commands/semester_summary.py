"""Write the summary of a semester into a folder."""

import re
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from apps.core import clock
from apps.core.text import clean_code
from apps.reports.services import make_summary
from apps.schools.models import School, Semester


class Command(BaseCommand):
    help = "Writes summary.pdf, tables.xlsx and figures.json of a school's semester into a folder."

    def add_arguments(self, parser):
        parser.add_argument(
            "--school", required=True, metavar="CODE", help="code of the school, such as QSZX"
        )
        parser.add_argument(
            "--year", required=True, metavar="YYYY-YYYY", help="school year, such as 2025-2026"
        )
        parser.add_argument("--term", required=True, type=int, choices=[1, 2], help="1 or 2")
        parser.add_argument(
            "--out", required=True, type=Path, metavar="DIR", help="folder, made when missing"
        )

    def handle(self, *, school, year, term, out, **options):
        semester = self.find(clean_code(school), year, term)
        try:
            out.mkdir(parents=True, exist_ok=True)
        except OSError as trouble:
            raise CommandError(f"The folder {out} cannot be used: {trouble.strerror}.") from trouble
        made = make_summary(semester, today=clock.today())
        for name, content in (
            ("summary.pdf", made.pdf), ("tables.xlsx", made.tables), ("figures.json", made.figures),
        ):  # fmt: skip
            (out / name).write_bytes(content)
            self.stdout.write(str(out / name))
        for item in made.result["unprintable"]:
            self.stderr.write(f"No font has {', '.join(item['characters'])} in: {item['text']}")

    def find(self, code: str, year: str, term: int) -> Semester:
        """Raise CommandError saying what there is instead, when there is no such school or semester."""
        school = School.objects.filter(code=code).first()
        if school is None:
            known = ", ".join(School.objects.order_by("code").values_list("code", flat=True)[:20])
            raise CommandError(f"There is no school {code}. Schools: {known or 'none yet'}.")
        written = re.fullmatch(r"(\d{4})\s*[-—–/]\s*(\d{4})", year.strip())
        if written is None or int(written[2]) != int(written[1]) + 1:
            raise CommandError(f"{year} is not a school year; write it like 2025-2026.")
        semesters = Semester.objects.filter(school=school).select_related("school", "year")
        found = semesters.filter(year__first_year=int(written[1]), term=term).first()
        if found is None:
            known = ", ".join(f"{s.year.label} term {s.term}" for s in semesters.order_by("starts_on"))
            raise CommandError(
                f"{code} has no semester {year} term {term}. Semesters: {known or 'none yet'}."
            )
        return found
