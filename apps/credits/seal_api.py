"""Closing and reopening semesters, and valuing everything again."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from apps.core.rest.fields import Out, Ref
from apps.core.rest.formed import Formed, FormedAct, PlainAct
from apps.core.rest.views import Collection, Endpoint, Item
from apps.credits import selectors, services
from apps.credits.models import SemesterSeal
from apps.credits.record_pages import ReasonForm
from apps.credits.services.revaluing import request_revaluing
from apps.jobs.serializers import JobOut
from apps.schools.models import Semester


class StateOut(Out):
    """``seal_id`` is the closing that holds, null while the semester takes entries."""

    name = serializers.CharField(source="__str__")
    entries = serializers.IntegerField(allow_null=True)
    waiting = serializers.IntegerField(allow_null=True)
    seal_id = serializers.IntegerField(allow_null=True)
    was_closed = serializers.BooleanField()

    class Meta:
        model = Semester
        fields = ["id", "name", "starts_on", "ends_on", "entries", "waiting", "seal_id", "was_closed"]


class SealOut(Out):
    """One closing of a semester. ``differences``: how many totals are no longer what was frozen."""

    semester = Ref()
    differences = serializers.SerializerMethodField()

    class Meta:
        model = SemesterSeal
        fields = [
            "id",
            "semester",
            "closed_at",
            "last_number",
            "reopened_at",
            "reopening_reason",
            "differences",
        ]

    def get_differences(self, seal) -> int:
        return len(selectors.differences(seal))


class ClosingList(Collection):
    area = "ledger"
    may = {"get": "credits.view_seal"}
    summary = {"get": _("Semesters, whether they are closed, and how much work still waits in each")}
    model, reads = Semester, StateOut
    sorts = {"starts_on": "starts_on"}

    def rows(self):
        return selectors.semesters_with_seals(super().rows().select_related("year"))


class SemesterClose(PlainAct):
    area = "ledger"
    may = {"post": "credits.close_semester"}
    summary = {"post": _("Close a semester: what everybody has is written down as it is now")}
    model, reads = Semester, SealOut

    def rows(self):
        return super().rows().select_related("year", "school")

    def post(self, request, *args, **kwargs):
        self.input()
        return self.told(services.close_semester(self.object, actor=request.user, now=timezone.now()))


class SealArea:
    area = "ledger"
    model, reads = SemesterSeal, SealOut

    def rows(self):
        return super().rows().select_related("semester__year")


class SealItem(SealArea, Item):
    may = {"get": "credits.view_seal"}
    summary = {"get": _("One closing of a semester")}


class SealReopen(SealArea, FormedAct):
    may = {"post": "credits.reopen_semester"}
    summary = {"post": _("Reopen a semester, with a reason")}
    form_class = ReasonForm

    def save(self, form):
        services.reopen_semester(
            self.object, reason=form.cleaned_data["reason"], actor=self.request.user, now=timezone.now()
        )


class Revalue(Formed, Endpoint):
    area = "ledger"
    may = {"post": "credits.decide_proposal"}
    summary = {"post": _("Value all confirmed work of open semesters again; answers the job")}
    reads, form_class = JobOut, ReasonForm

    def post(self, request, *args, **kwargs):
        reason = self.form(self.input()).cleaned_data["reason"]
        return self.told(
            request_revaluing(school=request.user.seat.school, reason=reason, actor=request.user)
        )
