"""A semester taken out and put in elsewhere comes out again the same."""

import io
from datetime import date

import openpyxl
import pytest

from apps.activities.models import Activity
from apps.groups.models import Group
from apps.schools.models import School, Semester
from apps.staff.models import StaffMember
from apps.workbooks.services.exporting import export_semester
from tests import factories
from tests.semester_workbook import Size
from tests.semester_workbook import content as sized
from tests.semester_workbook import semester as semester_of
from tests.workbooks.book import rows_of


def export_of(code: str) -> bytes:
    return export_semester(Semester.objects.select_related("school", "year").get(school__code=code))


def elsewhere(file: bytes, code: str = "ELSE") -> bytes:
    """The same workbook under another school code."""
    book = openpyxl.load_workbook(io.BytesIO(file))
    for row in book["学校"].iter_rows():
        if row[0].value == "学校代码":
            row[1].value = code
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def comparable(file: bytes) -> dict:
    sheets = rows_of(file)
    sheets["学校"] = [row for row in sheets["学校"] if row[0] != "学校代码"]
    return sheets


def goes_round(load, code: str) -> dict:
    first = export_of(code)
    checked = load(elsewhere(first))
    assert checked.mistakes == []
    second = export_of("ELSE")
    assert comparable(second) == comparable(first)
    return rows_of(first)


def test_what_an_office_put_in_comes_out_as_it_was(book, load):
    load(book)
    out = rows_of(export_of("LYXX"))
    written = rows_of(book.put("听课", "H4", "现场").content())
    assert out["听课"] == [
        tuple(v.replace("\r\n", "\n") if isinstance(v, str) else v for v in row) for row in written["听课"]
    ]
    for name in ("校区", "教研组", "活动", "参与", "教案", "成果", "课题", "教师"):
        assert out[name] == written[name], name


def test_it_goes_round(book, load):
    load(book)
    goes_round(load, "LYXX")


def test_a_bigger_school_goes_round(load):
    load(sized(semester_of(Size(40, observations=5), code="ZX", school="中学")))
    goes_round(load, "ZX")


def test_the_sample_goes_round_and_equals_itself(sample, load):
    file = sample("primary-semester.xlsx")
    load(file)
    assert goes_round(load, "QSZX") == rows_of(file)


def test_into_the_same_school_it_changes_nothing(book, load):
    load(book)
    assert load(export_of("LYXX")).plan.changes_nothing


@pytest.fixture
def lived_in(book, load):
    """A school that has worked on pages since its workbook was imported."""
    load(book)
    school, semester = School.objects.get(), Semester.objects.get()
    mine = {"school": school, "semester": semester}
    one, two, three, _four = StaffMember.objects.order_by("number")
    left = factories.StaffFactory(school=school, number="T00", name="曾一鸣", left_on=date(2025, 10, 31))
    before = factories.StaffFactory(school=school, number="T08", left_on=date(2025, 6, 30))
    factories.StaffFactory(school=school, number="T09", left_on=date(2025, 6, 30))
    factories.StaffFactory(school=school, number="T07", entered_on=date(2026, 2, 1))
    preparation = factories.GroupFactory(school=school, name="三年级备课组", kind="preparation")
    factories.GroupFactory(school=school, name="领导小组", kind="leading")
    factories.MembershipFactory(group=preparation, member=two, role="leader")
    factories.MembershipFactory(group=preparation, member=left, role="deputy", ended_on=date(2025, 10, 31))
    activity = factories.ActivityFactory(
        code="B01", organiser=preparation, speaker=before, title="=1+1", **mine
    )
    factories.AttendanceFactory(activity=activity, member=left, state="expected", part="chair")
    factories.AttendanceFactory(activity=activity, member=three, state="left_early")
    factories.ObservationFactory(
        observer=one, teacher=left, opinion="第一行\r\n第二行 ", score="90.25", **mine
    )
    factories.LessonPlanFactory(author=two, week=None, **mine)
    factories.WorkFactory(author=three, level="national", result="published", characters=0, **mine)
    factories.WorkFactory(author=three, withdrawn_at="2025-12-01T00:00+08:00", **mine)
    project = factories.ProjectFactory(
        school=school, code="K09", parent=factories.ProjectFactory(school=school, code="K08")
    )
    factories.ProjectTermFactory(project=project, semester=semester)
    factories.ProjectFactory(school=school, code="K10")
    one.tags.set(one.tags.model.objects.filter(school=school, name__in=["新教师", "骨干教师"]))
    return school


def test_what_was_entered_on_pages_goes_along(lived_in, load):
    out = goes_round(load, "LYXX")
    numbers = [row[0] for row in out["教师"][1:]]
    assert numbers == ["T00", "T01", "T02", "T03", "T04", "T08"], "on the roll, or named in a row"
    assert [row[0] for row in out["教研组"][1:]] == ["三年级备课组", "语文组", "数学组"]
    # With the main project of one that counts, without one that has no stage in this semester.
    assert [row[0] for row in out["课题"][1:]] == ["K01", "K02", "K08", "K09"]
    assert "=1+1" in [row[1] for row in out["活动"]], "text stays text"
    assert len(out["成果"]) == 4, "withdrawn works stay away"


def test_into_the_same_school_it_changes_nothing_of_the_pages_either(lived_in, load):
    checked = load(export_of("LYXX"))
    assert checked.mistakes == []
    assert checked.plan.changes_nothing
    assert Group.objects.get(name="三年级备课组").kind == "preparation"
    assert Activity.objects.get(code="B01").origin == "page"
