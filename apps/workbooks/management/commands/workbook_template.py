"""bin/manage workbook_template --out FILE"""

from pathlib import Path

from django.core.management.base import BaseCommand

from apps.workbooks.services.exporting import make_template


class Command(BaseCommand):
    help = "Write the empty workbook."

    def add_arguments(self, parser):
        parser.add_argument("--out", required=True, type=Path, metavar="FILE")

    def handle(self, *args, out: Path, **options):
        out.write_bytes(make_template())
        self.stderr.write(f"Written: {out}")
