"""Write the summary of a semester into a folder."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from apps.core import clock
from apps.reports.services import make_summary
from apps.schools.management.naming import add_semester, find_school, find_semester


class Command(BaseCommand):
    help = "Writes summary.pdf, tables.xlsx and figures.json of a school's semester into a folder."

    def add_arguments(self, parser):
        add_semester(parser)
        parser.add_argument(
            "--out", required=True, type=Path, metavar="DIR", help="folder, made when missing"
        )

    def handle(self, *, school, year, term, out, **options):
        semester = find_semester(find_school(school), year, term)
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
