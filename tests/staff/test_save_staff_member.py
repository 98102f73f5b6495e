from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from apps.staff.models import StaffMember, StaffTag, User
from apps.staff.services import keep_staff_member, set_posts
from tests import factories

TODAY = date(2025, 11, 18)
CREATE = "/staff/new/"


def form(**changes):
    return {"number": "T050", "name": "令狐清", "posts": ["teacher"], "posts_on": "2025-09-01"} | changes


def errors_of(response):
    assert response.status_code == 422
    return response.context["form"].errors


def posts_of(member):
    return [(post.kind, post.started_on, post.ended_on) for post in member.posts.all()]


def test_the_office_adds_a_person_with_tags_and_posts(cast, browse):
    tag = StaffTag.objects.create(school=cast.school, name="新教师")
    response = browse(cast.office).post(
        CREATE,
        form(number="ｔ０５０", name=" 令狐　清 ", sex="f", tags=[tag.pk], posts=["teacher", "grade_head"]),
    )
    member = StaffMember.objects.get(school=cast.school, number="T050")
    assert response.url == member.get_absolute_url()
    assert (member.name, member.sex, list(member.tags.all())) == ("令狐 清", "f", [tag])
    assert posts_of(member) == [
        ("grade_head", date(2025, 9, 1), None), ("teacher", date(2025, 9, 1), None),
    ]  # fmt: skip
    assert "linghuqing" in member.search_text


def test_a_number_that_is_taken_is_said_at_the_field_and_nothing_typed_is_lost(cast, browse):
    response = browse(cast.office).post(CREATE, form(number="t001"))
    assert "T001" in errors_of(response)["number"][0]
    assert 'value="令狐清"' in response.content.decode()


def test_the_same_number_at_another_school_is_no_hindrance(cast, browse):
    cast.stranger.number = "T050"
    cast.stranger.save()
    assert browse(cast.office).post(CREATE, form()).status_code == 302


@pytest.mark.parametrize(
    ("days", "field"),
    [
        ({"born_on": "1990-01-01", "joined_on": "1990-01-01"}, "joined_on"),
        ({"born_on": "1990-01-01", "joined_on": "1989-08-20"}, "joined_on"),
    ],
)
def test_days_that_contradict_each_other_are_said_at_the_field(cast, browse, days, field):
    assert field in errors_of(browse(cast.office).post(CREATE, form(**days)))
    assert not StaffMember.objects.filter(number="T050").exists()


def test_campus_and_tags_of_another_school_cannot_be_chosen(cast, browse):
    campus = factories.CampusFactory(school=cast.stranger.school)
    tag = StaffTag.objects.create(school=cast.stranger.school, name="外校")
    errors = errors_of(browse(cast.office).post(CREATE, form(campus=campus.pk, tags=[tag.pk])))
    assert {"campus", "tags"} <= set(errors)


def test_a_changed_post_ends_the_day_before_and_the_unchanged_goes_on(cast, browse):
    url = reverse("staff:staffmember_edit", args=[cast.teacher.pk])
    changed = form(number="T001", name="单小雨", posts=["teacher", "research"], posts_on="2025-11-01")
    assert browse(cast.office).post(url, changed).status_code == 302
    assert posts_of(cast.teacher) == [
        ("teacher", date(2020, 9, 1), None), ("research", date(2025, 11, 1), None),
    ]  # fmt: skip
    browse(cast.office).post(url, changed | {"posts": ["teacher"], "posts_on": "2025-11-18"})
    assert posts_of(cast.teacher)[1] == ("research", date(2025, 11, 1), date(2025, 11, 17))


def test_the_form_opens_with_what_is_so_today(cast, browse):
    factories.PostFactory(member=cast.teacher, kind="principal", ended_on=date(2025, 11, 17))
    response = browse(cast.office).get(reverse("staff:staffmember_edit", args=[cast.teacher.pk]))
    initial = response.context["form"].initial
    assert (initial["posts"], initial["posts_on"]) == (["teacher"], TODAY)


def test_a_post_gives_its_rights_at_once_and_takes_them_with_it(cast, browse):
    client = browse(cast.colleague)
    assert client.get(CREATE).status_code == 403
    set_posts(cast.colleague, {"research"}, on=TODAY)
    assert client.get(CREATE).status_code == 200
    set_posts(cast.colleague, {"teacher"}, on=TODAY)
    assert client.get(CREATE).status_code == 403


def test_number_and_name_change_the_log_in_too(cast, seated):
    cast.teacher.number, cast.teacher.name = "T777", "单晓雨"
    keep_staff_member(
        cast.teacher, tags=[], posts={"teacher"}, on=TODAY, actor=seated(cast.office), today=TODAY
    )
    user = User.objects.get(pk=cast.teacher.user_id)
    assert (user.login, user.name) == ("QINGXI-T777", "单晓雨")


def test_a_log_in_that_serves_another_school_keeps_its_name(cast, seated):
    factories.StaffFactory(number="B07", user=cast.teacher.user)
    cast.teacher.number = "T777"
    keep_staff_member(
        cast.teacher, tags=[], posts={"teacher"}, on=TODAY, actor=seated(cast.office), today=TODAY
    )
    assert User.objects.get(pk=cast.teacher.user_id).login == "QINGXI-T001"


class TestEMail:
    """The office may give the address one logs in with, for log-ins of its own school."""

    @pytest.fixture
    def edit(self, cast, browse):
        url = reverse("staff:staffmember_edit", args=[cast.teacher.pk])
        return lambda email: browse(cast.office).post(url, form(number="T001", name="单小雨", email=email))

    def test_is_kept(self, cast, edit):
        assert edit("yu@example.cn").status_code == 302
        assert User.objects.get(pk=cast.teacher.user_id).email == "yu@example.cn"

    def test_that_another_log_in_uses_is_refused_whatever_its_case(self, cast, edit):
        User.objects.filter(pk=cast.leader.user_id).update(email="YU@example.cn")
        assert "email" in errors_of(edit("yu@example.cn"))

    def test_of_a_log_in_shared_with_another_school_stays_its_owners(self, cast, edit):
        User.objects.filter(pk=cast.teacher.user_id).update(email="yu@example.cn")
        factories.StaffFactory(user=cast.teacher.user)
        edit("office@example.cn")
        assert User.objects.get(pk=cast.teacher.user_id).email == "yu@example.cn"

    def test_is_not_asked_for_without_a_log_in(self, cast, browse):
        assert browse(cast.office).get(CREATE).context["form"].fields["email"].disabled

    def test_can_be_changed_by_oneself(self, cast, browse):
        client = browse(cast.teacher)
        assert client.post(reverse("staff:profile"), {"email": "yu@example.cn"}).status_code == 302
        assert User.objects.get(pk=cast.teacher.user_id).email == "yu@example.cn"
        User.objects.filter(pk=cast.leader.user_id).update(email="wo@example.cn")
        refused = client.post(reverse("staff:profile"), {"email": "Wo@example.cn"})
        assert "email" in errors_of(refused)


def test_a_failure_half_way_leaves_nothing(cast, seated):
    User.objects.filter(pk=cast.leader.user_id).update(email="yu@example.cn")
    cast.teacher.name = "改了名"
    with pytest.raises(ValidationError):
        keep_staff_member(
            cast.teacher, tags=[], posts={"research"}, on=TODAY, email="yu@example.cn",
            actor=seated(cast.office), today=TODAY,
        )  # fmt: skip
    assert StaffMember.objects.get(pk=cast.teacher.pk).name == "单小雨"
    assert posts_of(cast.teacher) == [("teacher", date(2020, 9, 1), None)]
