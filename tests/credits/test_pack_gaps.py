"""What the page of a rule pack and its command tell of rules that never apply and kinds that were forgotten."""

import json
from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command
from django.urls import reverse

from apps.credits import drafting
from apps.credits.models import EntryKind, RulePack
from apps.credits.rules.texts import read_pack
from apps.credits.services import open_catalogue
from apps.credits.wording import school_names

HEAD = "code: own\nname: 本校办法\nvalid: {from: 2025-09-01}\nrules:\n"
WIDE = "  - {type: worth, where: {kinds: [activity/lecture, activity/group]}, from: [{gives: 1}]}\n"
CITY = "  - {type: worth, where: {kinds: [activity/lecture], levels: [city]}, from: [{gives: 2}]}\n"
NEVER = "第 2 条规则用不上：它说的工作，都先按第 1 条规则算了。"
FORGOTTEN = "没有规则的活动类型："


@pytest.fixture
def office(cast, browse):
    open_catalogue(cast.school)
    return browse(cast.office)


def draft_of(cast, rules):
    value = read_pack(HEAD + rules, school_names(cast.school.pk))
    return drafting.begin_from(RulePack, value, school=cast.school, actor=cast.office.user)


def shown(office, pack):
    return office.get(pack.get_absolute_url(), headers={"accept-language": "zh-hans"}).content.decode()


def test_a_rule_that_never_applies_is_named_on_the_page_and_led_to(cast, office):
    pack = draft_of(cast, WIDE + CITY)
    page = shown(office, pack)
    assert f'<a href="#row-{pack.rows.all()[1].pk}" lang="zh-Hans">{NEVER}</a>' in page
    assert "请把后一条移到前面" in page
    drafting.publish(pack, first=date(2025, 9, 1), actor=cast.office.user)
    page = shown(office, pack)
    assert NEVER in page
    assert "请把后一条移到前面" not in page


def test_whoever_publishes_is_told_again_and_teachers_are_not(cast, office, browse):
    pack = draft_of(cast, WIDE + CITY)
    page = office.get(reverse("credits:rulepack_publish", args=[pack.pk])).content.decode()
    assert f'{pack.get_absolute_url()}#row-{pack.rows.all()[1].pk}" lang="zh-Hans">{NEVER}</a>' in page
    assert "集体备课" in page.split(FORGOTTEN)[1].split("</p>")[0]
    drafting.publish(pack, first=date(2025, 9, 1), actor=cast.office.user)
    assert NEVER not in shown(browse(cast.teacher), pack)


def test_the_narrow_rule_first_is_what_was_meant(cast, office):
    assert "用不上" not in shown(office, draft_of(cast, CITY + WIDE))


def test_a_draft_names_the_kinds_of_activity_that_were_forgotten(cast, office):
    pack = draft_of(cast, WIDE)
    forgotten = shown(office, pack).split(FORGOTTEN)[1].split("</p>")[0]
    assert "集体备课" in forgotten
    assert "专题讲座" not in forgotten
    assert "论文" not in forgotten
    drafting.publish(pack, first=date(2025, 9, 1), actor=cast.office.user)
    assert FORGOTTEN not in shown(office, pack)


def test_the_page_asks_the_database_as_often_whatever_the_pack_holds(cast, office, django_assert_num_queries):
    pack = draft_of(cast, WIDE)
    shown(office, pack)
    with django_assert_num_queries(9):
        shown(office, pack)
    pack.delete()
    pack = draft_of(cast, WIDE + CITY + CITY)
    EntryKind.objects.create(school=cast.school, family="activity", name="读书会")
    with django_assert_num_queries(9):
        assert "读书会" in shown(office, pack)


def test_the_command_warns_of_a_rule_that_never_applies(cast, office, tmp_path):
    file = tmp_path / "own.yaml"
    file.write_text(HEAD + WIDE + CITY, encoding="utf-8")
    out = StringIO()
    call_command("import_rule_pack", str(file), school="QINGXI", dry_run=True, stdout=out)
    assert f"!  {NEVER}" in out.getvalue()
    out = StringIO()
    call_command("import_rule_pack", str(file), school="QINGXI", json=True, stdout=out)
    assert json.loads(out.getvalue())["warnings"] == [NEVER]
