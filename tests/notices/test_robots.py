from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from apps.notices import services
from apps.notices.choices import SENTENCES, Topic
from apps.notices.models import Delivery, Robot
from tests import factories
from tests.conftest import NOW

LIST = reverse("notices:robot_list")
CREATE = reverse("notices:robot_create")
URL = "https://oapi.dingtalk.com/robot/send?access_token=geheim-0123456789abcdef"
FORM = {
    "name": "数学组群",
    "kind": "dingtalk",
    "group": "",
    "url": URL,
    "secret": "SECgeheim",
    "is_active": "on",
}


def page(name, robot):
    return reverse(f"notices:robot_{name}", args=[robot.pk])


@pytest.fixture
def say(cast, now):
    def to_group(group=None, *, n=3, key="plans:2025-11-18", topic=Topic.PLANS_MISSING, at=None):
        given = {
            "topic": topic,
            "count": n,
            "url": "/lesson-plans/?state=missing",
            "key": key,
            "now": at or now,
        }
        return (
            services.notify_group(group, **given) if group else services.notify_school(cast.school, **given)
        )

    return to_group


def test_a_group_is_told_how_much_and_where_once(cast, robot, chat_server, say):
    robot(group=cast.group)
    assert say(cast.group) == 1
    say(cast.group)
    services.send_due(timezone.now())
    services.send_due(timezone.now())
    ((_path, body),) = chat_server.requests
    assert body["text"]["content"] == (
        "校本研修：还有 3 份教案没交。\nhttps://research.example.cn/lesson-plans/?state=missing"
    )
    assert Delivery.objects.get().state == "sent"


@pytest.mark.parametrize("topic", Topic)
def test_whatever_a_robot_says_it_names_nobody(cast, robot, chat_server, say, topic):
    robot(group=cast.group, name="单小雨的群")
    say(cast.group, topic=topic)
    services.send_due(timezone.now())
    ((_path, body),) = chat_server.requests
    text = body["text"]["content"]
    names = [
        cast.group.name,
        cast.school.name,
        "单小雨",
        *(m.name for m in (cast.teacher, cast.leader, cast.office)),
    ]
    assert not [name for name in names if name in text]
    assert text.startswith("校本研修：")
    assert set(Topic) == set(SENTENCES)


def test_only_the_robots_of_that_group_speak(cast, robot, chat_server, say):
    other = factories.GroupFactory(school=cast.school)
    mine = robot(group=cast.group, name="本组")
    robot(group=other, name="别组")
    whole = robot(name="全校")
    robot(group=cast.group, name="停用", is_active=False)
    assert say(cast.group) == 1
    assert say() == 1
    assert set(Delivery.objects.values_list("robot", flat=True)) == {mine.pk, whole.pk}


def test_at_night_a_robot_keeps_quiet_until_seven(cast, robot, chat_server, say):
    robot(group=cast.group)
    with time_machine.travel(NOW.replace(hour=22), tick=False) as clock:
        say(cast.group, at=timezone.now())
        services.send_due(timezone.now())
        assert chat_server.requests == []
        clock.move_to(NOW.replace(hour=7) + timedelta(days=1))
        services.send_due(timezone.now())
    assert len(chat_server.requests) == 1


def test_nothing_to_tell_and_addresses_elsewhere_are_mistakes(cast, robot, say, now):
    robot(group=cast.group)
    with pytest.raises(ValueError, match="nothing to tell"):
        say(cast.group, n=0)
    with pytest.raises(ValueError, match="path of this site"):
        services.notify_group(
            cast.group, topic=Topic.OPEN_TASKS, count=1, url="https://evil.example/", key="k", now=now
        )
    with pytest.raises(ValueError, match="单小雨"):
        say(cast.group, topic="单小雨还没交教案")
    assert not Delivery.objects.exists()


def test_without_an_address_of_its_own_the_site_sends_no_link(
    cast, robot, chat_server, say, settings, browse
):
    settings.SITE_ADDRESS = ""
    robot(group=cast.group)
    say(cast.group)
    services.send_due(timezone.now())
    assert chat_server.requests[0][1]["text"]["content"] == "校本研修：还有 3 份教案没交。"
    assert "SCHOOLRESEARCH_ADDRESS" in browse(cast.office).get(LIST).content.decode()


def test_the_office_adds_a_robot(cast, browse):
    response = browse(cast.office).post(CREATE, FORM | {"group": cast.group.pk}, follow=True)
    assert response.status_code == 200
    robot = Robot.objects.get()
    assert (robot.school, robot.group, robot.url, robot.secret) == (cast.school, cast.group, URL, "SECgeheim")


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"url": "https://intranet.example.cn/"}, "url"),
        ({"url": ""}, "url"),
        ({"kind": "wecom"}, "kind"),
        ({"name": ""}, "name"),
    ],
)
def test_what_is_wrong_is_shown_at_its_field_and_nothing_is_lost(cast, browse, change, field):
    response = browse(cast.office).post(CREATE, FORM | change)
    assert response.status_code == 422
    assert set(response.context["form"].errors) == {field}
    assert not Robot.objects.exists()


def test_a_second_robot_of_the_same_name_is_refused(cast, browse):
    browse(cast.office).post(CREATE, FORM)
    response = browse(cast.office).post(CREATE, FORM)
    assert response.status_code == 422
    assert Robot.objects.count() == 1


def test_a_group_of_another_school_cannot_be_chosen(cast, browse):
    elsewhere = factories.GroupFactory()
    response = browse(cast.office).post(CREATE, FORM | {"group": elsewhere.pk})
    assert response.status_code == 422
    assert "group" in response.context["form"].errors


def test_address_and_secret_are_never_shown_again(cast, browse):
    client = browse(cast.office)
    client.post(CREATE, FORM)
    robot = Robot.objects.get()
    for address in (
        LIST,
        f"{LIST}?export=xlsx",
        page("detail", robot),
        page("edit", robot),
        page("delete", robot),
    ):
        content = client.get(address).content
        assert b"geheim" not in content
    response = client.post(page("edit", robot), FORM | {"url": "", "secret": "", "name": ""})
    assert response.status_code == 422
    assert b"geheim" not in response.content


def test_left_empty_they_stay_and_a_secret_can_be_dropped(cast, browse):
    client = browse(cast.office)
    client.post(CREATE, FORM)
    robot = Robot.objects.get()
    client.post(page("edit", robot), FORM | {"url": "", "secret": "", "name": "新名字"})
    robot.refresh_from_db()
    assert (robot.name, robot.url, robot.secret) == ("新名字", URL, "SECgeheim")
    client.post(page("edit", robot), FORM | {"url": "", "secret": "", "drop_secret": "on"})
    robot.refresh_from_db()
    assert (robot.url, robot.secret) == (URL, "")


def test_a_test_message_goes_out_at_any_hour_and_its_outcome_is_shown(cast, robot, chat_server, browse):
    found = robot()
    client = browse(cast.office)
    with time_machine.travel(NOW.replace(hour=23), tick=True):
        client = browse(cast.office)
        assert client.post(page("test", found), follow=True).status_code == 200
        part = client.get(page("detail", found), headers={"HX-Request": "true"}).content.decode()
        assert "hx-get" in part
        assert "<html" not in part
        services.send_due(timezone.now())
        part = client.get(page("detail", found), headers={"HX-Request": "true"}).content.decode()
    assert "hx-get" not in part
    assert "已发出" in part
    assert len(chat_server.requests) == 1


def test_a_refused_test_message_says_what_to_look_at(cast, robot, chat_server, browse):
    chat_server.answer = b'{"errcode": 310000, "errmsg": "keywords not in content"}'
    found = robot()
    browse(cast.office).post(page("test", found))
    services.send_due(timezone.now())
    for address in (page("detail", found), LIST):
        assert "核对机器人的安全设置" in browse(cast.office).get(address).content.decode()


def test_pressing_twice_sends_one_test_message(cast, robot, chat_server, browse):
    found = robot()
    client = browse(cast.office)
    client.post(page("test", found))
    response = client.post(page("test", found), follow=True)
    assert "先到群里看看" in response.content.decode()
    services.send_due(timezone.now())
    assert len(chat_server.requests) == 1


def test_a_removed_robot_says_nothing_more(cast, robot, chat_server, browse, say):
    found = robot(group=cast.group)
    say(cast.group)
    assert browse(cast.office).post(page("delete", found)).status_code == 302
    services.send_due(timezone.now())
    assert chat_server.requests == []
    assert not Robot.objects.exists()


def test_neither_address_nor_secret_reaches_the_log(cast, robot, chat_server, say, caplog):
    chat_server.answer = b'{"errcode": 310000}'
    found = robot(group=cast.group, secret="SECgeheim")
    say(cast.group)
    services.send_due(timezone.now())
    assert "robot_310000" in caplog.text
    assert found.url[-8:] not in caplog.text
    assert "SECgeheim" not in caplog.text


@pytest.mark.parametrize("rows", [1, 3])
def test_one_row_and_three_need_the_same_queries(cast, robot, browse, django_assert_num_queries, rows):
    for n in range(rows):
        robot(name=f"群{n}", group=cast.group)
    client = browse(cast.office)
    client.get(LIST)
    with django_assert_num_queries(7):
        client.get(LIST)


@pytest.mark.parametrize("name", ["detail", "edit", "test", "delete"])
def test_only_the_office_of_the_school_touches_a_robot(cast, robot, browse, name):
    found = robot()
    for other in (cast.teacher, cast.leader, cast.principal, cast.stranger):
        client = browse(other)
        assert client.get(page(name, found)).status_code == 404
        assert client.post(page(name, found)).status_code in {404, 405}
    assert browse(cast.office).get(page(name, found)).status_code == 200
    assert Robot.objects.count() == 1
    assert not Delivery.objects.exists()


def test_the_list_and_the_form_are_the_offices_too(cast, browse, client):
    for address in (LIST, CREATE):
        for other in (cast.teacher, cast.leader, cast.principal, cast.stranger):
            assert browse(other).get(address).status_code == 403
        assert browse(cast.office).get(address).status_code == 200
        assert client.get(address).status_code == 302
    assert browse(cast.teacher).post(CREATE, FORM).status_code == 403
    assert not Robot.objects.exists()


def test_the_database_refuses_a_robot_without_https(cast):
    with pytest.raises(IntegrityError, match="robot_speaks_https"), transaction.atomic():
        Robot.objects.create(school=cast.school, name="x", kind="wecom", url="http://qyapi.weixin.qq.com/")
