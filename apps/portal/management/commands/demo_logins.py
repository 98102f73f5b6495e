from django.core.management.base import BaseCommand

from apps.portal.demo.log_ins import table


class Command(BaseCommand):
    help = "Print the log-ins of the demo school; nothing when it is not here."

    def handle(self, *args, **options):
        for line in table():
            self.stdout.write(line)
