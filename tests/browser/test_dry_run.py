"""What a draft would have made of a semester, read before anybody is touched by it; then it holds, and the figures are
those that were promised.
"""

import io
import re

from openpyxl import load_workbook

from tests import semester_workbook as invented
from tests.browser.conftest import PHONE
from tests.browser.people import PATIENCE

# A school of its own: what is published here changes no other test's figures.
SCHOOL, CODE = "槐荫小学", "HUAIYIN"
SENTENCE = "活动，每90分钟计0.5学时。"
ENTRIES = "SELECT count(*) FROM credits_entry e JOIN schools_school s ON s.id = e.school_id WHERE s.code = %s"
MEMBER = """SELECT m.id FROM staff_staffmember m JOIN schools_school s ON s.id = m.school_id
    WHERE s.code = %s AND m.number = %s"""
FIRST_DAY = """SELECT min(s.starts_on) FROM schools_semester s JOIN schools_school o ON o.id = s.school_id
    WHERE o.code = %s"""
REVERSED = """SELECT e.id, e.source_key FROM credits_entry e WHERE e.member_id = %s AND e.reverses_id IS NOT NULL
    AND e.source_key LIKE 'activities.attendance:%%' ORDER BY e.number LIMIT 1"""
STANDING = """SELECT e.id FROM credits_entry e WHERE e.member_id = %s AND e.source_key = %s AND e.reverses_id IS NULL
    ORDER BY e.revision DESC LIMIT 1"""


def test_a_draft_is_tried_on_a_past_semester_before_it_holds(visitor, log_ins, database):
    def asked(query, *values):
        with database.cursor() as cursor:
            cursor.execute(query, values)
            return cursor.fetchone()

    office = visitor().log_in(*log_ins["office"])
    sheets = invented.semester(invented.Size(6, plans=1, works=1), code=CODE, school=SCHOOL)
    office.upload(invented.content(sheets)).agree_to_import().wait_for_import()
    before = asked(ENTRIES, CODE)

    address = writes_a_rule(office)
    result = tries_it(office, address)
    number, now, then = reads_who_loses(office)
    in_the_file(office, number, now, then)
    opens_a_person(office)
    assert asked(ENTRIES, CODE) == before  # nothing was written

    office.open(result)
    office.page.click(".page-head a:has-text('发布')")
    assert office.barriers() == []
    office.publish_from(asked(FIRST_DAY, CODE)[0])
    member = asked(MEMBER, CODE, number)[0]
    office.open(f"/owed/staff/{member}/")
    assert then in office.page.locator(".owed > li:has-text('学时')").first.inner_text()
    explains_itself(office, asked, member)


def writes_a_rule(office) -> str:
    """From nothing: a name, and one rule that is worth less than what held so far."""
    page = office.page
    office.open("/ledger/packs/new/")
    page.click("a:has-text('从空白开始')")
    page.fill("[name=name]", "槐荫小学学时办法")
    page.click("main form .form-actions .btn-primary")
    page.wait_for_url(re.compile(r"/packs/\d+/$"))
    address = page.url
    office.open(f"{address}rules/new/worth/")
    office.tick_kind("where.kinds", "activity")
    page.select_option("[name='from.0.of']", "minutes")
    page.fill("[name='from.0.per']", "90")
    page.fill("[name='from.0.gives']", "0.5")
    page.locator("#said", has_text=SENTENCE).wait_for()
    page.locator("[data-draft-state]:has-text('已保存')").wait_for()
    office.open(f"{address}rules/new/worth/")  # left by accident: all of it is there again
    page.locator("#said", has_text=SENTENCE).wait_for()
    page.click("main form .form-actions .btn-primary")
    page.wait_for_url(re.compile(r"/packs/\d+/(#.*)?$"))
    return address


def tries_it(office, address) -> str:
    page = office.page
    office.open(address)
    page.click(".page-head a:has-text('试算')")
    assert office.says("不改动任何数据")
    assert office.barriers() == []
    page.click("main form .btn-primary")
    page.wait_for_url(re.compile(r"/owed/dry-runs/[0-9a-f-]{36}/$"), timeout=PATIENCE)
    assert office.barriers() == []
    return page.url


def reads_who_loses(office) -> tuple[str, str, str]:
    """Number, hours now and hours then of whoever loses most: the list begins with them."""
    assert office.says("减少")
    assert office.says("变为未达到")
    row = office.page.locator("main tr:has(a[href*='/member/'])").first
    number = row.locator("td").first.inner_text().strip()
    now, then = (row.locator(f"td[data-label='{name}']").inner_text().strip() for name in ("现在", "试算后"))
    assert float(then) < float(now)
    return number, now, then


def in_the_file(office, number, now, then):
    content = office.download("main a:has-text('导出 Excel')")
    book = load_workbook(io.BytesIO(content), read_only=True)
    heads, *rows = book["人员"].iter_rows(values_only=True)
    found = next(dict(zip(heads, row, strict=True)) for row in rows if row[0] == number)
    assert (found["现在（学时）"], found["试算后（学时）"]) == (float(now), float(then))


def opens_a_person(office):
    """Each piece of work that moves says by which rule; on a phone too."""
    page = office.page
    page.locator("main tr a[href*='/member/']").first.click()
    page.wait_for_load_state()
    assert office.says(SENTENCE)
    assert office.barriers() == []
    assert not office.scrolls_sideways(PHONE)
    page.set_viewport_size({"width": 1280, "height": 800})


def explains_itself(office, asked, member):
    """What counted is reversed with a reason; what counts now opens to the rule."""
    reversal, source = asked(REVERSED, member)
    office.open(f"/ledger/{reversal}/")
    assert office.says("原因：")
    assert office.says("槐荫小学学时办法")
    office.open(f"/ledger/{asked(STANDING, member, source)[0]}/")
    assert office.says(SENTENCE)
    assert office.barriers() == []
