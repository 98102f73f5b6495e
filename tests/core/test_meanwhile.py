"""Two people edit one thing: the second is told who changed what, and keeps what they typed."""

from concurrent.futures import ThreadPoolExecutor
from html.parser import HTMLParser

import pytest
from django.db import connections
from django.urls import reverse

from apps.schools.models import Campus
from apps.staff.models import StaffMember, StaffTag
from tests import factories


class Fields(HTMLParser):
    """What a browser would send back of the page's form, unchanged."""

    def __init__(self, page):
        super().__init__()
        self.sent, self.select, self.area = {}, None, None
        self.feed(page)

    def add(self, name, value):
        self.sent.setdefault(name, []).append(value)

    def handle_starttag(self, tag, attrs):
        a = dict(attrs)
        if tag == "input" and a.get("name"):
            boxed = a.get("type") in {"checkbox", "radio"}
            if not boxed or "checked" in a:
                self.add(a["name"], a.get("value", "on" if boxed else ""))
        elif tag == "select":
            self.select = a.get("name")
        elif tag == "option" and self.select and "selected" in a:
            self.add(self.select, a.get("value", ""))
        elif tag == "textarea":
            self.area = a.get("name")

    def handle_data(self, data):
        if self.area:
            self.add(self.area, data.removeprefix("\n"))

    def handle_endtag(self, tag):
        self.select = None if tag == "select" else self.select
        self.area = None if tag == "textarea" else self.area


@pytest.fixture
def edit(cast, browse, own_cache):
    """``edit(who, row)``: (client, address, what the opened page would send back)."""

    def open_page(who, name="staff:staffmember_edit", row=None):
        client = browse(who)
        address = reverse(name, args=[row.pk] if row else [])
        return client, address, opened(client.get(address))

    return open_page


def opened(response):
    sent = Fields(response.content.decode()).sent
    sent.pop("csrfmiddlewaretoken", None)
    return sent


@pytest.fixture
def clerk(cast):
    """A second one in the office."""
    user = factories.UserFactory(login="QINGXI-T008", name="沙研训")
    member = factories.StaffFactory(school=cast.school, number="T008", name="沙研训", user=user)
    factories.PostFactory(member=member, kind="research")
    return member


def now(member):
    return StaffMember.objects.get(pk=member.pk)


def test_saving_a_page_as_it_was_opened_is_no_conflict(cast, edit):
    client, address, sent = edit(cast.office, row=cast.teacher)
    assert client.post(address, sent).status_code == 302
    assert client.post(address, sent).status_code == 302, "nothing has changed since"


def test_the_second_is_told_who_changed_what_and_nothing_is_written(cast, clerk, edit):
    cast.teacher.title = "二级教师"
    cast.teacher.save()
    first, second = edit(cast.office, row=cast.teacher), edit(clerk, row=cast.teacher)
    assert first[0].post(first[1], first[2] | {"title": "一级教师"}).status_code == 302
    response = second[0].post(second[1], second[2] | {"sex": "m"})
    assert response.status_code == 422
    (said,) = response.context["form"].non_field_errors()
    assert "仇文礼" in said
    assert "一级教师" in said
    assert "职称" in said
    assert (now(cast.teacher).title, now(cast.teacher).sex) == ("一级教师", "")


def test_what_the_second_left_alone_shows_the_new_value_and_the_next_save_writes_both(cast, clerk, edit):
    first, second = edit(cast.office, row=cast.teacher), edit(clerk, row=cast.teacher)
    first[0].post(first[1], first[2] | {"title": "一级教师"})
    again = opened(second[0].post(second[1], second[2] | {"sex": "m"}))
    assert (again["title"], again["sex"]) == (["一级教师"], ["m"])
    assert second[0].post(second[1], again).status_code == 302
    assert (now(cast.teacher).title, now(cast.teacher).sex) == ("一级教师", "m")


def test_where_both_changed_the_same_the_second_keeps_their_own_and_is_told_at_the_field(cast, clerk, edit):
    first, second = edit(cast.office, row=cast.teacher), edit(clerk, row=cast.teacher)
    first[0].post(first[1], first[2] | {"title": "一级教师"})
    response = second[0].post(second[1], second[2] | {"title": "高级教师"})
    assert "一级教师" in response.context["form"].errors["title"][0]
    again = opened(response)
    assert again["title"] == ["高级教师"]
    assert second[0].post(second[1], again).status_code == 302
    assert now(cast.teacher).title == "高级教师"


def test_both_having_written_the_same_is_said_once_and_not_at_the_field(cast, clerk, edit):
    first, second = edit(cast.office, row=cast.teacher), edit(clerk, row=cast.teacher)
    first[0].post(first[1], first[2] | {"title": "一级教师"})
    response = second[0].post(second[1], second[2] | {"title": "一级教师"})
    assert set(response.context["form"].errors) == {"__all__"}


def test_ticks_follow_too(cast, clerk, edit):
    tags = [StaffTag.objects.create(school=cast.school, name=name) for name in ("骨干教师", "新教师")]
    first, second = edit(cast.office, row=cast.teacher), edit(clerk, row=cast.teacher)
    keys = [str(tag.pk) for tag in tags]
    first[0].post(first[1], first[2] | {"tags": keys, "posts": ["teacher", "research"]})
    response = second[0].post(second[1], second[2] | {"title": "高级教师"})
    assert "骨干教师、新教师" in response.context["form"].non_field_errors()[0]
    again = opened(response)
    assert (again["tags"], sorted(again["posts"])) == (keys, ["research", "teacher"])


def test_a_third_save_in_between_is_told_again(cast, clerk, edit):
    first, second = edit(cast.office, row=cast.teacher), edit(clerk, row=cast.teacher)
    first[0].post(first[1], first[2] | {"title": "一级教师"})
    again = opened(second[0].post(second[1], second[2] | {"sex": "m"}))
    first[0].post(first[1], opened(first[0].get(first[1])) | {"title": "高级教师"})
    response = second[0].post(second[1], again)
    assert response.status_code == 422
    assert "高级教师" in response.context["form"].non_field_errors()[0]


def test_another_mistake_does_not_hide_the_conflict(cast, clerk, edit):
    first, second = edit(cast.office, row=cast.teacher), edit(clerk, row=cast.teacher)
    wrong = opened(second[0].post(second[1], second[2] | {"born_on": "gestern"}))
    first[0].post(first[1], first[2] | {"title": "一级教师"})
    response = second[0].post(second[1], wrong | {"born_on": "1990-05-04"})
    assert response.status_code == 422
    assert "仇文礼" in response.context["form"].non_field_errors()[0]


def test_a_change_that_came_another_way_has_no_name(cast, clerk, edit):
    first, second = edit(cast.office, row=cast.teacher), edit(clerk, row=cast.teacher)
    first[0].post(first[1], first[2] | {"title": "一级教师"})
    StaffMember.objects.filter(pk=cast.teacher.pk).update(title="正高级教师")
    (said,) = second[0].post(second[1], second[2] | {"sex": "m"}).context["form"].non_field_errors()
    assert "仇文礼" not in said
    assert "正高级教师" in said


@pytest.mark.parametrize("seen", ["", "nonsense", "[1]", '{"title": 5, "other": "x"}'])
def test_a_damaged_note_breaks_nothing(cast, edit, seen):
    client, address, sent = edit(cast.office, row=cast.teacher)
    assert client.post(address, sent | {"seen": seen}).status_code in (302, 422)


def test_the_schools_own_form_tells_too(cast, clerk, edit):
    first, second = edit(cast.office, "schools:school_edit"), edit(clerk, "schools:school_edit")
    first[0].post(first[1], first[2] | {"motto": "求真"})
    response = second[0].post(second[1], second[2] | {"credit_minutes": "40"})
    assert "求真" in response.context["form"].non_field_errors()[0]
    assert second[0].post(second[1], opened(response)).status_code == 302
    cast.school.refresh_from_db()
    assert (cast.school.motto, cast.school.credit_minutes) == ("求真", 40)


def test_a_groups_form_tells_too(cast, clerk, edit):
    where = {"name": "groups:group_edit", "row": cast.group}
    first, second = edit(cast.office, **where), edit(clerk, **where)
    first[0].post(first[1], first[2] | {"name": "数学教研组"})
    response = second[0].post(second[1], second[2] | {"position": "7"})
    assert "数学教研组" in response.context["form"].non_field_errors()[0]


def test_so_does_the_list_of_its_members(cast, clerk, edit):
    where = {"name": "groups:group_members", "row": cast.group}
    first, second = edit(cast.office, **where), edit(clerk, **where)
    added = first[2]["people"] + [str(cast.colleague.pk)]
    first[0].post(first[1], first[2] | {"people": added, f"people-{cast.colleague.pk}": "member"})
    response = second[0].post(second[1], second[2])
    assert response.status_code == 422
    assert "曾一鸣" in response.context["form"].non_field_errors()[0]
    assert str(cast.colleague.pk) in opened(response)["people"]
    assert second[0].post(second[1], opened(response)).status_code == 302
    assert cast.group.memberships.filter(member=cast.colleague, ended_on=None).exists()


def test_a_catalogue_and_numbers_with_decimals_are_no_conflict_by_themselves(cast, edit):
    campus = Campus.objects.create(school=cast.school, name="东校区", position=3)
    client, address, sent = edit(cast.office, "schools:campus_edit", campus)
    assert client.post(address, sent).status_code == 302
    client, address, sent = edit(cast.office, "schools:semester_edit", cast.semester)
    assert client.post(address, sent).status_code == 302


@pytest.mark.django_db(transaction=True)
def test_of_two_at_the_same_moment_one_is_told(cast, clerk, edit):
    pages = [edit(cast.office, row=cast.teacher), edit(clerk, row=cast.teacher)]

    def send(page, title):
        try:
            return page[0].post(page[1], page[2] | {"title": title}).status_code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        jobs = [
            pool.submit(send, page, title)
            for page, title in zip(pages, ["一级教师", "高级教师"], strict=True)
        ]
        assert sorted(job.result() for job in jobs) == [302, 422]
