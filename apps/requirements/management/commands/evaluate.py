"""Say who owes what in a semester, and whether it is done."""

import json
import re

from django.core.management.base import BaseCommand, CommandError

from apps.core import clock
from apps.core.text import clean_code
from apps.credits.holders import holder_pk
from apps.groups.models import Group
from apps.requirements.presets import preset_scheme, preset_schemes
from apps.requirements.rules.schemes import Scheme
from apps.requirements.selectors import Answer, Evaluation, day_of, evaluate, schemes_of
from apps.schools.models import School, Semester
from apps.staff.models import StaffMember


class Command(BaseCommand):
    help = "Says of every teacher and group what a semester asks of them, what is done and what is missing."

    def add_arguments(self, parser):
        parser.add_argument(
            "--school", required=True, metavar="CODE", help="code of the school, such as QSZX"
        )
        parser.add_argument(
            "--year", required=True, metavar="YYYY-YYYY", help="school year, such as 2025-2026"
        )
        parser.add_argument("--term", required=True, type=int, choices=[1, 2], help="1 or 2")
        parser.add_argument(
            "--scheme", metavar="NAME", help="code or name of one scheme: a published one, or a ready one"
        )
        parser.add_argument("--json", action="store_true", help="as JSON, with the sources that count")

    def handle(self, *, school, year, term, scheme, **options):
        semester, today = find_semester(clean_code(school), year, term), clock.today()
        chosen = None if scheme is None else [find_scheme(scheme, semester, today)]
        found = evaluate(semester, today=today, schemes=chosen, details=options["json"])
        if options["json"]:
            self.stdout.write(json.dumps(told(found), ensure_ascii=False, indent=2))
        else:
            self.stdout.write("\n".join(lines(found)))


def told(found: Evaluation) -> dict:
    """``{"holders": [{"holder": "T001", "requirements": [...]}]}``; a group is named by its name."""
    names = names_of(found)
    return {
        "holders": [
            {"holder": names[key], "requirements": [requirement_told(answer) for answer in answers]}
            for key, answers in found.by_holder.items()
        ]
    }


def requirement_told(answer: Answer) -> dict:
    owed = answer.owed
    return {
        "code": owed.requirement, "done": number(owed.done), "required": number(owed.required),
        "missing": number(owed.missing), "met": owed.met, "state": owed.state, "due": owed.due.isoformat(),
        "sources": list(dict.fromkeys(counted.key for counted in owed.counted)),
    }  # fmt: skip


def number(amount):
    """A whole number as such, another with its places."""
    return int(amount) if amount == amount.to_integral_value() else float(amount)


def lines(found: Evaluation):
    names = names_of(found)
    for key, answers in found.by_holder.items():
        for answer in answers:
            owed = answer.owed
            yield f"{names[key]}\t{owed.requirement}\t{owed.done:f} / {owed.required:f}\t{owed.state}"


def names_of(found: Evaluation) -> dict[str, str]:
    """Staff by number, groups by name, the school by its code."""
    school = found.semester.school
    staff = dict(StaffMember.objects.filter(school=school).values_list("pk", "number"))
    groups = dict(Group.objects.filter(school=school).values_list("pk", "name"))
    tables = {"staff": staff, "groups": groups, "school": {school.pk: school.code}}
    return {key: tables[holder.of][holder_pk(key)] for key, holder in found.holders.items()}


def find_scheme(name: str, semester: Semester, today) -> Scheme:
    """One that holds, by code or name, else a ready one. Raises CommandError saying what there is."""
    held = schemes_of(semester, day_of(semester, today))
    for scheme in held:
        if name in (scheme.code, scheme.name):
            return scheme
    if name in preset_schemes():
        return preset_scheme(name)
    known = ", ".join([*(scheme.code for scheme in held), *preset_schemes()])
    raise CommandError(f"There is no scheme {name}. Schemes: {known}.")


def find_semester(code: str, year: str, term: int) -> Semester:
    """Raise CommandError saying what there is instead, when there is no such school or semester."""
    school = School.objects.filter(code=code).first()
    if school is None:
        known = ", ".join(School.objects.order_by("code").values_list("code", flat=True)[:20])
        raise CommandError(f"There is no school {code}. Schools: {known or 'none yet'}.")
    written = re.fullmatch(r"(\d{4})(?:\s*[-—–/]\s*(\d{4}))?", year.strip())
    if written is None or (written[2] and int(written[2]) != int(written[1]) + 1):
        raise CommandError(f"{year} is not a school year; write it like 2025-2026.")
    semesters = Semester.objects.filter(school=school).select_related("school", "year")
    found = semesters.filter(year__first_year=int(written[1]), term=term).first()
    if found is None:
        known = ", ".join(f"{s.year.label} term {s.term}" for s in semesters.order_by("starts_on"))
        raise CommandError(f"{code} has no semester {year} term {term}. Semesters: {known or 'none yet'}.")
    return found
