"""A plan from the teacher's phone to the office's desk and back, until it counts; and who may not touch it."""

import re

from tests.browser.conftest import DESK, PHONE

AIMS = "认识几分之一，会读会写。\n培养学生的创新精神。"
BETTER = "认识几分之一，会读会写。\n能比较二分之一和四分之一，说明理由。"
REFUSED = ("status of 404",)
HANDED_IN = re.compile(r"/lesson-plans/\d+/$")


def hand_in(teacher, title) -> str:
    """The address of the plan."""
    teacher.open("/lesson-plans/hand-in/")
    teacher.page.fill("[name=title]", title)
    teacher.page.fill("[name=aims]", AIMS)
    teacher.page.locator("[data-draft-state]:has-text('已保存')").first.wait_for()
    teacher.page.click("main .form-actions .btn-primary")
    teacher.page.wait_for_url(HANDED_IN)
    return teacher.page.url


def open_in_queue(reviewer, title):
    reviewer.open(f"/inbox/review/?q={title}")
    assert reviewer.heading() == title


def approved(teacher) -> int:
    """How many approved plans the teacher's home page counts."""
    teacher.open("/")
    tag = teacher.page.locator(".owed-line:has(a[href*='/lesson-plans/']) .tag-met")
    return int(re.search(r"\d+", tag.inner_text())[0]) if tag.count() else 0


def test_a_plan_is_returned_with_a_comment_at_a_place_handed_in_again_and_counts(visitor, log_ins):
    title = "几分之一：从折纸开始"
    teacher = visitor(view=PHONE).log_in(*log_ins["teacher"])
    before = approved(teacher)
    address = hand_in(teacher, title)
    assert teacher.says("第 1 稿，现在在")
    assert not teacher.scrolls_sideways(PHONE)

    office = visitor(view=DESK).log_in(*log_ins["office"])
    open_in_queue(office, title)
    comments_and_returns(office.page)
    office.open(f"/inbox/review/?q={title}")
    assert office.says("没有符合条件的")

    teacher.page.goto(f"{address}hand-in/")
    assert "写成看得见的行为" in teacher.page.inner_text(".field:has([name=aims]) .remark-near")
    assert teacher.barriers() == []
    teacher.page.goto(address)
    remark = teacher.page.locator("[data-place=aims-1] + .remark")
    assert "写成看得见的行为" in remark.inner_text()
    remark.locator("button:has-text('勾掉')").click()
    teacher.page.locator(".remark-done").wait_for()
    assert teacher.barriers() == []
    hands_in_again(teacher.page, address)

    open_in_queue(office, title)
    assert "二分之一和四分之一" in office.page.inner_text("[data-doc] ins")
    assert office.says("针对较早的一稿")
    assert office.barriers() == []
    office.page.check("[name=mark][value=excellent]", force=True)
    office.page.keyboard.press("a")
    office.page.locator(".undo-note").wait_for()

    assert approved(teacher) == before + 1
    teacher.open("/ledger/")
    assert teacher.says(title)


def comments_and_returns(page):
    """By mouse and by keys, as the office does it thirty times in a row."""
    page.click("[data-place=aims-1]")
    page.locator("[data-comment] textarea").fill("目标太空，请写成看得见的行为。")
    page.click("[data-comment] button.btn-primary")
    page.locator(".remark[data-at=aims-1]").wait_for()
    assert "has-remark" in page.get_attribute("[data-place=aims-1]", "class")
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    page.locator("#keys[open]").wait_for()
    page.click("#keys button")
    page.keyboard.press("r")
    page.locator("[data-need]:visible").wait_for()  # not without a word
    page.keyboard.press("Escape")
    page.click("[data-phrase] >> nth=0")
    page.locator("h1").click()
    page.keyboard.press("r")
    page.locator(".undo-note").wait_for()


def hands_in_again(page, address):
    page.click("a[href$='/hand-in/']:has-text('重新提交')")
    page.locator("[name=aims]").fill(BETTER)
    page.click("main .form-actions .btn-primary")
    page.wait_for_url(address)
    assert "第 2 稿，现在在" in page.inner_text("main")


def test_the_office_judges_from_the_phone_and_takes_it_back(visitor, log_ins):
    title = "圆的周长：滚一滚，量一量"
    hand_in(visitor(view=PHONE).log_in(*log_ins["teacher"]), title)
    office = visitor(view=PHONE).log_in(*log_ins["office"])
    open_in_queue(office, title)
    page = office.page
    assert not page.locator(".rv-list").is_visible()  # the queue is folded away
    assert not office.scrolls_sideways(PHONE)
    page.click(".rv-bar a[href='#judge']")
    page.click("button[data-key=a]")
    page.click(".undo-note button")
    page.locator("button[data-key=a]").wait_for()
    assert office.heading() == title


def test_colleague_and_stranger_are_refused_by_address_and_by_form(visitor, log_ins):
    title = "观察物体：从三个方向看"
    plan = hand_in(visitor(view=PHONE).log_in(*log_ins["teacher"]), title)
    office = visitor().log_in(*log_ins["office"])
    open_in_queue(office, title)
    review = office.page.url.split("?")[0]
    for role in ("in two schools", "stranger"):
        person = visitor(harmless=REFUSED).log_in(*log_ins[role])
        assert [person.open(address) for address in (review, plan)] == [404, 404]
        person.open("/")
        sent = [person.page.evaluate(SEND, review.replace("review/", act)) for act in ACTS]
        assert sent == [404, 404, 404]
    open_in_queue(office, title)
    assert not office.loaded.locator(".remark").count()


ACTS = ("approve/", "return/", "comments/")
SEND = """async (address) => (await fetch(address, {
    method: "POST", body: new URLSearchParams({draft: "1", text: "x", opinion: "x"}),
    headers: {"X-CSRFToken": JSON.parse(document.body.getAttribute("hx-headers"))["X-CSRFToken"]}})).status"""
