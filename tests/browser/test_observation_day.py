"""A lesson is logged between two classes: on a phone, without a network, with a session that has run out."""

import re
import time

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESK, PHONE
from tests.documents import picture
from tests.launcher.commands import wait_for

RECORD = re.compile(r"/observations/\d+/$")
CUT = ("net::ERR_INTERNET_DISCONNECTED",)
HOW_MANY = "SELECT count(*), max(id) FROM observations_observation WHERE opinion = %s"
PHOTOS = "SELECT count(*) FROM observations_observationphoto WHERE observation_id = %s"
COUNTED = "SELECT coalesce(sum(count), 0) FROM credits_entry WHERE source_key = %s"
STORED = """caches.open('offline-form').then((kept) => kept.keys())
    .then((found) => found.map((one) => new URL(one.url).pathname))"""
# Opinions that the device keeps together with a picture.
KEPT = """() => new Promise((done, fail) => {
    const opened = indexedDB.open("schoolresearch");
    opened.onerror = fail;
    opened.onsuccess = () => {
        const read = opened.result.transaction("forms").objectStore("forms").getAll();
        read.onerror = fail;
        read.onsuccess = () => {
            opened.result.close();
            done(read.result.filter((row) => row.files?.length).map((row) => row.fields.opinion));
        };
    };
})"""
LEADER = "欧阳慧"  # the demo's group leader, found by initials


def count(database, query, *values):
    with database.cursor() as cursor:
        cursor.execute(query, values)
        return cursor.fetchone()


@pytest.fixture(autouse=True)
def nothing_begun(database):
    """No draft that another test has left; what its page sent while it was closed may still be on its way."""
    time.sleep(0.5)
    with database.cursor() as cursor:
        cursor.execute("DELETE FROM drafts_draft WHERE key = 'observation-log'")


def open_form(person):
    person.page.goto("/observations/log/")
    person.page.wait_for_selector("[data-whom-words]")


def write(page, *, period, opinion):
    """The least, with one thumb: initials, the first proposed, a period, an opinion."""
    page.fill("[data-whom-words]", "oyh")
    page.click(f"[data-whom-list] label:has-text('{LEADER}')")
    page.click(f".periods label:has(input[value='{period}'])")
    page.fill("#id_opinion", opinion)


def snap(number=1):
    return {"name": f"板书{number}.jpg", "mimeType": "image/jpeg", "buffer": picture((320, 240))}


def take_a_picture(page):
    page.set_input_files("#camera", snap())
    page.wait_for_selector("[data-photos] img[src^='data:']")


def hand_in(page):
    page.click(".log-form .form-actions button")


def kept_on_the_server(page):
    expect(page.locator(".log-state")).to_contain_text(re.compile(r"\d\d:\d\d"))


@pytest.mark.parametrize(("view", "period"), [(PHONE, "1"), (DESK, "2")], ids=["phone", "desk"])
def test_a_teacher_logs_and_the_colleague_answers(visitor, log_ins, database, view, period):
    teacher, opinion = visitor(view).log_in(*log_ins["teacher"]), f"提问有层次，第 {period} 节"
    open_form(teacher)
    assert not teacher.scrolls_sideways(view)
    write(teacher.page, period=period, opinion=opinion)
    teacher.page.click("[data-moment]")
    teacher.page.keyboard.type("导入")
    take_a_picture(teacher.page)
    assert teacher.barriers() == []
    teacher.page.dblclick(".log-form .form-actions button")
    teacher.page.wait_for_url(RECORD)
    record = teacher.page.url
    assert count(database, HOW_MANY, opinion)[0] == 1
    assert teacher.barriers() == []
    teacher.page.go_back()
    teacher.page.wait_for_selector("[data-whom-words]")
    assert teacher.page.input_value("#id_opinion") == ""

    colleague = visitor(view).log_in(*log_ins["leader"])
    colleague.open("/notices/")
    colleague.page.click("main a:has-text('听了你的课') >> nth=0")
    colleague.page.wait_for_url(RECORD)
    assert colleague.says(opinion)
    colleague.page.fill(".talk-form textarea", "谢谢，分工我再改。")
    colleague.page.dblclick(".talk-form button:has-text('我已阅读')")
    colleague.page.wait_for_selector(".talk li")
    assert colleague.barriers() == []

    teacher.page.goto(record)
    assert teacher.says("谢谢，分工我再改。")
    assert teacher.says("授课教师已确认")
    assert teacher.page.locator(".talk li").count() == 1


def test_the_form_finds_people_as_they_are_typed_and_takes_no_more_pictures_than_it_may(visitor, log_ins):
    teacher = visitor(PHONE).log_in(*log_ins["teacher"])
    page = teacher.page
    open_form(teacher)
    for typed in ("欧阳慧", "ouyanghui", "oyh", "ouyangh"):
        page.fill("[data-whom-words]", typed)
        expect(page.locator("[data-whom-list] li:visible")).to_have_text(re.compile(LEADER))
    page.fill("[data-whom-words]", "ouyangx")
    expect(page.locator("[data-whom-none]")).to_be_visible()
    page.set_input_files("[data-album]", [snap(number) for number in range(11)])
    expect(page.locator("[data-photos] li")).to_have_count(9)
    expect(page.locator("[data-photos-full]")).to_be_visible()
    page.click("[data-photos] li >> nth=0 >> button")
    expect(page.locator("[data-photos-full]")).to_be_hidden()
    page.click(".log-more summary")
    page.fill("#id_score", "92")
    kept_on_the_server(page)
    page.reload()
    expect(page.locator("#id_score")).to_be_visible()  # what is folded away opens for what stands in it
    page.click("[data-draft-use]:has-text('清空重写')")
    expect(page.locator("#id_score")).to_have_value("")


def test_a_lesson_logged_without_a_network_goes_up_once(visitor, log_ins, database):
    teacher, opinion = visitor(PHONE, harmless=CUT).log_in(*log_ins["teacher"]), "断网时写的意见"
    context = teacher.page.context
    open_form(teacher)
    assert wait_for(lambda: "/observations/log/" in teacher.page.evaluate(STORED))
    teacher.page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    context.set_offline(True)
    write(teacher.page, period="3", opinion=opinion)
    take_a_picture(teacher.page)
    assert wait_for(lambda: opinion in teacher.page.evaluate(KEPT))
    teacher.page.close()

    page = context.new_page()
    page.goto("/notices/")  # any page leads to the form
    page.click("main a[href='/observations/log/']")
    page.wait_for_selector("[data-whom-name]:has-text('欧')")
    assert page.input_value("#id_opinion") == opinion
    hand_in(page)
    page.wait_for_selector("[data-draft-news]")
    assert page.input_value("#id_opinion") == ""
    page.close()
    assert count(database, HOW_MANY, opinion)[0] == 0

    context.set_offline(False)
    pages = [context.new_page() for _ in range(2)]
    [page.goto("/", wait_until="commit") for page in pages]
    pages[0].wait_for_selector("[data-draft-news] a")
    pages[1].wait_for_timeout(1000)
    times, record = count(database, HOW_MANY, opinion)
    assert times == 1
    assert count(database, COUNTED, f"observations.observation:{record}") == (1,)
    assert count(
        database, "SELECT count(*) FROM observations_observationphoto WHERE observation_id = %s", record
    ) == (1,)


def test_a_session_that_has_run_out_loses_nothing(visitor, log_ins, database):
    teacher, opinion = (
        visitor(PHONE, harmless=["status of 401"]).log_in(*log_ins["teacher"]),
        "登录过期前写的",
    )
    page = teacher.page
    open_form(teacher)
    write(page, period="4", opinion=opinion)
    take_a_picture(page)
    kept_on_the_server(page)
    page.context.clear_cookies(name="sessionid")
    page.fill("#id_class_name", "四(2)班")
    hand_in(page)
    page.wait_for_url("**/log-in/**")
    name, password = log_ins["teacher"]
    page.fill("form input[name=username]:visible", name)
    page.fill("form input[name=password]:visible", password)
    page.click("form:has(input[name=password]:visible) button")
    page.wait_for_selector("[data-whom-name]:has-text('欧')")
    assert page.input_value("#id_opinion") == opinion
    assert page.input_value("#id_class_name") == "四(2)班"
    expect(page.locator("[data-photos] li")).to_have_count(1)
    hand_in(page)
    page.wait_for_url(RECORD)
    assert count(database, HOW_MANY, opinion)[0] == 1


def test_what_is_refused_keeps_what_was_typed(visitor, log_ins):
    teacher = visitor(PHONE).log_in(*log_ins["teacher"])
    page = teacher.page
    open_form(teacher)
    hand_in(page)
    expect(page.locator(".whom.field-wrong")).to_have_count(1)
    write(page, period="5", opinion="日期写错的一节")
    take_a_picture(page)
    page.fill("#id_date", "2019-09-02")
    hand_in(page)
    page.wait_for_selector("[role=alert]")
    assert page.input_value("#id_opinion") == "日期写错的一节"
    expect(page.locator("[data-photos] li")).to_have_count(1)
    assert page.inner_text("[data-whom-name]") == LEADER
    page.click("[data-whom-change]")
    expect(page.locator("[data-whom-words]")).to_be_visible()


def test_what_waited_and_is_refused_is_said_until_it_is_mended(visitor, log_ins, database):
    teacher, opinion = visitor(PHONE, harmless=CUT).log_in(*log_ins["teacher"]), "断网时日期写错"
    page = teacher.page
    open_form(teacher)
    page.context.set_offline(True)
    write(page, period="7", opinion=opinion)
    page.fill("#id_date", "2019-09-02")
    hand_in(page)
    page.wait_for_selector("[data-draft-news]")
    page.context.set_offline(False)
    page.wait_for_selector("[data-draft-news] a")
    assert "日期：" in page.inner_text("[data-draft-news] .hint")
    teacher.open("/")
    page.click("[data-draft-news] a")
    expect(page.locator("#id_opinion")).to_have_value(opinion)
    page.fill("#id_date", page.get_attribute("#id_date", "max"))
    hand_in(page)
    page.wait_for_url(RECORD)
    assert count(database, HOW_MANY, opinion)[0] == 1


def test_after_log_out_the_form_does_not_open_without_a_network(visitor, log_ins):
    teacher = visitor(DESK, harmless=["net::ERR"]).log_in(*log_ins["teacher"])
    open_form(teacher)
    assert wait_for(lambda: teacher.page.evaluate("caches.has('offline-form')"))
    teacher.page.click(".side-foot summary")
    teacher.page.click("form[data-log-out] button")
    teacher.page.wait_for_url("**/log-in/**")
    assert not teacher.page.evaluate("caches.has('offline-form')")


def test_whoever_has_no_right_gets_nowhere_by_address_or_form(visitor, log_ins, database):
    teacher, opinion = visitor().log_in(*log_ins["teacher"]), "只给当事人看"
    open_form(teacher)
    write(teacher.page, period="6", opinion=opinion)
    hand_in(teacher.page)
    teacher.page.wait_for_url(RECORD)
    record = re.search(r"/observations/\d+/", teacher.page.url)[0]
    expected = {"stranger": (404, 404), "in two schools": (404, 404), "principal": (200, 403)}
    for role, (read, act) in expected.items():
        person = visitor(harmless=["status of 403", "status of 404"]).log_in(*log_ins[role])
        assert person.open(record) == read, role
        token = "JSON.parse(document.body.getAttribute('hx-headers'))['X-CSRFToken']"
        person.open("/observations/")
        headers = {"X-CSRFToken": person.page.evaluate(token), "Referer": person.page.url}
        for act_name in ("reply", "acknowledge", "edit", "withdraw"):
            sent = person.page.request.post(
                f"{record}{act_name}/", form={"text": "插话", "reason": "不该成"}, headers=headers
            )
            assert sent.status == act, (role, act_name)
    assert count(database, HOW_MANY, opinion)[0] == 1
    pk = record.split("/")[2]
    assert count(
        database, "SELECT count(*) FROM observations_observationevent WHERE observation_id = %s", pk
    ) == (0,)
