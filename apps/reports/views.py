"""The semester summary: the page, its words, its files."""

from django.core.exceptions import ValidationError
from django.db.models.functions import Length
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import View

from apps.activities.models import Activity
from apps.core.errors import Conflict
from apps.core.templatetags.core import day
from apps.core.views import ActPage, ConfirmPage, DetailPage, Found, PlainPage, Seated
from apps.core.xlsx import file_response
from apps.drafts.pages import KeptForm
from apps.jobs.models import Job
from apps.reports import attendance, document, selectors, services, sheets
from apps.reports.forms import TextForm
from apps.reports.models import SummaryText
from apps.reports.wording import markers
from apps.reports.wording.sections import BY_KEY, SECTIONS
from apps.schools.models import Semester

RUNS = 10
PDF = services.PDF


def runs_of(user, semester):
    """Finished runs of the semester's summary that the user may see, the latest first."""
    rows = Job.objects.visible_to(user).filter(kind=services.KIND, unique_key=str(semester.pk), state="done")
    return rows.select_related("requested_by").order_by("-finished_at")


class SummaryDetail(PlainPage):
    """The summary of the chosen semester as it would be printed now; its numbers open to their records."""

    permission = "reports.view_summary"
    template_name = "reports/summary.html"
    area = "reports"
    by_semester = True

    def permission_object(self):
        return self.request.semester

    def get_title(self):
        return _("Semester summary")

    def get_context_data(self, **kwargs):
        semester = self.request.semester
        context = super().get_context_data(semester=semester, **kwargs)
        if semester is None:
            return context
        figures = selectors.figures(semester, today=self.request.today)
        texts = selectors.texts(semester)
        report = document.assemble(figures, texts, self.request.today)
        runs = list(runs_of(self.request.user, semester)[:RUNS])
        now = document.digest(figures, texts)
        for run in runs:
            run.is_stale = run.result.get("digest") != now
        return context | {
            "document": report, "linked": True, "runs": runs,
            "editable": self.request.user.has_perm("reports.change_text"),
            "left_out": [BY_KEY[key] for key in report.left_out],
            "is_stale": bool(runs) and runs[0].is_stale,
            "unprintable": document.unprintable(report),
        }  # fmt: skip


class OfSemester(Seated):
    """Pages about one semester, named in the address."""

    area = "reports"

    def permission_object(self):
        rows = Semester.objects.visible_to(self.request.user).select_related("school", "year")
        self.semester = get_object_or_404(rows, pk=self.kwargs["pk"])
        return self.semester

    def figures(self):
        return selectors.figures(self.semester, today=self.request.today)

    def summary_url(self) -> str:
        return f"{reverse('reports:summary')}?semester={self.semester.pk}"


class SummaryPrint(OfSemester, View):
    """Asks for the files and goes to the page of the job."""

    permission = "reports.print_summary"
    http_method_names = ["post"]

    def post(self, request, *args, **kwargs):
        return redirect(services.request_summary(semester=self.semester, actor=request.user))


class SummaryTables(OfSemester, View):
    """The tables as an Excel file, at once."""

    permission = "reports.print_summary"

    def get(self, request, *args, **kwargs):
        name = f"{self.semester.school.name} {self.semester.year.label}-{self.semester.term}.xlsx"
        return file_response(sheets.tables(self.figures()), name)


class TextList(OfSemester, PlainPage):
    """The sections: which are written from the figures, which by the office."""

    permission = "reports.change_text"
    template_name = "reports/text_list.html"

    def get_title(self):
        return _("Words of the summary")

    def crumbs(self):
        return [(_("Semester summary"), self.summary_url())]

    def get_context_data(self, **kwargs):
        rows = SummaryText.objects.visible_to(self.request.user).filter(semester=self.semester)
        edited = {row.section: row for row in rows.select_related("edited_by")}
        sections = [(section, edited.get(section.key)) for section in SECTIONS]
        return super().get_context_data(sections=sections, semester=self.semester, **kwargs)


class OfSection(OfSemester):
    """Pages about one section of a semester's summary."""

    permission = "reports.change_text"

    def permission_object(self):
        super().permission_object()
        if self.kwargs["section"] not in BY_KEY:
            raise Http404
        self.section = BY_KEY[self.kwargs["section"]]
        return self.semester

    def row(self):
        """The office's words, None while the section is written from the figures."""
        rows = SummaryText.objects.visible_to(self.request.user).select_related("edited_by")
        return rows.filter(semester=self.semester, section=self.section.key).first()

    def crumbs(self):
        return [
            (_("Semester summary"), self.summary_url()),
            (_("Words of the summary"), reverse("reports:text_list", args=[self.semester.pk])),
        ]

    def preview(self, text: str, figures) -> dict:
        """Context of the preview: the paragraphs with their figures, or why they cannot be shown."""
        try:
            markers.check(text)
        except ValidationError as refusal:
            return {"refusal": " ".join(refusal.messages)}
        return {
            "lines": document.paragraphs(
                text, figures, document.labels(figures, selectors.texts(self.semester))
            )
        }


class TextEdit(KeptForm, OfSection, ActPage):
    """Rewrite a section; what was typed is never lost, also when it is refused."""

    template_name = "reports/text_edit.html"
    form_class = TextForm
    theirs = None

    def draft_key(self):
        return f"summary-{self.semester.pk}-{self.section.key}"

    def get_title(self):
        return _("Words: %(section)s") % {"section": self.section.title}

    def get_initial(self):
        self.counted = self.figures()
        row = self.row()
        text = row.text if row else self.section.draft(self.counted)
        return {"text": text, "seen": row.version if row else ""}

    def save(self, form):
        try:
            services.save_text(
                semester=self.semester, section=self.section.key, text=form.cleaned_data["text"],
                seen=form.cleaned_data["seen"], actor=self.request.user,
            )  # fmt: skip
        except Conflict:
            self.theirs = self.row()
            form.data = form.data.copy()
            form.data["seen"] = (
                self.theirs.version if self.theirs else ""
            )  # whoever has compared may save again
            raise

    def get_success_url(self):
        return f"{self.summary_url()}#section-{self.section.key}"

    def get_context_data(self, **kwargs):
        context = super().get_context_data(
            semester=self.semester, section=self.section, row=self.row(), **kwargs
        )
        text = context["form"]["text"].value() or ""
        draft = self.section.draft(self.counted)
        common = [name for name in markers.MARKERS if f"{{{name}}}" in draft]
        return context | self.preview(text, self.counted) | {
            "common": self.values(common), "others": self.values(n for n in markers.MARKERS if n not in common),
            "places": list(markers.PLACES), "neighbours": self.neighbours(), "theirs": self.theirs,
        }  # fmt: skip

    def values(self, names):
        """(name, meaning, value today) of figures."""
        return [
            (name, markers.MARKERS[name].label, markers.MARKERS[name].value(self.counted)) for name in names
        ]

    def neighbours(self):
        """The sections before and after this one."""
        position = SECTIONS.index(self.section)
        return {
            "before": SECTIONS[position - 1] if position else None,
            "after": SECTIONS[position + 1] if position + 1 < len(SECTIONS) else None,
        }


class TextPreview(OfSection, View):
    """How the words typed so far would be printed; htmx asks while one types."""

    http_method_names = ["post"]

    def post(self, request, *args, **kwargs):
        context = self.preview(request.POST.get("text", ""), self.figures())
        return render(request, "reports/text_preview.html", context)


class TextRestore(OfSection, ConfirmPage):
    """Back to the words written from the figures."""

    model = SummaryText

    def get_object(self, queryset=None):
        row = self.row()
        if row is None:
            raise Http404
        return row

    def permission_object(self):
        found = super().permission_object()
        self.object = self.get_object()
        return found

    def act(self):
        """The page was opened on the version in its address, and promises to remove that one only."""
        seen = self.request.GET.get("seen") or self.object.version
        services.restore_text(semester=self.semester, section=self.section.key, seen=seen)

    def get_title(self):
        return _("Restore the automatic words?")

    def get_success_url(self):
        return reverse("reports:text_edit", args=[self.semester.pk, self.section.key])

    def get_context_data(self, **kwargs):
        self.submit_label = _("Restore the automatic words")
        self.warning = _(
            "What %(name)s wrote on %(day)s is removed from “%(section)s”; it is written from the figures again."
        ) % {
            "name": self.object.edited_by or "—",
            "day": day(self.object.updated_at),
            "section": self.section.title,
        }
        return super().get_context_data(**kwargs)


class RunDetail(DetailPage):
    """The files of one run, whether they still say what the records say, and what could not be printed."""

    model = Job
    permission = "reports.view_summary"
    template_name = "reports/run_detail.html"
    area = "reports"

    def get_queryset(self):
        return super().get_queryset().filter(kind=services.KIND, state="done").select_related("requested_by")

    def get_title(self):
        return _("Semester summary, printed")

    def crumbs(self):
        return [
            (_("Semester summary"), f"{reverse('reports:summary')}?semester={self.object.params['semester']}")
        ]

    def get_context_data(self, **kwargs):
        rows = Semester.objects.visible_to(self.request.user).select_related("school", "year")
        semester = rows.filter(pk=self.object.params["semester"]).first()
        now = semester and document.digest(
            selectors.figures(semester, today=self.request.today), selectors.texts(semester)
        )
        files = self.object.files.defer("content").annotate(size=Length("content")).order_by("pk")
        return super().get_context_data(
            semester=semester, files=files, run=self.object.result,
            is_stale=self.object.result.get("digest") != now, **kwargs,
        )  # fmt: skip


class SignInSheet(Found, Seated, View):
    """The sign-in sheet of an activity, for whoever takes attendance or sees the school; shown, to be printed."""

    model = Activity
    permission = "activities.print_list"

    def get_object(self):
        rows = self.get_queryset().select_related("school", "organiser", "speaker", "kind")
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    def get(self, request, *args, **kwargs):
        name = f"{self.object.title} 签到表.pdf"
        return file_response(attendance.print_sheet(self.object), name, PDF, inline=True)
