"""Finding people by what is typed of their names: in the database and in memory by one rule."""

import pytest

from apps.core.names import fits_person
from apps.staff.models import StaffMember
from tests import factories

TEXT = "王小明 t001 wxm wangxiaoming"


@pytest.mark.parametrize(
    "typed",
    [
        "王小明", "小明", "王", "t001", "T001", "wxm", "xm", "wangxiaoming", "wang", "xiaoming", "wangxm", "wangxiaom",
        "wxming", "wxiaoming", "王xm", "王xiaom", "wang明", "王 xm", "ＷＸＭ",
    ],
)  # fmt: skip
def test_a_person_is_found_however_the_name_is_typed(typed, cast):
    known = factories.StaffFactory(school=cast.school, number="T901", name="王小明")
    assert fits_person(typed.replace("001", "901"), known.search_text)
    assert known in StaffMember.objects.search(typed.replace("001", "901"))


@pytest.mark.parametrize("typed", ["wangmx", "wangxb", "李xm", "王xb", "xmw", "mingwx", "t002", "wxm wxb"])
def test_what_does_not_fit_finds_nobody(typed, cast):
    known = factories.StaffFactory(school=cast.school, number="T901", name="王小明")
    assert not fits_person(typed, TEXT)
    assert known not in StaffMember.objects.search(typed)


@pytest.mark.parametrize("typed", ["单xy", "shanxy", "sxiaoyu", "sxy"])
def test_the_staff_and_lists_of_records_are_searched_alike(typed, cast, browse):
    factories.ActivityFactory(school=cast.school, semester=cast.semester, title="算理", speaker=cast.teacher)
    client = browse(cast.office)
    assert "单小雨" in client.get("/staff/", {"q": typed}).content.decode()
    assert "算理" in client.get("/activities/", {"q": typed}).content.decode()


def test_typed_signs_are_taken_as_they_are(cast):
    assert not StaffMember.objects.search("(w.*)[").exists()
