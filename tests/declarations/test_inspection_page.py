"""What was looked through on paper: recorded once for a group, it counts for the inspector and for each teacher."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.urls import reverse

from apps.credits import drafting
from apps.credits.models import Entry, EntryKind
from apps.declarations.models import Declaration
from apps.declarations.services import withdraw_declarations
from apps.requirements.models import Scheme
from apps.requirements.presets import preset_scheme
from apps.requirements.selectors import evaluate
from apps.staff.models import StaffMember
from tests.credits.test_presets_on_records import hold
from tests.factories import GroupFactory, SubjectFactory, kind_of
from tests.requirements.test_owed_pages import card_of

PAGE = reverse("declarations:inspection_record")


@pytest.fixture
def adopted(cast):
    """A school that asks for marked homework and monthly inspections, and counts hours as the usual pack does."""
    hold(cast, "school-hours")
    draft = drafting.begin_from(Scheme, preset_scheme("junior-middle"), school=cast.school)
    drafting.publish(draft, first=date(2025, 9, 1), actor=cast.office.user)
    subject = SubjectFactory(school=cast.school, name="语文")
    StaffMember.objects.filter(pk=cast.teacher.pk).update(subject=subject)


def named(cast, name):
    return EntryKind.objects.get(school=cast.school, name=name)


def filled(cast, **changes):
    plain = {
        "kind": named(cast, "作业检查").pk, "day": "2025-10-31", "counted": named(cast, "作业批改").pk,
        "first": "2025-10-01", "last": "2025-10-31", f"of-{cast.teacher.pk}": "9",
    }  # fmt: skip
    return plain | changes


def recorded():
    rows = Declaration.objects.order_by("pk")
    return [(d.author.name, d.category.name, d.times, str(d.starts_on), str(d.ends_on)) for d in rows]


def test_one_form_records_the_inspection_and_what_each_teacher_had(cast, adopted, browse):
    page = browse(cast.office)
    answer = page.post(f"{PAGE}?group={cast.group.pk}", filled(cast))
    assert answer.status_code == 302
    assert recorded() == [
        (cast.office.name, "作业检查", 1, "2025-10-31", "2025-10-31"),
        (cast.teacher.name, "作业批改", 9, "2025-10-01", "2025-10-31"),
    ]
    assert not Entry.objects.filter(hours__gt=0).exists()
    found = evaluate(cast.semester, today=date(2025, 12, 19))
    marked = next(
        a.owed for a in found.by_holder[f"member:{cast.teacher.pk}"] if a.requirement.code == "homework"
    )
    october = next(p for p in marked.periods if p.window.first.month == 10)
    assert (october.done, october.required) == (9, 9)
    own = {a.requirement.code: a.owed.done for a in found.by_holder[f"member:{cast.office.pk}"]}
    assert own["inspect-homework"] == 1


def test_the_next_group_follows_with_what_was_said_of_the_one_before(cast, adopted, browse):
    GroupFactory(school=cast.school, name="乙组", kind=cast.group.kind)
    page = browse(cast.office)
    first, second = page.get(PAGE).context["groups"][:2]
    assert page.get(f"{PAGE}?group={first.pk}").context["form"]["kind"].value() is None
    sent = {"kind": named(cast, "作业检查").pk, "day": "2025-10-31"}
    answer = page.post(f"{PAGE}?group={first.pk}", sent)
    shown = page.get(answer.url).context
    assert (shown["group"], shown["form"]["kind"].value(), shown["form"]["day"].value()) == (
        second, str(sent["kind"]), "2025-10-31",
    )  # fmt: skip
    last = page.get(PAGE).context["groups"][-1]
    assert (
        page.post(f"{PAGE}?group={last.pk}", sent).url == Declaration.objects.latest("pk").get_absolute_url()
    )


def test_either_list_begins_with_what_it_is_for(cast, adopted, browse):
    fields = browse(cast.office).get(f"{PAGE}?group={cast.group.pk}").context["form"].fields
    kinds, counted = ([kind.name for kind in fields[name].queryset] for name in ("kind", "counted"))
    assert sorted(kinds) == sorted(counted)
    assert set(kinds[:2]) == set(counted[-2:]) == {"听课本检查", "作业检查"}


def test_without_kinds_of_inspection_the_page_says_what_brings_them(cast, browse):
    """A form that could not be sent is not shown; only the office is led to what it alone may do."""
    steps = [reverse("requirements:scheme_choose"), reverse("credits:entrykind_create")]
    for member, offered in ((cast.office, steps), (cast.leader, [])):
        text = browse(member).get(PAGE).content.decode()
        assert ("学校还没有检查的种类" in text, 'name="kind"' in text) == (True, False)
        assert [url for url in steps if f'href="{url}"' in text.partition("<main")[2]] == offered


def test_who_owes_inspections_is_led_to_where_they_are_recorded(cast, adopted, browse):
    with time_machine.travel(datetime(2025, 9, 10, 10, tzinfo=UTC)):
        _card, next_step = card_of(browse(cast.office).get(reverse("requirements:owed")), "inspect-homework")
    assert next_step[1] == PAGE


def test_the_same_days_are_not_counted_twice_and_nothing_is_written_then(cast, adopted, browse):
    page = browse(cast.office)
    page.post(f"{PAGE}?group={cast.group.pk}", filled(cast))
    before = recorded()
    again = page.post(f"{PAGE}?group={cast.group.pk}", filled(cast))
    assert "已经登记过" in again.content.decode()
    later = page.post(f"{PAGE}?group={cast.group.pk}", filled(cast, day="2025-11-03"))
    assert f"已经数过：{cast.teacher.name}" in later.content.decode()
    assert recorded() == before


def test_taken_back_it_counts_no_more(cast, adopted, browse, now):
    browse(cast.office).post(f"{PAGE}?group={cast.group.pk}", filled(cast))
    row = Declaration.objects.get(author=cast.teacher)
    withdraw_declarations([row], actor=cast.office.user, now=now, reason="数错了")
    assert not Entry.objects.standing().filter(member=cast.teacher).exists()


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"counted": ""}, "请选下面的数字数的是什么"),
        ({"first": ""}, "请填从哪天数到哪天"),
        ({"first": "2025-11-01"}, "最后一天"),
        ({"day": "2099-01-01"}, "还没到"),
    ],
)
def test_what_is_missing_is_said_at_its_field(cast, adopted, browse, changes, told):
    answer = browse(cast.office).post(f"{PAGE}?group={cast.group.pk}", filled(cast, **changes))
    assert answer.status_code == 422
    assert told in answer.content.decode()


def test_a_leader_records_for_the_groups_they_lead_and_nobody_else(cast, adopted, browse):
    page = browse(cast.leader)
    shown = page.get(PAGE).content.decode()
    assert (cast.teacher.name in shown, f"of-{cast.leader.pk}" in shown) == (True, False)
    assert page.get(f"{PAGE}?group=999999").status_code == 404
    assert browse(cast.teacher).get(PAGE).status_code == 403


def test_tutoring_is_declared_by_how_many_lessons(cast, form, browse):
    own = EntryKind.objects.create(school=cast.school, family="other", name="课后辅导")
    sent = form(category=own.pk, title="秋季课后辅导", hours="", days="", level="", times="88")
    assert browse(cast.teacher).post(reverse("declarations:declaration_submit"), sent).status_code == 302
    assert Declaration.objects.get().times == 88
    assert kind_of(cast.school, "other", "training").needs_proof
