"""The list of activities, and one of them with everything about it."""

from urllib.parse import urlencode

from django.template.defaultfilters import date as date_words
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.activities import selectors
from apps.activities.choices import CAME, MARKED, Side
from apps.activities.filters import PLAIN, ActivityFilter, opening_side, own_groups
from apps.activities.models import Activity, Material, Minutes
from apps.activities.rules import Roll
from apps.activities.tables import TONES, ActivityTable
from apps.core.templatetags.core import amount, day, linked
from apps.credits.record_pages import RecordDetail, RecordList


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
    template_name = "activities/activity_list.html"
    title = gettext_lazy("Activities")

    def get_queryset(self):
        return selectors.with_attendance(super().get_queryset())

    @property
    def side(self) -> str:
        asked = self.request.GET.get("side")
        return asked if asked in Side.values else opening_side(self.request.user, self.request.GET)

    def get_filterset_kwargs(self, filterset_class):
        kwargs = super().get_filterset_kwargs(filterset_class)
        if not kwargs["data"].get("side"):
            kwargs["data"] = kwargs["data"].copy()
            kwargs["data"]["side"] = self.side
        return kwargs

    def tabs(self) -> list[dict]:
        """The sides of the list, for someone on the staff."""
        user = self.request.user
        if user.seat.member_id is None:
            return []
        shown = [side for side in Side if side != Side.GROUP or own_groups(user)]
        return [{"label": side.label, "url": f"?side={side}", "on": side == self.side} for side in shown]

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        context["is_filtered"] = any(v for k, v in self.request.GET.items() if k not in PLAIN)
        return context | {"tabs": self.tabs(), "empty_text": EMPTY[self.side]}

    def actions(self):
        kept = self.action(_("Attendance records"), reverse("activities:attendance_list"), self.permission)
        return [*super().actions(), *kept]


EMPTY = {
    Side.MINE: gettext_lazy("You are not on the list of any activity this semester yet."),
    Side.GROUP: gettext_lazy("Your groups have no activity this semester yet."),
    Side.ALL: gettext_lazy(
        "No activity this semester yet. Plan the first one, or upload the office's workbook."
    ),
}


class ActivityDetail(ActivityArea, RecordDetail):
    permission = "activities.view_activity"
    template_name = "activities/activity_detail.html"
    change_permission = "activities.change_activity"
    edit_name = "activities:activity_edit"
    withdraw_name = "activities:activity_withdraw"

    def fields(self):
        held = self.object
        week = held.semester.week_of(held.date)
        when = [
            day(held.date),
            date_words(held.date, "D"),
            _("week %(week)s") % {"week": week} if week else "",
        ]
        series = [(_("series"), held.series)] if held.series_id else []
        days = " ".join(filter(None, when))
        return [
            (_("time"), format_html('{} <span class="text-nowrap">{}</span>', days, hours_of(held))),
            (_("place"), held.place),
            (_("speaker"), linked(held.speaker)),
            (_("organised by"), linked(held.organiser) if held.organiser else _("the whole school")),
            (_("kind"), held.kind), (_("credit hours"), amount(held.hours)), *series, *self.particulars(),
            (_("activity number"), held.code), (_("entered by"), held.get_origin_display()),
        ]  # fmt: skip

    def particulars(self):
        """What only rules ask for, where it is noted."""
        held = self.object
        noted = [
            (_("level"), held.get_level_display()), (_("held where"), held.get_setting_display()),
            (_("minutes of breaks"), held.breaks), (_("roll-calls"), held.roll_calls),
            (_("plan approved by the bureau on"), held.plan_approved_on and day(held.plan_approved_on)),
            (_("recognised by the school on"), held.recognised_on and day(held.recognised_on)),
            (_("verified by the bureau on"), held.verified_on and day(held.verified_on)),
        ]  # fmt: skip
        return [(name, said) for name, said in noted if said]

    def prose(self):
        return [(_("Content"), self.object.content)]

    def entries(self):
        """Not the activity is posted but each attendance: its entry stands in the attendance list."""
        return

    def actions(self):
        held, may = self.object, self.change_permission
        if held.withdrawn_at:
            return []
        mark, edit, cancel = (
            reverse(f"activities:{name}", args=[held.pk])
            for name in ("attendance_edit", "activity_edit", "activity_withdraw")
        )
        again = f"{reverse('activities:activity_create')}?copy={held.pk}"
        return [
            *self.action(_("Mark attendance"), mark, may, obj=held, style="primary"),
            *self.action(_("Change"), edit, may, obj=held),
            *self.action(_("Plan one like it"), again, "activities.add_activity"),
            *self.action(_("Cancel the activity"), cancel, may, obj=held),
        ]

    def get_context_data(self, **kwargs):
        held, user = self.object, self.request.user
        own = user.seat.member_id
        roll = Roll.of(held.attendances.values_list("state", flat=True))
        rows = selectors.attendance_for(held, user)
        for row in rows:
            row.tone = TONES.get(row.state, "")
        return super().get_context_data(
            rows=rows, roll=roll, counts=[(s.label, getattr(roll, s)) for s in MARKED if getattr(roll, s)],
            reflections=[row for row in rows if row.reflection],
            has_reflected=any(row.reflection and row.member_id == own for row in rows),
            may_reflect=not held.withdrawn_at and any(row.member_id == own and row.state in CAME for row in rows),
            is_partial=len(rows) < roll.listed, is_ahead=held.date > self.request.today,
            may_change=user.has_perm("activities.change_activity", held), **self.marking_of(),
            **self.recollections(), **kwargs,
        )  # fmt: skip

    def marking_of(self) -> dict:
        """Who marked last and what it came to in the ledger, for those who may see the whole list."""
        if not self.request.user.has_perm("activities.print_list", self.object):
            return {"may_print": False}
        people, hours = selectors.recognised_at(self.object)
        return {
            "may_print": True, "marking": selectors.last_marking(self.object), "posted": people,
            "posted_hours": hours, "ledger_url": ledger_of(self.object),
        }  # fmt: skip

    def recollections(self) -> dict:
        """Minutes, photos and documents, to those who may see them."""
        held, user = self.object, self.request.user
        minutes = Minutes.objects.visible_to(user).filter(activity=held).select_related("written_by").first()
        materials = Material.objects.visible_to(user).filter(activity=held).select_related("file")
        pictures, documents = [], []
        for row in materials:
            (pictures if row.file.kind == "image" else documents).append(row)
        return {
            "minutes": minutes, "pictures": pictures, "documents": documents,
            "may_write": user.has_perm("activities.change_minutes", held),
        }  # fmt: skip


def hours_of(held: Activity) -> str:
    """14:30—16:00"""
    return "—".join(f"{at:%H:%M}" for at in (held.starts_at, held.ends_at) if at)


def ledger_of(held: Activity) -> str:
    """The entries of the activity, in the list of the ledger."""
    query = {
        "semester": held.semester_id, "kind": held.kind_id, "first": held.date, "last": held.date, "q": held.title
    }  # fmt: skip
    return f"{reverse('credits:entry_list')}?{urlencode(query)}"
