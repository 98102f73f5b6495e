"""Activities and who attended them."""

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework import exceptions

from apps.activities import selectors, services
from apps.activities.filters import ActivityFilter
from apps.activities.forms import ChangeForm, PlanForm
from apps.activities.models import Activity
from apps.activities.serializers import (
    ActivityChange,
    ActivityIn,
    ActivityOut,
    AttendanceIn,
    AttendanceListOut,
    CancelIn,
)
from apps.core.rest.forms import filled
from apps.core.rest.views import Act, ChangingItem, CreatingCollection, Item
from apps.staff.models import StaffMember

RELATED = ("kind", "organiser", "speaker", "semester__year", "school")


class ActivityArea:
    area = "activities"
    model, reads = Activity, ActivityOut

    def rows(self):
        return selectors.with_attendance(super().rows()).select_related(*RELATED)

    def rows_to_change(self):
        return Activity.objects.visible_to(self.request.user).select_related(*RELATED)


class ActivityList(ActivityArea, CreatingCollection):
    may = {"get": "activities.view_activity", "post": "activities.add_activity"}
    summary = {"get": gettext_lazy("Activities of a semester"), "post": gettext_lazy("Plan an activity")}
    takes = {"post": ActivityIn}
    filterset_class = ActivityFilter
    by_semester = True
    sorts = {"date": "date", "code": "code", "title": "title", "hours": "hours"}

    def rows(self):
        rows = super().rows()
        return rows.filter(semester=self.request.semester) if self.request.method == "GET" else rows

    def create(self, sent):
        request = self.request
        semester = request.semester
        first = {"code": selectors.next_code(semester)} if semester else {}
        form = filled(
            PlanForm, sent, user=request.user, semester=semester, today=request.today, initial=first
        )
        data = form.cleaned_data
        return services.plan_activity(
            form.instance,
            members=self.people_of(data),
            actor=request.user,
            now=timezone.now(),
            tell=data["tell"],
        )

    def people_of(self, data) -> list[StaffMember]:
        """Members of the groups on the day, the whole staff, and the single people; each once."""
        staff = StaffMember.objects.visible_to(self.request.user).on_roll(data["date"])
        if data["everybody"]:
            return list(staff)
        held = selectors.members_on(data["groups"], data["date"])
        return list(staff.filter(pk__in={*held, *(person.pk for person in data["people"])}))


class ActivityItem(ActivityArea, ChangingItem):
    may = {"get": "activities.view_activity", "patch": "activities.change_activity"}
    summary = {"get": gettext_lazy("One activity"), "patch": gettext_lazy("Change an activity")}
    takes = {"patch": ActivityChange}

    def change(self, sent):
        form = filled(ChangeForm, sent, user=self.request.user, instance=self.object)
        data = form.cleaned_data
        services.change_activity(
            form.instance, form.changed_data, following=False, actor=self.request.user, now=timezone.now(),
            reason=data["reason"], tell=data["tell"],
        )  # fmt: skip


class ActivityWithdraw(ActivityArea, Act):
    may = {"post": "activities.change_activity"}
    summary = {"post": gettext_lazy("Cancel an activity; its hours are reversed")}
    takes = {"post": CancelIn}

    def act(self, sent):
        services.cancel_activity(
            self.object, following=False, actor=self.request.user, now=timezone.now(), reason=sent["reason"],
            tell=sent.get("tell", True),
        )  # fmt: skip


class AttendanceList(ActivityArea, Item):
    """The attendance list as a whole: read it, mark it, send it back with what was seen."""

    may = {"get": "activities.view_activity", "put": "activities.change_activity"}
    summary = {
        "get": gettext_lazy("Who is on the list of an activity, and who came"),
        "put": gettext_lazy("Mark attendance: the whole list"),
    }
    takes = {"put": AttendanceIn}
    reads = AttendanceListOut

    def get(self, request, *args, **kwargs):
        rows = selectors.attendance_for(self.object, request.user)
        return self.told(
            {"activity_id": self.object.pk, "seen": selectors.attendance_version(self.object), "rows": rows}
        )

    def put(self, request, *args, **kwargs):
        sent = self.input()
        marks = {mark["member"]: (mark["part"], mark["state"]) for mark in sent["marks"]}
        self.check_people(marks)
        services.mark_attendance(
            self.object, marks, seen=sent["seen"], actor=request.user, now=timezone.now(),
            reason=sent.get("reason", ""),
        )  # fmt: skip
        return self.get(request)

    def check_people(self, marks) -> None:
        """Raise for somebody who was not on the staff that day and is not on the list either."""
        staff = StaffMember.objects.visible_to(self.request.user)
        here = set(staff.on_roll(self.object.date).values_list("pk", flat=True))
        here |= set(self.object.attendances.values_list("member_id", flat=True))
        if strange := sorted(set(marks) - here):
            said = _("Not on the staff on that day: %(numbers)s.") % {"numbers": ", ".join(map(str, strange))}
            raise exceptions.ValidationError({"marks": said})
