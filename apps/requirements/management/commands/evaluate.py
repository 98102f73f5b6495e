"""Say who owes what in a semester, and whether it is done."""

import json

from django.core.management.base import BaseCommand, CommandError

from apps.core import clock
from apps.credits.holders import holder_pk
from apps.groups.models import Group
from apps.requirements.presets import preset_scheme, preset_schemes
from apps.requirements.rules.schemes import Scheme
from apps.requirements.selectors import Answer, Evaluation, day_of, evaluate, schemes_of
from apps.schools.management.naming import add_semester, find_school, find_semester
from apps.schools.models import Semester
from apps.staff.models import StaffMember


class Command(BaseCommand):
    help = "Says of every teacher and group what a semester asks of them, what is done and what is missing."

    def add_arguments(self, parser):
        add_semester(parser)
        parser.add_argument(
            "--scheme", metavar="NAME", help="code or name of one scheme: a published one, or a ready one"
        )
        parser.add_argument("--json", action="store_true", help="as JSON, with the sources that count")

    def handle(self, *, school, year, term, scheme, **options):
        semester, today = find_semester(find_school(school), year, term), clock.today()
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
