from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.notices.rules import is_quiet, morning, next_loud

SHANGHAI = ZoneInfo("Asia/Shanghai")
MOMENTS = st.builds(
    datetime.combine, st.dates(date(2025, 1, 1), date(2026, 12, 31)), st.times(), st.just(SHANGHAI)
)


def at(day, hour, minute=0):
    return datetime(2025, 11, day, hour, minute, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("moment", "loud"),
    [
        (at(18, 7), at(18, 7)),
        (at(18, 20, 59), at(18, 20, 59)),
        (at(18, 21), at(19, 7)),
        (at(18, 23, 59), at(19, 7)),
        (at(19, 0), at(19, 7)),
        (at(19, 6, 59), at(19, 7)),
        (at(30, 22), datetime(2025, 12, 1, 7, tzinfo=SHANGHAI)),
    ],
)
def test_the_night_lasts_from_nine_to_seven(moment, loud):
    assert next_loud(moment) == loud
    assert is_quiet(moment) == (moment != loud)


@given(MOMENTS)
def test_nobody_waits_longer_than_a_night_and_never_into_another(moment):
    loud = next_loud(moment)
    assert not is_quiet(loud)
    assert timedelta(0) <= loud - moment <= timedelta(hours=10)
    assert loud in (moment, morning(loud))
