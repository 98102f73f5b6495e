"""Commands that say what a rule pack or scheme would have made of a semester. Nothing is written."""

import json
from pathlib import Path

from django.core.management.base import CommandError

from apps.core import clock
from apps.credits.management.documents import ReadDocument
from apps.credits.rules.schema import plain
from apps.credits.wording import adapted, school_names
from apps.requirements.services.dry_runs import try_out
from apps.schools.management.naming import find_school
from apps.schools.models import School, Semester


class DryRunDocument(ReadDocument):
    """``made_of`` makes a pack or scheme of plain data."""

    made_of = None

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, metavar="FILE.yaml")
        parser.add_argument(
            "--school", metavar="CODE", help="code of the school; may be left out where there is one"
        )
        parser.add_argument("--year", metavar="YYYY-YYYY", help="by default the last semester that is over")
        parser.add_argument("--term", type=int, choices=[1, 2], help="1 or 2")
        parser.add_argument(
            "--json", action="store_true", help="answer as JSON, with everybody's figures and work"
        )

    def handle(self, *, file, school, year, term, **options):
        found = find_school(school)
        semester, names = find_semester(found, year, term), school_names(found.pk)

        def reader(text):
            cls = type(self)
            return cls.made_of(adapted(plain(cls.reader(text, names)), names), names)

        value = self.read(file, reader, as_json=options["json"])
        run = try_out(semester, value)
        if options["json"]:
            said = {"school": found.code, "semester": str(semester), "code": value.code, "name": value.name}
            said |= run.result | {"details": run.details}
            self.stdout.write(json.dumps(said, ensure_ascii=False, indent=2))
            return
        self.tell(value, semester, run.result)

    def tell(self, value, semester: Semester, result: dict) -> None:
        counts = result["counts"]
        self.stdout.write(f"{value.name} · {semester}")
        for unit, (before, after) in result["totals"].items():
            if result["unit"] and (before != "0" or after != "0"):
                self.stdout.write(f"{unit:8} {before} -> {after}")
        for name in ("people", "gain", "lose", "fail", "pass"):
            self.stdout.write(f"{name:8} {counts[name]}")
        self.stdout.write("Nothing was written.")


def find_semester(school: School, year: str | None, term: int | None) -> Semester:
    """The semester named, else the last that is over, else the one that runs. Raises CommandError."""
    rows = Semester.objects.filter(school=school).select_related("school", "year").order_by("-starts_on")
    semesters = [row for row in rows if row.starts_on <= clock.today()]
    if year is None and term is None:
        over = [row for row in semesters if row.ends_on < clock.today()]
        named = (over or semesters)[:1]
    else:
        named = [row for row in semesters if row.year.label == year and row.term == term]
    if not named:
        known = ", ".join(f"--year {row.year.label} --term {row.term}" for row in semesters)
        raise CommandError(f"Name a semester that has begun: {known or 'there is none yet'}.")
    return named[0]
