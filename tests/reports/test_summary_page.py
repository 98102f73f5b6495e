import re
from dataclasses import replace

import pytest
from django.urls import reverse

from apps.activities.services import save_attendance
from apps.projects.services import set_stage
from apps.reports import links
from apps.reports.selectors import figures
from apps.reports.wording.markers import MARKERS, TABLES, runs
from tests import factories
from tests.reports import made as rows

PAGE = "reports:summary"
PLACES_SHOWN = dict.fromkeys(TABLES.values(), "表")


@pytest.fixture
def made(db, now):
    """T001 is the principal, T002 the head of teaching affairs."""
    return rows.load()


def test_the_page_says_what_the_paper_says(made, browse, now):
    response = browse(made.staff["T001"]).get(reverse(PAGE))
    text = response.content.decode()
    told = figures(made.semester, today=now.date())
    assert response.context["document"].figures == told
    assert [part.heading for part in response.context["document"].parts][0] == "一、组织与领导"
    assert "十、下学期打算" in text
    assert text[text.index("<article") :].count("<svg") == 4
    assert text.count("<h1") == 1


def test_numbers_open_to_their_records_and_the_ledger(made, browse):
    text = browse(made.staff["T001"]).get(reverse(PAGE)).content.decode()
    semester = f"semester={made.semester.pk}"
    for address in (
        f"{reverse('credits:entry_list')}?member={made.staff['T001'].pk}&amp;{semester}",
        f"{reverse('lessonplans:lessonplan_list')}?{semester}&amp;state=returned",
        f"{reverse('portfolio:work_list')}?{semester}&amp;result=awarded&amp;level=county",
        reverse("staff:staffmember_detail", args=[made.staff["T001"].pk]),
    ):
        assert f'href="{address}"' in text


def test_a_figure_in_the_table_opens_exactly_the_entries_it_sums(made, browse):
    client = browse(made.staff["T001"])
    text = client.get(reverse(PAGE)).content.decode()
    member = made.staff["T001"].pk
    (address, shown) = re.search(
        rf'href="([^"]+member={member}&amp;[^"]+family=observation&amp;unit=count)">(\d+)<', text
    ).groups()
    entries = client.get(address.replace("&amp;", "&")).context["table"].rows
    assert len(entries) == int(shown) == 3


def test_the_numbers_of_people_open_exactly_the_attendance_they_count(made, browse):
    client = browse(made.staff["T001"])
    text = client.get(reverse(PAGE)).content.decode()
    attendance = re.escape(reverse("activities:attendance_list"))
    found = re.findall(rf'href="({attendance}[^"]+)"[^>]*>(\d+)<', text)
    asked = {address.split("amp;", 1)[1] for address, _ in found}
    group, lecture = made.groups["甲组"].pk, rows.kind(made, "activity", "lecture").pk
    assert {
        "state=marked",
        "state=came",
        "state=late",
        "state=left_early",
        "state=leave",
        "state=absent",
    } <= asked
    assert {f"state=came&amp;group={group}", f"state=marked&amp;kind={lecture}"} <= asked
    for address, shown in found:
        listed = client.get(address.replace("&amp;", "&")).context["table"].rows
        assert len(listed) == int(shown), address


def test_every_number_of_the_text_that_opens_a_list_opens_just_what_it_counts(made, browse, now):
    client = browse(made.staff["T001"])
    factories.GroupFactory(school=made.semester.school, kind="preparation", name="备课组")
    told = figures(made.semester, today=now.date())
    opened = {}
    for name in MARKERS:
        (run,) = runs(f"{{{name}}}", told, PLACES_SHOWN)
        if run.page not in links.LISTS:
            assert run.page in ("", *TABLES), name
            continue
        page = client.get(links.address(run.page, made.semester.pk, query=run.query))
        assert len(page.context["table"].rows) == int(run.text), name
        opened[name] = int(run.text)
    assert opened["教研组数"] == 2
    assert opened["集体备课次数"] == 2
    assert opened["四定次数"] == 3
    assert opened["录像课节数"] == opened["教案优秀"] == 1


def test_a_number_opens_nothing_where_its_table_is_not_printed_or_no_list_shows_just_these(made, now):
    told = figures(made.semester, today=now.date())
    assert runs("{教师人数}", told, {})[0].page == ""
    own = replace(next(a for a in told.activities if a.is_preparation), organiser_pk=None)
    mixed = replace(told, activities=[*told.activities, own])
    assert runs("{集体备课次数}", mixed, PLACES_SHOWN)[0].page == ""


def test_only_who_sees_the_school_sees_the_summary(made, browse):
    teacher = made.staff["T007"]
    assert browse(teacher).get(reverse(PAGE)).status_code == 403
    leading = factories.GroupFactory(school=made.semester.school, kind="leading", name="领导小组")
    factories.MembershipFactory(group=leading, member=teacher)
    assert browse(teacher).get(reverse(PAGE)).status_code == 200


def test_who_sees_the_own_school_may_not_ask_for_another_ones(made, cast, seated):
    principal = seated(cast.principal)
    for permission in ("reports.view_summary", "reports.print_summary"):
        assert principal.has_perm(permission, cast.semester)
        assert not principal.has_perm(permission, made.semester)
    assert not seated(cast.office).has_perm("reports.change_text", made.semester)


def test_buttons_follow_the_rights(made, browse):
    edit = reverse("reports:text_list", args=[made.semester.pk])
    assert edit in browse(made.staff["T002"]).get(reverse(PAGE)).content.decode()
    principal = browse(made.staff["T001"]).get(reverse(PAGE)).content.decode()
    assert edit not in principal
    assert reverse("reports:summary_print", args=[made.semester.pk]) in principal


def test_a_name_no_font_has_is_reported_by_name(made, browse):
    member = made.staff["T002"]
    member.name = "李\ue123"
    member.save()
    response = browse(made.staff["T001"]).get(reverse(PAGE))
    assert response.context["unprintable"][0] == {"text": "李\ue123（T002）", "characters": ["\ue123 U+E123"]}
    assert "李\ue123（T002）" in response.content.decode()


def test_a_school_without_a_semester_is_told_what_to_do(cast, browse):
    response = browse(cast.stranger).get(reverse(PAGE))
    assert response.status_code == 200
    assert reverse("schools:semester_list") in response.content.decode()


def test_the_page_takes_as_many_queries_for_much_as_for_little(cast, browse, django_assert_num_queries):
    activity = factories.ActivityFactory(school=cast.school, semester=cast.semester)
    attended = factories.AttendanceFactory(activity=activity, member=cast.teacher)
    save_attendance([attended], actor=None, reason="as recorded")
    set_stage(
        factories.ProjectFactory(school=cast.school), semester=cast.semester, stage="opening", origin="page"
    )
    much = rows.load()
    for principal in (cast.principal, much.staff["T001"]):
        client = browse(principal)
        client.get(reverse(PAGE))
        with django_assert_num_queries(30):
            client.get(reverse(PAGE))
