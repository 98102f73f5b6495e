"""Writing a rule pack in the browser: presets, the form beside its sentence, publishing."""

import re
from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from apps.activities.services import save_attendance
from apps.credits import drafting
from apps.credits.document_rows import RowDelete
from apps.credits.models import EntryKind, PackRule, RulePack
from apps.credits.presets import preset_pack
from apps.credits.rules.sentences import sentences
from apps.credits.selectors import packs_of
from apps.credits.services import open_catalogue
from apps.credits.wording import read
from apps.drafts.models import Draft
from apps.drafts.services import save_draft
from tests import factories
from tests.jobs.working import work_off


def said(pack) -> list[str]:
    draft = read(pack)
    return sentences(draft.value, draft.names)


HTMX = {"HX-Request": "true"}


@pytest.fixture
def office(cast, browse):
    open_catalogue(cast.school)
    return browse(cast.office)


@pytest.fixture
def pack(cast, office):
    """A draft with a head and no rules."""
    head = {"code": "own", "name": "本校办法", "valid": {"from": "2025-09-01"}, "gives": "hours"}
    return drafting.begin(RulePack, school=cast.school, data=head, actor=cast.office.user)


def new_rule(pack, verb):
    return reverse("credits:packrule_create", args=[pack.pk, verb])


CAP = {
    "block": "where", "where.kinds": ["activity/lecture", "activity/group"], "at_most": "24", "per": "school_year",
    "clause": "讲座和小组活动最多24学时",
}  # fmt: skip


def test_a_ready_pack_is_read_and_becomes_a_draft_of_ones_own(office, cast):
    page = office.get(reverse("credits:rulepack_preset", args=["county-hours"]))
    assert "小组活动，每次计1学时。" in page.content.decode()
    office.post(reverse("credits:rulepack_preset", args=["county-hours"]))
    rules = preset_pack("county-hours").rules
    assert RulePack.objects.get(school=cast.school).rows.count() == len(rules) > 10


def test_the_head_is_written_without_thinking_of_a_code(office, cast):
    sent = {
        "name": "镇研修办法", "gives": "credits", "block": ["valid", "document"], "valid.from": "2025-09-01",
        "document.title": "通知", "document.number": "县教〔2025〕12号",
    }  # fmt: skip
    answer = office.post(reverse("credits:rulepack_create"), sent)
    made = RulePack.objects.get(school=cast.school)
    assert answer.url == made.get_absolute_url()
    assert (made.code, made.gives, made.document_number) == ("zyxbf", "credits", "县教〔2025〕12号")


def test_a_document_without_title_is_asked_for_it_at_its_field(office):
    sent = {
        "name": "办法",
        "block": ["valid", "document"],
        "valid.from": "2025-09-01",
        "document.number": "12号",
    }
    page = office.post(reverse("credits:rulepack_create"), sent)
    assert page.status_code == 422
    assert 'id="f-document-title-error">请填写。' in page.content.decode()
    assert 'value="12号"' in page.content.decode()


def test_a_rule_is_written_and_said(office, pack):
    office.post(new_rule(pack, "cap"), CAP)
    assert said(pack) == ["专题讲座、小组活动每学年合计最多计24学时。"]
    page = office.get(pack.get_absolute_url()).content.decode()
    assert "专题讲座、小组活动每学年合计最多计24学时。" in page
    assert "讲座和小组活动最多24学时" in page


def test_what_was_typed_of_a_rule_is_kept_until_it_is_saved(office, pack, cast, seated):
    url = new_rule(pack, "cap")
    key = re.search(r'data-draft="([^"]+)"', office.get(url).content.decode())[1]
    save_draft(user=seated(cast.office), key=key, fields={"at_most": "24"}, version=None)
    refused = office.post(url, CAP | {"at_most": "-5"})
    assert refused.status_code == 422
    assert Draft.objects.filter(key=key).exists()
    office.post(url, CAP)
    assert not Draft.objects.filter(key=key).exists()


def test_the_sentence_follows_what_is_typed_and_nothing_is_written(office, pack):
    shown = office.post(new_rule(pack, "cap"), CAP | {"act": "say"}, headers=HTMX).content.decode()
    assert "专题讲座、小组活动每学年合计最多计24学时。" in shown
    half = office.post(
        new_rule(pack, "cap"), CAP | {"act": "say", "at_most": ""}, headers=HTMX
    ).content.decode()
    assert "<b>最多计</b> 请填写。" in half
    assert not PackRule.objects.exists()


def test_a_sentence_is_said_while_another_rule_is_saved(office, pack, monkeypatch):
    """What is typed last is still said when the form has been sent already: both requests are under way."""
    read_all, saved = RulePack.data, []

    def read_and_meanwhile_one_is_saved(document):
        data = read_all(document)
        if not saved:
            saved.append(True)
            office.post(new_rule(pack, "cap"), CAP)
        return data

    monkeypatch.setattr(RulePack, "data", read_and_meanwhile_one_is_saved)
    answer = office.post(new_rule(pack, "cap"), CAP | {"act": "say", "at_most": "12"}, headers=HTMX)
    assert "最多计12学时。" in answer.content.decode()
    assert pack.rows.count() == 1


def test_a_rule_taken_away_meanwhile_is_not_moved_and_its_copy_stands_where_it_was(office, pack):
    for most in ("24", "25", "26"):
        office.post(new_rule(pack, "cap"), CAP | {"at_most": most})
    first, gone, last = pack.rows.all()
    drafting.delete_row(PackRule.objects.get(pk=gone.pk))
    drafting.move_row(gone, drafting.UP)
    assert list(pack.rows.all()) == [first, last]
    copied = drafting.copy_row(gone)
    assert list(pack.rows.all()) == [first, copied, last]


def test_a_rule_pressed_away_twice_at_once_is_no_error(office, pack, monkeypatch):
    office.post(new_rule(pack, "cap"), CAP)
    rule, press = pack.rows.get(), RowDelete.press

    def press_after_another(page):
        drafting.delete_row(PackRule.objects.get(pk=rule.pk))
        return press(page)

    monkeypatch.setattr(RowDelete, "press", press_after_another)
    answer = office.post(reverse("credits:packrule_delete", args=[rule.pk]))
    assert answer.status_code == 302
    assert not pack.rows.exists()


@pytest.mark.parametrize(
    ("typed", "kept"), [("２４", "24"), (" 24.50 ", "24.50"), ("1,200", "1200")]
)  # fmt: skip
def test_numbers_are_taken_as_people_type_them(office, pack, typed, kept):
    office.post(new_rule(pack, "cap"), CAP | {"at_most": typed})
    assert pack.rows.get().data["at_most"] == kept


@pytest.mark.parametrize(
    ("wrong", "answer"),
    [
        ("二十", "请直接写数字，如 8 或 0.5。"),
        ("-1", "-1 太小，最小为 0。"),
        ("", "请填写。"),
        ("1.234", "小数位太多"),
    ],
)
def test_a_wrong_number_is_said_at_its_field_and_kept_there(office, pack, wrong, answer):
    page = office.post(new_rule(pack, "cap"), CAP | {"at_most": wrong})
    text = page.content.decode()
    assert page.status_code == 422
    assert answer in text.split('id="f-at_most-error">')[1].split("</p>")[0]
    assert f'name="at_most" value="{wrong}"' in text
    assert not PackRule.objects.exists()


def test_each_field_left_empty_is_named_and_marked_also_inside_a_row(office, pack):
    cap = office.post(new_rule(pack, "cap"), {"block": "where"}, headers={"accept-language": "zh-hans"})
    page = cap.content.decode()
    assert '<a href="#f-at_most">最多计 请填写。</a>' in page
    assert '<a href="#f-per">在多长时间内 请填写。</a>' in page
    row = {"block": "where", "row": "from.0", "from.0.of": "count", "from.0._how": "gives"}
    page = office.post(new_rule(pack, "worth"), row, headers={"accept-language": "zh-hans"}).content.decode()
    assert '<a href="#f-from-0-gives">计 请填写。</a>' in page
    assert 'name="from.0.gives" value="" inputmode="decimal" autocomplete="off" aria-invalid="true"' in page


def test_a_press_adds_a_condition_and_what_was_typed_stays(office, pack):
    part = office.post(new_rule(pack, "cap"), CAP | {"act": "add where.parts"}, headers=HTMX).content.decode()
    assert 'name="where.parts" value="speaker"' in part
    assert 'name="at_most" value="24"' in part
    assert "<html" not in part
    whole = office.post(new_rule(pack, "cap"), CAP | {"act": "add where.parts"}).content.decode()
    assert 'name="where.parts" value="speaker"' in whole
    assert "<html" in whole


def test_choosing_by_level_shows_a_line_for_each_level(office, pack):
    sent = {
        "block": "where", "where.kinds": "work/paper", "row": "from.0", "from.0._how": "level",
        "from.0.table::county": "2", "from.0.table::city": "3",
    }  # fmt: skip
    shown = office.post(new_rule(pack, "worth"), sent | {"act": "refresh"}, headers=HTMX).content.decode()
    assert 'name="from.0.table::national"' in shown
    office.post(new_rule(pack, "worth"), sent)
    assert said(pack) == ["论文，按级别每次计：县级2、市级3学时。"]


def test_rows_are_added_and_taken_away_and_empty_ones_are_dropped(office, pack):
    sent = {
        "block": "where", "where.kinds": "activity/open_lesson", "per": "school_year", "row": ["tiers.0", "tiers.1"],
        "tiers.0.up_to": "1", "tiers.0.each": "4", "tiers.1.each": "2",
    }  # fmt: skip
    more = office.post(new_rule(pack, "tiers"), sent | {"act": "add tiers"}, headers=HTMX).content.decode()
    assert 'name="tiers.2.each"' in more
    fewer = office.post(
        new_rule(pack, "tiers"), sent | {"act": "drop tiers.0"}, headers=HTMX
    ).content.decode()
    assert 'name="tiers.0.each" value="2"' in fewer
    assert "tiers.1" not in fewer
    office.post(
        new_rule(pack, "tiers"), sent | {"row": ["tiers.0", "tiers.1", "tiers.2"], "tiers.2.each": ""}
    )
    assert said(pack) == ["公开课每学年前1次每次计4学时，以后每次计2学时。"]


def test_whoever_adds_a_row_goes_on_in_its_first_field(office, pack):
    def led_to(verb, sent):
        page = office.post(new_rule(pack, verb), sent, headers=HTMX).content.decode()
        (tag,) = re.findall(r"<[^>]* autofocus>", page)
        name = re.search(r' name="([^"]+)"', tag)
        return name[1] if name else tag.split()[0]

    assert led_to("tiers", {"row": ["tiers.0"], "act": "add tiers"}) == "tiers.1.up_to"
    assert led_to("worth", {"row": ["from.0"], "act": "add from"}).startswith("from.1.")
    assert led_to("cap", {"act": "add where.parts"}) == "<fieldset"


def test_a_kind_nobody_has_is_written_where_it_is_needed_and_made_when_published(office, pack, cast):
    sent = {
        "block": "where", "where.kinds+": "县级教研", "where.kinds+family": "other", "row": "from.0",
        "from.0.gives": "4",
    }  # fmt: skip
    pressed = office.post(
        new_rule(pack, "worth"), sent | {"act": "add where.parts"}, headers=HTMX
    ).content.decode()
    assert 'value="other/县级教研" checked' in pressed
    ticked = {key: value for key, value in sent.items() if "+" not in key} | {"where.kinds": "other/县级教研"}
    office.post(new_rule(pack, "worth"), ticked)
    pack.refresh_from_db()
    assert pack.names == {"kind": {"other/县级教研": "县级教研"}}
    office.post(reverse("credits:rulepack_publish", args=[pack.pk]), {"first": "2025-09-01"})
    assert EntryKind.objects.filter(school=cast.school, family="other", name="县级教研").exists()
    assert [p.code for p in packs_of(cast.school.pk)] == ["own"]


def test_a_rule_shows_in_its_form_what_it_says_and_saving_it_again_changes_nothing(office, cast):
    pack = drafting.begin_from(RulePack, preset_pack("county-hours"), school=cast.school)
    before = said(pack)
    for row in pack.rows.all():
        url = reverse("credits:packrule_edit", args=[row.pk])
        form = office.get(url)
        answer = office.post(url, fields_of(form.content.decode()))
        assert answer.status_code == 302, row.code
    assert [sorted(text) for text in said(RulePack.objects.get(pk=pack.pk))] == [
        sorted(text) for text in before
    ]


def test_what_somebody_else_changed_meanwhile_is_not_overwritten_unasked(office, cast):
    pack = drafting.begin_from(RulePack, preset_pack("county-hours"), school=cast.school)
    row = pack.rows.get(code="late")
    url = reverse("credits:packrule_edit", args=[row.pk])
    sent = fields_of(office.get(url).content.decode())
    drafting.save_row(pack, row, row.plain() | {"clause": "别人改的"})
    page = office.post(url, sent)
    assert page.status_code == 422
    assert "这里刚刚改过" in page.content.decode()
    assert office.post(url, fields_of(page.content.decode())).status_code == 302


def test_publishing_says_what_is_in_the_way(office, pack, cast):
    other = drafting.begin_from(RulePack, preset_pack("county-hours"), school=cast.school)
    drafting.publish(other, first=date(2025, 9, 1), actor=cast.office.user)
    office.post(new_rule(pack, "cap"), CAP)
    url = reverse("credits:rulepack_publish", args=[pack.pk])
    assert "正在算同样的内容" in office.get(url).content.decode()
    page = office.post(url, {"first": "2025-12-01"})
    assert page.status_code == 422
    assert "在算同样的内容" in page.content.decode()
    end = reverse("credits:rulepack_end", args=[other.pk])
    assert "到场的人按活动规定的学时计" in office.get(end).content.decode(), "what holds after it"
    office.post(end, {"last": "2025-11-30"})
    assert office.post(url, {"first": "2025-12-01"}).status_code == 302


def test_a_word_written_by_mistake_and_no_longer_used_is_not_made_a_kind(office, pack, cast):
    sent = {"block": "where", "where.kinds+": "写错了", "row": "from.0", "from.0.gives": "4"}
    office.post(new_rule(pack, "worth"), sent)
    office.post(
        reverse("credits:packrule_edit", args=[pack.rows.get().pk]), CORRECTED | {"seen": seen(office, pack)}
    )
    office.post(reverse("credits:rulepack_publish", args=[pack.pk]), {"first": "2025-09-01"})
    pack.refresh_from_db()
    assert (pack.state, list(pack.names["kind"])) == ("published", ["work/paper"])
    assert not EntryKind.objects.filter(name="写错了").exists()


CORRECTED = {"block": "where", "where.kinds": "work/paper", "row": "from.0", "from.0.gives": "4"}


def seen(client, pack):
    page = client.get(reverse("credits:packrule_edit", args=[pack.rows.get().pk])).content.decode()
    return fields_of(page)["seen"][0]


def test_publishing_values_the_work_of_that_day_and_later_anew(office, pack, cast):
    """An activity of 12 September, worth its declared hours until the school says otherwise."""
    common = {
        "school": cast.school,
        "semester": cast.semester,
        "hours": Decimal(2),
        "date": date(2025, 9, 12),
    }
    activity = factories.ActivityFactory(**common)
    attended = [factories.AttendanceFactory(activity=activity, member=cast.teacher)]
    save_attendance(attended, actor=cast.office.user, reason="考勤")
    assert [e.hours for e in cast.teacher.entries.standing()] == [2]
    sent = {"block": "where", "where.kinds": "activity", "row": "from.0", "from.0.gives": "5"}
    office.post(new_rule(pack, "worth"), sent)
    office.post(reverse("credits:rulepack_publish", args=[pack.pk]), {"first": "2025-09-13"})
    work_off()
    assert [e.hours for e in cast.teacher.entries.standing()] == [2]
    again = drafting.new_version(pack, actor=cast.office.user)
    office.post(reverse("credits:rulepack_publish", args=[again.pk]), {"first": "2025-09-12"})
    work_off()
    assert [e.hours for e in cast.teacher.entries.standing()] == [5]
    assert [e.reason for e in cast.teacher.entries.exclude(reverses=None)] == ["规则包 本校办法 v2"]


def test_yaml_goes_out_and_comes_in(office, cast):
    office.post(reverse("credits:rulepack_preset", args=["county-hours"]))
    text = office.get(reverse("credits:rulepack_yaml", args=[RulePack.objects.get().pk])).content.decode()
    office.post(reverse("credits:rulepack_upload"), {"text": text})
    assert sorted(RulePack.objects.values_list("version", flat=True)) == [1, 2]
    wrong = office.post(
        reverse("credits:rulepack_upload"), {"text": text.replace("per: school_year", "per: often")}
    )
    assert wrong.status_code == 422
    assert "“often”不在可选范围内" in wrong.content.decode()


def fields_of(html: str) -> dict:
    """What a browser would send back of the form, untouched."""
    from html.parser import HTMLParser

    class Form(HTMLParser):
        def __init__(self):
            super().__init__()
            self.sent, self.select, self.area = {}, None, None

        def keep(self, name, value):
            self.sent.setdefault(name, []).append(value)

        def handle_starttag(self, tag, attrs):
            given = dict(attrs)
            if (
                tag == "input"
                and given.get("name")
                and (given.get("type") not in ("checkbox", "radio") or "checked" in given)
            ):
                self.keep(given["name"], given.get("value", "") or "")
            elif tag == "select":
                self.select = given.get("name")
            elif tag == "option" and self.select and "selected" in given:
                self.keep(self.select, given.get("value", ""))
            elif tag == "textarea":
                self.area = given.get("name")
                self.keep(self.area, "")

        def handle_data(self, data):
            if self.area:
                self.sent[self.area][-1] += data

        def handle_endtag(self, tag):
            self.select = None if tag == "select" else self.select
            self.area = None if tag == "textarea" else self.area

    form = Form()
    form.feed(html.split('class="ed-form"')[1])
    return form.sent
