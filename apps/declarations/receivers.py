"""What becomes of a declaration when its case moves on."""

from dataclasses import dataclass

from apps.approvals.choices import Act, Reviewer
from apps.credits.record_review import Reviewed
from apps.declarations.models import SOURCE, Declaration
from apps.declarations.services import WORDS, save_declarations, stamp, withdraw_declarations

STAMPS = {Act.PASSED, Act.APPROVED}


@dataclass(frozen=True)
class Stamped(Reviewed):
    """Each step that approves leaves the day it did so, which rules may ask for."""

    def _judge(self, record, outcome, event) -> None:
        day = (event.decided_on or event.at) if event.act in STAMPS else None
        stamp(record, by_county=event.reviewer == Reviewer.COUNTY, day=day)
        super()._judge(record, outcome, event)


DECLARATIONS = Stamped(SOURCE, Declaration, WORDS, save=save_declarations, withdraw=withdraw_declarations)
