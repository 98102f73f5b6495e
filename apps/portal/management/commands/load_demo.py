from django.core.management.base import BaseCommand

from apps.core import clock
from apps.portal.demo.loading import load_demo


class Command(BaseCommand):
    help = "Load the demo school, unless the database has a school already."

    def handle(self, *args, **options):
        school = load_demo(clock.today())
        self.stdout.write(f"Loaded the demo school {school}." if school else "There is a school already.")
