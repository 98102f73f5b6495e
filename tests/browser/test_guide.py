"""Every picture of the user guide, taken along the ways it describes: who moves a page mends the guide."""

import os
import re

import pytest

from apps.guide.selectors import FOLDER
from tests import semester_workbook as invented
from tests.browser.conftest import DESK, PHONE
from tests.browser.people import PATIENCE
from tests.browser.pictures import Album
from tests.browser.test_activity_day import plan, school_day
from tests.browser.test_observation_day import CUT, RECORD, hand_in, open_form, write
from tests.browser.test_plan_review import HANDED_IN, comments_and_returns, open_in_queue

LARGEST = 120 * 1024
# A page with little on it.
LOW = {"width": 1280, "height": 660}
SEEN = "先默读，画出写声音的词，再同桌说。\n第二组读错了“滴答”，老师没有急着纠正，请他们再听一遍。"
OPINION = "提问有层次，等得起。朗读可以再分一分角色。"
ESSAY = "今天读到“秋天的雨是一盒颜料”，有学生问：为什么不是一桶？我没有马上回答，请大家找一找课文里的颜色。"
LESSON = "父亲、树林和鸟"
DRAFT = {
    "aims": "1. 认读本课生字，正确、流利地朗读课文。\n2. 培养学生的创新精神。\n3. 在交流中听懂同伴的想法。",
    "focus": "重点：读懂父亲对树林和鸟的了解。难点：说出对最后一句话的理解。",
    "process": "（一）导入：听一段鸟鸣，说说想到了什么。\n（二）初读：读准字音，说说课文写了谁，在哪里，做了什么。\n"
    "（三）细读：画出父亲说的话，说说你知道了什么。\n（四）小结：今天学会了什么，还有什么想问的？",
    "homework": "必做：朗读课文给家人听。选做：观察一种鸟，写三句话。",
}
BETTER = {
    "aims": DRAFT["aims"].replace("培养学生的创新精神", "能找出两处写父亲知鸟的句子，说明理由"),
    "process": DRAFT["process"].replace("你知道了什么。", "你知道了什么，请同桌补充。"),
}
PLACE = """(element) => window.scrollTo({
    top: window.scrollY + element.getBoundingClientRect().top - 140, behavior: "instant"})"""


@pytest.fixture
def album():
    return Album(os.environ.get("PICTURES_GUIDE"), LARGEST)


@pytest.fixture(autouse=True)
def nothing_begun(database):
    """No draft from another test, and none left for the next."""
    with database.cursor() as cursor:
        cursor.execute("DELETE FROM drafts_draft")
        yield
        cursor.execute("DELETE FROM drafts_draft")


def test_every_picture_of_the_guide_can_be_taken_and_is_shown(visitor, log_ins, album):
    people = {
        role: visitor(view, harmless=CUT).log_in(*log_ins[role])
        for role, view in {"teacher": PHONE, "leader": PHONE, "office": DESK, "principal": DESK}.items()
    }
    teaches(people["teacher"], album)
    hands_in_and_is_reviewed(people["teacher"], people["office"], album)
    leads(people["leader"], album)
    keeps_the_books(people["office"], album)
    looks(people["principal"], album)
    parts = "".join(part.read_text() for part in FOLDER.glob("*.md"))
    assert album.names == set(re.findall(r"\(pictures/([\w-]+)\.png\)", parts))


def teaches(teacher, album):
    album.keep("home", teacher.page)
    logs_a_lesson(teacher, album)
    teacher.open("/works/hand-in/")
    teacher.page.select_option("[name=category]", index=4)
    teacher.page.fill("[name=title]", "一个没有马上回答的问题")
    teacher.page.fill("[name=text]", ESSAY)
    album.keep("work", shown_at(teacher.page, "[name=title]"))
    teacher.open("/calendar/")
    album.keep("calendar", teacher.page)
    teacher.open("/owed/")
    album.keep("owed", teacher.page)


def logs_a_lesson(teacher, album):
    """Handed in without a network; it goes up once the network is back."""
    page = teacher.page
    open_form(teacher)
    write(page, period="2", opinion=OPINION)
    page.fill("#id_class_name", "四(2)班")
    page.fill("#id_notes", SEEN)
    page.evaluate("window.scrollTo(0, 0)")
    album.keep("log", page)
    page.context.set_offline(True)
    hand_in(page)
    page.wait_for_selector("[data-draft-news]")
    page.evaluate("window.scrollTo(0, 0)")
    album.keep("offline", page)
    page.context.set_offline(False)
    page.click("[data-draft-news] a")
    page.wait_for_url(RECORD)
    assert teacher.says(OPINION)


def hands_in_and_is_reviewed(teacher, office, album):
    teacher.open("/lesson-plans/hand-in/")
    teacher.page.fill("[name=title]", LESSON)
    for part, words in DRAFT.items():
        teacher.page.fill(f"[name={part}]", words)
    teacher.page.click("main .form-actions .btn-primary")
    teacher.page.wait_for_url(HANDED_IN)
    address = teacher.page.url

    open_in_queue(office, LESSON)
    comments_and_returns(office.page)
    teacher.open(address)
    album.keep("returned", shown_at(teacher.page, "[data-place=aims-0]"))
    teacher.page.click("a[href$='/hand-in/']:has-text('重新提交')")
    for part, words in BETTER.items():
        teacher.page.fill(f"[name={part}]", words)
    teacher.page.click("main .form-actions .btn-primary")
    teacher.page.wait_for_url(address)

    open_in_queue(office, LESSON)
    office.page.locator("[data-doc] ins").first.wait_for()
    album.keep("review", office.page)


def leads(leader, album):
    leader.open("/")
    album.keep("leader-home", leader.page)
    plan(leader, "集体备课：第六单元", school_day(weeks=5))
    leader.page.check("[name=repeat][value='2']")
    leader.page.click("main form .btn-primary")
    leader.page.locator(".series-days li").first.wait_for()
    album.keep("series", leader.page)
    plan(leader, "读懂学生的错误：错题怎样讲", school_day())
    leader.page.check("[name=repeat][value='0']")  # the draft of the series is there again
    leader.page.click("main form .btn-primary")
    leader.page.wait_for_url(re.compile(r"/activities/\d+/$"))
    address = leader.page.url
    sheet = leader.page.get_attribute("a:has-text('打印签到表')", "href")
    album.keep_sheet("sign-in-sheet", leader.page.request.get(sheet).body(), 0)
    leader.open(f"{address}attendance/")
    leader.page.click("[data-mark-all]")
    leader.page.click(".marks-list > li >> nth=1 >> .mark-leave")
    leader.page.click(".marks-list > li >> nth=3 >> .mark-late")
    leader.page.evaluate("window.scrollTo(0, 0)")
    album.keep("attendance", leader.page)
    leader.open("/owed/risk/")
    album.keep("risk", leader.page)


def keeps_the_books(office, album):
    spoilt, _cells = invented.spoil(invented.semester(invented.Size(24), code="GUIDE", school="星洲实验小学"))
    office.upload(invented.content(spoilt))
    album.keep("mistakes", office.page)
    office.open("/staff/log-ins/")
    album.keep("log-ins", office.page)
    office.open("/ledger/hours/")
    album.keep("hours", office.page)
    office.open("/summary/")
    office.follow("reports:text_list").follow("reports:text_edit")
    album.keep("text", office.page)
    writes_a_rule(office, album)
    office.page.set_viewport_size(LOW)
    office.open("/lesson-plans/missing/")
    office.page.locator("form[action$='/remind/'] button").wait_for()
    album.keep("missing", office.page)
    office.open("/tokens/new/")
    album.keep("token", office.page)


def writes_a_rule(office, album):
    """A draft that is thrown away again."""
    office.open("/ledger/packs/new/county-hours/")
    office.page.click("main form .btn-primary")
    office.page.click(".rules li:has-text('计8学时') a:has-text('修改')")
    office.page.locator("#said .ed-sentence").wait_for()
    album.keep("rule", shown_at(office.page, "[name='from.0.gives']"))
    office.page.click(".crumbs li:last-child a")
    address = office.page.url
    office.page.click("a:has-text('试算')")
    office.page.click("main form .btn-primary")
    office.page.wait_for_url("**/dry-runs/**", timeout=PATIENCE)
    album.keep("dry-run", office.page)
    office.page.goto(address)
    office.page.click("a:has-text('删除草稿')")
    office.page.click("main form button >> nth=0")
    office.page.wait_for_url("**/ledger/packs/")


def looks(principal, album):
    principal.open("/")
    album.keep("principal-home", principal.page)
    principal.follow("reports:summary", "nav")
    album.keep("summary", principal.page)
    principal.page.set_viewport_size(LOW)
    principal.open("/ledger/?family=activity")
    principal.follow("credits:entry_detail")
    album.keep("explained", principal.page)


def shown_at(page, selector):
    """The page, with this near the top."""
    page.locator(selector).first.evaluate(PLACE)
    return page
