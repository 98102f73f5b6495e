from datetime import date, timedelta

import pytest
from django.urls import reverse

from apps.groups.models import FormerName, Group
from apps.groups.services import save_group
from tests import factories

TODAY = date(2025, 11, 18)


def form(**changes):
    return {"kind": "research", "name": "科学组", "started_on": "2025-09-01", "position": 3} | changes


def rename(group, name, today=TODAY):
    group.name = name
    save_group(group, today=today)


def former(group):
    return list(group.former_names.values_list("name", "until"))


def test_the_office_founds_a_group_and_goes_on_to_its_members(cast, browse):
    response = browse(cast.office).post(reverse("groups:group_create"), form())
    group = Group.objects.get(school=cast.school, name="科学组")
    assert response.url == reverse("groups:group_members", args=[group.pk])
    assert group.started_on == date(2025, 9, 1)


def test_a_renamed_group_keeps_the_name_it_bore(cast, browse):
    url = reverse("groups:group_edit", args=[cast.group.pk])
    browse(cast.office).post(url, form(name="数理组", started_on="2020-09-01"))
    cast.group.refresh_from_db()
    assert cast.group.name == "数理组"
    assert former(cast.group) == [("数学组", date(2025, 11, 17))]


def test_every_name_is_kept_the_latest_first(cast):
    rename(cast.group, "数理组", TODAY)
    rename(cast.group, "理科组", TODAY + timedelta(days=30))
    assert former(cast.group) == [("数理组", date(2025, 12, 17)), ("数学组", date(2025, 11, 17))]


def test_a_slip_put_right_on_the_same_day_is_not_kept(cast):
    rename(cast.group, "数里组")
    rename(cast.group, "数理组")
    assert former(cast.group) == [("数学组", date(2025, 11, 17))]
    fresh = factories.GroupFactory(school=cast.school, started_on=TODAY)
    rename(fresh, "音乐组")
    assert former(fresh) == []


def test_saving_without_a_new_name_keeps_none(cast):
    save_group(cast.group, today=TODAY)
    assert not FormerName.objects.exists()


def test_a_name_that_another_group_bears_is_said_at_the_field(cast, browse):
    response = browse(cast.office).post(reverse("groups:group_create"), form(name="数学组"))
    assert response.status_code == 422
    assert "数学组" in response.context["form"].errors["name"][0]


def test_the_name_of_a_group_that_has_ended_is_free(cast, browse):
    Group.objects.filter(pk=cast.group.pk).update(ended_on="2025-10-31")
    assert browse(cast.office).post(reverse("groups:group_create"), form(name="数学组")).status_code == 302


def test_a_group_is_not_founded_after_people_belong_to_it(cast, browse):
    response = browse(cast.office).post(
        reverse("groups:group_edit", args=[cast.group.pk]), form(name="数学组", started_on="2025-09-01")
    )
    assert response.status_code == 422
    assert "2020年9月1日" in response.context["form"].errors["started_on"][0]


def test_the_kind_stays_what_it_is(cast, browse):
    url = reverse("groups:group_edit", args=[cast.group.pk])
    browse(cast.office).post(url, form(name="数学组", started_on="2020-09-01", kind="mentor"))
    assert Group.objects.get(pk=cast.group.pk).kind == "research"


@pytest.mark.parametrize("role", ["teacher", "leader", "principal"])
@pytest.mark.parametrize("page", ["edit", "members", "merge", "end"])
def test_others_read_and_do_not_change(cast, browse, role, page):
    client = browse(getattr(cast, role))
    assert client.get(reverse(f"groups:group_{page}", args=[cast.group.pk])).status_code == 403
    assert client.get(cast.group.get_absolute_url()).status_code == 200


@pytest.mark.parametrize("page", ["detail", "edit", "members", "merge", "end"])
def test_a_group_of_another_school_is_not_found(cast, browse, page):
    other = factories.GroupFactory()
    assert browse(cast.office).get(reverse(f"groups:group_{page}", args=[other.pk])).status_code == 404
