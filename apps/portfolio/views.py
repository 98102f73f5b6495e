"""Works and achievements: list, one of them, its correction and withdrawal."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.core.templatetags.core import day, linked
from apps.credits.record_pages import (
    RecordCorrect,
    RecordCreate,
    RecordDraftFile,
    RecordList,
    RecordProof,
    RecordResubmit,
    RecordSubmit,
    RecordWithdraw,
    ReviewedDetail,
)  # fmt: skip
from apps.credits.record_tables import state_said
from apps.files.choices import FileKind
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


class WorkDetail(WorkArea, ReviewedDetail):
    permission = "portfolio.view_work"
    change_permission = "portfolio.change_work"
    edit_name = "portfolio:work_edit"
    withdraw_name = "portfolio:work_withdraw"
    subject = SOURCE
    resubmit_name = "portfolio:work_resubmit"
    resubmit_permission = "portfolio.resubmit_work"
    proof_name = "portfolio:work_proof"

    def source_key(self):
        return services.work_key(self.object)

    def fields(self):
        work = self.object
        return [
            (_("author"), linked(work.author)), (_("category"), work.category), (_("date"), day(work.date)),
            (_("characters"), self.counted()), (_("level"), work.get_level_display()),
            (_("result"), work.get_result_display()), (_("prize"), work.prize),
            (_("state"), state_said(work)), (_("entered by"), work.get_origin_display()),
            *([(_("proof"), self.proof())] if work.proof_id else []),
        ]  # fmt: skip

    def counted(self):
        """The characters; said where nobody but the author has counted them."""
        last = self.object.drafts.select_related("file").last()
        is_unread = last and last.file and last.file.kind == FileKind.PDF and not last.file.text
        return (
            _("%(n)s, as typed in by the author") % {"n": self.object.characters}
            if is_unread
            else self.object.characters
        )


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


class Handing:
    """The form and the service of both ways of handing a work in."""

    draft_prefix = "work"
    form_class = SubmitForm
    template_name = "portfolio/work_submit.html"
    hand_in = staticmethod(services.hand_in)


class WorkSubmit(Handing, WorkArea, RecordSubmit):
    permission = "portfolio.submit_work"
    title = gettext_lazy("Hand in a work")


class WorkResubmit(Handing, WorkArea, RecordResubmit):
    permission = "portfolio.resubmit_work"
    subject = SOURCE


class DraftFile(WorkArea, RecordDraftFile):
    permission = "portfolio.view_work"


class WorkProof(WorkArea, RecordProof):
    permission = "portfolio.view_work"
