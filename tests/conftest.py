"""The shared cast: one school with a teacher, a group leader, the office and a principal, and a stranger."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.cache import cache, caches
from django.test import Client, TransactionTestCase
from django.utils import translation

from apps.groups.models import Group
from apps.groups.selectors import seat_of
from apps.schools.models import School, Semester
from apps.staff.models import StaffMember, User
from tests import factories
from tests.emptying import empty_tables
from tests.kept import FAST, Kept
from tests.sharing import copy_of_one_database

STORAGES = {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
}
# Within the semester of the cast, in its twelfth week.
NOW = datetime(2025, 11, 18, 10, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


@dataclass
class Cast:
    school: School
    semester: Semester
    group: Group
    teacher: StaffMember
    colleague: StaffMember
    leader: StaffMember
    office: StaffMember
    principal: StaffMember
    stranger: StaffMember


@pytest.fixture
def now():
    """Freeze the day inside the semester; the clock goes on ticking."""
    with time_machine.travel(NOW, tick=True):
        yield NOW


@pytest.fixture
def cast(db, now) -> Cast:
    """Teacher and leader are in one group, the colleague is in none; the stranger is another school's principal."""
    return CAST.put_back()


def make_cast() -> Cast:
    school = factories.SchoolFactory(code="QINGXI", name="清溪小学")
    semester = factories.SemesterFactory(school=school)
    group = factories.GroupFactory(school=school, name="数学组")
    people = {}
    names = {
        "teacher": ("T001", "单小雨", "teacher"), "colleague": ("T002", "曾一鸣", "teacher"),
        "leader": ("T003", "欧阳婧", "group_leader"), "office": ("T004", "仇文礼", "teaching_affairs"),
        "principal": ("T005", "解宏远", "principal"),
    }  # fmt: skip
    for role, (number, name, post) in names.items():
        user = factories.UserFactory(login=f"{school.code}-{number}", name=name)
        people[role] = factories.StaffFactory(school=school, number=number, name=name, user=user)
        factories.PostFactory(member=people[role], kind=post)
    factories.MembershipFactory(group=group, member=people["teacher"])
    factories.MembershipFactory(group=group, member=people["leader"], role="leader")
    stranger = factories.StaffFactory(number="T001", name="查远客")
    factories.PostFactory(member=stranger, kind="principal")
    return Cast(school=school, semester=semester, group=group, stranger=stranger, **people)


CAST = Kept(make_cast, NOW)


@pytest.fixture
def seated(now):
    """``seated(member)``: the user of a staff member, in a seat, as the middleware leaves it."""

    def take(member: StaffMember) -> User:
        member.user.seat = seat_of(member.user, today=now.date(), school_id=member.school_id)
        return member.user

    return take


@pytest.fixture
def browse():
    """``browse(member)``: a client logged in as this staff member."""

    def log_in(member: StaffMember) -> Client:
        client = Client()
        client.force_login(member.user, backend="apps.staff.backends.StaffNumberBackend")
        return client

    return log_in


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix, request, tmp_path_factory, django_db_blocker
):
    """One of several processes takes a copy of the one migrated database."""
    if hasattr(request.config, "workerinput") and not request.config.getvalue("reuse_db"):
        with django_db_blocker.unblock():
            copy_of_one_database(tmp_path_factory.getbasetemp().parent)


@pytest.fixture(autouse=True)
def own_cache():
    """What lies in the shared store from other tests, or is put there by them meanwhile, does not count."""
    place = caches.settings["default"]
    plain, place["KEY_PREFIX"] = place["KEY_PREFIX"], f"test-{uuid.uuid4().hex}"
    cache.key_prefix = place["KEY_PREFIX"]
    yield
    cache.key_prefix = place["KEY_PREFIX"] = plain


@pytest.fixture(autouse=True, scope="session")
def transactional_tests_leave_nothing():
    """Django's own way, TRUNCATE and the contents of ``django_content_type`` anew, takes many times as long."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda test: empty_tables())
        yield


@pytest.fixture(autouse=True)
def quick_settings(settings):
    """Pages name static files as they lie in the source, files stay in memory, passwords are hashed fast."""
    settings.STORAGES = settings.STORAGES | STORAGES
    settings.WHITENOISE_AUTOREFRESH = True  # else each new client looks through all static files
    translation.deactivate()  # the language of the page asked for last
    settings.PASSWORD_HASHERS = [
        FAST,
        "django.contrib.auth.hashers.PBKDF2PasswordHasher",  # of passwords given out by the office
    ]
