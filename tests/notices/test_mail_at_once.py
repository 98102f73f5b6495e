from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from apps.notices import services
from apps.notices.choices import Mail
from apps.notices.models import Delivery, Notice
from tests.conftest import NOW


def test_a_notice_comes_as_a_mail_once_with_a_link(cast, tell, mailed, mail_server):
    tell(mailed(cast.teacher), title="教案《分数的意义》等你审核")
    assert services.send_due(timezone.now()) == 1
    assert services.send_due(timezone.now()) == 0
    (letter,) = mail_server.letters
    notice = Notice.objects.get()
    assert letter["To"] == "t001@school.example.cn"
    assert "research@school.example.cn" in letter["From"]
    body = letter.get_content()
    assert "教案《分数的意义》等你审核" in body
    assert f"https://research.example.cn/notices/{notice.pk}/" in body
    assert "https://research.example.cn/notices/choice/" in body
    assert "&" not in body
    assert notice.mailed_at is not None
    assert Delivery.objects.get().state == "sent"


def test_the_subject_names_nobody_and_nothing(cast, tell, mailed, mail_server):
    tell(mailed(cast.teacher), title="单小雨的论文《秋天的雨》被退回", kind="returned")
    tell(cast.teacher, title="欧阳婧听了你的课", kind="observation", key="b")
    services.send_due(timezone.now())
    assert mail_server.subjects() == ["校本研修：有一件事等你处理", "校本研修：有一条新通知"]


def test_of_several_people_each_gets_what_was_chosen(cast, tell, mailed, mail_server):
    mailed(cast.teacher, Mail.AT_ONCE)
    mailed(cast.leader, Mail.DAILY)
    mailed(cast.office, Mail.OFF)
    tell(cast.teacher, cast.leader, cast.office, cast.colleague)
    services.send_due(timezone.now())
    assert [letter["To"] for letter in mail_server.letters] == ["t001@school.example.cn"]


def test_two_mails_go_through_one_connection(cast, tell, mailed, mail_server):
    tell(mailed(cast.teacher), mailed(cast.leader))
    services.send_due(timezone.now())
    assert (len(mail_server.letters), mail_server.connections) == (2, 1)


def test_at_night_a_mail_waits_until_seven(cast, tell, mailed, mail_server):
    mailed(cast.teacher)
    with time_machine.travel(NOW.replace(hour=21), tick=False) as clock:
        tell(cast.teacher, now=timezone.now())
        services.send_due(timezone.now())
        clock.move_to(NOW.replace(hour=6, minute=59) + timedelta(days=1))
        services.send_due(timezone.now())
        assert mail_server.letters == []
        clock.move_to(NOW.replace(hour=7) + timedelta(days=1))
        services.send_due(timezone.now())
    assert len(mail_server.letters) == 1


def test_a_mail_late_by_day_does_not_go_out_at_night(cast, tell, mailed, mail_server):
    mailed(cast.teacher)
    tell(cast.teacher)
    with time_machine.travel(NOW.replace(hour=22), tick=False) as clock:
        assert services.send_due(timezone.now()) == 0
        clock.move_to(NOW.replace(hour=7) + timedelta(days=1))
        assert services.send_due(timezone.now()) == 1


@pytest.mark.parametrize("end", ["read", "done"])
def test_what_was_read_or_done_overnight_is_not_mailed(cast, tell, mailed, mail_server, end):
    mailed(cast.teacher)
    with time_machine.travel(NOW.replace(hour=22), tick=False) as clock:
        tell(cast.teacher, now=timezone.now())
        if end == "read":
            services.mark_read(Notice.objects.get(), now=timezone.now())
        else:
            services.finish(school=cast.school, key="things.thing:1", now=timezone.now())
        clock.move_to(NOW.replace(hour=7) + timedelta(days=1))
        services.send_due(timezone.now())
    assert mail_server.letters == []
    assert Delivery.objects.get().state == "dropped"


def test_whoever_changes_their_mind_overnight_is_left_alone(cast, tell, mailed, mail_server):
    tell(mailed(cast.teacher))
    mailed(cast.teacher, Mail.OFF)
    services.send_due(timezone.now())
    assert mail_server.letters == []


@pytest.mark.parametrize("why", ["no address", "may not log in", "has left", "no log-in"])
def test_whoever_cannot_be_mailed_has_nothing_in_the_outbox(cast, tell, mailed, mail_server, why):
    member = mailed(cast.teacher)
    if why == "no address":
        member.user.email = ""
    elif why == "may not log in":
        member.user.is_active = False
    elif why == "has left":
        member.left_on = NOW.date() - timedelta(days=1)
    member.user.save()
    if why == "no log-in":
        member.user = None
    member.save()
    assert tell(member) == 1
    assert not Delivery.objects.exists()


def test_whoever_left_after_it_was_queued_gets_no_mail(cast, tell, mailed, mail_server):
    tell(mailed(cast.teacher))
    cast.teacher.left_on = NOW.date() - timedelta(days=1)
    cast.teacher.save()
    services.send_due(timezone.now())
    assert mail_server.letters == []


def test_without_a_mail_server_nothing_is_queued(cast, tell, mailed, settings):
    settings.EMAIL_ENABLED = False
    assert tell(mailed(cast.teacher)) == 1
    assert services.build_digests(timezone.now()) == 0
    assert not Delivery.objects.exists()


def test_what_was_queued_before_mail_was_switched_off_is_dropped(cast, tell, mailed, mail_server, settings):
    tell(mailed(cast.teacher))
    settings.EMAIL_ENABLED = False
    services.send_due(timezone.now())
    assert mail_server.letters == []
    assert Delivery.objects.get().state == "dropped"


def test_the_same_notice_said_again_is_not_mailed_again(cast, tell, mailed, mail_server):
    mailed(cast.teacher, Mail.DAILY)
    tell(cast.teacher)
    mailed(cast.teacher, Mail.AT_ONCE)
    tell(cast.teacher)
    assert not Delivery.objects.exists()
