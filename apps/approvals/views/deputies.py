"""While someone is away."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.approvals import services
from apps.approvals.forms import AbsenceForm
from apps.approvals.models import Absence
from apps.approvals.tables import AbsenceTable
from apps.core.views import ConfirmPage, CreatePage, EditPage, ListPage


class AbsenceArea:
    """One's own absences."""

    model = Absence
    permission = "approvals.name_deputy"
    area = "inbox"

    def get_queryset(self):
        return (
            super().get_queryset().filter(member_id=self.request.user.seat.member_id).select_related("deputy")
        )


class AbsenceList(AbsenceArea, ListPage):
    table_class = AbsenceTable
    filterset_fields = []
    title = gettext_lazy("While I am away")
    empty_text = gettext_lazy(
        "While you are away, someone can review for you: whoever of you acts first decides."
    )

    def crumbs(self):
        return [(_("Waiting for me"), reverse("approvals:inbox"))]

    def actions(self):
        return self.action(
            _("Name a deputy"), reverse("approvals:absence_create"), "approvals.name_deputy", style="primary"
        )


class AbsenceForms(AbsenceArea):
    form_class = AbsenceForm

    def save(self, form):
        services.name_deputy(form.instance, member=self.request.user.seat.member, today=self.request.today)

    def get_success_url(self):
        return reverse("approvals:absence_list")

    def crumbs(self):
        return [(_("While I am away"), reverse("approvals:absence_list"))]


class AbsenceCreate(AbsenceForms, CreatePage):
    title = gettext_lazy("Name a deputy")
    done_text = gettext_lazy(
        "Named. What waits for you now and comes later lies with both of you on these days."
    )


class AbsenceEdit(AbsenceForms, EditPage):
    title = gettext_lazy("Change the days or the deputy")

    def actions(self):
        return self.action(
            _("No deputy any more"),
            reverse("approvals:absence_delete", args=[self.object.pk]),
            self.permission,
        )


class AbsenceDelete(AbsenceArea, ConfirmPage):
    submit_label = gettext_lazy("No deputy any more")
    warning = gettext_lazy(
        "New things come to you alone; what already lies with the deputy stays with both of you."
    )
    done_text = gettext_lazy("From now on new things come to you alone.")
    danger = False

    def get_title(self):
        return _("%(deputy)s reviews for you no more?") % {"deputy": self.object.deputy}

    def act(self):
        services.drop_deputy(self.object)

    def get_success_url(self):
        return reverse("approvals:absence_list")
