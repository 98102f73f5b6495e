import pytest
from django.test import Client
from django.urls import reverse

from apps.staff.models import User
from tests.staff.conftest import PASSWORD

NEW = "shan-gao-shui-chang-7"


def change(client, old=PASSWORD, new=NEW, again=None):
    return client.post(reverse("staff:password_change"), {"old": old, "new": new, "again": again or new})


def errors_of(response):
    assert response.status_code == 422
    return set(response.context["form"].errors)


def test_the_new_password_holds_and_the_old_one_no_longer(cast, browse):
    client = browse(cast.teacher)
    assert change(client).status_code == 302
    user = User.objects.get(pk=cast.teacher.user_id)
    assert user.check_password(NEW)
    assert not user.must_change_password


def test_this_session_goes_on_and_all_others_end(cast, browse):
    here, elsewhere = browse(cast.teacher), browse(cast.teacher)
    change(here)
    assert here.get(reverse("staff:profile")).status_code == 200
    assert elsewhere.get(reverse("staff:profile")).status_code == 302


def test_a_first_log_in_asks_for_the_one_time_password_too(cast, browse):
    User.objects.filter(pk=cast.teacher.user_id).update(must_change_password=True)
    client = browse(cast.teacher)
    assert errors_of(change(client, old="something-else")) == {"old"}
    assert change(client).status_code == 302
    assert client.get(reverse("staff:profile")).status_code == 200


@pytest.mark.parametrize(
    "weak",
    [
        "short-1", "1234567890", "qwertyuiop", "shanxiaoyu25", "QINGXI-T001", "qingxi-t001-mima", "mima20252026",
        "qingxixiaoxue", PASSWORD,
    ],
)  # fmt: skip
def test_a_password_that_others_would_guess_is_refused_at_the_field(cast, browse, weak):
    assert "new" in errors_of(change(browse(cast.teacher), new=weak))
    assert User.objects.get(pk=cast.teacher.user_id).check_password(PASSWORD)


def test_a_short_password_is_told_how_long_it_must_be_in_chinese(cast, browse):
    response = change(browse(cast.teacher), new="qsk-37")
    assert response.context["form"].errors["new"] == ["密码至少要 10 个字符。"]


@pytest.mark.parametrize("strong", [NEW, "清溪边的大樟树下见面", "correct horse battery"])
def test_words_of_ones_own_are_welcome(cast, browse, strong):
    assert change(browse(cast.teacher), new=strong).status_code == 302


def test_the_two_new_ones_must_match(cast, browse):
    assert errors_of(change(browse(cast.teacher), again="something-else-9")) == {"again"}


def test_guessing_the_present_password_at_an_open_screen_is_throttled(cast, visitor):
    visitor.force_login(cast.teacher.user, backend="apps.staff.backends.StaffNumberBackend")
    for _guess in range(5):
        response = change(visitor, old="something-else")
    assert response.status_code == 429
    assert change(visitor).status_code == 429


def test_nobody_gets_there_without_logging_in(db):
    assert Client().get(reverse("staff:password_change")).url.startswith(reverse("staff:log_in"))


def test_the_page_speaks_plain_chinese(cast, browse):
    page = browse(cast.teacher).post(
        reverse("staff:password_change"), {"old": PASSWORD, "new": "1234567890", "again": "1234567890"}
    )
    text = page.content.decode()
    assert "至少 10 个字符" in text
    assert "This password" not in text
