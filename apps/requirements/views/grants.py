"""Exemptions, targets of one's own, borrowing: listed for whom they concern, granted and taken back by the office."""

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.core.views import ActOnPage, CreatePage, ListPage
from apps.requirements.filters.grants import GrantFilter
from apps.requirements.forms.grants import ExemptionForm, OwnTargetForm, TransferForm, WithdrawForm
from apps.requirements.models import Exemption, OwnTarget, Transfer
from apps.requirements.selectors import Titles, requirements_named, requirements_of
from apps.requirements.services.granting import save_grant, withdraw_grant
from apps.requirements.tables.grants import ExemptionTable, OwnTargetTable, TransferTable


class Grants:
    @cached_property
    def titles(self) -> Titles:
        return requirements_named(self.request.semester, self.request.today)

    @property
    def area(self):
        """Part of what the office watches; to a teacher, part of what is owed."""
        return "risk" if self.request.user.has_perm("requirements.view_risk") else "owed"

    def crumbs(self):
        if self.area == "risk":
            return [(_("At risk"), reverse("requirements:risk"))]
        return [(_("What I owe"), reverse("requirements:owed"))] if self.request.user.seat.member_id else []


class GrantList(Grants, ListPage):
    permission = "requirements.view_grant"
    filterset_class = GrantFilter
    create_label = gettext_lazy("Grant")

    def get_filterset_class(self):
        """One filter serves the three lists; it asks for the model of each."""
        return type("Filter", (GrantFilter,), {"Meta": type("Meta", (), {"model": self.model, "fields": []})})

    def get_queryset(self):
        rows = super().get_queryset().with_shown_reasons(self.request.user)
        return rows.select_related("member", "group", "granted_by")

    def get_table_kwargs(self):
        may = self.request.user.has_perm("requirements.add_grant")
        return {**super().get_table_kwargs(), "titles": self.titles, "may_withdraw": may}

    def actions(self):
        name = self.model._meta.model_name
        new = self.action(
            self.create_label,
            reverse(f"requirements:{name}_create"),
            "requirements.add_grant",
            style="primary",
        )
        others = [
            one for label, other in LISTS if other != name
            for one in self.action(label, reverse(f"requirements:{other}_list"), "requirements.view_grant")
        ]  # fmt: skip
        return [*new, *others]


LISTS = (
    (gettext_lazy("Exemptions"), "exemption"), (gettext_lazy("Targets of their own"), "owntarget"),
    (gettext_lazy("Borrowing"), "transfer"),
)  # fmt: skip


class ExemptionList(GrantList):
    model, table_class, title = Exemption, ExemptionTable, gettext_lazy("Exemptions")
    create_label = gettext_lazy("Exempt somebody")
    empty_text = gettext_lazy(
        "Nobody is exempt. For leave, study or posting elsewhere the office exempts somebody here."
    )


class OwnTargetList(GrantList):
    model, table_class, title = OwnTarget, OwnTargetTable, gettext_lazy("Targets of their own")
    create_label = gettext_lazy("Set a target")
    empty_text = gettext_lazy(
        "Everybody owes what the scheme asks. Set another amount for one person or group here."
    )


class TransferList(GrantList):
    model, table_class, title = Transfer, TransferTable, gettext_lazy("Borrowing")
    create_label = gettext_lazy("Let somebody borrow")
    empty_text = gettext_lazy("Nobody has borrowed. It counts where a requirement allows borrowing.")


class GrantCreate(Grants, CreatePage):
    permission = "requirements.add_grant"
    submit_label = gettext_lazy("Grant")

    def get_form_kwargs(self):
        held = requirements_of(self.request.semester, self.request.today)
        return {**super().get_form_kwargs(), "requirements": held}

    def crumbs(self):
        name = self.model._meta.model_name
        label = next(label for label, listed in LISTS if listed == name)
        return [
            *super().crumbs(),
            (label, reverse(f"requirements:{name}_list")),
        ]

    def save(self, form):
        return save_grant(form.instance, actor=self.request.user, now=timezone.now())


class ExemptionCreate(GrantCreate):
    model, form_class, title = Exemption, ExemptionForm, gettext_lazy("Exempt somebody")


class OwnTargetCreate(GrantCreate):
    model, form_class, title = OwnTarget, OwnTargetForm, gettext_lazy("Set a target")


class TransferCreate(GrantCreate):
    model, form_class, title = Transfer, TransferForm, gettext_lazy("Let somebody borrow")


class GrantWithdraw(Grants, ActOnPage):
    permission = "requirements.withdraw_grant"
    form_class = WithdrawForm
    submit_label = gettext_lazy("Take back")
    title = gettext_lazy("Take back an exception")
    done_text = gettext_lazy("Taken back. What was owed before is owed again.")

    def save(self, form):
        withdraw_grant(
            self.object, reason=form.cleaned_data["reason"], actor=self.request.user, now=timezone.now()
        )


class ExemptionWithdraw(GrantWithdraw):
    model = Exemption


class OwnTargetWithdraw(GrantWithdraw):
    model = OwnTarget


class TransferWithdraw(GrantWithdraw):
    model = Transfer
