"""What is typed into a long form is there again: boxes ticked among many, a choice, the days of a series."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PHONE
from tests.browser.test_activity_day import plan, school_day

SAVED = re.compile(r"\d\d:\d\d")
THEME = "计算教学专题：从算理到算法"


@pytest.fixture(autouse=True)
def nothing_begun(database):
    with database.cursor() as cursor:
        cursor.execute("DELETE FROM drafts_draft WHERE key LIKE 'activity-%'")


def ticked(page, name) -> list[str]:
    return page.eval_on_selector_all(
        f"[name={name}]:checked", "boxes => boxes.map((box) => box.value).sort()"
    )


def fill(leader, title=THEME):
    """Everything the form asks for; answers the groups and people that were ticked."""
    page = leader.page
    plan(leader, title, school_day(weeks=5))
    page.uncheck("[name=everybody]")
    page.check("[name=groups] >> nth=0")
    page.check("[name=groups] >> nth=2")
    page.uncheck("[name=tell]")
    page.click(".plan-people > summary")
    page.fill("[data-people-search]", "oyh")
    page.click("[data-people-all='1']")
    return ticked(page, "groups"), ticked(page, "people")


def kept(page):
    expect(page.locator("[data-draft-state]")).to_contain_text(SAVED)


def begin(page):
    page.goto("/activities/new/")
    page.wait_for_load_state("networkidle")


def test_a_new_activity_is_there_again_with_every_box_on_this_and_another_device(visitor, log_ins):
    here = visitor(PHONE).log_in(*log_ins["leader"])
    groups, people = fill(here)
    assert len(groups) == 2
    assert people
    kept(here.page)
    context = here.page.context
    here.page.close()
    other = visitor().log_in(*log_ins["leader"])
    for page in (context.new_page(), other.page):
        begin(page)
        expect(page.locator("[name=title]")).to_have_value(THEME)
        assert (ticked(page, "groups"), ticked(page, "people")) == (groups, people)
        assert not page.is_checked("[name=tell]")
        assert page.inner_text("[data-people-count]") == str(len(people))
        expect(page.locator("[data-draft-note]")).to_be_visible()
    other.page.click("[data-draft-use]")
    expect(other.page.locator("[name=title]")).to_have_value("")
    assert ticked(other.page, "groups") == []


def test_the_log_in_says_what_is_kept_and_it_is_there_again_even_sent_when_nobody_was_logged_in(
    visitor, log_ins
):
    teacher = visitor(PHONE).log_in(*log_ins["teacher"])
    page, note = teacher.page, teacher.page.locator("[data-draft-behind]")
    page.goto("/works/hand-in/")
    page.wait_for_load_state("networkidle")
    page.context.clear_cookies(name="sessionid")
    page.goto("/works/hand-in/")
    page.wait_for_load_state("networkidle")
    expect(note).to_be_hidden()
    teacher.log_in(*log_ins["teacher"])
    page.goto("/works/hand-in/")
    page.wait_for_load_state("networkidle")
    page.context.clear_cookies(name="sessionid")
    page.fill("[name=title]", "估算的用处")
    page.click("main form .btn-primary")
    page.wait_for_url(re.compile("/log-in/"))
    expect(note).to_contain_text("还在这台设备上")
    for name, value in zip(("username", "password"), log_ins["teacher"], strict=True):
        page.fill(f"form input[name={name}]:visible", value)
    page.click("form:has(input[name=password]:visible) button")
    page.wait_for_url("**/works/hand-in/")
    expect(page.locator("[name=title]")).to_have_value("估算的用处")


def test_the_days_of_a_series_are_there_again_and_gone_once_planned(visitor, log_ins, database):
    leader = visitor().log_in(*log_ins["leader"])
    page = leader.page
    fill(leader, "集体备课：分数的意义")
    page.check("[name=repeat][value='1']")
    page.click("main form .btn-primary")
    page.locator(".series-days li").first.wait_for()
    page.wait_for_load_state("networkidle")
    assert not page.is_visible("[data-draft-note]")
    page.uncheck("[name=days-0-take]")
    page.fill("[name=days-1-title]", "集体备课：分数的产生")
    kept(page)
    page.goto("/")
    begin(page)
    expect(page.locator("[name=title]")).to_have_value("集体备课：分数的意义")
    page.click("main form .btn-primary")
    page.locator(".series-days li").first.wait_for()
    expect(page.locator("[name=days-1-title]")).to_have_value("集体备课：分数的产生")
    assert not page.is_checked("[name=days-0-take]")
    page.click("button[name=create]")
    page.wait_for_url(re.compile(r"/activities/\d+/$"))
    page.context.clear_cookies(name="sessionid")
    begin(page)
    expect(page.locator("[data-draft-behind]")).to_be_hidden()
    leader.log_in(*log_ins["leader"])
    begin(page)
    expect(page.locator("[name=title]")).to_have_value("")
    with database.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM drafts_draft WHERE key LIKE 'activity-%'")
        assert cursor.fetchone() == (0,)


def test_a_correction_is_there_again_and_never_replaces_what_somebody_saved_since(visitor, log_ins, database):
    office = visitor(PHONE).log_in(*log_ins["office"])
    page = office.page
    page.goto("/works/")
    address = office.follow("portfolio:work_detail").page.url
    page.goto(f"{address}edit/")
    page.wait_for_load_state("networkidle")
    page.fill("[name=title]", "让错题开口说话")
    kept(page)
    page.goto(address)
    page.goto(f"{address}edit/")
    expect(page.locator("[name=title]")).to_have_value("让错题开口说话")
    expect(page.locator("[data-draft-note]")).to_contain_text("还没有保存")
    with database.cursor() as cursor:
        work = int(address.rstrip("/").rsplit("/", 1)[1])
        cursor.execute("UPDATE portfolio_work SET title = '错题里的算理' WHERE id = %s", [work])
    page.goto(address)
    page.goto(f"{address}edit/")
    expect(page.locator("[data-draft-note]")).to_contain_text("有人改过")
    page.fill("[name=reason]", "题目更正")
    page.click("main form .btn-primary")
    expect(page.locator("main [role=alert]")).to_contain_text("错题里的算理")
    assert page.input_value("[name=title]") == "让错题开口说话"
    page.click("main form .btn-primary")
    page.wait_for_url(address)
    assert office.heading() == "让错题开口说话"
    page.goto(f"{address}edit/")
    page.wait_for_load_state("networkidle")
    assert not page.is_visible("[data-draft-note]")
    assert page.input_value("[name=reason]") == ""
