"""The ledger's list and the page of one entry."""

import io
from datetime import date
from decimal import Decimal

import openpyxl
import pytest
from django.urls import reverse

from apps.activities.services import save_attendance, withdraw_activities
from apps.credits.choices import Family
from apps.credits.models import Entry
from apps.portfolio.services import save_works
from tests.credits.ledger import posting, settled
from tests.factories import (
    ActivityFactory,
    AttendanceFactory,
    GroupFactory,
    MembershipFactory,
    SemesterFactory,
    WorkFactory,
    kind_of,
)  # fmt: skip

LIST = reverse("credits:entry_list")


@pytest.fixture
def entries(cast):
    """Two hours of the teacher at a lecture, three of the leader at a salon, one of the colleague."""
    salon = kind_of(cast.school, Family.ACTIVITY, "salon")
    settled(
        cast, posting(cast, "activities.attendance:1", "2", title="课堂观察"),
        posting(cast, "activities.attendance:2", "3", title="读书沙龙", member_id=cast.leader.pk, kind_id=salon.pk,
                date=date(2025, 10, 8)),
        posting(cast, "activities.attendance:3", "1", title="板书设计", member_id=cast.colleague.pk),
        actor=cast.office.user,
    )  # fmt: skip
    return {entry.title: entry for entry in Entry.objects.all()}


def shown(response) -> set[str]:
    return {row.record.title for row in response.context["table"].paginated_rows}


def sum_of(response) -> str:
    return response.context["sums"][0]["value"]


@pytest.mark.parametrize(
    ("role", "titles"),
    [("teacher", {"课堂观察"}), ("leader", {"课堂观察", "读书沙龙"}), ("colleague", {"板书设计"}),
     ("office", {"课堂观察", "读书沙龙", "板书设计"}), ("principal", {"课堂观察", "读书沙龙", "板书设计"}),
     ("stranger", set())],
)  # fmt: skip
def test_everyone_sees_what_is_theirs_to_see(entries, cast, browse, role, titles):
    client = browse(getattr(cast, role))
    response = client.get(LIST)
    assert (set() if not titles else shown(response)) == titles
    for title, entry in entries.items():
        assert client.get(entry.get_absolute_url()).status_code == (200 if title in titles else 404)


def test_the_sum_of_what_is_filtered_stands_above(entries, cast, browse):
    client = browse(cast.office)
    assert sum_of(client.get(LIST)) == "6"
    assert sum_of(client.get(LIST, {"member": cast.teacher.pk})) == "2"
    assert sum_of(client.get(LIST, {"q": "ouyang"})) == "3"


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ({"q": "oyj"}, {"读书沙龙"}), ({"q": "板书"}, {"板书设计"}), ({"q": "T001"}, {"课堂观察"}),
        ({"family": "activity"}, {"课堂观察", "读书沙龙", "板书设计"}), ({"family": "work"}, set()),
        ({"first": "2025-10-01"}, {"读书沙龙"}), ({"last": "2025-09-30"}, {"课堂观察", "板书设计"}),
        ({"first": "2025-10-08", "last": "2025-10-08"}, {"读书沙龙"}),
    ],
)  # fmt: skip
def test_filters(entries, cast, browse, query, titles):
    response = browse(cast.office).get(LIST, query)
    assert (shown(response) if titles else set()) == titles
    assert bool(titles) == bool(len(response.context["table"].rows))


def test_filters_by_kind_and_group(entries, cast, browse):
    client = browse(cast.office)
    salon = kind_of(cast.school, Family.ACTIVITY, "salon")
    assert shown(client.get(LIST, {"kind": salon.pk})) == {"读书沙龙"}
    assert shown(client.get(LIST, {"group": cast.group.pk})) == {"课堂观察", "读书沙龙"}


def test_the_group_is_that_of_the_semester_and_its_own_entries_count_too(entries, cast, browse):
    later = GroupFactory(school=cast.school, started_on=date(2026, 3, 1))
    MembershipFactory(group=later, member=cast.teacher, started_on=date(2026, 3, 1))
    settled(cast, posting(cast, "groups.plan:1", title="组计划", member_id=None, group_id=later.pk))
    assert shown(browse(cast.office).get(LIST, {"group": later.pk})) == {"组计划"}


def test_reversals_show_when_asked_for_and_the_sum_stays(entries, cast, browse):
    settled(cast, keys=["activities.attendance:1"], reason="记错了")
    client = browse(cast.office)
    counting, everything = client.get(LIST), client.get(LIST, {"state": "all"})
    assert shown(counting) == {"读书沙龙", "板书设计"}
    assert len(everything.context["table"].rows) == 4
    assert sum_of(counting) == sum_of(everything) == "4"


def test_the_semester_chosen_is_the_one_shown(entries, cast, browse):
    later = SemesterFactory(
        school=cast.school, year=cast.semester.year, term=2, starts_on=date(2026, 2, 16), ends_on=date(2026, 7, 3)
    )  # fmt: skip
    client = browse(cast.office)
    assert len(client.get(LIST, {"semester": later.pk}).context["table"].rows) == 0
    assert len(client.get(LIST).context["table"].rows) == 0  # remembered
    assert len(client.get(LIST, {"semester": cast.semester.pk}).context["table"].rows) == 3


def test_the_person_a_link_names_is_shown_and_can_be_taken_off(entries, cast, browse):
    response = browse(cast.office).get(LIST, {"member": cast.teacher.pk, "family": "activity"})
    (chip,) = response.context["chips"]
    assert (chip["text"], chip["url"]) == ("教师：单小雨", f"{LIST}?family=activity")
    assert shown(response) == {"课堂观察"}


def test_the_export_holds_what_is_filtered(entries, cast, browse):
    response = browse(cast.office).get(LIST, {"q": "ouyang", "export": "xlsx"})
    heading, row = openpyxl.load_workbook(io.BytesIO(response.content)).active.iter_rows(values_only=True)
    assert len(heading) == len(row)
    assert row[:2] == ("读书沙龙", "欧阳婧 T003")
    assert Decimal(str(row[4])) == 3


@pytest.mark.parametrize("many", [1, 3])
def test_the_list_needs_the_same_queries_for_one_row_and_for_three(
    cast, browse, many, django_assert_num_queries
):
    settled(cast, *(posting(cast, f"activities.attendance:{n}") for n in range(many)))
    client = browse(cast.office)
    client.get(LIST)
    with django_assert_num_queries(QUERIES):
        assert len(client.get(LIST).context["table"].rows) == many


QUERIES = 11


def test_an_empty_ledger_says_how_it_fills(cast, browse):
    assert "table" in browse(cast.office).get(LIST).context
    assert "empty" in browse(cast.office).get(LIST).content.decode()


@pytest.fixture
def attended(cast):
    """The teacher was at the group's lecture of three hours."""
    activity = ActivityFactory(semester=cast.semester, title="心理健康教育通识", hours=Decimal("3"))
    row = AttendanceFactory(activity=activity, member=cast.teacher)
    save_attendance([row], actor=cast.office.user, reason="")
    return activity


def test_an_entry_explains_itself_and_names_who_confirmed_it(attended, cast, browse):
    entry = Entry.objects.get()
    response = browse(cast.teacher).get(entry.get_absolute_url())
    text = response.content.decode()
    explained = response.context["explained"]
    said = "".join([*explained.record, *explained.steps])
    assert "心理健康教育通识" in said
    assert "3" in said
    assert "仇文礼" in text
    assert entry.reference in text
    assert attended.get_absolute_url() in text


def test_entry_and_reversal_lead_to_each_other(attended, cast, browse, now):
    withdraw_activities([attended], actor=cast.office.user, now=now, reason="重复登记")
    first, reversal = Entry.objects.order_by("number")
    client = browse(cast.teacher)
    for page, other in ((first, reversal), (reversal, first)):
        text = client.get(page.get_absolute_url()).content.decode()
        assert other.get_absolute_url() in text
        assert other.reference in text
        assert "重复登记" in text


def test_an_entry_whose_record_was_taken_off_says_so(attended, cast, browse):
    save_attendance([], removed=list(attended.attendances.all()), actor=None, reason="误列")
    entry = Entry.objects.get(reverses=None)
    response = browse(cast.teacher).get(entry.get_absolute_url())
    assert response.context["source"] is None
    assert response.status_code == 200


def test_what_counts_without_hours_shows_a_dash_for_them(cast, browse):
    row = WorkFactory(semester=cast.semester, author=cast.teacher)
    save_works([row], actor=cast.office.user, reason="")
    entry = Entry.objects.get()
    fields = dict(browse(cast.teacher).get(entry.get_absolute_url()).context["fields"])
    assert fields["学时"] == "—"
    assert fields["数量"] == 1


def test_a_teacher_is_not_told_the_own_name_in_every_line(cast, browse, entries):
    mine = browse(cast.teacher).get(LIST).context["table"]
    assert "holder" not in mine.columns.names()
    assert "holder" in browse(cast.office).get(LIST).context["table"].columns.names()
    one = browse(cast.office).get(LIST, {"member": cast.teacher.pk}).context["table"]
    assert "holder" not in one.columns.names()


def test_a_filter_that_names_nobody_finds_nothing(cast, browse):
    page = browse(cast.office).get(reverse("credits:entry_list"), {"member": 999_999})
    assert page.context["table"].page.paginator.count == 0
    assert "筛选条件里有一项在这里不存在" in page.content.decode()


def test_the_filters_of_a_phone_open_for_what_stands_in_them_not_for_the_person_a_link_names(
    cast, browse, entries
):
    teacher = browse(cast.teacher)
    assert 'class="filter-fold">' in teacher.get(LIST, {"member": cast.teacher.pk}).content.decode()
    assert 'class="filter-fold" open>' in teacher.get(LIST, {"family": "activity"}).content.decode()
