from django.urls import reverse

from apps.staff.models import StaffTag
from tests import factories


def test_the_office_keeps_the_catalogue_of_tags(cast, browse):
    client = browse(cast.office)
    assert client.post(reverse("staff:stafftag_create"), {"name": "学科带头人"}).status_code == 302
    tag = StaffTag.objects.get(school=cast.school)
    client.post(reverse("staff:stafftag_edit", args=[tag.pk]), {"name": "县学科带头人"})
    tag.refresh_from_db()
    assert tag.name == "县学科带头人"


def test_a_name_that_is_there_already_is_refused_at_the_field(cast, browse):
    StaffTag.objects.create(school=cast.school, name="新教师")
    response = browse(cast.office).post(reverse("staff:stafftag_create"), {"name": " 新教师 "})
    assert response.status_code == 422
    assert "新教师" in response.context["form"].errors["name"][0]


def test_the_list_counts_those_who_bear_a_tag(cast, browse, django_assert_num_queries):
    client, url = browse(cast.office), reverse("staff:stafftag_list")
    tag = StaffTag.objects.create(school=cast.school, name="新教师")
    cast.teacher.tags.add(tag)
    client.get(url)
    with django_assert_num_queries(7):
        response = client.get(url)
    assert [row.record.bearers for row in response.context["table"].rows] == [1]
    for name in ("骨干教师", "代课教师"):
        cast.leader.tags.add(StaffTag.objects.create(school=cast.school, name=name))
    with django_assert_num_queries(7):
        client.get(url)


def test_a_tag_of_another_school_is_not_found(cast, browse):
    tag = StaffTag.objects.create(school=factories.SchoolFactory(), name="新教师")
    assert browse(cast.office).get(reverse("staff:stafftag_edit", args=[tag.pk])).status_code == 404
