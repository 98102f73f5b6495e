"""From a printed code, or a typed one, to the list of just these entries, whose foot says the sum again."""

import io
from datetime import date

import openpyxl
import pytest
from django.urls import reverse

from apps.credits.addresses import Total
from apps.credits.choices import Family
from tests import factories
from tests.credits.ledger import posting, settled
from tests.credits.packs import CAPPED, attend, publish
from tests.factories import kind_of

FIND, LIST = reverse("totals:total_find"), reverse("credits:entry_list")


@pytest.fixture
def recognised(cast):
    """The teacher: 26 hours in two activities, a paper; the leader: 3 hours; the colleague: 5."""
    paper = kind_of(cast.school, Family.WORK, "paper")
    return settled(
        cast, posting(cast, "activities.attendance:1", "20"), posting(cast, "activities.attendance:2", "6"),
        posting(cast, "portfolio.work:1", "0", kind_id=paper.pk, characters=2300),
        posting(cast, "activities.attendance:3", "3", member_id=cast.leader.pk),
        posting(cast, "activities.attendance:4", "5", member_id=cast.colleague.pk),
    )  # fmt: skip


def opened(client, total: Total) -> dict:
    """The sums at the foot of the list a code leads to, by their words."""
    response = client.get(reverse("totals:total_open", args=[total.code]), follow=True)
    assert response.status_code == 200
    return {str(entry["label"]): entry["value"] for entry in response.context["sums"]}


def test_a_code_opens_what_it_sums(recognised, cast, browse):
    client, semester = browse(cast.office), cast.semester.pk
    assert opened(client, Total("hours", semester))["学时"] == "34"
    assert opened(client, Total("hours", semester, member=cast.teacher.pk))["学时"] == "26"
    assert opened(client, Total("hours", semester, group=cast.group.pk))["学时"] == "29"
    one = opened(client, Total("characters", semester, member=cast.teacher.pk, family="work"))
    assert (one["数量"], one["字数"]) == (1, "2,300")
    kind = kind_of(cast.school, Family.ACTIVITY, "lecture").pk
    assert opened(client, Total("count", semester, kind=kind))["数量"] == 4


def test_a_span_of_days_reaches_over_semesters(recognised, cast, browse):
    span = Total("hours", school=cast.school.pk, first=date(2025, 9, 1), last=date(2026, 8, 31))
    assert opened(browse(cast.office), span)["学时"] == "34"
    none = Total("hours", school=cast.school.pk, first=date(2026, 2, 1), last=date(2026, 8, 31))
    page = browse(cast.office).get(none.url)
    assert len(page.context["table"].rows) == 0
    assert "全部学期" in page.content.decode()


def test_a_span_without_an_end_is_asked_for_without_one(cast, browse):
    total = Total(
        "hours", school=cast.school.pk, first=date(2025, 9, 1), last=date.max, member=cast.teacher.pk
    )
    assert "last" not in total.url
    opened = browse(cast.teacher).get(total.code_url, follow=True)
    assert (opened.status_code, opened.request["QUERY_STRING"]) == (200, total.url.partition("?")[2])


def test_the_sum_that_is_meant_is_marked(recognised, cast, browse):
    page = browse(cast.office).get(Total("characters", cast.semester.pk).url)
    assert [entry["label"] for entry in page.context["sums"] if entry["is_meant"]] == ["字数"]


@pytest.mark.parametrize(
    ("role", "whose", "status"),
    [("teacher", "teacher", 302), ("teacher", "colleague", 404), ("teacher", "", 404), ("teacher", "group", 404),
     ("leader", "teacher", 302), ("leader", "colleague", 404), ("leader", "group", 302), ("leader", "", 404),
     ("teacher", "ended", 404), ("leader", "ended", 404), ("principal", "ended", 302),
     ("principal", "colleague", 302), ("principal", "", 302), ("stranger", "", 404), ("stranger", "teacher", 404)],
)  # fmt: skip
def test_a_total_opens_for_whoever_sees_all_of_it(recognised, cast, browse, role, whose, status):
    # Nobody is in this one any more, but it may hold entries itself.
    ended = factories.GroupFactory(school=cast.school, name="原语文组", ended_on=date(2025, 9, 30))
    groups = {"group": cast.group, "ended": ended}
    who = (
        {"group": groups[whose].pk}
        if whose in groups
        else {"member": getattr(cast, whose).pk}
        if whose
        else {}
    )
    url = reverse("totals:total_open", args=[Total("hours", cast.semester.pk, **who).code])
    assert browse(getattr(cast, role)).get(url).status_code == status


def test_what_is_not_there_is_not_found(cast, browse):
    client = browse(cast.office)
    for total in (
        Total("hours", cast.semester.pk + 99), Total("hours", cast.semester.pk, member=2**31 - 1),
        Total("hours", cast.semester.pk, kind=2**31 - 1), Total("hours", cast.semester.pk, group=2**31 - 1),
    ):  # fmt: skip
        assert client.get(reverse("totals:total_open", args=[total.code])).status_code == 404


def test_the_field_of_the_ledger_takes_codes_as_they_are_typed(recognised, cast, browse):
    client = browse(cast.office)
    assert f'action="{FIND}"' in client.get(LIST).content.decode()
    total = Total("hours", cast.semester.pk, member=cast.teacher.pk)
    typed = total.code.lower().replace("-", " ")
    assert client.get(FIND, {"code": typed})["Location"] == total.url


def test_the_field_takes_the_number_of_an_entry(recognised, cast, browse):
    entry = cast.teacher.entries.first()
    assert (
        browse(cast.teacher).get(FIND, {"code": entry.reference.lower()})["Location"]
        == entry.get_absolute_url()
    )
    assert browse(cast.colleague).get(FIND, {"code": entry.reference}).status_code == 404


def test_a_mistyped_code_is_told_and_kept(cast, browse):
    code = Total("hours", cast.semester.pk, member=cast.teacher.pk).code
    wrong = ("2" if code[0] != "2" else "3") + code[1:]
    page = browse(cast.office).get(FIND, {"code": wrong})
    assert page.status_code == 422
    assert "短码不对" in page.content.decode()
    assert f'value="{wrong}"' in page.content.decode()


def test_the_file_of_the_hours_has_a_code_for_each_person(recognised, cast, browse):
    client = browse(cast.office)
    page = client.get(reverse("credits:hours"))
    assert "短码" not in page.context["table"].columns.names()
    file = client.get(reverse("credits:hours"), {"export": "xlsx"})
    sheet = openpyxl.load_workbook(io.BytesIO(file.content)).active
    heads = [cell.value for cell in sheet[1]]
    name, hours, code = (heads.index(head) for head in ("姓名", "学时", "短码"))
    for row in sheet.iter_rows(min_row=2):
        assert row[code].hyperlink.target.endswith(f"/t/{row[code].value}/")
        found = client.get(FIND, {"code": row[code].value}, follow=True)
        assert found.context["sums"][0]["value"] == f"{row[hours].value:g}", row[name].value


def test_why_a_total_is_not_more_is_summed_by_rule(cast, browse):
    """Seven hours of a teacher where five are the most; the leader has two."""
    publish(cast, CAPPED)
    attend(cast, hours="4", day=date(2025, 9, 10))
    attend(cast, hours="3", day=date(2025, 9, 11))
    attend(cast, hours="2", member=cast.leader)
    client = browse(cast.office)
    page = client.get(Total("hours", cast.semester.pk, member=cast.teacher.pk).url)
    assert page.context["sums"][0]["value"] == "5"
    (cut,) = page.context["cuts"]
    assert (cut.said, cut.clause, [said for _entry, said in cut.entries]) == (
        "2学时",
        "每学期封顶",
        ["2学时"],
    )
    assert "为什么没有更多" in page.content.decode()
    other = client.get(Total("hours", cast.semester.pk, member=cast.leader.pk).url)
    assert other.context["cuts"] == []


def test_an_entry_shows_everything_that_was_posted_of_its_work(recognised, cast, browse):
    settled(
        cast,
        posting(cast, "activities.attendance:1", "12"),
        keys=["activities.attendance:1"],
        reason="学时更正",
    )
    entry = cast.teacher.entries.standing().get(source_key="activities.attendance:1")
    page = browse(cast.teacher).get(entry.get_absolute_url())
    assert [(one.hours, one.counts) for one in page.context["entries"]] == [
        (20, False),
        (-20, False),
        (12, True),
    ]
    text = page.content.decode()
    assert "学时更正" in text
    other = cast.teacher.entries.get(source_key="activities.attendance:2")
    assert browse(cast.teacher).get(other.get_absolute_url()).context["entries"] == []
