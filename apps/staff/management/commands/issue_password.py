"""A log-in for the first who comes, or for one whom nobody in the school may help: by whoever runs the installation."""

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from apps.core import clock
from apps.core.text import clean_code
from apps.staff import selectors, services


class Command(BaseCommand):
    help = "Makes a one-time password for a staff member and prints it with the log-in name, once."

    def add_arguments(self, parser):
        parser.add_argument(
            "log_in", metavar="CODE-NUMBER", help="school code and staff number, such as QSZX-T001"
        )
        parser.add_argument(
            "--administrator", action="store_true", help="this log-in may also open new schools"
        )

    def handle(self, *, log_in, administrator, **options):
        member = selectors.member_by_log_in(clean_code(log_in))
        if member is None:
            raise CommandError(
                f"There is nobody with the number {log_in}: give school code and staff number."
            )
        try:
            issued = services.issue_password(member, today=clock.today(), administrator=administrator)
        except ValidationError as refusal:
            raise CommandError(" ".join(refusal.messages)) from refusal
        self.stdout.write(f"{issued.login} {issued.password}")
