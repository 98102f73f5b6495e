from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from apps.notices import services
from apps.notices.models import Notice

LIST = reverse("notices:notice_list")


def titles(response):
    return [row.record.title for row in response.context["table"].rows]


def test_what_is_unread_stands_on_top_newest_first(cast, tell, browse):
    for name in ("一", "二", "三"):
        tell(cast.teacher, title=name, key=name)
    services.mark_read(Notice.objects.get(title="三"), now=timezone.now())
    assert titles(browse(cast.teacher).get(LIST)) == ["二", "一", "三"]


def test_one_sees_ones_own_only(cast, tell, browse):
    tell(cast.teacher, title="给单老师")
    tell(cast.leader, title="给欧阳老师")
    assert titles(browse(cast.teacher).get(LIST)) == ["给单老师"]
    assert titles(browse(cast.principal).get(LIST)) == []
    theirs = Notice.objects.get(member=cast.leader)
    for other in (cast.teacher, cast.office, cast.principal, cast.stranger):
        assert browse(other).get(theirs.get_absolute_url()).status_code == 404
    theirs.refresh_from_db()
    assert theirs.read_at is None


def test_opening_marks_as_read_and_leads_to_the_thing(cast, tell, browse):
    tell(cast.teacher, url="/school/")
    notice = Notice.objects.get()
    response = browse(cast.teacher).get(notice.get_absolute_url())
    assert (response.status_code, response["Location"]) == (302, "/school/")
    notice.refresh_from_db()
    first = notice.read_at
    assert first is not None
    browse(cast.teacher).get(notice.get_absolute_url())
    notice.refresh_from_db()
    assert notice.read_at == first


def test_a_notice_that_leads_nowhere_is_shown(cast, tell, browse):
    tell(cast.teacher, url="", title="假期前请交回听课本", body="交到教务处。")
    page = browse(cast.teacher).get(Notice.objects.get().get_absolute_url())
    assert page.status_code == 200
    assert "交到教务处。" in page.content.decode()


def test_all_that_was_shown_is_marked_as_read_and_no_more(cast, tell, browse):
    tell(cast.teacher, key="seen")
    tell(cast.leader, key="seen")
    client = browse(cast.teacher)
    until = client.get(LIST).context["until"].isoformat()
    tell(cast.teacher, key="later")
    assert client.post(reverse("notices:notice_read_all"), {"until": until}).status_code == 302
    assert set(Notice.objects.unread().values_list("member__number", "key")) == {
        (cast.teacher.number, "later"), (cast.leader.number, "seen"),
    }  # fmt: skip


@pytest.mark.parametrize("until", ["", "yesterday", "2025-13-01T00:00:00+08:00", "2025-11-18T10:00:00"])
def test_marking_all_understands_or_ignores_the_time(cast, tell, browse, until):
    tell(cast.teacher)
    assert browse(cast.teacher).post(reverse("notices:notice_read_all"), {"until": until}).status_code == 302
    assert not Notice.objects.unread().exists()


def test_marking_all_needs_a_post(cast, browse):
    assert browse(cast.teacher).get(reverse("notices:notice_read_all")).status_code == 405


def test_reading_does_not_finish_what_is_to_be_done(cast, tell, browse):
    tell(cast.teacher, kind="review", key="a", title="等你审核")
    tell(cast.teacher, kind="news", key="b", title="只是告诉你")
    client = browse(cast.teacher)
    client.post(reverse("notices:notice_read_all"))
    assert titles(client.get(LIST, {"state": "open"})) == ["等你审核"]
    assert titles(client.get(LIST, {"state": "unread"})) == []
    assert "待办" in client.get(LIST).content.decode()


def test_it_is_filtered_by_kind_and_words(cast, tell, browse):
    tell(cast.teacher, kind="review", key="a", title="分数教案")
    tell(cast.teacher, kind="news", key="b", title="活动改期", body="改到周五")
    client = browse(cast.teacher)
    assert titles(client.get(LIST, {"kind": "news"})) == ["活动改期"]
    assert titles(client.get(LIST, {"q": "周五"})) == ["活动改期"]
    page = client.get(LIST, {"q": "没有这样的"}).content.decode()
    assert reverse("notices:notice_list") in page
    assert "活动改期" not in page


def test_it_goes_to_excel_as_shown(cast, tell, browse):
    tell(cast.teacher, kind="review", title="分数教案")
    response = browse(cast.teacher).get(LIST, {"export": "xlsx"})
    rows = list(load_workbook(BytesIO(response.content)).active.values)
    assert rows[1][0] == "分数教案"
    assert rows[1][2] == "待办"


def test_markup_in_a_title_is_text(cast, tell, browse):
    tell(cast.teacher, title="<b>x</b>", body="<script>1</script>")
    page = browse(cast.teacher).get(LIST).content.decode()
    assert "&lt;b&gt;x&lt;/b&gt;" in page
    assert "<script>1" not in page


@pytest.mark.parametrize("rows", [1, 3])
def test_one_row_and_three_need_the_same_queries(cast, tell, browse, django_assert_num_queries, rows):
    for n in range(rows):
        tell(cast.teacher, key=str(n))
    client = browse(cast.teacher)
    client.get(LIST)
    with django_assert_num_queries(8):
        client.get(LIST)


def test_whoever_only_keeps_the_books_gets_no_notices(cast, browse):
    from apps.staff.services import grant_books
    from tests.factories import UserFactory

    class Keeper:
        user = UserFactory()

    grant_books(Keeper.user, cast.school)
    client = browse(Keeper)
    assert titles(client.get(LIST)) == []
    assert client.get(reverse("notices:choice_edit")).status_code == 403
    assert client.post(reverse("notices:notice_read_all")).status_code == 302
