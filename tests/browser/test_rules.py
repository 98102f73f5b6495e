"""The regulation as people meet it: the office writes it down and publishes it, a teacher finds what is missing, the
principal closes and reopens a semester, and whoever has no part in it gets nowhere.
"""

import re

import pytest
from playwright.sync_api import expect

from tests import semester_workbook as invented
from tests.browser.conftest import DESK, PHONE

# A school of its own: what is published here changes no other test's figures.
SCHOOL, CODE = "银杏小学", "YINXING"
SENTENCE = "活动，每{}分钟（含休息时间）计1学时。"
ENTRY = """SELECT e.id, e.hours FROM credits_entry e JOIN schools_school s ON s.id = e.school_id
    WHERE s.code = %s AND e.hours > 1 AND e.source_key LIKE 'activities.attendance:%%' AND e.reverses_id IS NULL
      AND NOT EXISTS (SELECT 1 FROM credits_entry r WHERE r.reverses_id = e.id)
    ORDER BY e.hours DESC, e.number DESC LIMIT 1"""
FIRST_DAY = """SELECT min(s.starts_on) FROM schools_semester s JOIN schools_school o ON o.id = s.school_id
    WHERE o.code = %s"""
COMING = """SELECT m.id, s.starts_on FROM activities_attendance t JOIN activities_activity a ON a.id = t.activity_id
    JOIN schools_semester s ON s.id = a.semester_id JOIN staff_staffmember m ON m.id = t.member_id
    JOIN schools_school o ON o.id = m.school_id
    WHERE o.code = 'DEMO' AND m.number = %s AND a.date > current_date LIMIT 1"""
OLDEST = """SELECT s.id FROM schools_semester s JOIN schools_school o ON o.id = s.school_id WHERE o.code = 'DEMO'
    ORDER BY s.starts_on LIMIT 1"""
HELD = """SELECT id FROM activities_activity WHERE semester_id = %s ORDER BY date DESC LIMIT 1"""


@pytest.fixture
def asked(database):
    """``asked(query, *values)``: the first row."""

    def ask(query, *values):
        with database.cursor() as cursor:
            cursor.execute(query, values)
            return cursor.fetchone()

    return ask


def test_the_office_writes_a_regulation_down_and_every_figure_explains_itself(visitor, log_ins, asked):
    office = visitor().log_in(*log_ins["office"])
    sheets = invented.semester(invented.Size(12), code=CODE, school=SCHOOL)
    office.upload(invented.content(sheets)).agree_to_import().wait_for_import()
    _entry, before = asked(ENTRY, CODE)

    address = chooses_and_adapts(office)
    adds_a_cap(office, address)
    office.open(f"{address}publish/")
    assert office.barriers() == []
    office.publish_from(asked(FIRST_DAY, CODE)[0])

    entry, after = asked(ENTRY, CODE)
    assert after < before
    office.open(f"/ledger/{entry}/")
    assert office.says("为什么没有更多")
    assert office.says("最多计1.5学时")
    assert office.barriers() == []


def chooses_and_adapts(office) -> str:
    """Takes the county's pack, makes an hour 45 minutes, and sees the sentence follow while typing."""
    page = office.page
    office.open("/ledger/packs/new/")
    assert office.barriers() == []
    page.click("a:has-text('县级校本研修学时认定')")
    page.click("main form .btn-primary")
    page.wait_for_url(re.compile(r"/packs/\d+/$"))
    address = page.url
    assert office.says(SENTENCE.format(60))
    page.click(f".rules li:has-text('{SENTENCE.format(60)}') a:has-text('修改')")
    page.fill("[name='from.0.per']", "45")
    page.locator("#said", has_text=SENTENCE.format(45)).wait_for()
    assert office.barriers() == []
    page.click("main form .form-actions .btn-primary")
    page.wait_for_url(re.compile(r"/packs/\d+/"))
    assert office.says(SENTENCE.format(45))
    return address


def adds_a_cap(office, address):
    """A rule of another sort: left empty it says at the field what is missing, filled in it says itself."""
    page = office.page
    office.open(f"{address}rules/new/")
    page.click("a:has-text('封顶')")
    office.tick_kind("where.kinds", "activity")
    page.click("main form .form-actions .btn-primary")
    page.locator(".field-wrong [name='at_most']").wait_for()
    assert office.barriers() == []
    page.fill("[name='at_most']", "1.5")
    page.select_option("[name='per']", "item")
    page.click("main form .form-actions .btn-primary")
    page.wait_for_url(re.compile(r"/packs/\d+/"))
    assert office.says("最多计1.5学时")


def test_a_teacher_finds_on_the_phone_what_is_missing_and_what_closes_it(visitor, log_ins, asked):
    member, semester = asked(COMING, log_ins["teacher"][0].partition("-")[2]) or pytest.skip(
        "The demo's term is over."
    )
    office = visitor().log_in(*log_ins["office"])
    sets_a_target(office, member, semester)

    teacher = visitor(view=PHONE).log_in(*log_ins["teacher"])
    teacher.page.click("summary:has-text('菜单')")
    teacher.follow("requirements:owed", "nav")
    assert teacher.heading() == "我的要求"
    assert teacher.says("学期学时：个人目标 99 学时")
    card = teacher.page.locator(".owed > li:has(.owed-work a)").first
    assert "还差" in card.inner_text()
    assert teacher.barriers() == []
    assert not teacher.scrolls_sideways(PHONE)
    card.locator(".owed-more > summary").press("Enter")
    assert "至少" in card.locator(".owed-rule").inner_text()
    coming = card.locator(".owed-work a").first
    title = coming.inner_text()
    coming.click()
    teacher.page.wait_for_url(re.compile(r"/activities/\d+/$"))
    assert teacher.heading() == title
    takes_the_target_back(office)


def sets_a_target(office, member, semester):
    """More than anybody has reached, so that something is missing."""
    page = office.page
    office.open("/owed/targets/new/")
    assert office.barriers() == []
    page.select_option("[name=member]", str(member))
    page.select_option("[name=requirement]", "credit-hours")
    page.fill("[name=day]", semester.isoformat())
    page.fill("[name=at_least]", "99")
    page.fill("[name=reason]", "骨干培养")
    page.click("main form .form-actions .btn-primary")
    page.wait_for_url("**/owed/targets/")


def takes_the_target_back(office):
    page = office.page
    page.click("main a:has-text('收回')")
    page.fill("[name=reason]", "登记错了")
    page.click("main form .btn-primary")
    page.wait_for_url("**/owed/targets/")
    assert office.says("登记错了")


def test_a_closed_semester_refuses_late_records_until_the_principal_reopens_it(visitor, log_ins, asked):
    semester = asked(OLDEST)[0]
    activity = asked(HELD, semester)[0]
    principal = visitor().log_in(*log_ins["principal"])
    principal.open(f"/ledger/semesters/{semester}/close/")
    principal.page.click("main form .btn-primary")
    principal.page.wait_for_url("**/ledger/closings/**")
    assert principal.says("每项合计都与关账时一致")
    assert principal.barriers() == []
    closing = principal.page.url

    office = visitor().log_in(*log_ins["office"])
    marks_anew(office, activity)
    refusal = office.page.locator(".note-error:has-text('已关账')")
    refusal.wait_for()
    assert "校长" in refusal.inner_text()

    principal.page.click("a:has-text('重新开账')")
    principal.page.click("main form .btn-primary")
    expect(principal.page.locator(".form-card [aria-invalid=true]")).to_have_count(1)
    principal.page.fill("[name=reason]", "补记一次漏登的考勤")
    principal.page.click("main form .btn-primary")
    principal.page.wait_for_url(closing)
    assert principal.says("补记一次漏登的考勤")
    marks_anew(office, activity)
    office.page.wait_for_url(f"**/activities/{activity}/")


def marks_anew(office, activity):
    """The first person on the list is marked otherwise than now, with a reason."""
    page = office.page
    office.open(f"/activities/{activity}/attendance/")
    page.locator(".marks-list > li").first.locator("label:has(input:not(:checked))").first.click()
    page.fill("[name=reason]", "补记")
    page.click(".mark-bar button")


FORBIDDEN = "the server responded with a status of 40"


def test_whoever_has_no_part_in_the_rules_gets_nowhere(visitor, log_ins, asked):
    semester = asked(OLDEST)[0]
    teacher = visitor(DESK, harmless=[FORBIDDEN]).log_in(*log_ins["teacher"])
    refused = (
        "/ledger/packs/new/",
        "/owed/schemes/new/",
        "/owed/risk/",
        "/owed/burden/",
        "/owed/exemptions/new/",
    )
    for address in (*refused, "/ledger/semesters/", f"/ledger/semesters/{semester}/close/"):
        assert teacher.open(address) == 403, address
    assert teacher.barriers() == []
    teacher.open("/ledger/packs/")
    assert teacher.page.locator("main a:has-text('新规则包')").count() == 0
    for address in ("/ledger/waiting/decide/", "/owed/risk/remind/", f"/ledger/semesters/{semester}/close/"):
        assert post(teacher, address) == 403, address
    stranger = visitor(DESK, harmless=[FORBIDDEN]).log_in(*log_ins["stranger"])
    assert stranger.open(f"/ledger/semesters/{semester}/close/") == 404
    assert post(stranger, f"/ledger/semesters/{semester}/close/") == 404


def post(person, address) -> int:
    """The status of a form sent as if the page had offered it."""
    token = next(c["value"] for c in person.page.context.cookies() if c["name"].endswith("csrftoken"))
    origin = person.page.evaluate("location.origin")
    headers = {"X-CSRFToken": token, "Referer": f"{origin}/"}
    return person.page.request.post(address, headers=headers, form={"act": "confirm_all"}).status
