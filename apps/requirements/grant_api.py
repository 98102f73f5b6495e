"""Exceptions: exemptions, targets of one's own, borrowing; and reminders to those who still owe something."""

from django.utils import timezone
from django.utils.translation import gettext_lazy
from rest_framework import serializers

from apps.core.rest.fields import IdField, Out, PersonRef, Ref
from apps.core.rest.formed import FormedAct, FormedList
from apps.core.rest.views import Endpoint
from apps.requirements.filters.grants import GrantFilter
from apps.requirements.forms.grants import ExemptionForm, OwnTargetForm, TransferForm, WithdrawForm
from apps.requirements.forms.risk import STATES, chosen_of
from apps.requirements.models import Exemption, OwnTarget, Transfer
from apps.requirements.selectors import requirements_of
from apps.requirements.selectors.risk import Chosen, overview, to_remind
from apps.requirements.services.granting import save_grant, withdraw_grant
from apps.requirements.services.reminding import remind
from apps.schools.api import InSemester, OfSemester

SHARED = ["id", "member", "group", "reason", "withdrawn_at", "withdrawal_reason", "updated_at"]


class GrantOut(Out):
    """Of one staff member or one group. What was taken back stays readable. Why is told to the person, the office and
    principals, of a group to its people; to others ``reason`` and ``withdrawal_reason`` are null.
    """

    member = PersonRef(allow_null=True)
    group = Ref(allow_null=True)
    reason = serializers.CharField(source="shown_reason", allow_null=True)
    withdrawal_reason = serializers.CharField(source="shown_withdrawal", allow_null=True)


class ExemptionOut(GrantOut):
    """``requirements`` by their codes; none: from all of them."""

    class Meta:
        model = Exemption
        fields = [*SHARED, "started_on", "ended_on", "requirements"]


class OwnTargetOut(GrantOut):
    class Meta:
        model = OwnTarget
        fields = [*SHARED, "requirement", "day", "at_least"]


class TransferOut(GrantOut):
    class Meta:
        model = Transfer
        fields = [*SHARED, "requirement", "amount", "into", "out_of"]


class GrantArea(OfSemester):
    area = "ledger"

    def rows(self):
        rows = super().rows().with_shown_reasons(self.request.user)
        return rows.select_related("member", "group")


class GrantList(GrantArea, FormedList):
    """Lists all of them; the semester says which requirements there are to choose from."""

    may = {"get": "requirements.view_grant", "post": "requirements.add_grant"}
    sorts = {"created_at": "created_at"}

    def __init_subclass__(cls, **kwargs):
        super().__init_subclass__(**kwargs)
        meta = type("Meta", (), {"model": cls.model, "fields": []})
        cls.filterset_class = type(f"{cls.model.__name__}Filter", (GrantFilter,), {"Meta": meta})

    def form_kwargs(self):
        held = requirements_of(self.request.semester, self.request.today)
        return super().form_kwargs() | {"requirements": held}

    def save(self, form):
        return save_grant(form.instance, actor=self.request.user, now=timezone.now())


class GrantWithdraw(GrantArea, FormedAct):
    may = {"post": "requirements.withdraw_grant"}
    form_class = WithdrawForm
    by_semester = False

    def save(self, form):
        said = {"actor": self.request.user, "now": timezone.now()}
        withdraw_grant(self.object, reason=form.cleaned_data["reason"], **said)


class ExemptionList(GrantList):
    summary = {"get": gettext_lazy("Exemptions"), "post": gettext_lazy("Exempt somebody")}
    model, reads, form_class = Exemption, ExemptionOut, ExemptionForm


class ExemptionWithdraw(GrantWithdraw):
    summary = {"post": gettext_lazy("Take an exemption back")}
    model, reads = Exemption, ExemptionOut


class OwnTargetList(GrantList):
    summary = {"get": gettext_lazy("Targets of their own"), "post": gettext_lazy("Set somebody a target")}
    model, reads, form_class = OwnTarget, OwnTargetOut, OwnTargetForm


class OwnTargetWithdraw(GrantWithdraw):
    summary = {"post": gettext_lazy("Take a target back")}
    model, reads = OwnTarget, OwnTargetOut


class TransferList(GrantList):
    summary = {"get": gettext_lazy("Borrowing"), "post": gettext_lazy("Let somebody borrow")}
    model, reads, form_class = Transfer, TransferOut, TransferForm


class TransferWithdraw(GrantWithdraw):
    summary = {"post": gettext_lazy("Take a borrowing back")}
    model, reads = Transfer, TransferOut


class RiskAsked(serializers.Serializer):
    """Of whom: by name or pinyin, of one group, by one requirement, by how they stand (at first whoever misses
    something).
    """

    q = serializers.CharField(max_length=100, required=False, allow_blank=True)
    group = IdField(required=False)
    requirement = serializers.CharField(max_length=60, required=False, allow_blank=True)
    state = serializers.ChoiceField(
        [code for code, _word in STATES if code], required=False, allow_blank=True
    )


def chosen_in(asked: dict) -> Chosen:
    return chosen_of({name: str(value) for name, value in asked.items()})


class OwedRemindedOut(serializers.Serializer):
    reminded = serializers.IntegerField()
    earlier = serializers.IntegerField()


class OwedRemind(InSemester, Endpoint):
    area = "ledger"
    may = {"post": "requirements.remind"}
    summary = {
        "post": gettext_lazy("Remind those who still owe something that can be made up, once a day each")
    }
    takes, reads = {"post": RiskAsked}, OwedRemindedOut

    def post(self, request, *args, **kwargs):
        chosen = chosen_in(self.input())
        view = overview(request.user, request.semester, chosen, today=request.today)
        members = [row.holder for row in to_remind(view, request.user)]
        told = remind(
            members, semester=request.semester, actor=request.user, today=request.today, now=timezone.now()
        )
        return self.told({"reminded": told, "earlier": len(members) - told})
