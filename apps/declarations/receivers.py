"""What becomes of a declaration when its case moves on."""

from dataclasses import dataclass

from django.utils import timezone

from apps.approvals.choices import CaseState
from apps.credits.record_review import Reviewed
from apps.credits.selectors import is_closed
from apps.declarations.models import SOURCE, Declaration
from apps.declarations.selectors import where_it_counts
from apps.declarations.services import WORDS, save_declarations, withdraw_declarations


@dataclass(frozen=True)
class Declared(Reviewed):
    """Whose semester was closed while it was reviewed counts on the day it is approved."""

    def _judge(self, record, outcome, event) -> None:
        if outcome == CaseState.APPROVED and is_closed(record.semester):
            today = timezone.localdate(event.at)
            record.semester, record.counts_on = where_it_counts(record.school, record.ends_on, today)
        super()._judge(record, outcome, event)


DECLARATIONS = Declared(SOURCE, Declaration, WORDS, save=save_declarations, withdraw=withdraw_declarations)
