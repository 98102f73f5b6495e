"""Upload, preview, import, result, and taking a semester away."""

import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from apps.activities.models import Activity
from apps.core.xlsx import XLSX
from apps.jobs import services as jobs
from apps.jobs.choices import JobState
from apps.jobs.models import Job
from apps.schools.models import School
from tests import factories
from tests.workbooks.book import Book, rows_of

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def own(cast) -> Book:
    """A workbook of the cast's school; its staff numbers are not those of the cast, and it names no principal."""
    return Book().rename(cast.school.code, cast.school.name).put("教师", "K2", "教师")


def upload(client, book, name="学期.xlsx"):
    content = book if isinstance(book, bytes) else book.content()
    return client.post(reverse("workbooks:home"), {"file": SimpleUploadedFile(name, content, XLSX)})


@pytest.fixture
def checked(browse, cast):
    """``checked(book)``: the client, and the page a check leads to."""

    def run(book, member=cast.office):
        client = browse(member)
        upload(client, book)
        job = Job.objects.order_by("created_at").last()
        jobs.run(job.pk)
        return client, client.get(reverse("jobs:job_detail", args=[job.pk]), follow=True)

    return run


def imported(client, page):
    """Press the button, let the worker work, follow to the result."""
    check = page.context["job"]
    response = client.post(reverse("workbooks:import_create", args=[check.pk]))
    job = Job.objects.get(kind="import_workbook", params__check=str(check.pk))
    assert response["Location"] == job.get_absolute_url()
    jobs.run(job.pk)
    return client.get(job.get_absolute_url(), follow=True)


def test_a_clean_workbook_is_previewed_imported_and_shown(cast, own, checked):
    client, page = checked(own)
    assert not Activity.objects.exists(), "the preview writes nothing"
    text = page.content.decode()
    assert "没有错误" in text
    assert [line.new for line in page.context["lines"] if line.name == "参与"] == [8]
    result = imported(client, page)
    assert result.resolver_match.view_name == "workbooks:import_detail"
    assert Activity.objects.filter(school=cast.school).count() == 3
    assert "4 位教师还没有登录账号" in result.content.decode()


def test_mistakes_are_listed_with_their_place_and_the_marked_copy_is_there(own, checked):
    client, page = checked(own.put("教师", "B3", "").put("参与", "D2", "飞行"))
    text = page.content.decode()
    assert "2 处错误" in text
    assert "教师 B3" in text
    assert "飞行" in text
    assert "从这些里选一个" in text
    assert reverse("workbooks:import_create", args=[page.context["job"].pk]) not in text
    copy = client.get(reverse("jobs:job_file", args=[page.context["job"].pk, "marked"]))
    book = openpyxl.load_workbook(io.BytesIO(copy.content))
    assert book["参与"]["D2"].comment.text.startswith("「考勤」没有这种写法")


def test_a_workbook_with_mistakes_cannot_be_imported_by_hand_either(own, checked):
    client, page = checked(own.put("教师", "B3", ""))
    client.post(reverse("workbooks:import_create", args=[page.context["job"].pk]))
    assert not Job.objects.filter(kind="import_workbook").exists()


def test_many_mistakes_come_in_pages(own, checked):
    for row in own["参与"][1:]:
        row[3] = "飞行"
    own["参与"].extend([["A01", f"X{n}", "", "出席"] for n in range(70)])
    client, page = checked(own)
    assert (page.context["result"]["mistake_count"], len(page.context["mistakes"])) == (78, 50)
    second = client.get(page.wsgi_request.path, {"page": 2})
    assert len(second.context["mistakes"]) == 28


def test_a_missing_heading_is_named_on_the_page(own, checked):
    _client, page = checked(own.put("教师", "B1", "名字"))
    assert "「教师」表缺少「姓名」这一列" in page.content.decode()


@pytest.mark.parametrize(
    ("content", "told"),
    [(b"", "文件是空的"), (b"hello", "这不是 Excel 工作簿"), (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 99,
     "旧的 Excel 格式")],
)  # fmt: skip
def test_what_is_no_workbook_is_refused_at_the_field(cast, browse, content, told):
    response = upload(browse(cast.office), content)
    assert response.status_code == 422
    assert told in response.content.decode()
    assert not Job.objects.exists()


def test_without_a_file_the_page_asks_for_one(cast, browse):
    response = browse(cast.office).post(reverse("workbooks:home"))
    assert response.status_code == 422
    assert "先选一个工作簿" in response.content.decode()


def test_changed_cells_are_shown_before_and_after(own, checked):
    client, page = checked(own)
    imported(client, page)
    _client, page = checked(own.put("活动", "J2", 2).put("教师", "H3", "高级教师"))
    cells = [cell for change in page.context["result"]["changes"] for cell in change["cells"]]
    assert [(c["cell"], c["row"], c["heading"], c["old"], c["new"]) for c in cells] == [
        ("H3", "T02", "职称", "一级教师", "高级教师"), ("J2", "A01", "学时", "3", "2"),
    ]  # fmt: skip


def test_when_everything_is_here_already_there_is_nothing_to_press(own, checked):
    client, page = checked(own)
    imported(client, page)
    _client, page = checked(own)
    assert "不用再导入" in page.content.decode()
    assert '<form method="post" action="/excel/' not in page.content.decode()


def test_pressing_twice_imports_once(own, checked):
    client, page = checked(own)
    address = reverse("workbooks:import_create", args=[page.context["job"].pk])
    assert client.post(address)["Location"] == client.post(address)["Location"]
    jobs.run(Job.objects.get(kind="import_workbook").pk)
    client.post(address)
    assert Job.objects.filter(kind="import_workbook").count() == 1


def test_the_import_goes_by_what_stands_then_not_by_the_preview(own, checked, cast, load):
    client, page = checked(own)
    load(own.put("活动", "J2", 1))
    imported(client, page)
    assert Activity.objects.get(code="A01").hours == 3, "the file that was previewed is what was meant"
    assert Activity.objects.count() == 3


def test_a_workbook_that_no_longer_fits_is_not_written(own, checked, cast):
    client, page = checked(own)
    cast.office.posts.all().delete()
    factories.PostFactory(member=cast.office, kind="teacher")
    check = page.context["job"]
    Job.objects.filter(pk=check.pk).update(requested_by=cast.office.user)
    from apps.workbooks.services.work import request_import

    job = request_import(check, actor=cast.office.user)
    jobs.run(job.pk)
    job.refresh_from_db()
    assert (job.state, Activity.objects.exists()) == (JobState.FAILED, False)
    assert "检查之后情况变了" in job.error


def test_opening_a_school_leads_into_it(cast, book, checked, browse):
    cast.principal.user.may_open_schools = True
    cast.principal.user.save()
    client, page = checked(book, cast.principal)
    assert "系统里还没有柳营小学" in page.content.decode()
    office = browse(cast.office)
    assert office.get(page.wsgi_request.path).status_code == 404, (
        "nor does the office read another school's workbook"
    )
    result = imported(client, page)
    assert result.context["user"].seat.school == School.objects.get(code="LYXX")
    assert "柳营小学已开设" in result.content.decode()
    assert client.get(reverse("workbooks:home")).context["jobs"][0].result["opened"] is True
    assert office.get(result.wsgi_request.path).status_code == 404, "the old school does not see it"
    assert office.get(reverse("workbooks:home")).context["jobs"] == [], "nor a check that waits for nothing"


def test_the_latest_imports_say_who_and_when(own, checked, cast):
    client, page = checked(own)
    imported(client, page)
    text = client.get(reverse("workbooks:home")).content.decode()
    assert "学期.xlsx" in text
    assert cast.office.name in text
    assert "2025-11-18" in text
    assert "已导入" in text


def test_a_semester_and_the_empty_workbook_can_be_taken_away(cast, browse):
    client = browse(cast.office)
    response = client.get(reverse("workbooks:semester_export", args=[cast.semester.pk]))
    assert response["Content-Type"] == XLSX
    rows = rows_of(response.content)
    assert [row[0] for row in rows["教师"][1:]] == ["T001", "T002", "T003", "T004", "T005"]
    assert client.get(reverse("workbooks:template_download")).status_code == 200


def test_the_page_about_the_format_names_every_column(cast, browse):
    from apps.workbooks.choices.layout import SHEETS

    text = browse(cast.teacher).get(reverse("workbooks:format_detail")).content.decode()
    for sheet in SHEETS[1:]:
        for column in sheet.columns:
            assert column.heading in text


def test_pages_about_workbooks_are_closed_to_teachers(cast, browse):
    client = browse(cast.teacher)
    assert client.get(reverse("workbooks:home")).status_code == 403
    assert client.get(reverse("workbooks:semester_export", args=[cast.semester.pk])).status_code == 403


def test_the_home_page_needs_the_same_queries_for_one_job_and_three(own, checked, django_assert_num_queries):
    client, page = checked(own)
    address = reverse("workbooks:home")
    client.get(address)
    with django_assert_num_queries(8):
        client.get(address)
    for n in range(2):
        own.put("活动", "J2", n)
        checked(own)
    with django_assert_num_queries(8):
        client.get(address)
