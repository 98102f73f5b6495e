"""Whose workbook one may import."""

from datetime import date

import pytest

from apps.groups.selectors import seat_of
from apps.schools.models import School
from apps.staff.models import SchoolGrant
from tests import factories
from tests.workbooks.conftest import TODAY


@pytest.fixture
def may(cast, seated, check, load):
    """``may(member, book)``: codes of what refuses them."""

    def run(member, book):
        return [(m.cell, m.code) for m in check(book, actor=member.user).mistakes]

    return run


@pytest.mark.parametrize("role", ["office", "principal"])
def test_office_and_principal_may_import_their_own_school(cast, may, book, role):
    assert may(getattr(cast, role), book.rename(cast.school.code).put("教师", "K2", "教师")) == []


def test_a_principal_is_named_by_a_principal_or_an_administrator(cast, may, book):
    book.rename(cast.school.code)
    assert may(cast.office, book) == [("K2", "principals_not_yours")]
    assert may(cast.principal, book) == []
    cast.office.user.may_open_schools = True
    assert may(cast.office, book) == []


def test_a_principal_who_stays_one_hinders_nobody(cast, load, may, book):
    load(book.rename(cast.school.code))
    assert may(cast.office, book.put("教师", "H2", "一级教师")) == []
    assert may(cast.office, book.put("教师", "K2", "教师")) == [("K2", "principals_not_yours")]


def test_a_semester_long_past_speaks_of_former_principals(cast, may, book):
    later = {"starts_on": date(2026, 1, 26), "ends_on": date(2026, 6, 30), "term": 2}
    factories.SemesterFactory(school=cast.school, year=cast.semester.year, **later)
    cast.semester.delete()
    assert may(cast.office, book.rename(cast.school.code)) == []


@pytest.mark.parametrize("role", ["teacher", "leader"])
def test_others_of_the_school_may_not(cast, may, book, role):
    assert may(getattr(cast, role), book.rename(cast.school.code)) == [("B3", "school_not_yours")]


def test_another_schools_principal_may_not_and_learns_nothing_of_the_school(cast, check, book):
    book.rename(cast.stranger.school.code)
    checked = check(book, actor=cast.office.user)
    assert [m.code for m in checked.mistakes] == ["school_not_yours"]
    assert checked.plan.school is None
    assert all(not any(counts.values()) for counts in checked.counts.values())


def test_a_new_school_needs_the_right_to_open_schools(cast, may, book):
    assert may(cast.office, book) == [("B3", "school_not_here")]
    cast.office.user.may_open_schools = True
    assert may(cast.office, book) == []


def test_whoever_opens_a_school_keeps_its_books(cast, book, load):
    cast.office.user.may_open_schools = True
    cast.office.user.save()
    assert load(book, actor=cast.office.user).written
    school = School.objects.get(code="LYXX")
    assert SchoolGrant.objects.get(school=school).user == cast.office.user
    assert seat_of(cast.office.user, today=TODAY, school_id=school.pk).is_office
    assert load(book.put("活动", "J2", 1), actor=cast.office.user).written, "and may correct it"


def test_someone_with_an_office_in_two_schools_may_import_either(cast, may, book):
    other = factories.StaffFactory(user=cast.office.user)
    factories.PostFactory(member=other, kind="research")
    assert may(cast.office, book.rename(other.school.code)) == []


def test_the_entries_of_an_import_name_who_confirmed_them(cast, book, load):
    from apps.credits.models import Entry

    load(book.rename(cast.school.code), actor=cast.principal.user)
    assert {entry.posted_by for entry in Entry.objects.all()} == {cast.principal.user}
