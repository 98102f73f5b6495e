"""The inbox, and the acts on one case: approve, return, take back what was handed in or decided."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.approvals import services, things
from apps.approvals.filters import InboxFilter
from apps.approvals.forms import DecisionForm, ReturnForm
from apps.approvals.models import Case
from apps.approvals.serializers import ApproveIn, CaseOut, CaseWithHistory, ReturnIn
from apps.core.rest.fields import Nothing
from apps.core.rest.forms import filled
from apps.core.rest.views import Act, Collection, Item


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
        marks = things.thing_of(self.object.subject).marks
        form = filled(self.form_class, sent, user=self.request.user, marks=marks)
        said = form.cleaned_data
        self.decide(
            draft=said["draft"], opinion=said["opinion"], mark=said.get("mark", ""), actor=self.request.user
        )


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
