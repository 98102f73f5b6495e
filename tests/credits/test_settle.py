"""Settling brings the ledger in line with what sources are worth, and nothing else."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db.models import Sum

from apps.credits.choices import Family
from apps.credits.models import Entry
from apps.credits.services import Posting
from tests.credits.ledger import WHY, posting, settled
from tests.factories import SemesterFactory, kind_of


def standing():
    return Entry.objects.standing()


def test_a_source_is_posted_once_however_often_it_is_asked_for(cast):
    assert settled(cast, posting(cast)).posted == 1
    again = settled(cast, posting(cast))
    assert (again.posted, again.reversed) == (0, 0)
    assert Entry.objects.count() == 1


def test_the_same_posting_given_twice_in_one_call_is_posted_once(cast):
    assert settled(cast, posting(cast), posting(cast)).posted == 1


def test_two_different_postings_of_one_source_are_refused(cast):
    with pytest.raises(ValueError, match="two different"):
        settled(cast, posting(cast, hours="2"), posting(cast, hours="3"))
    assert not Entry.objects.exists()


def test_one_source_may_count_for_several_holders_and_kinds(cast):
    other = kind_of(cast.school, Family.ACTIVITY, "salon")
    done = settled(
        cast, posting(cast), posting(cast, member_id=cast.leader.pk), posting(cast, kind_id=other.pk),
        posting(cast, member_id=None, group_id=cast.group.pk),
    )  # fmt: skip
    assert done.posted == 4
    assert standing().count() == 4


def test_a_correction_is_a_reversal_with_a_reason_and_a_new_entry(cast, seated):
    settled(cast, posting(cast, hours="2"))
    done = settled(cast, posting(cast, hours="3"), reason="学时登记有误", actor=seated(cast.office))
    assert (done.posted, done.reversed) == (1, 1)
    first, reversal, second = Entry.objects.order_by("number")
    assert (reversal.reverses, reversal.hours, reversal.count) == (first, Decimal("-2"), -1)
    assert (reversal.reason, reversal.posted_by) == ("学时登记有误", cast.office.user)
    assert (reversal.date, reversal.member, reversal.title) == (first.date, first.member, first.title)
    assert (second.hours, second.revision) == (Decimal("3"), 1)
    assert list(standing()) == [second]


def test_a_source_that_is_worth_nothing_any_more_is_reversed_and_can_come_back(cast):
    key = posting(cast).source_key
    settled(cast, posting(cast))
    assert settled(cast, keys=[key]).reversed == 1
    assert not standing().exists()
    assert settled(cast, keys=[key]).reversed == 0
    settled(cast, posting(cast))
    assert standing().get().revision == 1
    assert Entry.objects.aggregate(Sum("hours"))["hours__sum"] == Decimal("2")


def test_a_changed_kind_or_holder_moves_the_hours(cast):
    other = kind_of(cast.school, Family.ACTIVITY, "salon")
    settled(cast, posting(cast))
    settled(cast, posting(cast, kind_id=other.pk))
    settled(cast, posting(cast, kind_id=other.pk, member_id=cast.leader.pk))
    left = standing().get()
    assert (left.kind, left.member, left.revision) == (other, cast.leader, 0)
    assert Entry.objects.filter(member=cast.teacher).aggregate(Sum("hours"))["hours__sum"] == 0


def test_entries_of_other_sources_are_left_alone(cast):
    settled(cast, posting(cast, source="activities.attendance:1"))
    settled(cast, posting(cast, source="activities.attendance:2"))
    settled(cast, keys=["activities.attendance:1"])
    assert standing().get().source_key == "activities.attendance:2"


def test_a_reversal_without_a_reason_is_refused_and_writes_nothing(cast):
    settled(cast, posting(cast, hours="2"))
    with pytest.raises(ValidationError) as refusal:
        settled(cast, posting(cast, hours="3"), reason="  ")
    assert "reason" in refusal.value.message_dict
    assert Entry.objects.count() == 1


def test_hours_finer_than_the_ledger_holds_settle_once(cast):
    settled(cast, posting(cast, hours="1.125"))
    assert standing().get().hours == Decimal("1.13")
    again = settled(cast, posting(cast, hours="1.125"))
    assert (again.posted, again.reversed) == (0, 0)


def test_a_changed_title_alone_posts_nothing(cast):
    settled(cast, posting(cast))
    again = settled(cast, posting(cast, title="课堂观察（二）", explanation=WHY | {"inputs": {"a": 1}}))
    assert (again.posted, again.reversed) == (0, 0)


def test_a_source_that_moves_to_another_semester_is_reversed_where_it_was(cast):
    later = SemesterFactory(
        school=cast.school, year=cast.semester.year, term=2,
        starts_on=date(2026, 2, 16), ends_on=date(2026, 7, 3),
    )  # fmt: skip
    settled(cast, posting(cast))
    settled(cast, posting(cast), semester=later)
    numbers = Entry.objects.order_by("semester__starts_on", "number").values_list(
        "semester", "number", "hours"
    )
    assert list(numbers) == [
        (cast.semester.pk, 1, Decimal("2")), (cast.semester.pk, 2, Decimal("-2")), (later.pk, 1, Decimal("2")),
    ]  # fmt: skip


def test_a_posting_has_one_holder_and_explains_itself(cast):
    with pytest.raises(ValueError, match="one holder"):
        posting(cast, group_id=cast.group.pk)
    with pytest.raises(ValueError, match="one holder"):
        posting(cast, member_id=None)
    with pytest.raises(ValueError, match="explains itself"):
        Posting(source_key="a:1", kind_id=1, member_id=1, date=date(2025, 9, 1), title="无")


def test_settling_many_sources_needs_few_queries(cast, django_assert_num_queries):
    many = [posting(cast, source=f"activities.attendance:{n}") for n in range(300)]
    with django_assert_num_queries(
        7
    ):  # savepoint and release, lock, standing, revisions, last number, insert
        settled(cast, *many)
    with django_assert_num_queries(4):
        settled(cast, *many)
