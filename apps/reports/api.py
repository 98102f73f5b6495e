"""The figures of a semester's summary, its words, its files."""

from django.http import Http404
from django.utils.translation import gettext_lazy as _

from apps.activities.models import Activity
from apps.core.rest.formed import Formed, PlainAct
from apps.core.rest.views import FileItem, Item
from apps.core.xlsx import XLSX, file_response
from apps.jobs.serializers import JobOut
from apps.reports import attendance, selectors, services, sheets
from apps.reports.forms import TextForm
from apps.reports.models import SummaryText
from apps.reports.serializers import SeenIn, SummaryOut, TextIn, TextOut, TextsOut
from apps.reports.wording.sections import BY_KEY, SECTIONS
from apps.schools.models import Semester


class SummaryArea:
    area = "summary"
    model = Semester

    def rows(self):
        return super().rows().select_related("school", "year")

    def figures(self):
        return selectors.figures(self.object, today=self.request.today)


class SummaryItem(SummaryArea, Item):
    may = {"get": "reports.view_summary"}
    summary = {"get": _("Figures of the semester summary")}
    reads = SummaryOut

    def get(self, request, *args, **kwargs):
        figures = self.figures()
        return self.told(
            {
                "semester": self.object, "figures": figures, "activity_count": len(figures.activities),
                "reached_count": len(figures.reached), "work_count": len(figures.works),
                "project_count": len(figures.projects),
            }
        )  # fmt: skip


class SummaryPrint(SummaryArea, PlainAct):
    """While the files are being made, the same job is answered."""

    may = {"post": "reports.print_summary"}
    summary = {"post": _("Have the summary made as PDF, tables and figures; answers the job")}
    reads = JobOut

    def post(self, request, *args, **kwargs):
        self.input()
        return self.told(services.request_summary(semester=self.object, actor=request.user))


class SummaryTables(SummaryArea, FileItem):
    may = {"get": "reports.print_summary"}
    summary = {"get": _("The tables of the summary as an Excel file")}
    media_types = (XLSX,)

    def get(self, request, *args, **kwargs):
        year = self.object.year
        name = f"{self.object.school.name} {year.label}-{self.object.term}.xlsx"
        return file_response(sheets.tables(self.figures()), name)


class SignInSheet(FileItem):
    area = "activities"
    may = {"get": "activities.print_list"}
    summary = {"get": _("The sign-in sheet of an activity, to be printed")}
    model, media_types = Activity, (services.PDF,)

    def rows(self):
        return super().rows().select_related("school", "organiser", "speaker", "kind")

    def get(self, request, *args, **kwargs):
        name = f"{self.object.title} 签到表.pdf"
        return file_response(attendance.print_sheet(self.object), name, services.PDF)


class TextArea(SummaryArea):
    """The words of a section: the office's own, else those written from the figures."""

    def own_words(self) -> dict[str, SummaryText]:
        rows = SummaryText.objects.visible_to(self.request.user).filter(semester=self.object)
        return {row.section: row for row in rows}

    def words(self, section, own: dict, figures) -> dict:
        row = own.get(section.key)
        return {
            "section": section.key, "title": str(section.title), "is_own": row is not None,
            "text": row.text if row else section.draft(figures), "seen": row.version if row else "",
        }  # fmt: skip


class TextList(TextArea, Item):
    may = {"get": "reports.change_text"}
    summary = {"get": _("The words of the summary, section by section")}
    reads, tells_all = TextsOut, True

    def get(self, request, *args, **kwargs):
        own, figures = self.own_words(), self.figures()
        return self.told({"texts": [self.words(section, own, figures) for section in SECTIONS]})


class OfSection(TextArea):
    reads = TextOut

    def prepare(self, request):
        super().prepare(request)
        if self.kwargs["section"] not in BY_KEY:
            raise Http404
        self.section = BY_KEY[self.kwargs["section"]]

    def get(self, request, *args, **kwargs):
        return self.told(self.words(self.section, self.own_words(), self.figures()))


class TextItem(OfSection, Formed, Item):
    may = {"get": "reports.change_text", "put": "reports.change_text"}
    summary = {
        "get": _("The words of one section of the summary"),
        "put": _("Rewrite a section, on what was read; an empty text leaves it out"),
    }
    form_class, takes = TextForm, {"put": TextIn}

    def put(self, request, *args, **kwargs):
        said = self.form(self.input()).cleaned_data
        services.save_text(semester=self.object, section=self.section.key, actor=request.user, **said)
        return self.get(request)


class TextRestore(OfSection, Item):
    may = {"post": "reports.change_text"}
    summary = {"post": _("Back to the words written from the figures, instead of those that were read")}
    takes = {"post": SeenIn}

    def post(self, request, *args, **kwargs):
        services.restore_text(semester=self.object, section=self.section.key, seen=self.input()["seen"])
        return self.get(request)
