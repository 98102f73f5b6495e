"""Quiet hours, as pure functions of a local time."""

from datetime import datetime, time, timedelta

# Nothing goes out by itself from nine in the evening until seven in the morning.
QUIET_FROM, QUIET_UNTIL = time(21), time(7)


def is_quiet(local: datetime) -> bool:
    """Whether it is too late or too early to disturb anybody. ``local`` is the school's own time."""
    return not QUIET_UNTIL <= local.time() < QUIET_FROM


def morning(local: datetime) -> datetime:
    """Seven o'clock of the same day."""
    return local.replace(hour=QUIET_UNTIL.hour, minute=0, second=0, microsecond=0)


def next_loud(local: datetime) -> datetime:
    """The moment itself, or the seven o'clock that ends the quiet hours it falls into."""
    if not is_quiet(local):
        return local
    return morning(local if local.time() < QUIET_UNTIL else local + timedelta(days=1))
