"""Activities and who attended them."""

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework import exceptions

from apps.activities import selectors, services
from apps.activities.choices import OFFICIAL
from apps.activities.filters import ActivityFilter
from apps.activities.forms import ChangeForm, MinutesForm, PlanForm
from apps.activities.models import Activity, Material, Minutes, Series
from apps.activities.serializers import (
    ActivityChange,
    ActivityIn,
    ActivityOut,
    AttendanceIn,
    AttendanceListOut,
    CancelIn,
    MarkingIn,
    MaterialIn,
    MaterialListOut,
    MinutesIn,
    MinutesOut,
    ParticipantsIn,
    SeriesIn,
    SeriesOut,
)
from apps.activities.services import PlannedDay
from apps.core.rest.fields import Nothing
from apps.core.rest.forms import filled
from apps.core.rest.views import Act, ChangingItem, Creating, CreatingCollection, Item
from apps.credits.record_api import StoredFileItem
from apps.staff.models import StaffMember

RELATED = ("kind", "organiser", "speaker", "semester__year", "school")


class ActivityArea:
    area = "activities"
    model, reads = Activity, ActivityOut

    def rows(self):
        return selectors.with_attendance(super().rows()).select_related(*RELATED)

    def rows_to_change(self):
        return Activity.objects.visible_to(self.request.user).select_related(*RELATED)

    def plan_form(self, sent) -> PlanForm:
        """The form of the page, with the next free number where none is sent."""
        request, semester = self.request, self.request.semester
        first = {"code": selectors.next_code(semester)} if semester else {}
        return filled(
            PlanForm, sent, user=request.user, semester=semester, today=request.today, initial=first
        )

    def called(self, form) -> dict:
        """Who is to come, and whether they are told."""
        data, user = form.cleaned_data, self.request.user
        members = selectors.called(user, data)
        return {"members": members, "actor": user, "now": timezone.now(), "tell": data["tell"]}


class ActivityList(ActivityArea, CreatingCollection):
    may = {"get": "activities.view_activity", "post": "activities.add_activity"}
    summary = {"get": gettext_lazy("Activities of a semester"), "post": gettext_lazy("Plan an activity")}
    takes = {"post": ActivityIn}
    filterset_class = ActivityFilter
    by_semester = rows_of_semester = True
    sorts = {"date": "date", "code": "code", "title": "title", "hours": "hours"}

    def create(self, sent):
        form = self.plan_form(sent)
        return services.plan_activity(form.instance, **self.called(form))


class SeriesCreate(ActivityArea, Creating):
    """A series is planned in one request: its days are proposed by the same rule as on the page."""

    may = {"post": "activities.add_activity"}
    summary = {"post": gettext_lazy("Plan a series of activities")}
    takes = {"post": SeriesIn}
    reads = SeriesOut
    by_semester = True

    def create(self, sent):
        wanted = {day["date"]: day for day in sent.pop("days", [])}
        form = self.plan_form(sent)
        days = [meeting.date for meeting in form.meetings() if not meeting.holiday]
        if strange := sorted(set(wanted) - set(days)):
            said = _("Not among the days of this series: %(days)s.") % {"days": ", ".join(map(str, strange))}
            raise exceptions.ValidationError({"days": said})
        planned = [
            self.planned(day, wanted.get(day, {}), form) for day in days if day in wanted or not wanted
        ]
        made = services.plan_series(
            form.instance, planned, rhythm=form.cleaned_data["repeat"], **self.called(form)
        )
        return made[0].series

    def planned(self, day, own: dict, form) -> PlannedDay:
        """One day: what the series says, unless the day says otherwise."""
        data = form.cleaned_data
        speaker = data["speaker"]
        if "speaker" in own:
            speaker = form.fields["speaker"].queryset.filter(pk=own["speaker"]).first()
        if own.get("speaker") and speaker is None:
            raise exceptions.ValidationError(
                {"days": _("Nobody of this school has the number of the speaker.")}
            )
        return PlannedDay(day, own.get("title", data["title"]), own.get("place", data["place"]), speaker)

    def answer(self, pk, *, status):
        series = get_object_or_404(Series.objects.visible_to(self.request.user), pk=pk)
        series.meetings = list(self.rows().filter(series=series).order_by("date", "pk"))
        return self.told(series, status)


class ActivityItem(ActivityArea, ChangingItem):
    may = {"get": "activities.view_activity", "patch": "activities.change_activity"}
    summary = {"get": gettext_lazy("One activity"), "patch": gettext_lazy("Change an activity")}
    takes = {"patch": ActivityChange}

    def change(self, sent):
        following = sent.pop("following", False)
        form = filled(ChangeForm, sent, user=self.request.user, instance=self.object)
        data = form.cleaned_data
        services.change_activity(
            form.instance, form.changed_data, following=following, actor=self.request.user, now=timezone.now(),
            reason=data["reason"], tell=data["tell"],
        )  # fmt: skip


class ActivityWithdraw(ActivityArea, Act):
    may = {"post": "activities.change_activity"}
    summary = {"post": gettext_lazy("Cancel an activity; its hours are reversed")}
    takes = {"post": CancelIn}

    def act(self, sent):
        services.cancel_activity(
            self.object, following=sent.get("following", False), actor=self.request.user, now=timezone.now(),
            reason=sent["reason"], tell=sent.get("tell", True),
        )  # fmt: skip


class Listed(ActivityArea, Item):
    """Acts on the attendance list as a whole, which they answer."""

    reads = AttendanceListOut

    def get(self, request, *args, **kwargs):
        held, last = self.object, None
        if request.user.has_perm("activities.print_list", held):
            last = selectors.last_marking(held)
        return self.told(
            {"activity_id": held.pk, "seen": selectors.attendance_version(held), "marking": last and last.pk,
             "rows": selectors.attendance_for(held, request.user)}
        )  # fmt: skip

    def people(self, numbers, field: str) -> list[StaffMember]:
        """Those who can be on the list; raise for somebody who cannot."""
        found = {person.pk: person for person in selectors.may_come(self.request.user, self.object)}
        if strange := sorted(set(numbers) - set(found)):
            said = _("Not on the staff on that day: %(numbers)s.") % {"numbers": ", ".join(map(str, strange))}
            raise exceptions.ValidationError({field: said})
        return [found[number] for number in numbers]


class AttendanceList(Listed):
    """Read the list, mark it, send it back with what was seen."""

    may = {"get": "activities.view_activity", "put": "activities.change_activity"}
    summary = {
        "get": gettext_lazy("Who is on the list of an activity, and who came"),
        "put": gettext_lazy("Mark attendance: the whole list"),
    }
    takes = {"put": AttendanceIn}

    def put(self, request, *args, **kwargs):
        sent = self.input()
        marks = {
            mark["member"]: (mark["part"], mark["state"], OFFICIAL if mark["official"] else mark["missed"])
            for mark in sent["marks"]
        }
        self.people(marks, "marks")
        services.mark_attendance(
            self.object, marks, seen=sent["seen"], actor=request.user, now=timezone.now(),
            reason=sent.get("reason", ""),
        )  # fmt: skip
        return self.get(request)


class AttendanceUndo(Listed):
    may = {"post": "activities.change_activity"}
    summary = {
        "post": gettext_lazy("Take the last marking back, as long as nobody has changed the list since")
    }
    takes = {"post": MarkingIn}

    def post(self, request, *args, **kwargs):
        last = selectors.marking_to_undo(self.object, str(self.input()["marking"]))
        services.undo_marking(last, actor=request.user, now=timezone.now())
        return self.get(request)


class Participants(Listed):
    may = {"put": "activities.change_activity"}
    summary = {"put": gettext_lazy("Say who is to come: the whole list")}
    takes = {"put": ParticipantsIn}

    def put(self, request, *args, **kwargs):
        sent = self.input()
        services.set_participants(
            self.object, self.people(sent["people"], "people"), following=sent.get("following", False),
            actor=request.user, now=timezone.now(), tell=sent.get("tell", True),
        )  # fmt: skip
        return self.get(request)


class MinutesItem(ActivityArea, Item):
    may = {"get": "activities.view_activity", "put": "activities.change_minutes"}
    summary = {
        "get": gettext_lazy("The minutes of an activity"),
        "put": gettext_lazy("Write the minutes of an activity"),
    }
    takes = {"put": MinutesIn}
    reads = MinutesOut

    def get(self, request, *args, **kwargs):
        rows = Minutes.objects.visible_to(request.user).select_related("written_by")
        found = rows.filter(activity=self.object).first()
        empty = {"activity_id": self.object.pk, "text": "", "version": "", "written_by": None}
        return self.told(found or empty)

    def put(self, request, *args, **kwargs):
        sent = self.input()
        form = filled(MinutesForm, sent, user=request.user)
        services.save_minutes(self.object, **form.cleaned_data, actor=request.user)
        return self.get(request)


class MaterialList(ActivityArea, Item):
    may = {"get": "activities.view_activity", "post": "activities.change_minutes"}
    summary = {
        "get": gettext_lazy("Photos and documents of an activity"),
        "post": gettext_lazy("Add photos and documents to an activity"),
    }
    uploads = {"post": MaterialIn}
    reads = MaterialListOut

    def get(self, request, *args, **kwargs):
        rows = Material.objects.visible_to(request.user).filter(activity=self.object).select_related("file")
        return self.told({"activity_id": self.object.pk, "material": rows})

    def post(self, request, *args, **kwargs):
        services.add_material(self.object, self.input()["files"], actor=request.user)
        return self.get(request)


class OfMaterial(ActivityArea):
    """One photo or document, found among what the user may see of its activity."""

    def prepare(self, request):
        super().prepare(request)
        rows = Material.objects.visible_to(request.user).filter(activity=self.object).select_related("file")
        self.material = get_object_or_404(rows, pk=self.kwargs["material"])


class MaterialFile(OfMaterial, StoredFileItem):
    may = {"get": "activities.view_activity"}
    summary = {"get": gettext_lazy("A photo or document of an activity")}

    def file(self):
        return self.material.file


class MaterialDelete(OfMaterial, MaterialList):
    may = {"post": "activities.change_minutes"}
    summary = {"post": gettext_lazy("Delete a photo or document of an activity")}
    takes, uploads = {"post": Nothing}, {}

    def post(self, request, *args, **kwargs):
        services.delete_material(self.material, actor=self.request.user)
        return self.get(request)
