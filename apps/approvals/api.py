"""The inbox, the acts on one case, comments at a place of it, deputies while one is away."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from rest_framework.response import Response

from apps.approvals import reading, selectors, services, things
from apps.approvals.filters import InboxFilter
from apps.approvals.forms import AbsenceForm, AnswerForm, DecisionForm, RemarkForm, ReturnForm
from apps.approvals.models import Absence, Case, Remark
from apps.approvals.serializers import (
    AbsenceChange,
    AbsenceIn,
    AbsenceOut,
    AnswerIn,
    ApproveIn,
    CaseOut,
    CaseWithHistory,
    RemarkIn,
    RemarksOut,
    ReturnIn,
)
from apps.core.rest.fields import Nothing
from apps.core.rest.forms import filled
from apps.core.rest.views import Act, ChangingItem, Collection, CreatingCollection, Item


class CaseArea:
    area = "inbox"
    model, reads = Case, CaseWithHistory

    def rows(self):
        return super().rows().select_related("author")


class Inbox(CaseArea, Collection):
    may = {"get": "approvals.view_inbox"}
    summary = {"get": _("What waits for me, the oldest first")}
    reads, filterset_class = CaseOut, InboxFilter
    sorts = {"submitted_at": "submitted_at", "due_on": "due_on"}

    def rows(self):
        return super().rows().lying_with(self.request.user).order_by("submitted_at", "pk")


class CaseItem(CaseArea, Item):
    may = {"get": "approvals.view_inbox"}
    summary = {"get": _("One case in review: its state, with whom it lies, its history")}


class CaseSeen(CaseArea, Act):
    """Reading alone changes nothing: a program says when a reviewer has opened the thing."""

    may = {"post": "approvals.decide_case"}
    summary = {"post": _("Note that I have opened it; its author can no longer take it back")}
    takes = {"post": Nothing}

    def act(self, sent):
        services.mark_seen(self.object, actor=self.request.user)


class Decide(CaseArea, Act):
    """A decision names the draft that was read; of a draft replaced meanwhile it is refused."""

    may = {"post": "approvals.decide_case"}
    form_class = DecisionForm

    def act(self, sent):
        case, user = self.object, self.request.user
        marks = things.thing_of(case.subject).marks
        for_county = selectors.for_the_county(case, user)
        said = filled(self.form_class, sent, user=user, marks=marks, for_county=for_county).cleaned_data
        self.decide(
            draft=said["draft"], opinion=said["opinion"], mark=said.get("mark", ""), actor=user,
            decided_on=said.get("decided_on"),
        )  # fmt: skip


class CaseApprove(Decide):
    summary = {"post": _("Approve the draft that was read")}
    takes = {"post": ApproveIn}

    def decide(self, **said):
        services.approve(self.object, today=self.request.today, **said)


class CaseReturn(Decide):
    summary = {"post": _("Return the draft that was read, with a reason")}
    takes = {"post": ReturnIn}
    form_class = ReturnForm

    def decide(self, **said):
        services.return_case(self.object, **said)


class CaseWithdraw(CaseArea, Act):
    may = {"post": "approvals.withdraw_case"}
    summary = {"post": _("Take back what I have handed in, as long as nobody has opened it")}
    takes = {"post": Nothing}

    def act(self, sent):
        services.withdraw(self.object, actor=self.request.user)


class CaseUndo(CaseArea, Act):
    may = {"post": "approvals.undo_case"}
    summary = {"post": _("Take back my decision, within an hour")}
    takes = {"post": Nothing}

    def act(self, sent):
        services.undo(self.object, actor=self.request.user, now=timezone.now())


class Commented(CaseArea):
    """Answers the comments on a case, as far as one may read them; the last draft is the one that is read."""

    reads = RemarksOut

    def comments(self, case: Case) -> Response:
        shown = reading.read(case, self.request.user)
        places = [{"place": place, "words": words} for place, words in shown.places()] if shown else []
        remarks = reading.remarks_of(case, self.request.user, shown)
        return self.told(
            {"case_id": case.pk, "draft": case.draft_number, "places": places, "remarks": remarks}
        )


class RemarkList(Commented, Item):
    may = {"get": "approvals.view_inbox", "post": "approvals.decide_case"}
    summary = {
        "get": _("The comments on a case, and the places of its last draft"),
        "post": _("Comment on the draft that was read, at a place of it"),
    }
    takes = {"post": RemarkIn}

    def get(self, request, *args, **kwargs):
        return self.comments(self.object)

    def post(self, request, *args, **kwargs):
        shown = reading.read(self.object, request.user)
        form = filled(RemarkForm, self.input(), places=shown.places() if shown else [])
        said = form.cleaned_data
        said["quote"] = said["quote"] or (shown.words_at(said["place"]) if shown else "")
        services.add_remark(self.object, actor=request.user, **said)
        return self.comments(self.object)


class OnRemark(Commented, Act):
    """An act on one comment; answers all of them."""

    model = Remark

    def rows(self):
        cases = Case.objects.visible_to(self.request.user)
        rows = Remark.objects.visible_to(self.request.user).filter(case__in=cases)
        return rows.select_related("case__author")

    def answer(self):
        return self.comments(self.object.case)


class RemarkAnswer(OnRemark):
    may = {"post": "approvals.answer_remark"}
    summary = {"post": _("Answer a comment on what I have handed in, or tick it off")}
    takes = {"post": AnswerIn}

    def act(self, sent):
        known = {"done": self.object.done_at is not None}
        said = filled(AnswerForm, sent, instance=self.object, initial=known).cleaned_data
        services.answer_remark(self.object, answer=said["answer"], done=said["done"], now=timezone.now())


class RemarkDelete(OnRemark):
    may = {"post": "approvals.delete_remark"}
    summary = {"post": _("Take back a comment of mine, as long as its author has not been given it")}
    takes = {"post": Nothing}

    def act(self, sent):
        services.delete_remark(self.object, actor=self.request.user)


class AbsenceArea:
    area = "inbox"
    model, reads = Absence, AbsenceOut

    def rows(self):
        """One's own."""
        rows = super().rows().filter(member_id=self.request.user.seat.member_id)
        return rows.select_related("deputy")

    def keep(self, sent, **kwargs) -> Absence:
        user = self.request.user
        form = filled(AbsenceForm, sent, user=user, **kwargs)
        return services.name_deputy(form.instance, member=user.seat.member, today=self.request.today)


class AbsenceList(AbsenceArea, CreatingCollection):
    may = {"get": "approvals.name_deputy", "post": "approvals.name_deputy"}
    summary = {"get": _("Days on which a deputy reviews for me"), "post": _("Name a deputy for some days")}
    takes = {"post": AbsenceIn}
    sorts = {"starts_on": "starts_on"}

    def create(self, sent):
        return self.keep(sent)


class AbsenceItem(AbsenceArea, ChangingItem):
    may = {"get": "approvals.name_deputy", "patch": "approvals.name_deputy"}
    summary = {"get": _("Days on which a deputy reviews for me"), "patch": _("Change the days or the deputy")}
    takes = {"patch": AbsenceChange}

    def change(self, sent):
        self.keep(sent, instance=self.object)


class AbsenceDelete(AbsenceArea, Item):
    may = {"post": "approvals.name_deputy"}
    summary = {"post": _("No deputy any more on these days; answers them as they were")}
    takes = {"post": Nothing}

    def post(self, request, *args, **kwargs):
        self.input()
        gone = self.told(self.object)
        services.drop_deputy(self.object)
        return gone
