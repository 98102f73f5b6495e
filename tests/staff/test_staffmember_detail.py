from datetime import date

import pytest
from django.urls import reverse

from tests import factories

PERSONAL = ["1990年5月4日", "女", "优先发展", "yu@example.cn", "QINGXI-T001"]


@pytest.fixture
def teacher(cast):
    cast.teacher.born_on, cast.teacher.sex, cast.teacher.tier = date(1990, 5, 4), "f", "leading"
    cast.teacher.save()
    cast.teacher.user.email = "yu@example.cn"
    cast.teacher.user.save()
    return cast.teacher


def page(client, member):
    return client.get(member.get_absolute_url()).content.decode()


@pytest.mark.parametrize("role", ["office", "principal", "teacher"])
def test_office_principal_and_oneself_see_the_personal_part(cast, teacher, browse, role):
    text = page(browse(getattr(cast, role)), teacher)
    assert [part for part in PERSONAL if part not in text] == []


@pytest.mark.parametrize("role", ["colleague", "leader"])
def test_colleagues_and_leaders_do_not(cast, teacher, browse, role):
    text = page(browse(getattr(cast, role)), teacher)
    assert [part for part in PERSONAL if part in text] == []
    assert "数学组" in text


@pytest.mark.parametrize(("role", "shown"), [("colleague", False), ("leader", False), ("teacher", True)])
def test_days_of_service_are_not_read_from_the_posts(cast, teacher, browse, role, shown):
    factories.PostFactory(
        member=teacher, kind="grade_head", started_on=date(2019, 8, 26), ended_on=date(2021, 7, 31)
    )
    factories.PostFactory(member=teacher, kind="group_leader", started_on=date(2021, 8, 27))
    text = page(browse(getattr(cast, role)), teacher)
    days = ("2019年8月26日", "2021年7月31日", "2021年8月27日")
    assert [day in text for day in days] == [shown] * 3
    assert ("级段长" in text) is shown


@pytest.mark.parametrize(("role", "shown"), [("colleague", False), ("leader", False), ("teacher", True)])
def test_days_in_groups_and_groups_of_earlier_years_are_personal(cast, teacher, browse, role, shown):
    former = factories.GroupFactory(school=cast.school, name="科学组", started_on=date(2015, 9, 1))
    factories.MembershipFactory(
        group=former, member=teacher, started_on=date(2016, 9, 1), ended_on=date(2019, 7, 1)
    )
    teacher.memberships.filter(group=cast.group).update(started_on=date(2019, 9, 3))
    text = page(browse(getattr(cast, role)), teacher)
    assert "数学组" in text
    said = ("科学组", "2016年9月1日", "2019年7月1日", "2019年9月3日")
    assert [words in text for words in said] == [shown] * 4


def test_the_leading_group_reads_it_too(cast, teacher, browse):
    leading = factories.GroupFactory(school=cast.school, kind="leading", name="领导小组")
    factories.MembershipFactory(group=leading, member=cast.colleague)
    shown = page(browse(cast.colleague), teacher)
    assert [said in shown for said in PERSONAL] == [True, True, True, False, False]


def test_posts_and_groups_show_with_their_days(cast, teacher, browse):
    factories.PostFactory(
        member=teacher, kind="grade_head", started_on=date(2021, 9, 1), ended_on=date(2023, 8, 31)
    )
    text = page(browse(cast.office), teacher)
    assert "级段长" in text
    assert "2023年8月31日" in text


@pytest.mark.parametrize(
    ("role", "shown"), [("teacher", True), ("leader", True), ("principal", True), ("colleague", False)]
)
def test_the_ledger_is_linked_for_those_who_may_read_it(cast, teacher, browse, role, shown):
    link = f"{reverse('credits:entry_list')}?member={teacher.pk}"
    text = page(browse(getattr(cast, role)), teacher)
    assert (link in text) is shown
    assert (f"{link}&amp;family=observation" in text) is shown


def test_only_the_office_finds_buttons_to_change_something(cast, teacher, browse):
    edit = reverse("staff:staffmember_edit", args=[teacher.pk])
    assert edit in page(browse(cast.office), teacher)
    for role in ("teacher", "leader", "principal"):
        assert edit not in page(browse(getattr(cast, role)), teacher)


def test_somebody_of_another_school_is_not_found(cast, teacher, browse):
    assert browse(cast.stranger).get(teacher.get_absolute_url()).status_code == 404


def test_many_posts_and_groups_take_no_more_queries(cast, teacher, browse, django_assert_num_queries):
    client = browse(cast.office)
    client.get(teacher.get_absolute_url())
    with django_assert_num_queries(11):
        client.get(teacher.get_absolute_url())
    for n in range(3):
        group = factories.GroupFactory(school=cast.school)
        factories.MembershipFactory(group=group, member=teacher)
        factories.PostFactory(
            member=teacher, kind="research", started_on=date(2001 + n, 9, 1), ended_on=date(2001 + n, 9, 2)
        )
    with django_assert_num_queries(11):
        client.get(teacher.get_absolute_url())
