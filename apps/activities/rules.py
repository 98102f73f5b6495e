"""What attendance is worth before a school has rules of its own."""

from decimal import Decimal

DEFAULT_RULE = "default-1"


def value_attendance(hours: Decimal, state: str) -> Decimal | None:
    """The activity's hours for whoever was present, whatever the part played; None when it counts for nothing."""
    return hours if state == "present" else None
