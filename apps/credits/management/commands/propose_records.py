"""bin/manage propose_records [--school CODE]"""

from django.core.management.base import BaseCommand

from apps.credits.services import propose_records
from apps.schools.management.naming import find_school
from apps.schools.models import School


class Command(BaseCommand):
    help = (
        "Read all records of open semesters anew, for what rules may ask of them. For records that were there before "
        "the program knew as much of them; what is up to date stays as it is."
    )

    def add_arguments(self, parser):
        parser.add_argument("--school", metavar="CODE", help="only this school")

    def handle(self, *args, school: str | None, **options):
        for one in [find_school(school)] if school else School.objects.order_by("code"):
            done = propose_records(one, actor=None)
            self.stdout.write(f"{one.code}: {done.posted} entries posted, {done.reversed} reversed")
