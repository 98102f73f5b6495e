"""What the pages of lesson observations, lesson plans and works have in common."""

import io
from dataclasses import dataclass

import openpyxl
import pytest
from django.urls import reverse

from apps.credits.models import Entry
from apps.lessonplans.services import save_lesson_plans
from apps.observations.services import save_observations
from apps.portfolio.services import save_works
from tests.factories import LessonPlanFactory, ObservationFactory, WorkFactory


@dataclass(frozen=True)
class Kind:
    name: str
    factory: type
    person: str
    save: callable
    changed: dict
    queries: int
    day: str = "date"

    def url(self, page, *args):
        return reverse(f"{self.name}_{page}", args=args)

    def made(self, cast, person, **fields):
        """One record of ``person``, recognised in the ledger."""
        if self.person == "observer":
            fields.setdefault("teacher", cast.principal)
        row = self.factory(semester=cast.semester, **{self.person: person}, **fields)
        self.save([row], actor=cast.office.user, reason="录入")
        return row


KINDS = [
    Kind("observations:observation", ObservationFactory, "observer", save_observations, {"date": "2025-10-20"}, 11),
    Kind(
        "lessonplans:lessonplan", LessonPlanFactory, "author", save_lesson_plans, {"state": "returned"}, 10,
        day="submitted_on",
    ),
    Kind("portfolio:work", WorkFactory, "author", save_works, {"characters": "2600"}, 9),
]  # fmt: skip


@pytest.fixture(params=KINDS, ids=lambda kind: kind.name.partition(":")[2])
def kind(request):
    return request.param


@pytest.fixture
def row(kind, cast):
    extra = {"state": "approved"} if kind.name.startswith("lesson") else {}
    return kind.made(cast, cast.teacher, **extra)


def form_of(client, kind, row) -> dict:
    """What the correction form holds, as a browser would send it back."""
    form = client.get(kind.url("edit", row.pk)).context["form"]
    values = {name: form[name].value() for name in form.fields}
    return {name: "" if value is None else value for name, value in values.items()}


def exported(response) -> list[tuple]:
    return list(openpyxl.load_workbook(io.BytesIO(response.content)).active.iter_rows(values_only=True))


def test_one_sees_ones_own_a_leader_the_groups_the_office_all(kind, row, cast, browse):
    detail = kind.url("detail", row.pk)
    for member, status in [
        (cast.teacher, 200), (cast.leader, 200), (cast.office, 200), (cast.principal, 200),
        (cast.colleague, 404), (cast.stranger, 404),
    ]:  # fmt: skip
        assert browse(member).get(detail).status_code == status, member.name
    assert len(browse(cast.colleague).get(kind.url("list")).context["table"].rows) == 0
    assert len(browse(cast.leader).get(kind.url("list")).context["table"].rows) == 1


def test_a_record_leads_to_its_entries(kind, row, cast, browse):
    (entry,) = Entry.objects.filter(member=cast.teacher)
    assert entry.reference in browse(cast.teacher).get(kind.url("detail", row.pk)).content.decode()


def test_a_correction_with_a_reason_reverses_and_posts_again(kind, row, cast, browse):
    client = browse(cast.office)
    sent = form_of(client, kind, row) | kind.changed | {"reason": "录入时写错"}
    response = client.post(kind.url("edit", row.pk), sent)
    assert response.status_code == 302
    reversal = Entry.objects.get(reverses__isnull=False)
    assert reversal.reason == "录入时写错"
    standing = Entry.objects.filter(member=cast.teacher).standing().count()
    assert standing == (0 if kind.changed == {"state": "returned"} else 1)


def test_a_correction_that_changes_the_ledger_asks_for_a_reason_and_writes_nothing(kind, row, cast, browse):
    client = browse(cast.office)
    response = client.post(kind.url("edit", row.pk), form_of(client, kind, row) | kind.changed)
    assert response.status_code == 422
    assert "reason" in response.context["form"].errors
    before = {name: str(getattr(row, name)) for name in kind.changed}
    row.refresh_from_db()
    assert {name: str(getattr(row, name)) for name in kind.changed} == before
    assert Entry.objects.count() == 1


def test_a_day_outside_the_semester_is_refused_at_the_field(kind, row, cast, browse):
    client = browse(cast.office)
    sent = form_of(client, kind, row) | {kind.day: "2026-03-02", "reason": "改"}
    response = client.post(kind.url("edit", row.pk), sent)
    assert kind.day in response.context["form"].errors


def test_a_withdrawn_record_stays_readable_and_counts_no_more(kind, row, cast, browse):
    client = browse(cast.office)
    assert client.post(kind.url("withdraw", row.pk), {"reason": ""}).status_code == 422
    assert client.post(kind.url("withdraw", row.pk), {"reason": "重复录入"}).status_code == 302
    assert sum(entry.count for entry in Entry.objects.filter(member=cast.teacher)) == 0
    assert "重复录入" in client.get(kind.url("detail", row.pk)).content.decode()
    assert len(client.get(kind.url("list")).context["table"].rows) == 0
    assert len(client.get(kind.url("list"), {"standing": "withdrawn"}).context["table"].rows) == 1
    assert client.post(kind.url("withdraw", row.pk), {"reason": "再撤"}).status_code == 403
    text = client.get(kind.url("list"), {"standing": "all"}).content.decode()
    assert '<span class="tag tag-wrong">' in text
    shown = client.get(kind.url("detail", row.pk)).context["fields"]
    assert [str(said) for label, said in shown if label == "状态"] == ["已撤销"] * hasattr(row, "state")
    assert "已通过" not in text.partition("<tbody>")[2]
    assert "已通过" not in exported(client.get(kind.url("list"), {"standing": "all", "export": "xlsx"}))[1]


def test_the_office_records_one_and_a_second_of_the_same_is_refused(kind, row, cast, browse):
    client = browse(cast.office)
    sent = form_of(client, kind, row)
    for name in ("version", "reason"):
        del sent[name]
    again = client.post(kind.url("create"), sent)
    assert again.status_code == 422
    assert [text for text in again.context["form"].errors if text != "__all__"]
    sent[kind.person] = cast.leader.pk
    assert client.post(kind.url("create"), sent).status_code == 302
    made = kind.factory._meta.model.objects.latest("pk")
    assert (made.semester, made.origin, getattr(made, kind.person)) == (cast.semester, "page", cast.leader)
    assert Entry.objects.standing().filter(member=cast.leader).count() == 1
    assert browse(cast.teacher).get(kind.url("create")).status_code == 403


def test_whoever_saves_over_a_change_of_someone_else_is_told(kind, row, cast, browse):
    client = browse(cast.office)
    old = form_of(client, kind, row)
    for sent, status in ((kind.changed | {"reason": "先改"}, 302), (kind.changed | {"reason": "后改"}, 422)):
        assert client.post(kind.url("edit", row.pk), old | sent).status_code == status
    assert not Entry.objects.filter(reason="后改").exists()


def test_a_person_named_by_a_link_is_shown_above_the_list(kind, row, cast, browse):
    kind.made(cast, cast.colleague)
    response = browse(cast.office).get(kind.url("list"), {kind.person: cast.teacher.pk})
    assert [chip["text"].partition("：")[2] for chip in response.context["chips"]] == ["单小雨"]
    assert len(response.context["table"].rows) == 1


def test_the_entry_says_in_words_what_the_record_was_worth(kind, row, cast, browse):
    entry = Entry.objects.get()
    explained = browse(cast.teacher).get(entry.get_absolute_url()).context["explained"]
    said = [*explained.record, *explained.steps]
    assert len(said) >= 3
    assert entry.title in said[0]
    assert kind.url("detail", row.pk) in browse(cast.teacher).get(entry.get_absolute_url()).content.decode()


def test_names_lead_to_the_people(kind, row, cast, browse):
    client = browse(cast.office)
    for page in (kind.url("list"), kind.url("detail", row.pk)):
        assert f'href="{cast.teacher.get_absolute_url()}"' in client.get(page).content.decode()


def test_only_the_office_corrects_and_withdraws(kind, row, cast, browse):
    """But for lessons observed, which their observer may correct and withdraw: the reason is asked for."""
    own = 422 if kind.name.startswith("observations") else 403
    for member, status in [
        (cast.teacher, own),
        (cast.principal, 403),
        (cast.colleague, 404),
        (cast.stranger, 404),
    ]:
        for page in ("edit", "withdraw"):
            assert browse(member).post(kind.url(page, row.pk), {"reason": ""}).status_code == status
    assert Entry.objects.filter(reverses__isnull=False).count() == 0


def test_a_person_is_found_by_initials_and_a_group_by_its_members(kind, row, cast, browse):
    kind.made(cast, cast.colleague)
    client = browse(cast.office)

    def found(**query):
        return len(client.get(kind.url("list"), query).context["table"].rows)

    assert found() == 2
    assert found(q="sxy") == 1
    assert found(group=cast.group.pk) == 1
    assert found(q="没有这个人") == 0


@pytest.mark.parametrize("rows", [1, 3])
def test_a_list_costs_the_same_with_one_row_and_with_three(
    kind, cast, browse, rows, django_assert_num_queries
):
    for member in (cast.teacher, cast.colleague, cast.leader)[:rows]:
        kind.made(cast, member)
    client = browse(cast.office)
    client.get(kind.url("list"))
    with django_assert_num_queries(kind.queries):
        assert client.get(kind.url("list")).status_code == 200


def test_what_is_filtered_is_exported(kind, row, cast, browse):
    kind.made(cast, cast.colleague)
    response = browse(cast.office).get(kind.url("list"), {"export": "xlsx", "q": "sxy"})
    rows = exported(response)
    assert len(rows) == 2
    assert "单小雨" in rows[1]
