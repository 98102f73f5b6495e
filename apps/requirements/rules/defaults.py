"""What a semester asks of its teachers before the school has a scheme of its own."""

from datetime import date
from decimal import Decimal

from apps.credits.rules.packs import Validity
from apps.credits.rules.where import Where
from apps.requirements.rules.schemes import Measure, Requirement, Scheme

CREDIT_HOURS, OBSERVATIONS = "credit-hours", "observations"


def semester_scheme(*, hours: Decimal, observations: int, first: date, last: date) -> Scheme:
    """Credit hours and lesson observations of everybody, as the school's sheet has them (学期学时要求, 学期听课要求).

    Neither is asked pro rata: the sheet knows one number for all.
    """
    observed = Measure(where=Where(kinds=("observation",)), unit="节")
    return Scheme(
        code="semester", name="学期要求", valid=Validity(first=first, last=last),
        requirements=(
            Requirement(
                code=CREDIT_HOURS, name="学时", measure=Measure(quantity="hours"), at_least=hours, pro_rata="none"
            ),
            Requirement(
                code=OBSERVATIONS, name="听课", measure=observed, at_least=Decimal(observations), pro_rata="none"
            ),
        ),
    )  # fmt: skip
