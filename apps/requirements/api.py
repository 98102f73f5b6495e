"""What people owe, read only."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework import exceptions

from apps.core.rest.views import Collection
from apps.credits.holders import member_key
from apps.requirements.filters.owed import OwedFilter
from apps.requirements.selectors import evaluate
from apps.requirements.selectors.holders import Whom
from apps.requirements.serializers import OwedOut
from apps.schools.models import Semester
from apps.staff.models import StaffMember


class OwedList(Collection):
    area = "ledger"
    may = {"get": "requirements.view_owed"}
    summary = {"get": gettext_lazy("What each teacher owes in a semester, what is done and what is missing")}
    model, reads, filterset_class = StaffMember, OwedOut, OwedFilter
    by_semester = True
    sorts = {"number": "number"}

    def semesters(self):
        return Semester.objects.visible_to(self.request.user).select_related("year", "school")

    def rows(self):
        """One's own, those of whom one leads, everybody for those who see the school."""
        semester, seat = self.request.semester, self.request.user.seat
        if semester is None:
            raise exceptions.NotFound(_("The school has no semester yet."))
        rows = StaffMember.objects.visible_to(self.request.user).order_by("number")
        rows = rows.on_roll(semester.starts_on, semester.ends_on)
        return rows if seat.sees_school else rows.filter(pk__in={seat.member_id, *seat.led_member_ids})

    def dressed(self, rows):
        whom = Whom(frozenset(member.pk for member in rows), frozenset())
        found = evaluate(self.request.semester, today=self.request.today, whom=whom).by_holder
        for member in rows:
            member.answers = found.get(member_key(member.pk), [])
        return rows
