"""Activities: list, one of them with its attendance, its forms."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.activities import selectors, services
from apps.activities.choices import MARKED, Attended, Part
from apps.activities.filters import ActivityFilter
from apps.activities.forms import ActivityForm, AttendanceForm
from apps.activities.models import Activity
from apps.activities.rules import Roll
from apps.activities.tables import ActivityTable
from apps.core.templatetags.core import amount, day, linked
from apps.core.views import ActOnPage
from apps.credits.record_pages import (
    RecordArea,
    RecordCorrect,
    RecordCreate,
    RecordDetail,
    RecordList,
    RecordWithdraw,
)  # fmt: skip

TONES = {
    Attended.PRESENT: "met",
    Attended.LATE: "close",
    Attended.LEFT_EARLY: "close",
    Attended.ABSENT: "wrong",
}


class ActivityArea:
    model = Activity
    area = "activities"
    list_name = "activities:activity_list"
    list_label = gettext_lazy("Activities")
    related = ("kind", "organiser", "speaker")


class ActivityList(ActivityArea, RecordList):
    permission = "activities.view_activity"
    add_permission = "activities.add_activity"
    create_name = "activities:activity_create"
    create_label = gettext_lazy("New activity")
    table_class = ActivityTable
    filterset_class = ActivityFilter
    title = gettext_lazy("Activities")
    empty_text = gettext_lazy(
        "No activity this semester yet. Plan the first one, or upload the office's workbook."
    )

    def get_queryset(self):
        return selectors.with_attendance(super().get_queryset())


class ActivityDetail(ActivityArea, RecordDetail):
    permission = "activities.view_activity"
    template_name = "activities/activity_detail.html"
    change_permission = "activities.change_activity"
    edit_name = "activities:activity_edit"
    withdraw_name = "activities:activity_withdraw"

    def fields(self):
        held = self.object
        return [
            (_("activity number"), held.code), (_("kind"), held.kind),
            (_("organised by"), linked(held.organiser) if held.organiser else _("the whole school")),
            (_("date"), day(held.date)),
            (_("time"), "—".join(f"{at:%H:%M}" for at in (held.starts_at, held.ends_at) if at)),
            (_("place"), held.place), (_("speaker"), linked(held.speaker)), (_("credit hours"), amount(held.hours)),
            (_("entered by"), held.get_origin_display()),
        ]  # fmt: skip

    def prose(self):
        return [(_("Content"), self.object.content)]

    def entries(self):
        """Not the activity is posted but each attendance: its entry stands in the attendance list."""
        return

    def actions(self):
        if self.object.withdrawn_at:
            return []
        mark = reverse("activities:attendance_edit", args=[self.object.pk])
        first = self.action(
            _("Mark attendance"), mark, self.change_permission, obj=self.object, style="primary"
        )
        return [*first, *super().actions()]

    def get_context_data(self, **kwargs):
        roll = Roll.of(self.object.attendances.values_list("state", flat=True))
        rows = selectors.attendance_for(self.object, self.request.user)
        for row in rows:
            row.tone = TONES.get(row.state, "")
        return super().get_context_data(
            rows=rows, roll=roll, counts=[(s.label, getattr(roll, s)) for s in MARKED if getattr(roll, s)],
            is_partial=len(rows) < roll.listed, **kwargs,
        )  # fmt: skip


class ActivityCreate(ActivityArea, RecordCreate):
    """After it the attendance list is made."""

    permission = "activities.add_activity"
    form_class = ActivityForm
    title = gettext_lazy("New activity")

    def get_initial(self):
        semester = self.request.semester
        if semester is None:
            return {}
        return {"code": selectors.next_code(semester), "date": self.request.today}

    def write(self, records, reason):
        services.save_activities(records, actor=self.request.user, reason=reason)

    def get_success_url(self):
        return reverse("activities:attendance_edit", args=[self.object.pk])


class ActivityEdit(ActivityArea, RecordCorrect):
    permission = "activities.change_activity"
    form_class = ActivityForm

    def write(self, records, reason):
        services.save_activities(records, actor=self.request.user, reason=reason)


class ActivityWithdraw(ActivityArea, RecordWithdraw):
    permission = "activities.change_activity"

    def write(self, records, reason):
        services.withdraw_activities(records, actor=self.request.user, now=timezone.now(), reason=reason)


class AttendanceEdit(ActivityArea, RecordArea, ActOnPage):
    """Who is on the list and who came. ``?fill=present`` proposes a state for everybody expected."""

    permission = "activities.change_activity"
    form_class = AttendanceForm
    template_name = "activities/attendance_edit.html"
    done_text = gettext_lazy("Attendance saved.")

    def get_queryset(self):
        return super().get_queryset().select_related("semester__year", "organiser")

    def get_form_kwargs(self):
        self.expected, others = selectors.roll_of(self.object, self.request.user)
        return {**super().get_form_kwargs(), "expected": self.expected, "others": others}

    def get_initial(self):
        rows = self.object.attendances.values_list("member_id", "part", "state")
        marks = {str(member): (part, state) for member, part, state in rows}
        fill = self.request.GET.get("fill")
        if fill in (Attended.PRESENT, Attended.EXPECTED):
            for person in self.expected:
                part, state = marks.get(str(person.pk), (Part.PARTICIPANT, ""))
                if state in ("", Attended.EXPECTED):
                    marks[str(person.pk)] = (part, fill)
        return {"marks": marks, "seen": selectors.attendance_version(self.object)}

    def save(self, form):
        data = form.cleaned_data
        services.mark_attendance(
            self.object, data["marks"], seen=data["seen"], actor=self.request.user, reason=data["reason"]
        )

    def get_title(self):
        return _("Attendance of “%(activity)s”") % {"activity": self.object}
