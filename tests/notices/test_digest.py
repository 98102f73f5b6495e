from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from apps.notices import services
from apps.notices.choices import Mail
from apps.notices.models import Delivery, Notice
from tests import factories
from tests.conftest import NOW

SEVEN = NOW.replace(hour=7) + timedelta(days=1)


@pytest.fixture
def morning(mail_server):
    """``morning(days)``: build and send the daily mails at seven, so many days from tomorrow."""

    def run(days=0, hour=7):
        with time_machine.travel(SEVEN.replace(hour=hour) + timedelta(days=days), tick=False):
            services.build_digests(timezone.now())
            services.send_due(timezone.now())
        letters, mail_server.letters = mail_server.letters, []
        return letters

    return run


def test_one_mail_tells_all_that_is_open_by_count_in_the_subject(cast, tell, mailed, morning):
    mailed(cast.teacher, Mail.DAILY)
    tell(cast.teacher, key="a", kind="returned", title="《秋天的雨》退回给你")
    tell(cast.teacher, key="b", kind="review", title="曾一鸣的教案等你审核")
    tell(cast.teacher, key="c", kind="news", title="周五活动改到报告厅")
    (letter,) = morning()
    assert letter["Subject"].strip() == "校本研修：2 件事等你处理，1 条通知"
    body = letter.get_content()
    for notice in Notice.objects.all():
        assert notice.title in body
        assert f"https://research.example.cn/notices/{notice.pk}/" in body


def test_it_is_what_a_person_gets_who_has_chosen_nothing(cast, tell, morning):
    cast.teacher.user.email = "t001@school.example.cn"
    cast.teacher.user.save()
    tell(cast.teacher)
    assert [letter["To"] for letter in morning()] == ["t001@school.example.cn"]


def test_one_a_day_however_often_the_clock_strikes(cast, tell, mailed, morning):
    mailed(cast.teacher, Mail.DAILY)
    tell(cast.teacher)
    assert len(morning()) == 1
    assert morning() == []
    assert morning(hour=12) == []
    assert len(morning(days=1)) == 1


def test_nothing_open_no_mail(cast, tell, mailed, morning, now):
    mailed(cast.teacher, Mail.DAILY)
    assert morning() == []
    tell(cast.teacher)
    services.finish(school=cast.school, key="things.thing:1", now=now)
    assert morning() == []
    assert not Delivery.objects.exists()


def test_what_is_to_be_done_is_told_every_morning_until_it_is_done(cast, tell, mailed, morning, now):
    mailed(cast.teacher, Mail.DAILY)
    tell(cast.teacher)
    services.mark_read(Notice.objects.get(), now=now)
    assert [len(morning(days)) for days in range(3)] == [1, 1, 1]
    services.finish(school=cast.school, key="things.thing:1", now=now)
    assert morning(3) == []


def test_it_stops_after_sixty_days(cast, tell, mailed, morning):
    mailed(cast.teacher, Mail.DAILY)
    tell(cast.teacher)
    assert len(morning(days=58)) == 1
    assert morning(days=60) == []


def test_news_are_told_once_and_not_when_read(cast, tell, mailed, morning, now):
    mailed(cast.teacher, Mail.DAILY)
    tell(cast.teacher, kind="news", key="a", title="新消息")
    tell(cast.teacher, kind="news", key="b", title="已读消息")
    services.mark_read(Notice.objects.get(key="b"), now=now)
    (letter,) = morning()
    assert letter["Subject"] == "校本研修：1 条通知"
    assert "已读消息" not in letter.get_content()
    assert morning(days=1) == []


def test_what_came_after_seven_is_for_tomorrow(cast, tell, mailed, morning):
    mailed(cast.teacher, Mail.DAILY)
    with time_machine.travel(SEVEN.replace(hour=8), tick=False):
        tell(cast.teacher, now=timezone.now())
    assert morning(hour=12) == []
    assert len(morning(days=1)) == 1


def test_a_clock_that_stood_still_at_seven_makes_up_for_it_by_day_only(cast, tell, mailed, morning):
    mailed(cast.teacher, Mail.DAILY)
    tell(cast.teacher)
    assert morning(hour=21) == []
    assert morning(hour=6) == []
    assert len(morning(hour=20)) == 1


def test_what_was_done_between_building_and_sending_is_left_out(cast, tell, mailed, mail_server, now):
    mailed(cast.teacher, Mail.DAILY)
    tell(cast.teacher)
    with time_machine.travel(SEVEN, tick=False):
        assert services.build_digests(timezone.now()) == 1
        services.finish(school=cast.school, key="things.thing:1", now=timezone.now())
        services.send_due(timezone.now())
    assert mail_server.letters == []
    assert Delivery.objects.get().state == "dropped"


def test_a_mail_of_yesterday_is_not_sent_today(cast, tell, mailed, mail_server):
    mailed(cast.teacher, Mail.DAILY)
    tell(cast.teacher)
    with time_machine.travel(SEVEN, tick=False) as clock:
        services.build_digests(timezone.now())
        clock.shift(timedelta(days=1))
        services.build_digests(timezone.now())
        services.send_due(timezone.now())
    assert len(mail_server.letters) == 1
    assert set(Delivery.objects.values_list("state", flat=True)) == {"dropped", "sent"}


@pytest.mark.parametrize("choice", [Mail.OFF, Mail.AT_ONCE])
def test_whoever_chose_otherwise_gets_none(cast, tell, mailed, morning, choice):
    mailed(cast.teacher, Mail.DAILY)
    tell(cast.teacher)
    mailed(cast.teacher, choice)
    assert morning() == []


def test_a_long_list_is_cut_and_the_rest_counted(cast, mailed, morning):
    mailed(cast.teacher, Mail.DAILY)
    Notice.objects.bulk_create(
        Notice(school=cast.school, member=cast.teacher, kind="review", title=f"第{n}份", key=str(n))
        for n in range(45)
    )
    (letter,) = morning()
    assert letter["Subject"] == "校本研修：45 件事等你处理"
    assert "还有 15 条" in letter.get_content()
    assert letter.get_content().count("/notices/") == 30 + 2


def test_building_takes_as_many_queries_for_many_as_for_one(
    cast, tell, mailed, mail_server, django_assert_num_queries
):
    for days, people in ((0, 1), (1, 3)):
        members = [mailed(factories.StaffFactory(school=cast.school), Mail.DAILY) for _ in range(people)]
        tell(*members, key=f"key{days}", kind="review")
        # who, which are there already, write
        seven = SEVEN + timedelta(days=days)
        with time_machine.travel(seven, tick=False), django_assert_num_queries(3):
            services.build_digests(timezone.now())
    assert Delivery.objects.count() == 1 + 4
