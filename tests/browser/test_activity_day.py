"""A leader plans, takes attendance of fifty and writes minutes; hours appear for a teacher. Two pages end in one."""

import re
import time
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from apps.portal.demo.calendar import terms_until
from tests.browser.conftest import PHONE

THEME = "读懂学生的错误：错题怎样讲"
# What the browser says of a network that is cut, and of pages one may not open.
CUT, REFUSED = ("ERR_INTERNET_DISCONNECTED",), ("status of 403", "status of 404")


def school_day(weeks=0) -> date:
    """Today; in the holidays the last day of the demo's semester, or one with so many weeks of it to come."""
    today = datetime.now(ZoneInfo("Asia/Shanghai")).date()
    return min(today, terms_until(today)[-1].ends_on - timedelta(weeks=weeks))


def plan(leader, title, day):
    """The form filled in, from this day on, for the whole staff, so that fifty and more are on the list."""
    page = leader.page
    leader.open("/activities/new/")
    # A draft that is put back while the title is written would mix with it.
    page.wait_for_load_state("networkidle")
    page.fill("[name=title]", title)
    page.select_option("[name=kind]", index=1)
    page.fill("[name=date]", day.isoformat())
    values = {"hours": "2", "starts_at": "14:30", "ends_at": "16:00", "place": "录播室"}
    for name, value in values.items():
        page.fill(f"[name={name}]", value)
    page.select_option("[name=speaker]", index=3)
    page.check("[name=everybody]")
    page.check("[name=repeat][value='0']")  # not as the draft of another test has it


@pytest.fixture
def planned(visitor, log_ins):
    """(leader's browser, address) of a new activity with the whole staff on its list."""
    leader = visitor(harmless=CUT).log_in(*log_ins["leader"])
    plan(leader, THEME, school_day())
    leader.page.click("main form .btn-primary")
    leader.page.wait_for_url(re.compile(r"/activities/\d+/$"))
    return leader, leader.page.url


@pytest.mark.parametrize("view", [PHONE], ids=["phone"])
def test_a_leader_plans_every_second_week_and_looks_at_the_days_first(visitor, log_ins, view):
    leader = visitor(view=view).log_in(*log_ins["leader"])
    plan(leader, "集体备课：第六单元", school_day(weeks=5))
    leader.page.check("[name=repeat][value='2']")
    leader.page.click("main form .btn-primary")
    leader.page.locator(".series-days li").first.wait_for()
    proposed = leader.loaded.locator(".series-days li").count()
    assert proposed > 1
    assert not leader.scrolls_sideways(view)
    leader.page.uncheck("[name=days-0-take]")
    leader.page.click("button[name=create]")
    leader.page.wait_for_url(re.compile(r"/activities/\d+/$"))
    assert leader.says(f"已建好 {proposed - 1} 次活动")


def test_fifty_are_marked_by_one_tap_and_a_few_exceptions_and_hours_appear(planned, visitor, log_ins):
    leader, address = planned
    page = leader.page
    page.set_viewport_size(PHONE)
    page.goto(f"{address}attendance/")
    people = page.locator(".marks-list > li:has(input[type=hidden])").count()
    assert people >= 50
    begun = time.monotonic()
    page.click("[data-mark-all]")
    page.fill("[data-mark-search]", "cxm")
    page.click(".marks-list > li:visible .mark-late")
    page.fill("[data-mark-search]", "")
    page.click(".marks-list > li >> nth=4 >> .mark-leave")
    assert page.inner_text("[data-count=present]") == str(people - 2)
    assert leader.barriers() == []
    page.click(".mark-bar button")
    page.wait_for_url(address)
    assert time.monotonic() - begun < 60
    assert leader.says(f"{people - 2} 人认定了学时，共 {(people - 2) * 2} 学时")
    teacher = visitor(view=PHONE).log_in(*log_ins["teacher"])
    teacher.open(f"/activities/?q={THEME}")
    assert teacher.says(THEME)
    teacher.open("/ledger/")
    assert teacher.says(THEME)


def test_without_a_network_the_marks_wait_on_the_device_and_go_up_once(planned, database):
    leader, address = planned
    page = leader.page
    page.goto(f"{address}attendance/")
    page.context.set_offline(True)
    page.click("[data-mark-all]")
    page.click(".mark-bar button")
    page.locator("[data-draft-state]:has-text('没有网络')").first.wait_for()
    page.context.set_offline(False)
    page.locator("main > .note-success").wait_for()
    page.goto(address)
    assert page.locator(".marked").inner_text().count("认定了学时") == 1
    with database.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM activities_marking WHERE activity_id = %s", [address.split("/")[-2]]
        )
        assert cursor.fetchone()[0] == 1


def test_two_attendance_pages_at_once_end_in_one_result_and_a_clear_message(planned, visitor, log_ins):
    leader, address = planned
    deputy = visitor().log_in(*log_ins["office"])
    for person in (leader, deputy):
        person.page.goto(f"{address}attendance/")
        person.page.click("[data-mark-all]")
    deputy.page.click(".marks-list > li >> nth=2 >> .mark-leave")
    deputy.page.click(".mark-bar button")
    deputy.page.wait_for_url(address)
    leader.page.click(".marks-list > li >> nth=2 >> .mark-absent")
    leader.page.click(".mark-bar button")
    note = leader.page.locator(".note-warning.is-invalid")
    note.wait_for()
    assert "你填 缺席，现在是 请假" in note.inner_text()
    leader.page.locator(".mark-bar button").click()
    leader.page.wait_for_url(address)
    assert leader.page.locator(".tag:has-text('缺席')").count() >= 1


def test_who_may_not_is_refused_by_address_and_by_form(planned, visitor, log_ins):
    _leader, address = planned
    for role, status in (("teacher", 403), ("principal", 403), ("stranger", 404)):
        person = visitor(harmless=REFUSED).log_in(*log_ins[role])
        for page in ("attendance/", "edit/"):
            assert person.open(address + page) == status
        person.open("/")
        sent = person.page.evaluate(SEND, f"{address}attendance/")
        assert sent == status


SEND = """async (address) => (await fetch(address, {method: "POST", body: new FormData(),
    headers: {"X-CSRFToken": JSON.parse(document.body.getAttribute("hx-headers"))["X-CSRFToken"]}})).status"""
