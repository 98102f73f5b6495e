"""From the button to the files."""

import json

import pypdfium2
import pytest
from django.urls import reverse
from django.utils import timezone

from apps.jobs import services as jobs
from apps.jobs.models import Job
from apps.reports.services import KIND, save_text
from tests import factories
from tests.reports import made as rows

pytestmark = pytest.mark.django_db(transaction=True)


def ask(cast, browse, person=None):
    return browse(person or cast.principal).post(reverse("reports:summary_print", args=[cast.semester.pk]))


@pytest.fixture
def done(cast, browse):
    ask(cast, browse)
    job = Job.objects.get(kind=KIND)
    jobs.run(job.pk)
    job.refresh_from_db()
    return job


def test_the_principal_asks_and_gets_three_files(cast, browse, done):
    assert (done.state, done.requested_by) == ("done", cast.principal.user)
    files = {found.role: found for found in done.files.all()}
    assert set(files) == {"pdf", "tables", "figures"}
    assert files["pdf"].name == "清溪小学校本研修工作总结（2025-2026-1）.pdf"
    pages = len(pypdfium2.PdfDocument(bytes(files["pdf"].content)))
    assert done.result["pages"] == pages
    assert json.loads(bytes(files["figures"].content))["school"] == "清溪小学"


def test_the_finished_job_leads_to_the_page_with_the_files(cast, browse, done):
    principal = browse(cast.principal)
    page = principal.get(done.get_absolute_url())
    assert page.url == reverse("reports:run_detail", args=[done.pk])
    text = principal.get(page.url).content.decode()
    assert f"{reverse('jobs:job_file', args=[done.pk, 'pdf'])}?inline=1" in text
    assert done.files.get(role="tables").name in text
    shown = principal.get(f"{reverse('jobs:job_file', args=[done.pk, 'pdf'])}?inline=1")
    assert shown["Content-Type"] == "application/pdf"
    assert shown["Content-Disposition"].startswith("inline")


def test_the_summary_lists_the_run_and_says_when_it_is_out_of_date(cast, browse, done):
    office = browse(cast.office)
    page = office.get(reverse("reports:summary"))
    assert [run.pk for run in page.context["runs"]] == [done.pk]
    assert page.context["is_stale"] is False
    factories.LessonPlanFactory(school=cast.school, semester=cast.semester, author=cast.teacher)
    assert office.get(reverse("reports:summary")).context["is_stale"] is True
    assert office.get(reverse("reports:run_detail", args=[done.pk])).context["is_stale"] is True


def test_every_run_older_than_the_figures_is_marked_and_the_warning_names_its_time(cast, browse, done):
    factories.LessonPlanFactory(school=cast.school, semester=cast.semester, author=cast.teacher)
    ask(cast, browse)
    second = Job.objects.filter(kind=KIND).exclude(pk=done.pk).get()
    jobs.run(second.pk)
    office = browse(cast.office)
    page = office.get(reverse("reports:summary"))
    assert {run.pk: run.is_stale for run in page.context["runs"]} == {done.pk: True, second.pk: False}
    assert page.content.decode().count("已过时") == 1
    second.refresh_from_db()
    factories.LessonPlanFactory(school=cast.school, semester=cast.semester, author=cast.teacher)
    text = office.get(reverse("reports:summary")).content.decode()
    assert text.count("已过时") == 2
    note = text[text.index("note-warning") :].split("</p>")[0]
    assert f"{timezone.localtime(second.finished_at):%H:%M}" in note


def test_rewritten_words_make_a_run_out_of_date_too(cast, browse, done):
    save_text(semester=cast.semester, section="plan", text="改。", seen="", actor=cast.office.user)
    assert browse(cast.office).get(reverse("reports:summary")).context["is_stale"] is True


def test_asking_twice_makes_one_report(cast, browse):
    first, second = ask(cast, browse), ask(cast, browse, cast.office)
    assert first.url == second.url
    assert Job.objects.filter(kind=KIND).count() == 1


def test_the_work_tells_its_steps(cast, browse, monkeypatch):
    ask(cast, browse)
    job = Job.objects.get(kind=KIND)
    told = []
    from apps.reports.services import run_summary

    run_summary(job, lambda done, total, step: told.append((done, total, step)))
    assert told == [(0, 4, "汇总数据"), (1, 4, "绘制图表"), (2, 4, "排版"), (3, 4, "生成表格")]


def test_a_semester_that_is_gone_ends_the_job_with_a_sentence(cast, browse):
    job = jobs.request_job(
        school=cast.school, kind=KIND, unique_key="0", params={"semester": 0}, actor=cast.office.user
    )
    jobs.run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.attempts) == ("failed", 1)
    assert job.error


def test_who_may_print(cast, browse):
    for person, status in ((cast.principal, 302), (cast.office, 302), (cast.teacher, 403), (cast.leader, 403),
                           (cast.stranger, 404)):  # fmt: skip
        assert ask(cast, browse, person).status_code == status
    leading = factories.GroupFactory(school=cast.school, kind="leading", name="领导小组")
    factories.MembershipFactory(group=leading, member=cast.colleague)
    assert ask(cast, browse, cast.colleague).status_code == 302


def test_a_run_is_seen_by_who_asked_the_office_and_the_principal(cast, browse, done):
    address = reverse("reports:run_detail", args=[done.pk])
    for person, status in (
        (cast.principal, 200),
        (cast.office, 200),
        (cast.teacher, 404),
        (cast.stranger, 404),
    ):
        assert browse(person).get(address).status_code == status


def test_a_run_that_is_not_over_has_no_page_of_files(cast, browse):
    ask(cast, browse)
    job = Job.objects.get(kind=KIND)
    assert browse(cast.principal).get(reverse("reports:run_detail", args=[job.pk])).status_code == 404


def test_what_could_not_be_printed_stands_on_the_page_of_the_run(cast, browse):
    made = rows.load()
    factories.PostFactory(member=made.staff["T002"], kind="vice_principal")
    made.staff["T003"].name = "陈\ue123"
    made.staff["T003"].save()
    job = jobs.request_job(
        school=made.semester.school, kind=KIND, unique_key=str(made.semester.pk),
        params={"semester": made.semester.pk}, actor=made.staff["T001"].user,
    )  # fmt: skip
    jobs.run(job.pk)
    page = browse(made.staff["T001"]).get(reverse("reports:run_detail", args=[job.pk]))
    assert "陈\ue123（T003）" in page.content.decode()
