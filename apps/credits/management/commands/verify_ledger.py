"""bin/manage verify_ledger [--school CODE] [--json]"""

import json
import sys

from django.core.management.base import BaseCommand

from apps.credits.verifying import verify
from apps.schools.management.naming import find_school

PROMISES = {
    "numbers": "numbers of each semester's ledger follow one another from 1",
    "newest": "the newest entry of each semester has the last number that was given",
    "untouched": "every entry is as it was posted",
    "closings": "every closing of a semester is written down",
    "reversals": "every reversal mirrors one entry, and no entry is reversed twice",
    "once": "one source stands once for each holder and kind",
    "chain": "a source posted again follows its reversed entry, without a gap",
    "sums": "what stands is what all entries add up to",
    "schools": "semester, kind and holder of an entry belong to its school",
    "confirmed": "what stands is confirmed",
    "frozen": "what was frozen at each closing is what the ledger was then",
    "explained": "the steps of every entry lead to its amounts",
}


class Command(BaseCommand):
    help = "Check every promise of the ledger; exit status 1 and each breach named when one is broken."

    def add_arguments(self, parser):
        parser.add_argument("--school", metavar="CODE", help="only this school")
        parser.add_argument("--json", action="store_true", help="print a report as JSON on standard output")

    def handle(self, *args, school: str | None, **options):
        found = find_school(school) if school else None
        report = verify(found.pk if found else None)
        if options["json"]:
            self.stdout.write(json.dumps(report.as_json(), ensure_ascii=False, indent=1))
        else:
            self.told(report)
        if not report.holds:
            sys.exit(1)

    def told(self, report):
        self.stdout.write(f"{report.entries} entries")
        for name, breaches in report.breaches.items():
            self.stdout.write(f"{'BROKEN' if breaches else 'holds '}  {PROMISES[name]}")
            for breach in breaches:
                self.stdout.write(f"        {breach}")
