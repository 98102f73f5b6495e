"""Works and awards: as the office records them, and as their authors hand them in."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.core.rest.fields import ReasonInput
from apps.core.rest.forms import filled
from apps.core.rest.views import Act, ChangingItem, Creating, CreatingCollection
from apps.credits.record_api import DraftFileItem, HandingIn, StoredFileItem
from apps.portfolio import services
from apps.portfolio.filters import WorkFilter
from apps.portfolio.forms import SubmitForm, WorkForm
from apps.portfolio.models import SOURCE, Work
from apps.portfolio.serializers import (
    WorkAgainIn,
    WorkAgainUpload,
    WorkChange,
    WorkIn,
    WorkOut,
    WorkSubmitIn,
    WorkSubmitUpload,
    WorkWithDrafts,
)


class WorkArea(HandingIn):
    area = "works"
    model, reads = Work, WorkWithDrafts
    subject, submit_form, hand_in = SOURCE, SubmitForm, staticmethod(services.hand_in)

    def rows(self):
        rows = super().rows().select_related("author", "category", "semester__year", "school")
        return rows.prefetch_related("drafts__file")


class WorkList(WorkArea, CreatingCollection):
    may = {"get": "portfolio.view_work", "post": "portfolio.add_work"}
    summary = {"get": _("Works of a semester"), "post": _("Record a work for its author")}
    takes = {"post": WorkIn}
    reads = WorkOut
    filterset_class = WorkFilter
    by_semester = rows_of_semester = True
    sorts = {"date": "date", "title": "title", "characters": "characters"}

    def rows(self):
        return super().rows().prefetch_related(None)

    def create(self, sent):
        form = filled(WorkForm, sent, user=self.request.user, semester=self.request.semester)
        services.save_works([form.instance], actor=self.request.user, reason="")
        return form.instance


class WorkSubmit(WorkArea, Creating):
    may = {"post": "portfolio.submit_work"}
    summary = {"post": _("Hand in a work of mine")}
    takes, uploads = {"post": WorkSubmitIn}, {"post": WorkSubmitUpload}
    by_semester = True

    def create(self, sent):
        return self.handed_in(sent, semester=self.request.semester)


class WorkResubmit(WorkArea, Act):
    may = {"post": "portfolio.resubmit_work"}
    summary = {"post": _("Hand a returned work in again")}
    takes, uploads = {"post": WorkAgainIn}, {"post": WorkAgainUpload}

    def act(self, sent):
        self.handed_in(sent, instance=self.object, semester=self.object.semester)


class WorkItem(WorkArea, ChangingItem):
    may = {"get": "portfolio.view_work", "patch": "portfolio.change_work"}
    summary = {"get": _("One work"), "patch": _("Correct a work")}
    takes = {"patch": WorkChange}

    def change(self, sent):
        form = filled(WorkForm, sent, user=self.request.user, instance=self.object)
        services.save_works([form.instance], actor=self.request.user, reason=form.cleaned_data["reason"])


class WorkWithdraw(WorkArea, Act):
    may = {"post": "portfolio.change_work"}
    summary = {"post": _("Withdraw a work; it is counted no more")}
    takes = {"post": ReasonInput}

    def act(self, sent):
        services.withdraw_works(
            [self.object], actor=self.request.user, now=timezone.now(), reason=sent["reason"]
        )


class WorkDraftFile(WorkArea, DraftFileItem):
    may = {"get": "portfolio.view_work"}
    summary = {"get": _("The document of a draft of a work")}


class WorkProof(WorkArea, StoredFileItem):
    may = {"get": "portfolio.view_work"}
    summary = {"get": _("The proof of what became of a work")}

    def file(self):
        return self.object.proof
