from django.core.management.base import BaseCommand

from apps.files import services


class Command(BaseCommand):
    help = "Read the words of PDFs that have none yet, so that pages show and compare them."

    def handle(self, *args, **options):
        looked_at, found = services.read_pdfs_again()
        self.stdout.write(f"{looked_at} PDFs without words looked at, {found} have words now.")
