"""What I owe: what is missing, by when, what to do next, what counts and what almost does."""

from datetime import date
from decimal import Decimal

from django.urls import reverse

from apps.credits.models import Entry, EntryKind
from apps.portfolio.services import save_works
from apps.requirements.models import Exemption, OwnTarget
from tests import factories
from tests.credits.packs import GATED
from tests.credits.packs import attend as attend_by_pack
from tests.credits.packs import publish as publish_pack

OWN = reverse("requirements:owed")


def card_of(response, code):
    """The card of one requirement, and the way to what is next."""
    found = [*response.context["cards"], *response.context["settled"]]
    return next((one[0], one[3]) for one in found if one[0].answer.requirement.code == code)


def test_it_says_what_is_missing_by_when_and_what_to_do_next(cast, browse, observe):
    observe(cast.teacher, 7)
    page = browse(cast.teacher).get(OWN, headers={"accept-language": "zh-hans"})
    card, next_step = card_of(page, "observations")
    assert (card.done, card.required, card.missing, card.due) == ("7", "10", "3 节", "1月23日")
    assert next_step[1] == reverse("observations:observation_log")
    said = page.content.decode()
    assert '还差 <b lang="zh-Hans">3 节</b>' in said
    assert "教职工每学期听课至少10节" in said


def test_what_counts_opens_down_to_its_entry(cast, browse, observe):
    observe(cast.teacher, 1)
    client = browse(cast.teacher)
    card, _next = card_of(client.get(OWN), "observations")
    entry = Entry.objects.get(member=cast.teacher)
    assert [piece.url for piece in card.counted] == [reverse("credits:entry_detail", args=[entry.pk])]
    assert client.get(card.counted[0].url).status_code == 200


def test_work_without_hours_is_not_said_to_count_towards_hours(cast, browse, observe, attend):
    observe(cast.teacher, 2)
    attend(cast.teacher, hours=Decimal(3), title="命题讲座")
    card, _next = card_of(browse(cast.teacher).get(OWN), "credit-hours")
    assert [(piece.title, piece.amount) for piece in card.counted] == [("命题讲座", "3 学时")]


def test_what_almost_counts_says_the_one_thing_in_the_way(cast, browse, publish):
    publish("""
  - {code: paper, name: 论文, measure: {where: {kinds: [work/paper], characters_from: 2000}, unit: 篇}, at_least: 1}
""")
    work = factories.WorkFactory(
        school=cast.school, semester=cast.semester, author=cast.teacher, characters=1500
    )
    save_works([work], actor=cast.office.user, reason="")
    card, next_step = card_of(browse(cast.teacher).get(OWN), "paper")
    assert [(piece.title, piece.reason) for piece in card.almost] == [(work.title, "要求不少于2,000字")]
    assert not card.counted
    assert next_step[1] == reverse("portfolio:work_submit")


def test_what_a_rule_found_lacking_is_named(cast, browse):
    publish_pack(cast, GATED)
    row = attend_by_pack(cast)
    card, _next = card_of(browse(cast.teacher).get(OWN), "credit-hours")
    found = [(piece.title, piece.reason) for piece in card.almost]
    assert found == [(row.activity.title, "没有满足：附活动记录")]


def test_scheduled_activities_that_close_the_gap_are_named(cast, browse, attend):
    attend(cast.teacher, state="expected", date=date(2025, 12, 2), hours=Decimal(20), title="年终展示")
    card, next_step = card_of(browse(cast.teacher).get(OWN), "credit-hours")
    assert [piece.title for piece in card.closing] == ["年终展示"]
    assert card.still_missing == "4 学时"
    assert next_step[1] == card.closing[0].url


def test_each_month_is_told_for_itself(cast, browse, publish, observe):
    publish("""
  - {code: monthly, name: 每月听课, measure: {where: {kinds: [observation]}, unit: 节}, each: month, at_least: 2}
""")
    observe(cast.teacher, 2)
    card, _next = card_of(browse(cast.teacher).get(OWN), "monthly")
    assert [(s.name, s.done, s.is_met, s.is_over) for s in card.steps] == [
        ("9月", "0", False, True), ("10月", "2", True, True), ("11月", "0", False, False),
    ]  # fmt: skip
    assert card.outlook == "lost"


def test_each_year_of_a_cycle_is_told_by_its_number(cast, browse, publish):
    publish("""
  - {code: yearly, name: 每年学时, measure: {quantity: hours}, within: cycle, each: calendar_year, at_least: 24}
cycle: {years: 5, starts: 2021-01-01}
""")
    card, _next = card_of(browse(cast.teacher).get(OWN), "yearly")
    assert [step.name for step in card.steps] == [f"{year}年" for year in range(2021, 2026)]


def test_work_that_waits_to_be_confirmed_is_told_and_does_not_count(cast, browse, observe):
    EntryKind.objects.filter(school=cast.school, family="observation").update(posts_itself=False)
    observe(cast.teacher, 2)
    card, _next = card_of(browse(cast.teacher).get(OWN), "observations")
    assert (card.done, card.waiting) == ("0", 2)


def test_who_is_exempt_reads_why(cast, browse):
    Exemption.objects.create(
        school=cast.school, member=cast.teacher, started_on=date(2025, 9, 1), reason="脱产进修一学期"
    )
    page = browse(cast.teacher).get(OWN)
    assert not page.context["cards"]
    assert "脱产进修一学期" in page.content.decode()


def test_what_was_granted_names_the_requirement_not_its_code(cast, browse):
    OwnTarget.objects.create(
        school=cast.school, member=cast.teacher, requirement="credit-hours", day=cast.semester.starts_on,
        at_least=Decimal(12), reason="病假后减量", granted_by=cast.office.user,
    )  # fmt: skip
    said = browse(cast.teacher).get(OWN, headers={"accept-language": "zh-hans"}).content.decode()
    assert "学时：个人目标 12 学时，不按方案" in said
    assert "病假后减量" in said


def test_the_schools_own_scheme_replaces_what_the_semester_asks(cast, browse, publish):
    publish(
        "  - {code: one, name: 反思, clause: 第三条, measure: {where: {kinds: [work/reflection]}}, at_least: 1}\n"
    )
    page = browse(cast.teacher).get(OWN)
    assert page.context["total"] == 1
    assert "清溪小学考核方案" in page.content.decode()
    assert "第三条" in page.content.decode()


def test_a_leader_sees_how_the_group_stands_and_who_of_it_is_missing(cast, browse, publish, observe):
    publish("""
  - {code: lessons, name: 听课, measure: {where: {kinds: [observation]}}, at_least: 1}
  - {code: share, name: 达到比例, who: {of: groups, group_kinds: [research]}, members: {meet: lessons, share: 100%}}
""")
    observe(cast.teacher, 1)
    client = browse(cast.leader)
    [led] = client.get(OWN).context["led"]
    assert (led["group"], [a.requirement.code for a in led["open"]]) == (cast.group, ["share"])
    card, _next = card_of(client.get(reverse("requirements:group_owed", args=[cast.group.pk])), "share")
    assert [piece.title for piece in card.counted] == [cast.teacher.name]
    assert [(piece.title, piece.reason) for piece in card.almost] == [(cast.leader.name, "还没有达到")]
    page = browse(cast.teacher).get(reverse("requirements:group_owed", args=[cast.group.pk]))
    card, _next = card_of(page, "share")
    assert (card.done, card.counting, [piece.title for piece in card.counted]) == (
        "1",
        1,
        [cast.teacher.name],
    )
    assert cast.leader.name not in page.content.decode()


def test_the_office_opens_anybody_a_leader_only_the_own_people(cast, browse):
    theirs, mine = (reverse("requirements:member_owed", args=[m.pk]) for m in (cast.colleague, cast.teacher))
    assert browse(cast.office).get(theirs).status_code == 200
    assert browse(cast.leader).get(mine).status_code == 200
    assert browse(cast.leader).get(theirs).status_code == 403


def test_a_school_without_a_semester_is_told_so(db, now, browse):
    member = factories.StaffFactory()
    factories.PostFactory(member=member)
    assert browse(member).get(OWN).status_code == 200


def test_the_cells_of_a_matrix_are_said_in_words(cast, browse, publish):
    publish("""
  - code: five
    name: 学分
    measure: {quantity: hours}
    at_least: 36
    matrix: {rows: place, columns: level, at_least: {inside: {all: 8, city: 2}}}
""")
    card, _next = card_of(browse(cast.teacher).get(OWN), "five")
    assert [(step.name, step.required) for step in card.steps] == [("校内", "8"), ("校内 · 市级", "2")]
