"""From the office's workbook to the printed summary, as the people of a school do it."""

import io
import re

import pytest
from openpyxl import load_workbook

from tests import semester_workbook as invented
from tests.browser.conftest import PHONE
from tests.browser.people import text_of

SCHOOL, CODE = "星洲实验小学", "XINGZHOU"
OWN = "xue-qi-zong-jie-5"


@pytest.fixture(scope="module")
def sheets():
    return invented.semester(invented.Size(24), code=CODE, school=SCHOOL)


def test_the_office_corrects_its_workbook_and_the_principal_prints(visitor, log_ins, database, sheets, album):
    office = visitor().log_in(*log_ins["office"])
    sees_the_mistakes(office, sheets, album)
    assert count(database, "SELECT count(*) FROM schools_school WHERE code = %s", CODE) == 0

    office.upload(invented.content(sheets))
    album.keep("workbook-preview", office.page)
    office.agree_to_import().wait_for_import()
    assert office.says(SCHOOL)
    assert count(database, ATTENDANCE, CODE) == len(sheets["参与"]) - 1

    name, password = gets_a_log_in(office, invented.name(1))
    principal = visitor()
    comes_for_the_first_time(principal, name, password)
    principal.ask_for_pdf()
    pdf = principal.take_pdf()
    assert pdf.startswith(b"%PDF")
    assert SCHOOL in text_of(pdf)
    assert invented.name(24) in text_of(pdf)


ATTENDANCE = """SELECT count(*) FROM activities_attendance a JOIN schools_school s ON s.id = a.school_id
    WHERE s.code = %s"""


def sees_the_mistakes(office, sheets, album):
    """Every mistake is named with its cell, and marked in the copy to download."""
    spoilt, wrong = invented.spoil(sheets)
    office.upload(invented.content(spoilt))
    album.keep("workbook-mistakes", office.page)
    for sheet, cell in wrong:
        assert office.says(f"{sheet} {cell}")
    assert office.page.locator("form[action$='/import/']").count() == 0
    book = load_workbook(io.BytesIO(office.download("a[href$='/files/marked/']")))
    for sheet, cell in wrong:
        assert book[sheet][cell].comment is not None
    assert sum(bool(c.comment) for s in book for row in s.iter_rows() for c in row) == len(wrong)


def gets_a_log_in(office, name) -> tuple[str, str]:
    """The office looks the person up and has a one-time password made."""
    office.open("/staff/")
    office.page.fill("input[type=search]", name)
    office.page.wait_for_url("**q=**")
    office.page.click(f"#list a:has-text('{name}')")
    office.follow("staff:password_issue")
    office.page.click("main form button")
    shown = office.page.locator(".secret dd")
    shown.first.wait_for()
    return shown.nth(0).inner_text(), shown.nth(1).inner_text()


def comes_for_the_first_time(person, name, password):
    """Nothing opens before a password of one's own."""
    person.log_in(name, password)
    assert person.page.url.endswith("/password/")
    person.open("/activities/")
    assert person.page.url.endswith("/password/")
    fields = person.page.locator("main input[type=password]")
    for place, word in enumerate([password, OWN, OWN]):
        fields.nth(place).fill(word)
    person.page.click("main form button >> nth=0")
    person.page.wait_for_url(lambda url: "/password/" not in url)


def count(database, query, *values) -> int:
    with database.cursor() as cursor:
        cursor.execute(query, values)
        return cursor.fetchone()[0]


def test_a_newcomer_looks_around_and_puts_a_school_of_their_own_in(visitor, log_ins, album, new_school):
    school, content = new_school
    person = visitor().log_in(*log_ins["principal"])
    album.keep("home-principal", person.page)
    person.follow("activities:activity_list", "nav").follow("activities:activity_detail")
    activity = person.heading()
    person.follow("credits:entry_list", "nav").follow("credits:entry_detail")
    assert activity
    assert re.search(r"[A-Z0-9]+-\d{4}-\d-\d{4}", person.page.inner_text("main"))

    person.upload(content).agree_to_import().wait_for_import()
    assert person.says(school)
    person.follow("reports:summary", "nav")
    person.ask_for_pdf()
    pdf = person.take_pdf()
    assert school in text_of(pdf)
    album.keep_sheet("summary-pdf", pdf, 1)


def test_a_teacher_sees_on_the_phone_what_is_still_owed(visitor, log_ins, album):
    teacher = visitor(view=PHONE).log_in(*log_ins["teacher"])
    album.keep("home-teacher-phone", teacher.page)
    assert not teacher.scrolls_sideways(PHONE)
