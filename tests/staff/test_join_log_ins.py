import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from apps.staff.models import SchoolGrant, User
from apps.staff.services import grant_books, join_log_ins
from tests import factories
from tests.staff.conftest import PASSWORD


@pytest.fixture
def elsewhere(db):
    """The same person on the staff of a second school, with a second log-in."""
    return factories.StaffFactory(number="B07", name="单小雨", user=factories.UserFactory(login="EAST-B07"))


def join(client, username="EAST-B07", password=PASSWORD):
    return client.post(reverse("staff:log_in_join"), {"username": username, "password": password})


def test_with_both_passwords_one_log_in_opens_both_schools(cast, elsewhere, browse):
    client = browse(cast.teacher)
    assert join(client).status_code == 302
    elsewhere.refresh_from_db()
    assert elsewhere.user == cast.teacher.user
    assert client.get(reverse("groups:school_switch")).context["schools"].count() == 2


def test_the_other_log_in_is_retired_but_its_name_still_finds_the_person(cast, elsewhere, browse, visitor):
    retired = elsewhere.user_id
    join(browse(cast.teacher))
    user = User.objects.get(pk=retired)
    assert not user.is_active
    assert not user.has_usable_password()
    visitor.post(reverse("staff:log_in"), {"username": "QINGXI-T001", "password": PASSWORD})
    assert visitor.session["_auth_user_id"] == str(cast.teacher.user_id)


def test_a_wrong_password_joins_nothing(cast, elsewhere, browse):
    assert join(browse(cast.teacher), password="guess-guess-1").status_code == 422
    elsewhere.refresh_from_db()
    assert elsewhere.user != cast.teacher.user


def test_a_colleague_of_the_same_school_is_not_oneself(cast, browse):
    response = join(browse(cast.teacher), username="QINGXI-T002")
    assert response.status_code == 422
    cast.colleague.refresh_from_db()
    assert cast.colleague.user != cast.teacher.user


def test_one_log_in_is_not_joined_with_itself(cast):
    with pytest.raises(ValidationError):
        join_log_ins(cast.teacher.user, other=cast.teacher.user)


def test_books_kept_go_along_once(cast, elsewhere):
    third = factories.SchoolFactory()
    for user in (cast.teacher.user, elsewhere.user):
        grant_books(user, third)
    grant_books(elsewhere.user, cast.school)
    join_log_ins(cast.teacher.user, other=elsewhere.user)
    assert set(SchoolGrant.objects.values_list("user", "school")) == {
        (cast.teacher.user_id, third.pk), (cast.teacher.user_id, cast.school.pk),
    }  # fmt: skip
