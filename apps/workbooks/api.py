"""Excel in and out: a workbook is checked, then imported, each as a job whose state is read at ``jobs/``."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.core.errors import Conflict
from apps.core.rest.formed import Formed, PlainAct
from apps.core.rest.views import Endpoint, FileItem
from apps.core.xlsx import XLSX, file_response
from apps.jobs.choices import JobState
from apps.jobs.models import Job
from apps.jobs.serializers import JobOut
from apps.schools.models import Semester
from apps.workbooks.choices.jobs import CHECK
from apps.workbooks.forms import UploadForm
from apps.workbooks.selectors import previews
from apps.workbooks.serializers import UploadIn
from apps.workbooks.services import exporting, work


class WorkbookCheck(Formed, Endpoint):
    """What is no workbook is refused at once; the rest is read by the job."""

    area = "workbooks"
    may = {"post": "workbooks.view_workbook"}
    summary = {"post": gettext_lazy("Have a workbook checked: what would change, and every mistake")}
    reads, form_class, uploads = JobOut, UploadForm, {"post": UploadIn}

    def post(self, request, *args, **kwargs):
        form = self.form(self.input())
        job = work.request_check(
            school=request.user.seat.school, name=form.name, content=form.content, digest=form.digest,
            actor=request.user,
        )  # fmt: skip
        return self.told(job)


class WorkbookImport(PlainAct):
    """Answers the job of the import; the same one, when it is under way or done."""

    area = "workbooks"
    may = {"post": "workbooks.add_import"}
    summary = {"post": gettext_lazy("Import what was checked: everything in the workbook, or nothing")}
    model, reads = Job, JobOut

    def rows(self):
        return super().rows().filter(kind=CHECK, state=JobState.DONE).select_related("school", "requested_by")

    def post(self, request, *args, **kwargs):
        self.input()
        if not self.object.result.get("ready"):
            raise Conflict(_("There are mistakes in this workbook. Correct them and upload it again."))
        known = previews.import_of(self.object)
        return self.told(known or work.request_import(self.object, actor=request.user))


class SheetFile(FileItem):
    area = "workbooks"
    media_types = (XLSX,)


class SemesterExport(SheetFile):
    may = {"get": "workbooks.export_semester"}
    summary = {"get": gettext_lazy("A semester as a workbook")}
    model = Semester

    def rows(self):
        return super().rows().select_related("school", "year")

    def get(self, request, *args, **kwargs):
        return file_response(exporting.export_semester(self.object), exporting.file_name(self.object))


class TemplateFile(SheetFile):
    """The same for everybody: it is about no row."""

    may = {"get": "workbooks.view_format"}
    summary = {"get": gettext_lazy("An empty workbook, to be filled")}

    def prepare(self, request):
        self.object = None

    def get(self, request, *args, **kwargs):
        return file_response(exporting.make_template(), "学期工作簿（空白）.xlsx")
