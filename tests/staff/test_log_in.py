import pytest
from django.urls import reverse

from apps.staff.models import User
from tests import factories
from tests.staff.conftest import PASSWORD

HOME = "/"


def log_in(client, username, password=PASSWORD, **fields):
    return client.post(reverse("staff:log_in"), {"username": username, "password": password, **fields})


def is_in(client) -> bool:
    return "_auth_user_id" in client.session


@pytest.mark.parametrize(
    "typed", ["QINGXI-T001", "qingxi-t001", "ＱＩＮＧＸＩ－Ｔ００１", " QINGXI-T001 ", "Yu@Example.cn"]
)
def test_log_in_name_and_e_mail_open_however_they_are_typed(cast, visitor, typed):
    User.objects.filter(pk=cast.teacher.user_id).update(email="yu@example.cn")
    response = log_in(visitor, typed)
    assert (response.status_code, response.url) == (302, HOME)
    assert visitor.session["_auth_user_id"] == str(cast.teacher.user_id)


def test_the_staff_number_alone_is_enough_where_it_is_held_once(cast, visitor):
    assert log_in(visitor, "t003").status_code == 302
    assert visitor.session["_auth_user_id"] == str(cast.leader.user_id)


def test_a_number_held_in_two_schools_asks_for_the_school(cast, visitor):
    response = log_in(visitor, "T001")
    assert response.status_code == 422
    assert "school" in response.context["form"].errors
    assert not is_in(visitor)


def test_with_the_school_chosen_it_opens_and_the_school_is_remembered(cast, visitor):
    response = log_in(visitor, "T001", school="QINGXI")
    assert response.status_code == 302
    assert visitor.session["school"] == cast.school.pk
    visitor.post(reverse("staff:log_out"))
    page = visitor.get(reverse("staff:log_in"))
    assert page.context["form"].initial["school"] == "QINGXI"
    cookie = visitor.cookies["log_in_school"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


def test_one_school_alone_is_not_asked_for(db, visitor):
    factories.StaffFactory()
    assert "school" not in visitor.get(reverse("staff:log_in")).context["form"].fields


def test_a_wrong_number_and_a_wrong_password_get_the_same_answer(cast, visitor):
    wrong_password = log_in(visitor, "QINGXI-T001", "guess-guess-1")
    wrong_number = log_in(visitor, "QINGXI-T999", "guess-guess-1")
    errors = [response.context["form"].errors.as_text() for response in (wrong_password, wrong_number)]
    assert wrong_password.status_code == wrong_number.status_code == 422
    assert errors[0] == errors[1] != ""


def test_the_password_is_never_sent_back(cast, visitor):
    assert "guess-guess-1" not in log_in(visitor, "QINGXI-T001", "guess-guess-1").content.decode()


def test_after_five_wrong_passwords_the_page_says_how_long_to_wait(cast, visitor):
    for _guess in range(5):
        response = log_in(visitor, "QINGXI-T001", "guess-guess-1")
    assert response.status_code == 429
    assert response.context["minutes"] == 15
    assert response.headers["Retry-After"] == "900"
    assert log_in(visitor, "qingxi-t001").status_code == 429
    assert not is_in(visitor)


def test_a_new_password_of_the_office_opens_at_once_after_wrong_guesses(cast, visitor):
    from apps.staff.services import issue_password

    for _guess in range(5):
        log_in(visitor, "QINGXI-T001", "guess-guess-1")
    issued = issue_password(cast.teacher, today=cast.semester.starts_on)
    assert log_in(visitor, "QINGXI-T001", issued.password).status_code == 302
    assert is_in(visitor)


def test_the_right_password_forgets_the_wrong_ones(cast, visitor):
    for password in ["guess-guess-1"] * 4 + [PASSWORD]:
        log_in(visitor, "QINGXI-T001", password)
    visitor.post(reverse("staff:log_out"))
    for _guess in range(4):
        assert log_in(visitor, "QINGXI-T001", "guess-guess-1").status_code == 422


def test_one_who_has_left_is_not_found_by_number(cast, visitor):
    cast.leader.left_on = "2025-10-31"
    cast.leader.save()
    assert log_in(visitor, "T003").status_code == 422


def test_a_closed_log_in_does_not_open(cast, visitor):
    User.objects.filter(pk=cast.teacher.user_id).update(is_active=False)
    assert log_in(visitor, "QINGXI-T001").status_code == 422


@pytest.mark.parametrize(
    ("asked", "opened"),
    [
        ("/staff/?campus=1", "/staff/?campus=1"),
        ("https://evil.example/", HOME),
        ("//evil.example", HOME),
        ("javascript:alert(1)", HOME),
        ("", HOME),
    ],
)
def test_one_comes_back_to_the_page_that_asked_if_it_is_ours(cast, visitor, asked, opened):
    assert log_in(visitor, "QINGXI-T001", next=asked).url == opened


def test_a_page_asks_for_the_log_in_and_says_where_to_go_back_to(cast, visitor):
    response = visitor.get("/staff/?q=zw")
    assert response.url == reverse("staff:log_in") + "?next=/staff/%3Fq%3Dzw"
    assert visitor.get(response.url).context["next"] == "/staff/?q=zw"


def test_a_part_of_a_page_sends_the_whole_page_to_the_log_in(cast, visitor):
    headers = {"HX-Request": "true", "HX-Current-URL": "http://testserver/staff/?q=z"}
    response = visitor.get("/staff/?q=zw", headers=headers)
    assert response.headers["HX-Redirect"] == reverse("staff:log_in") + "?next=/staff/%3Fq%3Dz"


def test_who_is_in_already_is_sent_on(cast, browse):
    assert browse(cast.teacher).get(reverse("staff:log_in")).url == HOME


def test_logging_out_takes_a_post(cast, browse):
    client = browse(cast.teacher)
    assert client.get(reverse("staff:log_out")).status_code == 405
    assert is_in(client)
    client.post(reverse("staff:log_out"))
    assert not is_in(client)


def test_a_one_time_password_opens_nothing_but_the_page_to_change_it(cast, browse):
    User.objects.filter(pk=cast.teacher.user_id).update(must_change_password=True)
    client = browse(cast.teacher)
    assert client.get(reverse("staff:staffmember_list")).url == reverse("staff:password_change")
    assert client.get(reverse("staff:password_change")).context["forced"]


def test_a_log_in_without_a_school_today_is_told_so(cast, visitor):
    cast.teacher.left_on = "2025-10-31"
    cast.teacher.save()
    log_in(visitor, "QINGXI-T001")
    assert visitor.get(reverse("staff:staffmember_list")).status_code == 403
    assert visitor.get(reverse("staff:password_change")).status_code == 200
