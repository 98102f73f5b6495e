"""A log-in name is school code, hyphen, staff number: no two schools can ever mean the same one."""

import importlib

import pytest
from django.apps import apps as registry
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from apps.schools.models import School
from apps.schools.services import open_school
from apps.staff.models import User
from tests import factories

UNFIT = ["QS-ZX", "QS@ZX", "QS#1", "QS ZX", ""]


@pytest.mark.parametrize("code", UNFIT)
def test_a_code_that_could_be_taken_for_part_of_a_number_is_refused(db, code):
    with pytest.raises(ValidationError) as refusal:
        open_school(code=code, name="清溪小学", credit_minutes=45)
    assert "code" in refusal.value.error_dict


@pytest.mark.parametrize("code", UNFIT)
def test_the_database_refuses_it_too(db, code):
    school = factories.SchoolFactory()
    with pytest.raises(IntegrityError, match="school_code_plain"), transaction.atomic():
        School.objects.filter(pk=school.pk).update(code=code)


@pytest.mark.parametrize("code", ["QSZX", "清溪", "QS_ZX", "QS.2"])
def test_any_other_code_is_welcome(db, code):
    assert open_school(code=code, name="清溪小学", credit_minutes=45).code == code


class TestTheMigration:
    """Older codes with such a sign lose it, and the log-in names follow."""

    @pytest.fixture
    def migrate(self, db):
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE schools_school DROP CONSTRAINT school_code_plain")
        step = importlib.import_module("apps.staff.migrations.0002_log_ins_follow_plain_school_codes")
        return lambda: step.make_plain(registry, None)

    def staff(self, code, number):
        school = School.objects.filter(code=code).first() or factories.SchoolFactory(code=code)
        user = factories.UserFactory(login=f"{code}-{number}")
        return factories.StaffFactory(school=school, number=number, user=user)

    def now(self, member):
        member.refresh_from_db()
        return School.objects.get(pk=member.school_id).code, User.objects.get(pk=member.user_id).login

    def test_code_and_log_in_names_lose_the_hyphen(self, migrate):
        member, other = self.staff("QS-ZX", "T-1"), self.staff("PLAIN", "T-1")
        migrate()
        assert self.now(member) == ("QSZX", "QSZX-T-1")
        assert self.now(other) == ("PLAIN", "PLAIN-T-1")

    def test_of_two_that_would_be_alike_the_second_gets_a_number(self, migrate):
        first, second, third = self.staff("QSZX", "1"), self.staff("QS-ZX", "1"), self.staff("Q-SZX", "1")
        migrate()
        assert [self.now(member) for member in (first, second, third)] == [
            ("QSZX", "QSZX-1"), ("QSZX2", "QSZX2-1"), ("QSZX3", "QSZX3-1"),
        ]  # fmt: skip

    def test_a_log_in_of_another_name_stays(self, migrate):
        member = self.staff("QS-ZX", "1")
        User.objects.filter(pk=member.user_id).update(login="ELSEWHERE-7")
        migrate()
        assert self.now(member) == ("QSZX", "ELSEWHERE-7")
