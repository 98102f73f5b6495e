"""Rule packs as rows: begun from presets and texts, written, published from a day, and never changed after."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, connections, transaction

from apps.credits import drafting
from apps.credits.choices import DocumentState, Standing
from apps.credits.models import EntryKind, PackRule, RulePack
from apps.credits.presets import preset_pack, preset_packs
from apps.credits.rules.schema import MOST_ITEMS
from apps.credits.rules.sentences import sentences
from apps.credits.rules.texts import read_pack, write_document
from apps.credits.selectors import packs_of
from apps.credits.services import open_catalogue
from apps.credits.wording import kinds_named, read, school_names
from apps.requirements.rules.texts import scheme_of

AUTUMN, SPRING = date(2025, 9, 1), date(2026, 2, 16)


@pytest.fixture
def school(cast):
    open_catalogue(cast.school)
    return cast.school


@pytest.fixture
def office(cast):
    return cast.office.user


def begun(school, name="county-hours", actor=None):
    return drafting.begin_from(RulePack, preset_pack(name), school=school, actor=actor)


@pytest.mark.parametrize("name", preset_packs())
def test_every_ready_pack_becomes_rows_and_says_the_same(school, name):
    pack = begun(school, name).to_pack(school_names(school.pk))
    assert sentences(pack) == sentences(preset_pack(name))


def test_rows_keep_the_order_of_a_table(school):
    pack = begun(school, "levels-and-tiers")
    written = write_document(pack.to_pack(school_names(school.pk)))
    pack.refresh_from_db()
    assert write_document(pack.to_pack(school_names(school.pk))) == written
    again = read_pack(written, school_names(school.pk))
    assert sentences(again) == sentences(pack.to_pack(school_names(school.pk)))


def test_a_kind_the_school_has_under_the_same_name_is_the_schools(school):
    EntryKind.objects.create(school=school, family="activity", name="县级活动")
    pack = begun(school)
    assert "kind" not in pack.names
    assert pack.rows.get(code="organiser").data["where"]["kinds"] == ["activity/县级活动"]


@pytest.mark.parametrize("name", preset_packs())
def test_no_kind_a_ready_pack_brings_is_called_like_another(school, office, name):
    """Not even in another family: in a list to choose from nobody could tell the two apart."""
    known = list(EntryKind.objects.filter(school=school).values_list("pk", flat=True))
    drafting.publish(begun(school, name), first=AUTUMN, actor=office)
    brought = EntryKind.objects.filter(school=school).exclude(pk__in=known)
    alike = EntryKind.objects.filter(school=school, name__in=brought.values("name"))
    assert sorted(kind.name for kind in alike) == sorted({kind.name for kind in brought})


def test_publishing_makes_the_kinds_the_school_lacks_and_keeps_their_words(school, office):
    pack = drafting.publish(begun(school), first=AUTUMN, actor=office)
    assert EntryKind.objects.filter(school=school, family="activity", name="县级活动").exists()
    EntryKind.objects.filter(school=school, code="group").update(code="", name="小组研讨")
    assert "小组活动有考勤和记录" in pack.rows.get(code="group").clause
    assert sentences(packs_of(school.pk)[0])[1].startswith("小组活动")


def test_kinds_are_found_wherever_a_document_names_them(school):
    matrix = {"rows": "kind", "columns": "level", "at_least": {"work/own": {"city": 1}, "all": {"city": 2}}}
    row = {"code": "x", "name": "x", "at_least": 3, "matrix": matrix}
    data = {
        "code": "s", "name": "s", "valid": {"from": "2025-09-01"}, "names": {"kind": {"work/own": "自编教材"}},
        "requirements": [row],
    }  # fmt: skip
    assert kinds_named(scheme_of(data)) == {"work/own"}


def test_a_new_version_ends_the_one_before_the_day_before(school, office):
    first = drafting.publish(begun(school), first=AUTUMN, actor=office)
    second = drafting.new_version(first, actor=office)
    assert (second.version, second.rows.count()) == (2, first.rows.count())
    assert drafting.new_version(first, actor=office) == second
    drafting.publish(second, first=SPRING, actor=office)
    first.refresh_from_db()
    assert (first.state, first.valid_until) == (DocumentState.SUPERSEDED, date(2026, 2, 15))
    assert [p.version for p in packs_of(school.pk)] == [2, 1]
    assert first.standing(date(2026, 1, 1)) == Standing.IN_FORCE
    assert first.standing(SPRING) == Standing.OVER


def test_a_version_published_from_the_same_day_replaces_the_one_before_altogether(school, office):
    first = drafting.publish(begun(school), first=AUTUMN, actor=office)
    drafting.publish(drafting.new_version(first, actor=office), first=AUTUMN, actor=office)
    assert [p.version for p in packs_of(school.pk)] == [2]


def test_two_packs_that_count_hours_do_not_hold_on_the_same_day(school, office):
    held = drafting.publish(begun(school), first=AUTUMN, actor=office)
    other = begun(school, "school-hours")
    with pytest.raises(ValidationError, match="在算同样的内容"):
        drafting.publish(other, first=SPRING, actor=office)
    drafting.end(held, last=date(2026, 2, 15), actor=office)
    assert drafting.publish(other, first=SPRING, actor=office).state == DocumentState.PUBLISHED


def test_the_database_itself_refuses_two_packs_on_one_day(school, office):
    drafting.publish(begun(school), first=AUTUMN, actor=office)
    other = begun(school, "school-hours")
    with pytest.raises(IntegrityError), transaction.atomic():
        RulePack.objects.filter(pk=other.pk).update(state="published", published_at="2025-09-01T00:00Z")


def test_what_is_wrong_is_not_published(school, office):
    pack = begun(school)
    pack.rows.all().delete()
    assert [p.code for p in read(pack).problems] == ["empty_list"]
    with pytest.raises(ValidationError, match="还有要改的地方"):
        drafting.publish(pack, first=AUTUMN, actor=office)


def test_a_rule_that_cannot_be_read_is_named_by_its_place_and_the_others_are_said(school):
    pack = begun(school)
    row = pack.rows.get(code="speaker")
    row.data = row.data | {"where": {"kinds": ["activity/nowhere"]}}
    row.save()
    draft, place = read(pack), list(pack.rows.all()).index(row)
    assert [p.key for p in draft.problems] == [f"rules[{place + 1}].where.kinds[1]"]
    assert draft.rows[place] is None
    assert len(draft.value.rules) == pack.rows.count() - 1
    assert draft.of_row(place) == draft.problems


PUBLISHED_IS_TOUCHED = (
    "UPDATE credits_rulepack SET name = 'x'",
    "UPDATE credits_rulepack SET state = 'draft'",
    "UPDATE credits_rulepack SET valid_until = '2099-01-01'",
    "DELETE FROM credits_rulepack",
    "UPDATE credits_packrule SET clause = 'x'",
    "DELETE FROM credits_packrule",
    "UPDATE credits_packrule SET pack_id = (SELECT max(id) FROM credits_rulepack)",
    "INSERT INTO credits_packrule (pack_id, type, code, clause, data, position, created_at, updated_at)"
    " SELECT pack_id, type, 'other', clause, data, 99, now(), now() FROM credits_packrule LIMIT 1",
)


@pytest.mark.parametrize("statement", PUBLISHED_IS_TOUCHED)
def test_a_published_version_never_changes_not_even_in_raw_sql(school, office, statement):
    pack = drafting.publish(begun(school), first=AUTUMN, actor=office)
    drafting.end(pack, last=date(2026, 7, 1), actor=office)
    with (
        pytest.raises(IntegrityError, match="a published version"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    with pytest.raises(ValidationError, match="不再改动"):
        drafting.save_row(pack, None, {"type": "cap", "at_most": 3, "per": "day"})


def test_rules_are_moved_copied_and_deleted(school):
    pack = begun(school)
    codes = lambda: list(pack.rows.values_list("code", flat=True))  # noqa: E731
    before = codes()
    drafting.move_row(pack.rows.get(code="group"), drafting.DOWN)
    assert codes()[1:3] == ["open-lesson", "group"]
    drafting.move_row(pack.rows.get(code="roll-call"), drafting.UP)
    assert codes()[0] == "roll-call"
    drafting.copy_row(pack.rows.get(code="group"))
    assert codes()[2:4] == ["group", "worth-1"]
    drafting.delete_row(pack.rows.get(code="worth-1"))
    assert sorted(codes()) == sorted(before)


def test_a_copy_stands_right_behind_a_rule_that_was_moved_meanwhile(school):
    pack = begun(school)
    seen = pack.rows.get(code="group")
    drafting.move_row(pack.rows.get(code="group"), drafting.UP)
    copied = drafting.copy_row(seen)
    codes = list(pack.rows.values_list("code", flat=True))
    assert codes.index(copied.code) == codes.index("group") + 1


def test_a_copy_is_refused_where_no_rule_fits_in_any_more(school):
    pack = begun(school)
    row = pack.rows.first()
    missing = MOST_ITEMS - pack.rows.count()
    PackRule.objects.bulk_create(
        PackRule(document=pack, position=100 + n, code=f"more-{n}", type=row.type, data=row.data)
        for n in range(missing)
    )
    with pytest.raises(ValidationError, match="200"):
        drafting.copy_row(row)
    assert pack.rows.count() == MOST_ITEMS


def test_a_draft_is_thrown_away_and_its_rules_with_it(school):
    drafting.delete_draft(begun(school))
    assert (RulePack.objects.count(), PackRule.objects.count()) == (0, 0)


def test_drafts_are_seen_by_those_who_see_the_school_alone(school, office, cast, seated):
    pack = begun(school)
    sees = lambda member: list(RulePack.objects.visible_to(seated(member)))  # noqa: E731
    assert (sees(cast.teacher), sees(cast.principal), sees(cast.stranger)) == ([], [pack], [])
    drafting.publish(pack, first=AUTUMN, actor=office)
    assert sees(cast.teacher) == [pack]


@pytest.mark.django_db(transaction=True)
def test_two_drafts_that_get_one_code_at_once_get_two_versions(school):
    """The second waits for the first, and knows of it then."""
    mine = drafting.begin(
        RulePack, school=school, data={"code": "mine", "name": "甲", "valid": {"from": AUTUMN}}
    )
    data = {"code": "ours", "name": "乙", "valid": {"from": AUTUMN}}

    def rename():
        try:
            return drafting.save_head(RulePack.objects.get(pk=mine.pk), data).version
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as other:
        with transaction.atomic():
            assert drafting.begin(RulePack, school=school, data=data).version == 1
            answer = other.submit(rename)
            with pytest.raises(TimeoutError):
                answer.result(timeout=0.5)
        assert answer.result(timeout=30) == 2
