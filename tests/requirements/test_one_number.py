"""One number is never shown in two versions: home, what I owe, who is at risk, hours by teacher, summary."""

import io
from datetime import date
from decimal import Decimal

import openpyxl
import pytest
from django.urls import reverse

from apps.credits.holders import member_key
from apps.reports.figures import as_json
from apps.reports.selectors import figures

HOME, OWN, RISK = reverse("portal:home"), reverse("requirements:owed"), reverse("requirements:risk")
HOURS, SUMMARY = reverse("credits:hours"), reverse("reports:summary")
# Twelve hours of everybody, and three lessons of teachers and leaders; the semester itself asks for 24 and 10.
SCHEME = """
  - {code: outside, name: 外出培训, measure: {quantity: hours, where: {kinds: [activity/outside]}}, at_least: 2}
  - {code: all-hours, name: 研修学时, measure: {quantity: hours}, at_least: 12, pro_rata: none}
  - {code: lessons, name: 听课, measure: {where: {kinds: [observation]}, unit: 节}, at_least: 3, pro_rata: none}
"""


@pytest.fixture
def work(cast, attend, observe):
    """The teacher: 14 hours and 2 lessons; the leader: 6 hours and 4 lessons."""
    for n, (member, hours) in enumerate([(cast.teacher, 8), (cast.teacher, 6), (cast.leader, 6)], start=1):
        attend(member, hours=Decimal(hours), date=date(2025, 9, n))
    observe(cast.teacher, 2)
    observe(cast.leader, 4)


def owed_on_own_page(client) -> dict:
    page = client.get(OWN)
    cards = [one[0] for one in (*page.context["cards"], *page.context["settled"])]
    return {
        card.answer.requirement.code: (card.owed.done, card.owed.required, card.owed.met) for card in cards
    }


def owed_at_risk(client, member) -> dict:
    """Of everybody, met or not."""
    answers = client.get(RISK).context["view"].found.by_holder[member_key(member.pk)]
    return {a.requirement.code: (a.owed.done, a.owed.required, a.owed.met) for a in answers}


def all_pages(cast, browse, hours_code, lessons_code):
    """(hours, lessons) of the teacher as each page has them: done, required, met."""
    own = browse(cast.teacher)
    home = own.get(HOME).context
    yield tuple((s.done, s.required, s.is_met) for s in (home["own"].hours, home["own"].observations))
    for found in (owed_on_own_page(own), owed_at_risk(browse(cast.office), cast.teacher)):
        yield found[hours_code], found[lessons_code]
    led = browse(cast.leader).get(HOME).context["led_groups"][0].standings
    one = next(s for s in led if s.member == cast.teacher)
    yield tuple((s.done, s.required, s.is_met) for s in (one.hours, one.observations))
    glance = browse(cast.principal).get(HOME).context["glance"].standings
    one = next(s for s in glance if s.member == cast.teacher)
    yield tuple((s.done, s.required, s.is_met) for s in (one.hours, one.observations))


@pytest.mark.parametrize("has_scheme", [False, True])
def test_every_page_says_the_same_of_one_person(cast, browse, publish, work, has_scheme):
    codes = ("credit-hours", "observations")
    if has_scheme:
        publish(SCHEME)
        codes = ("all-hours", "lessons")
    asked = (12, 3) if has_scheme else (cast.semester.required_hours, cast.semester.required_observations)
    expected = ((14, asked[0], has_scheme), (2, asked[1], False))
    found = list(all_pages(cast, browse, *codes))
    assert len(found) == 5
    assert found == [expected] * 5


def test_every_page_says_the_same_of_the_school(cast, browse, publish, work, now):
    publish(SCHEME)
    client = browse(cast.principal)
    glance = client.get(HOME).context["glance"]
    assert (glance.reached, glance.owing) == (1, 5)
    hours = client.get(HOURS, {"state": "met"}).context["table"].rows
    assert [row.record for row in hours] == [cast.teacher]
    assert len(client.get(HOURS, {"state": "short"}).context["table"].rows) == 4
    assert client.get(HOURS).context["sums"][2]["value"] == "1 / 5"
    told = figures(cast.semester, today=now.date())
    assert [t.pk for t in told.reached] == [cast.teacher.pk]
    assert (told.required_hours, told.quota, told.quota_met) == (12, 3, 1)
    assert as_json(told)["reached_target"] == 1
    text = client.get(SUMMARY).content.decode()
    assert "按《清溪小学考核方案》，每位教师应参加研修不少于" in text
    requirements = {c.code: c.met for c in client.get(RISK).context["view"].requirements}
    assert (requirements["all-hours"], requirements["lessons"]) == (1, 1)


def test_what_is_missing_next_leads_to_its_place_on_the_page_of_what_one_owes(cast, browse, publish, work):
    publish(SCHEME)
    client = browse(cast.teacher)
    page = client.get(HOME)
    assert f'href="{OWN}#req-' in page.content.decode()
    place = page.context["next"].page.partition("#")[2]
    assert f'id="{place}"' in client.get(OWN).content.decode()
    assert page.context["next"].stand.code in ("outside", "lessons")


def test_a_plain_sum_on_the_page_of_what_one_owes_opens_its_entries(cast, browse, work):
    client = browse(cast.teacher)
    page = client.get(OWN)
    cards = {one[0].answer.requirement.code: one[0] for one in page.context["cards"]}
    for code, place in (("credit-hours", 0), ("observations", 1)):
        assert f'href="{cards[code].total.url.replace("&", "&amp;")}"' in page.content.decode()
        opened = client.get(cards[code].total.url)
        assert str(opened.context["sums"][place]["value"]) == cards[code].done


def test_what_no_list_of_the_ledger_shows_is_listed_on_the_page_itself(cast, browse, publish, attend):
    publish(
        "  - {code: most, name: 研修学时, measure: {quantity: hours}, at_least: 5, at_most: 6, pro_rata: none}\n"
    )
    attend(cast.teacher, hours=Decimal(8), date=date(2025, 9, 1))
    page = browse(cast.teacher).get(OWN)
    (card,) = [one[0] for one in page.context["settled"]]
    assert (card.total, card.done) == (None, "6")
    assert sum(one.amount for one in card.owed.counted) == 6


def test_who_is_exempt_is_neither_short_nor_counted(cast, browse, publish, work, now):
    publish(
        "  - {code: all-hours, name: 研修学时, who: {posts: [teacher]}, measure: {quantity: hours}, at_least: 12,"
        " pro_rata: none}\n"
    )
    client = browse(cast.principal)
    states = {row.record.name: row.record.hours_state for row in client.get(HOURS).context["table"].rows}
    assert states[cast.principal.name] is None
    assert (states[cast.teacher.name], states[cast.colleague.name]) == ("met", "short")
    told = figures(cast.semester, today=now.date())
    assert [t.pk for t in told.short] == [cast.colleague.pk]


def test_every_line_of_the_file_of_those_at_risk_leads_to_what_its_figure_sums(cast, browse, work):
    client = browse(cast.office)
    file = client.get(RISK, {"export": "xlsx"})
    _heads, *lines = openpyxl.load_workbook(io.BytesIO(file.content)).worksheets[-1].iter_rows()
    assert len(lines) > 5
    for line in lines:
        name, done, code = line[3].value, line[4].value, line[-1]
        address = code.hyperlink.target
        assert address == f"http://testserver/t/{code.value}/"
        opened = client.get(address.removeprefix("http://testserver"), follow=True)
        assert str(opened.context["sums"][0 if name == "学时" else 1]["value"]) == f"{done:g}"
