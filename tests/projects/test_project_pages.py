import pytest
from django.urls import reverse

from apps.projects.models import Project, ProjectTerm
from tests.factories import ProjectFactory, SemesterFactory

LIST = "projects:project_list"


def sent(**fields):
    return {
        "code": "K07", "title": "作业设计微研究", "level": "school", "kind": "micro", "parent": "", "leader": "",
        "writer": "", "members": [], "registered_on": "", "stage": "opening",
    } | fields  # fmt: skip


def test_the_office_adds_a_project_with_its_stage_of_this_semester(cast, browse):
    form = sent(leader=cast.teacher.pk, members=[cast.colleague.pk])
    browse(cast.office).post(reverse("projects:project_create"), form)
    project = Project.objects.get()
    assert (project.leader, list(project.members.all())) == (cast.teacher, [cast.colleague])
    assert ProjectTerm.objects.get().stage == "opening"
    page = browse(cast.teacher).get(reverse("projects:project_detail", args=[project.pk]))
    assert page.status_code == 200


def test_an_empty_stage_takes_the_project_out_of_the_semester(cast, browse):
    client = browse(cast.office)
    client.post(reverse("projects:project_create"), sent())
    client.post(reverse("projects:project_edit", args=[Project.objects.get().pk]), sent(stage=""))
    assert not ProjectTerm.objects.exists()
    assert len(client.get(reverse(LIST)).context["table"].rows) == 0
    assert len(client.get(reverse(LIST), {"when": "all"}).context["table"].rows) == 1


def test_a_number_used_twice_and_a_circle_are_refused_at_the_field(cast, browse):
    client = browse(cast.office)
    above = ProjectFactory(school=cast.school, code="K01")
    below = ProjectFactory(school=cast.school, code="K02", parent=above)
    twice = client.post(reverse("projects:project_create"), sent(code="K01"))
    assert "code" in twice.context["form"].errors
    circle = client.post(reverse("projects:project_edit", args=[above.pk]), sent(code="K01", parent=below.pk))
    assert "parent" in circle.context["form"].errors


@pytest.fixture
def main(cast):
    main = ProjectFactory(
        school=cast.school, title="校本研修", code="K01", leader=cast.teacher, level="province"
    )
    part = ProjectFactory(
        school=cast.school, title="集体备课", code="K02", parent=main, kind="sub", writer=cast.leader
    )
    part.members.add(cast.colleague)
    for project, stage in ((main, "opening"), (part, "midterm")):
        ProjectTerm.objects.create(school=cast.school, project=project, semester=cast.semester, stage=stage)
    return main


def test_the_page_shows_people_stages_and_sub_projects(main, cast, browse):
    response = browse(cast.teacher).get(main.get_absolute_url())
    text = response.content.decode()
    assert [child.title for child in response.context["children"]] == ["集体备课"]
    assert [term.stage for term in response.context["terms"]] == ["opening"]
    assert cast.teacher.get_absolute_url() in text
    part = Project.objects.get(code="K02")
    below = browse(cast.teacher).get(part.get_absolute_url()).content.decode()
    assert main.get_absolute_url() in below
    assert cast.colleague.get_absolute_url() in below


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ({"stage": "midterm"}, {"集体备课"}), ({"level": "province"}, {"校本研修"}), ({"kind": "sub"}, {"集体备课"}),
        ({"q": "sxy"}, {"校本研修"}), ({"q": "K02"}, {"集体备课"}), ({"stage": "closing"}, set()),
    ],
)  # fmt: skip
def test_filters(main, cast, browse, query, titles):
    rows = browse(cast.teacher).get(reverse(LIST), query).context["table"].rows
    assert {row.record.title for row in rows} == titles


@pytest.mark.parametrize(("role", "titles"), [("teacher", {"校本研修"}), ("leader", {"集体备课"}),
                                              ("colleague", {"集体备课"}), ("office", set())])  # fmt: skip
def test_the_projects_of_one_person_whatever_their_part(main, cast, browse, role, titles):
    member = getattr(cast, role)
    response = browse(cast.office).get(reverse(LIST), {"person": member.pk})
    assert {row.record.title for row in response.context["table"].rows} == titles
    assert member.name in response.context["chips"][0]["text"]


def test_whoever_saves_over_a_change_of_someone_else_is_told(main, cast, browse):
    client, edit = browse(cast.office), reverse("projects:project_edit", args=[main.pk])
    version = client.get(edit).context["form"]["version"].value()
    sent = sent_of(main) | {"version": version}
    assert client.post(edit, sent | {"title": "校本研修实践"}).status_code == 302
    assert client.post(edit, sent | {"title": "另一个题目"}).status_code == 422
    main.refresh_from_db()
    assert main.title == "校本研修实践"


def sent_of(project):
    return sent(code=project.code, title=project.title, level=project.level, kind=project.kind)


def test_only_the_office_writes_and_only_the_school_reads(cast, browse):
    project = ProjectFactory(school=cast.school)
    edit = reverse("projects:project_edit", args=[project.pk])
    assert browse(cast.teacher).get(edit).status_code == 403
    assert browse(cast.stranger).get(edit).status_code == 404
    assert browse(cast.stranger).get(project.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_with_one_row_and_with_three(cast, browse, rows, django_assert_num_queries):
    other = SemesterFactory(
        school=cast.school, year=cast.semester.year, term=2, starts_on="2026-02-16", ends_on="2026-07-03"
    )
    for _ in range(rows):
        project = ProjectFactory(school=cast.school, leader=cast.teacher)
        for semester in (cast.semester, other):
            ProjectTerm.objects.create(
                school=cast.school, project=project, semester=semester, stage="opening"
            )
    client = browse(cast.office)
    client.get(reverse(LIST))
    with django_assert_num_queries(7):
        client.get(reverse(LIST))
