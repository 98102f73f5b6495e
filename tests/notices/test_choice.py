import re
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from apps.notices import services
from apps.notices.choices import Mail
from apps.notices.models import Delivery, NoticeChoice

EDIT = reverse("notices:choice_edit")
NEW = "new@mail.example.cn"


def link_in(letter):
    return re.search(r"https://research.example.cn(/notices/address/\S+)", letter.get_content())[1]


@pytest.fixture
def asked(cast, browse, mail_server):
    """The teacher has entered a new address; answers the path in the mail to it."""
    browse(cast.teacher).post(EDIT, {"mail": Mail.AT_ONCE, "address": NEW})
    services.send_due(timezone.now())
    return link_in(mail_server.letters[-1])


def address_of(member):
    member.user.refresh_from_db()
    return member.user.email


def test_the_page_begins_with_the_daily_mail(cast, browse, mail_server):
    page = browse(cast.teacher).get(EDIT)
    assert page.context["form"].initial == {"mail": Mail.DAILY, "address": ""}


def test_each_person_chooses_for_themselves(cast, browse, mail_server):
    response = browse(cast.teacher).post(EDIT, {"mail": Mail.OFF, "address": ""}, follow=True)
    assert response.status_code == 200
    assert list(NoticeChoice.objects.values_list("member__number", "mail")) == [(cast.teacher.number, "off")]
    assert browse(cast.teacher).get(EDIT).context["form"].initial["mail"] == "off"


def test_a_new_address_counts_once_its_link_was_opened(cast, browse, asked, mail_server):
    assert mail_server.letters[0]["To"] == NEW
    assert mail_server.subjects() == ["校本研修：请确认邮箱"]
    assert NEW not in asked
    assert address_of(cast.teacher) == ""
    client = browse(cast.teacher)
    assert NEW in client.get(EDIT).content.decode()
    page = client.get(asked)
    assert NEW in page.content.decode()
    assert address_of(cast.teacher) == ""
    client.post(asked)
    assert address_of(cast.teacher) == NEW
    assert client.get(asked).status_code == 404


def test_notices_do_not_go_to_an_address_not_yet_confirmed(cast, tell, asked):
    tell(cast.teacher)
    assert not Delivery.objects.filter(channel="mail").exists()


def test_nobody_else_can_follow_the_link(cast, browse, asked, client):
    for other in (cast.leader, cast.office, cast.stranger):
        assert browse(other).get(asked).status_code == 404
        assert browse(other).post(asked).status_code == 404
    assert client.get(asked).status_code == 302
    assert address_of(cast.teacher) == ""


def test_an_old_link_is_refused_with_what_to_do(cast, browse, asked):
    NoticeChoice.objects.update(asked_at=timezone.now() - timedelta(days=4))
    response = browse(cast.teacher).post(asked, follow=True)
    assert "链接已过期" in response.content.decode()
    assert address_of(cast.teacher) == ""


def test_an_address_of_another_account_is_refused_only_when_confirmed(cast, browse, asked):
    cast.leader.user.email = NEW.upper()
    cast.leader.user.save()
    response = browse(cast.teacher).post(asked, follow=True)
    assert "另一个账号" in response.content.decode()
    assert address_of(cast.teacher) == ""


def test_saving_again_keeps_what_waits_for_confirmation(cast, browse, asked, mail_server):
    initial = browse(cast.teacher).get(EDIT).context["form"].initial
    assert initial["address"] == NEW
    browse(cast.teacher).post(EDIT, initial | {"mail": Mail.DAILY})
    services.send_due(timezone.now())
    assert len(mail_server.letters) == 1
    assert browse(cast.teacher).get(asked).status_code == 200


def test_a_lost_mail_is_sent_anew_after_ten_minutes(cast, browse, asked, mail_server):
    NoticeChoice.objects.update(asked_at=timezone.now() - timedelta(minutes=11))
    browse(cast.teacher).post(EDIT, {"mail": Mail.DAILY, "address": NEW})
    services.send_due(timezone.now())
    assert len(mail_server.letters) == 2
    assert link_in(mail_server.letters[1]) != asked
    assert browse(cast.teacher).get(asked).status_code == 404


def test_going_back_to_the_old_address_or_to_none_forgets_the_new_one(cast, browse, mailed, mail_server):
    mailed(cast.teacher)
    client = browse(cast.teacher)
    client.post(EDIT, {"mail": Mail.DAILY, "address": NEW})
    client.post(EDIT, {"mail": Mail.DAILY, "address": "T001@School.example.cn"})
    assert NoticeChoice.objects.get().new_address == ""
    assert address_of(cast.teacher) == "t001@school.example.cn"
    client.post(EDIT, {"mail": Mail.DAILY, "address": ""})
    assert address_of(cast.teacher) == ""
    services.send_due(timezone.now())
    assert mail_server.letters == []


def test_strangers_cannot_be_flooded_with_confirmations(cast, browse, mail_server):
    client = browse(cast.teacher)
    for n in range(5):
        assert client.post(EDIT, {"mail": Mail.DAILY, "address": f"a{n}@mail.example.cn"}).status_code == 302
    refused = client.post(EDIT, {"mail": Mail.DAILY, "address": "a9@mail.example.cn"})
    assert refused.status_code == 422
    assert "明天" in refused.context["form"].errors["address"][0]
    services.send_due(timezone.now())
    assert [letter["To"] for letter in mail_server.letters] == ["a4@mail.example.cn"]


def test_a_wrong_address_is_refused_at_the_field(cast, browse, mail_server):
    response = browse(cast.teacher).post(EDIT, {"mail": Mail.DAILY, "address": "没有邮箱"})
    assert response.status_code == 422
    assert "address" in response.context["form"].errors


def test_without_a_mail_server_the_page_says_so_and_takes_nothing(cast, browse, settings):
    settings.EMAIL_ENABLED = False
    client = browse(cast.teacher)
    page = client.get(EDIT)
    assert "没有设置邮件服务器" in page.content.decode()
    assert 'name="mail"' not in page.content.decode()
    assert client.post(EDIT, {"mail": Mail.OFF, "address": NEW}).status_code == 422
    assert not NoticeChoice.objects.exists()
    assert not Delivery.objects.exists()


def test_a_mail_that_was_not_accepted_is_told_to_its_reader(cast, tell, browse, mailed, mail_server):
    tell(mailed(cast.teacher))
    mail_server.answers["RCPT"] = "550 unknown"
    services.send_due(timezone.now())
    assert "不认识这个邮箱" in browse(cast.teacher).get(EDIT).content.decode()
    mail_server.answers.clear()
    tell(cast.teacher, key="another")
    services.send_due(timezone.now())
    assert "不认识这个邮箱" not in browse(cast.teacher).get(EDIT).content.decode()


def test_the_database_refuses_an_address_without_a_code(cast):
    with pytest.raises(IntegrityError, match="notice_address_with_code"), transaction.atomic():
        NoticeChoice.objects.create(school=cast.school, member=cast.teacher, new_address=NEW)
