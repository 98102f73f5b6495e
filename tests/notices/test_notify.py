import pytest
from django.db import IntegrityError, transaction
from django.utils import translation
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy

from apps.notices.models import Delivery, Notice
from tests import factories


def test_each_member_is_told_once_however_often_it_is_said(cast, tell):
    assert tell(cast.teacher, cast.leader) == 2
    assert tell(cast.teacher, cast.leader, cast.colleague, title="别的说法") == 1
    assert Notice.objects.filter(key="things.thing:1").count() == 3
    assert {n.title for n in Notice.objects.filter(member=cast.teacher)} == {"教案《分数的意义》等你审核"}


def test_another_key_is_another_notice(cast, tell):
    tell(cast.teacher, key="things.thing:1:draft:1")
    assert tell(cast.teacher, key="things.thing:1:draft:2") == 1


def test_whoever_acts_is_not_told_of_it(cast, tell):
    assert tell(cast.teacher, cast.leader, actor=cast.leader.user) == 1
    assert not Notice.objects.filter(member=cast.leader).exists()


def test_nobody_to_tell_is_nothing_to_do(cast, tell):
    assert tell() == 0
    assert tell(cast.teacher, actor=cast.teacher.user) == 0


def test_a_notice_leads_inside_the_site_only(cast, tell):
    elsewhere = ("https://elsewhere.example.cn/", "//elsewhere.example.cn/", "/\\elsewhere.example.cn")
    for url in (*elsewhere, "lesson-plans/1/"):
        with pytest.raises(ValueError, match="path of this site"):
            tell(cast.teacher, url=url)
    assert not Notice.objects.exists()


def test_the_database_refuses_a_notice_that_leads_elsewhere(cast):
    for url in ("https://elsewhere.example.cn/", "//elsewhere.example.cn/"):
        with pytest.raises(IntegrityError, match="notice_leads_inside"), transaction.atomic():
            Notice.objects.create(
                school=cast.school, member=cast.teacher, kind="news", title="x", key="k", url=url
            )


def test_the_database_refuses_a_second_notice_with_the_same_key(cast):
    fields = {"school": cast.school, "member": cast.teacher, "kind": "news", "title": "x", "key": "k"}
    Notice.objects.create(**fields)
    with pytest.raises(IntegrityError, match="notice_once"), transaction.atomic():
        Notice.objects.create(**fields)


def test_recipients_of_two_schools_are_a_mistake(cast, tell):
    with pytest.raises(ValueError, match="one school"):
        tell(cast.teacher, cast.stranger)


def test_a_long_title_is_cut_and_never_stops_the_act(cast, tell):
    tell(cast.teacher, title="长" * 300, body="细\n节" * 400)
    notice = Notice.objects.get(member=cast.teacher)
    assert len(notice.title) == 160
    assert notice.title.endswith("…")
    assert len(notice.body) == 500
    assert "\n" not in notice.body


def test_it_is_written_in_the_language_of_the_site_not_of_whoever_acts(cast, tell):
    with translation.override("en"):
        tell(cast.teacher, title=gettext_lazy("Notices"), key="a")
        tell(cast.teacher, title=format_lazy("{what}：{n}", what=gettext_lazy("Notices"), n=3), key="b")
    assert set(Notice.objects.values_list("title", flat=True)) == {"通知", "通知：3"}


def test_it_takes_as_many_queries_for_many_as_for_one(
    cast, tell, mail_server, mailed, django_assert_num_queries
):
    people = [mailed(factories.StaffFactory(school=cast.school)) for _ in range(4)]
    for group, key in ((people[:1], "one"), (people[1:], "three")):
        # savepoint, notices, which are new, who wants mail, mails, release
        with django_assert_num_queries(6):
            assert tell(*group, key=key) == len(group)
    assert Delivery.objects.count() == 4


@pytest.mark.django_db(transaction=True)
def test_of_an_act_that_fails_nobody_is_told(cast, tell, mail_server, mailed):
    mailed(cast.teacher)

    @transaction.atomic
    def act():
        assert tell(cast.teacher) == 1
        raise RuntimeError

    with pytest.raises(RuntimeError):
        act()
    assert not Notice.objects.exists()
    assert not Delivery.objects.exists()
