"""Those of the county who review with a log-in of their own."""

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from apps.approvals import services
from apps.approvals.forms import GuestForm
from apps.core.rest.fields import Out
from apps.core.rest.formed import FormedList, PlainAct
from apps.staff import services as staff
from apps.staff.models import StaffMember
from apps.staff.serializers import IssuedOut


class GuestOut(Out):
    """``left_on`` is the last day, once they review no more."""

    log_in = serializers.CharField(source="user.login", allow_null=True, default=None)

    class Meta:
        model = StaffMember
        fields = ["id", "number", "name", "log_in", "entered_on", "left_on", "updated_at"]


class GuestArea:
    area = "inbox"
    model, reads = StaffMember, GuestOut

    def rows(self):
        guests = StaffMember.everyone.visible_to(self.request.user).filter(is_guest=True)
        return guests.select_related("user", "school")


class GuestList(GuestArea, FormedList):
    may = {"get": "approvals.change_route", "post": "approvals.change_route"}
    summary = {
        "get": _("County reviewers"),
        "post": _("Name a county reviewer; a log-in is given afterwards"),
    }
    form_class = GuestForm
    sorts = {"number": "number"}

    def save(self, form):
        request = self.request
        return services.add_guest(form.instance, school=request.user.seat.school, today=request.today)


class OneGuest(GuestArea, PlainAct):
    may = {"post": "approvals.change_route"}

    def rows_to_change(self):
        return self.rows().on_roll(self.request.today)


class GuestLogIn(OneGuest):
    area = "log_ins"
    summary = {"post": _("Give a county reviewer a log-in, or a new one-time password; told this once")}
    reads = IssuedOut

    def post(self, request, *args, **kwargs):
        self.input()
        return self.told(staff.issue_password(self.object, today=request.today))


class GuestEnd(OneGuest):
    summary = {
        "post": _("A county reviewer reviews no more; what waits goes to the others, or to the office")
    }

    def act(self, sent):
        services.end_guest(self.object, today=self.request.today)
