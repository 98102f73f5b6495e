"""Excel in and out: upload, preview, import, export."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from apps.core.views import ActPage, ConfirmPage, DetailPage, PlainPage
from apps.core.xlsx import file_response
from apps.groups.middleware import SEMESTER_KEY
from apps.jobs.choices import JobState
from apps.jobs.models import Job
from apps.schools.models import Semester
from apps.staff.seats import SCHOOL_KEY
from apps.workbooks.choices.jobs import CHECK, IMPORT, MARKED
from apps.workbooks.choices.layout import ITEMS, SCHOOL, SHEETS
from apps.workbooks.forms import UploadForm
from apps.workbooks.selectors import previews
from apps.workbooks.services import exporting, work

PAGE_MISTAKES = 50


class Workbooks:
    """Pages of the area."""

    area = "workbooks"

    def crumbs(self):
        return [(_("Excel in and out"), reverse("workbooks:home"))]


class Home(Workbooks, ActPage):
    """Upload a workbook, take one away, see what was imported."""

    permission = "workbooks.view_workbook"
    template_name = "workbooks/home.html"
    form_class = UploadForm
    title = gettext_lazy("Excel in and out")

    def crumbs(self):
        return []

    def form_valid(self, form):
        job = work.request_check(
            school=self.request.user.seat.school, name=form.name, content=form.content,
            digest=form.digest, actor=self.request.user,
        )  # fmt: skip
        return redirect(job)

    def get_context_data(self, **kwargs):
        user = self.request.user
        semesters = self.request.semesters if user.has_perm("workbooks.export_semester") else []
        return super().get_context_data(
            jobs=previews.recent_jobs(user, user.seat.school), exportable=semesters, **kwargs
        )


class FormatDetail(Workbooks, PlainPage):
    """What the workbook looks like, sheet by sheet."""

    permission = "workbooks.view_format"
    template_name = "workbooks/format_detail.html"
    title = gettext_lazy("What the workbook looks like")

    def get_context_data(self, **kwargs):
        sheets = [(sheet, [(c, exporting.how_to_fill(c)) for c in self.columns(sheet)]) for sheet in SHEETS]
        return super().get_context_data(sheets=sheets, **kwargs)

    def columns(self, sheet):
        return [item.column for item in ITEMS] if sheet is SCHOOL else sheet.columns


class TemplateDownload(Workbooks, PlainPage):
    permission = "workbooks.view_format"

    def get(self, request, *args, **kwargs):
        return file_response(exporting.make_template(), "学期工作簿（空白）.xlsx")


class SemesterExport(Workbooks, DetailPage):
    """A semester as a workbook."""

    model = Semester
    permission = "workbooks.export_semester"

    def get_queryset(self):
        return super().get_queryset().select_related("school", "year")

    def get(self, request, *args, **kwargs):
        return file_response(exporting.export_semester(self.object), exporting.file_name(self.object))


class DoneJob(Workbooks):
    """Pages of a check or an import that is over and done."""

    model = Job
    kind: str

    def get_queryset(self):
        jobs = super().get_queryset().filter(kind=self.kind, state=JobState.DONE)
        return jobs.select_related("school", "requested_by")

    def get_context_data(self, **kwargs):
        job = self.object
        return super().get_context_data(
            job=job, about=previews.about(job), result=job.result, lines=previews.lines_of(job),
            notices=previews.notices_of(job), **kwargs,
        )  # fmt: skip


class CheckDetail(DoneJob, DetailPage):
    """The preview: what would change, and every mistake."""

    kind = CHECK
    permission = "workbooks.view_workbook"
    template_name = "workbooks/check_detail.html"

    def get_title(self):
        return _("Check: %(name)s") % {"name": self.object.params["name"]}

    def get_context_data(self, **kwargs):
        job = self.object
        mistakes = Paginator(previews.mistakes_of(job), PAGE_MISTAKES)
        return super().get_context_data(
            mistakes=mistakes.get_page(self.request.GET.get("page")),
            marked=job.files.filter(role=MARKED).exists(), imported=previews.import_of(job), **kwargs,
        )  # fmt: skip


class ImportCreate(DoneJob, ConfirmPage):
    """Import what was checked; while it is under way, or done, the page of that import."""

    kind = CHECK
    permission = "workbooks.add_import"
    danger = False

    def post(self, request, *args, **kwargs):
        if not self.object.result.get("ready"):
            messages.error(
                request, _("There are mistakes in this workbook. Correct them and upload it again.")
            )
            return redirect("workbooks:check_detail", pk=self.object.pk)
        return redirect(
            previews.import_of(self.object) or work.request_import(self.object, actor=request.user)
        )

    def get_title(self):
        return _("Import %(name)s?") % {"name": self.object.params["name"]}

    def get_context_data(self, **kwargs):
        self.submit_label = pgettext("workbook", "Import")
        self.warning = _("Everything in the workbook is written, or nothing.")
        return super().get_context_data(**kwargs)


class ImportDetail(DoneJob, DetailPage):
    """The result. Whoever imported another school's workbook is taken to that school."""

    kind = IMPORT
    permission = "workbooks.view_workbook"
    template_name = "workbooks/import_detail.html"

    def get(self, request, *args, **kwargs):
        job, semester = self.object, previews.semester_of(self.object)
        if job.school != request.user.seat.school:
            request.session[SCHOOL_KEY] = job.school_id
            request.session.pop(SEMESTER_KEY, None)
            return redirect(f"{request.path}?semester={semester.pk if semester else ''}")
        return super().get(request, *args, **kwargs)

    def get_title(self):
        return _("Imported: %(name)s") % {"name": self.object.params["name"]}

    def get_context_data(self, **kwargs):
        return super().get_context_data(semester=previews.semester_of(self.object), **kwargs)
