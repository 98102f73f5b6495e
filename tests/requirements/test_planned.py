"""What is scheduled is worth what the caps have left, so that a forecast promises no more than can be had."""

from datetime import date
from decimal import Decimal

import pytest

from apps.requirements.selectors import evaluate
from tests.credits.packs import CAPPED, PLAIN, attend, publish
from tests.factories import ActivityFactory, AttendanceFactory

TODAY, QUERIES = date(2025, 11, 18), 19


def schedule(cast, hours: str, day: date):
    activity = ActivityFactory(semester=cast.semester, hours=Decimal(hours), date=day)
    AttendanceFactory(activity=activity, school=cast.school, member=cast.teacher, state="expected")


@pytest.fixture
def four_hours_and_three_to_come_twice(cast):
    attend(cast, hours="4")
    schedule(cast, "3", date(2025, 12, 24))
    schedule(cast, "3", date(2025, 12, 26))


def coming(cast) -> list[Decimal]:
    return [line.hours for line in evaluate(cast.semester, today=TODAY).coming]


def test_what_is_scheduled_gets_what_the_cap_has_left(cast, four_hours_and_three_to_come_twice):
    publish(cast, CAPPED)
    assert coming(cast) == [1, 0]


def test_without_a_cap_it_is_worth_all_of_it(cast, four_hours_and_three_to_come_twice):
    publish(cast, PLAIN)
    assert coming(cast) == [3, 3]


def test_valuing_beside_what_stands_needs_one_query_more_however_much_stands(
    cast, four_hours_and_three_to_come_twice, django_assert_num_queries
):
    publish(cast, CAPPED)
    with django_assert_num_queries(QUERIES):
        evaluate(cast.semester, today=TODAY)
    for day in range(1, 20):
        attend(cast, hours="0.1", day=date(2025, 10, day))
    with django_assert_num_queries(QUERIES):
        evaluate(cast.semester, today=TODAY)
