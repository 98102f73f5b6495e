"""bin/manage import_workbook FILE [--dry-run] [--json]"""

import json
import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from apps.core import clock
from apps.workbooks.services.importing import Checked, check_workbook, import_workbook


class Command(BaseCommand):
    help = "Import a semester's workbook; exit status 1 and nothing written when something is wrong with it."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="check it, write nothing")
        parser.add_argument("--json", action="store_true", help="print a report as JSON on standard output")

    def handle(self, *args, file: Path, dry_run: bool, **options):
        try:
            content = file.read_bytes()
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}") from error
        if dry_run:
            checked = check_workbook(content, actor=None, today=clock.today())
        else:
            checked = import_workbook(
                content, name=file.name, actor=None, today=clock.today(), now=timezone.now()
            )
        if options["json"]:
            self.stdout.write(json.dumps(checked.as_report(), ensure_ascii=False, indent=1))
        else:
            self.tell(checked)
        if checked.mistakes:
            sys.exit(1)

    def tell(self, checked: Checked) -> None:
        """The same for people."""
        for sheet, counts in checked.counts.items():
            self.stdout.write(
                f"{sheet}\t{counts['new']} new\t{counts['changed']} changed\t{counts['unchanged']} unchanged"
            )
        for mistake in checked.mistakes:
            self.stdout.write(f"{mistake.sheet}!{mistake.cell}\t{mistake.value}\t{mistake.message}")
        self.stdout.write("Written." if checked.written else "Nothing was written.")
