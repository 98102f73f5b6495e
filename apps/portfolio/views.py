"""Works and achievements: list, one of them, its correction and withdrawal."""

from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.approvals import selectors as approvals
from apps.approvals.choices import CaseState
from apps.core.templatetags.core import day, linked
from apps.core.views import DetailPage
from apps.credits.record_pages import (
    RecordCorrect,
    RecordCreate,
    RecordDetail,
    RecordDraftFile,
    RecordList,
    RecordResubmit,
    RecordSubmit,
    RecordWithdraw,
)  # fmt: skip
from apps.drafts.services import discard_draft
from apps.files import services as files
from apps.portfolio import services
from apps.portfolio.filters import WorkFilter
from apps.portfolio.forms import SubmitForm, WorkForm
from apps.portfolio.models import SOURCE, Work
from apps.portfolio.tables import WorkTable


class WorkArea:
    model = Work
    area = "portfolio"
    list_name = "portfolio:work_list"
    list_label = gettext_lazy("Works and awards")
    related = ("author", "category")
    save_records = staticmethod(services.save_works)
    withdraw_records = staticmethod(services.withdraw_works)


class WorkList(WorkArea, RecordList):
    permission = "portfolio.view_work"
    add_permission = "portfolio.add_work"
    create_name = "portfolio:work_create"
    create_label = gettext_lazy("New work")
    table_class = WorkTable
    filterset_class = WorkFilter
    title = gettext_lazy("Works and awards")
    empty_text = gettext_lazy("No work this semester yet. Hand one in; the office's workbook brings more.")

    def actions(self):
        records = super().actions()
        url, style = reverse("portfolio:work_submit"), "" if records else "primary"
        return [*records, *self.action(_("Hand in a work"), url, "portfolio.submit_work", style=style)]


class WorkDetail(WorkArea, RecordDetail):
    permission = "portfolio.view_work"
    change_permission = "portfolio.change_work"
    edit_name = "portfolio:work_edit"
    withdraw_name = "portfolio:work_withdraw"
    template_name = "portfolio/work_detail.html"

    def get(self, request, *args, **kwargs):
        self.case = approvals.case_of(request.user, SOURCE, self.object.pk)
        return self.render_to_response(self.get_context_data(object=self.object, case=self.case))

    def actions(self):
        again = []
        if self.case and self.case.state in {CaseState.RETURNED, CaseState.WITHDRAWN}:
            url = reverse("portfolio:work_resubmit", args=[self.object.pk])
            again = self.action(
                _("Hand in again"), url, "portfolio.resubmit_work", obj=self.object, style="primary"
            )
        return [*again, *super().actions()]

    def source_key(self):
        return services.work_key(self.object)

    def fields(self):
        work = self.object
        return [
            (_("author"), linked(work.author)), (_("category"), work.category), (_("date"), day(work.date)),
            (_("characters"), work.characters), (_("level"), work.get_level_display()),
            (_("result"), work.get_result_display()), (_("prize"), work.prize),
            (_("state"), work.get_state_display()), (_("entered by"), work.get_origin_display()),
            *([(_("proof"), self.proof())] if work.proof_id else []),
        ]  # fmt: skip

    def proof(self):
        url = reverse("portfolio:work_proof", args=[self.object.pk])
        return format_html('<a href="{}">{}</a>', url, _("open"))


class WorkCreate(WorkArea, RecordCreate):
    permission = "portfolio.add_work"
    form_class = WorkForm
    title = gettext_lazy("New work")

    def get_initial(self):
        return {"date": self.request.today}


class WorkEdit(WorkArea, RecordCorrect):
    permission = "portfolio.change_work"
    form_class = WorkForm


class WorkWithdraw(WorkArea, RecordWithdraw):
    permission = "portfolio.change_work"


class HandIn:
    """The form in which an author hands a work in; what is typed is kept until it is."""

    draft_prefix = "work"
    form_class = SubmitForm
    template_name = "portfolio/work_submit.html"
    submit_label = gettext_lazy("Hand in")
    done_text = gettext_lazy("Handed in. Here you see with whom it lies.")

    def get_form_kwargs(self):
        request = self.request
        return {
            **super().get_form_kwargs(), "author": request.user.seat.member, "semester": request.semester,
            "today": request.today,
        }  # fmt: skip

    def save(self, form):
        user, given = self.request.user, form.cleaned_data
        work = services.hand_in(
            form.instance, text=given["text"], upload=given.get("file"), proof=given.get("proof"), actor=user,
            today=self.request.today, now=timezone.now(),
        )  # fmt: skip
        discard_draft(user=user, key=self.draft_key())
        return work


class WorkSubmit(HandIn, WorkArea, RecordSubmit):
    permission = "portfolio.submit_work"
    title = gettext_lazy("Hand in a work")


class WorkResubmit(HandIn, WorkArea, RecordResubmit):
    permission = "portfolio.resubmit_work"
    subject = SOURCE


class DraftFile(WorkArea, RecordDraftFile):
    permission = "portfolio.view_work"


class WorkProof(WorkArea, DetailPage):
    """The proof of what became of a work, to whoever may see the work."""

    permission = "portfolio.view_work"

    def get(self, request, *args, **kwargs):
        if self.object.proof is None:
            raise Http404
        return files.framed_response(self.object.proof)
