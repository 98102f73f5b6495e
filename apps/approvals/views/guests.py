"""Those of the county who review with a log-in here."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from apps.approvals import services
from apps.approvals.forms import GuestForm
from apps.approvals.tables import GuestTable
from apps.core.views import ConfirmPage, CreatePage, ListPage
from apps.staff import services as staff
from apps.staff.models import StaffMember


class GuestArea:
    model = StaffMember
    permission = "approvals.change_route"
    area = "inbox"

    def get_queryset(self):
        guests = StaffMember.everyone.visible_to(self.request.user).filter(is_guest=True)
        return guests.select_related("user", "school").order_by("number")

    def crumbs(self):
        return [(_("Routes"), reverse("approvals:route_list"))]


class GuestList(GuestArea, ListPage):
    table_class = GuestTable
    filterset_fields = []
    title = gettext_lazy("County reviewers")
    empty_text = gettext_lazy(
        "Nobody of the county has a log-in here. The office records what the county decides on paper."
    )

    def actions(self):
        return self.action(
            _("Name a county reviewer"), reverse("approvals:guest_create"), self.permission, style="primary"
        )


class BelowGuests(GuestArea):
    def crumbs(self):
        return [*super().crumbs(), (_("County reviewers"), reverse("approvals:guest_list"))]

    def get_success_url(self):
        return reverse("approvals:guest_list")


class GuestCreate(BelowGuests, CreatePage):
    form_class = GuestForm
    title = gettext_lazy("Name a county reviewer")
    done_text = gettext_lazy("Named. Now give them a log-in.")

    def save(self, form):
        request = self.request
        return services.add_guest(form.instance, school=request.user.seat.school, today=request.today)

    def get_success_url(self):
        return reverse("approvals:guest_password", args=[self.object.pk])


class OneGuest(BelowGuests, ConfirmPage):
    danger = False

    def get_queryset(self):
        return super().get_queryset().on_roll(self.request.today)

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"back_url": reverse("approvals:guest_list")}


@method_decorator(never_cache, name="dispatch")
class GuestPassword(OneGuest):
    """Asks, then shows the password in the answer itself, as for the staff."""

    submit_label = gettext_lazy("Make a one-time password")
    warning = gettext_lazy(
        "They get a log-in name and a one-time password, which they change at the first log-in. They see only what "
        "lies or lay with them."
    )

    def get_title(self):
        return _("Log-in for the county reviewer %(name)s") % {"name": self.object}

    def post(self, request, *args, **kwargs):
        try:
            issued = staff.issue_password(self.object, today=request.today)
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
            return redirect("approvals:guest_list")
        return render(request, "approvals/guest_password.html", self.get_context_data(issued=issued))


class GuestEnd(OneGuest):
    submit_label = gettext_lazy("End it")
    warning = gettext_lazy(
        "Their log-in opens this school no more. What waits with them goes to the other county reviewers, or to the "
        "office, which then records what the county decides. What they have decided stays."
    )
    done_text = gettext_lazy("Ended.")

    def get_title(self):
        return _("%(name)s reviews no more for the county?") % {"name": self.object}

    def act(self):
        services.end_guest(self.object, today=self.request.today)
