from datetime import UTC, date, datetime

from django.utils import translation

from apps.core.templatetags.core import day


def test_a_day_is_written_as_each_language_writes_it():
    with translation.override("zh-hans"):
        assert day(date(2025, 9, 1)) == "2025年9月1日"
    with translation.override("en"):
        assert day(date(2025, 9, 1)) == "2025-09-01"
    assert day(None) == ""


def test_a_moment_shows_the_day_at_the_school():
    with translation.override("zh-hans"):
        assert day(datetime(2025, 9, 1, 17, 30, tzinfo=UTC)) == "2025年9月2日"
