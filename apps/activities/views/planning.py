"""Plan an activity or a series, change and cancel it, choose who comes."""

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from apps.activities import selectors, services
from apps.activities.choices import Attended, Reach
from apps.activities.forms import CancelForm, ChangeForm, ParticipantsForm, PlanForm, day_forms
from apps.activities.models import Activity
from apps.activities.services import PlannedDay
from apps.activities.views.activities import ActivityArea
from apps.core.text import whole_number
from apps.core.views import ActOnPage
from apps.credits.record_pages import RecordArea, RecordCorrect, RecordCreate, RecordWithdraw
from apps.drafts.services import discard_draft

COPIED = ("title", "kind", "organiser", "hours", "place", "starts_at", "ends_at", "speaker", "content")


class ActivityCreate(ActivityArea, RecordCreate):
    """One activity, or a series: then its days are shown first. ``?copy=KEY`` begins with a former one."""

    permission = "activities.add_activity"
    form_class = PlanForm
    title = gettext_lazy("New activity")
    template_name = "activities/activity_create.html"

    def draft_key(self):
        """A copy of another activity is not what was begun from nothing."""
        key = self.request.GET.get("copy", "")
        return f"activity-copy-{key}" if whole_number(key) else super().draft_key()

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "today": self.request.today}

    def get_initial(self):
        semester, seat = self.request.semester, self.request.user.seat
        if semester is None:
            return {}
        first = {
            "code": selectors.next_code(semester), "date": self.request.today, "until": semester.ends_on, "hours": None,
            "organiser": min(seat.led_group_ids, default=None),
        }  # fmt: skip
        return first | self.former()

    def former(self) -> dict:
        """What is taken over from the activity to be copied, with the people it was for."""
        key = whole_number(self.request.GET.get("copy", ""))
        rows = Activity.objects.visible_to(self.request.user)
        model = rows.filter(pk=key).first() if key else None
        if model is None:
            return {}
        seen = model.attendances.model.objects.visible_to(self.request.user).filter(activity=model)
        taken = {name: getattr(model, name) for name in COPIED}
        return taken | {"people": list(seen.values_list("member_id", flat=True))}

    def post(self, request, *args, **kwargs):
        self.object = None
        form = self.get_form()
        if not form.is_valid():
            return self.form_invalid(form)
        if "back" in request.POST:
            return self.render_to_response(self.get_context_data(form=form))
        if not form.cleaned_data["repeat"]:
            return self.form_valid(form)
        return self.post_series(form)

    def post_series(self, form):
        """The days are proposed first; a second press makes what is left of them."""
        speakers = form.fields["speaker"].queryset
        kwargs = {"form_kwargs": {"speakers": [(p.pk, f"{p.name} {p.number}") for p in speakers]}}
        proposed = form.meetings()
        if "create" in self.request.POST:
            days = day_forms(data=self.request.POST, **kwargs)
            if days.is_valid():
                self.days = days.cleaned_data
                return self.form_valid(form)
            return self.preview(form, days, proposed, 422)
        data = form.cleaned_data
        same = {
            "title": data["title"],
            "place": data["place"],
            "speaker": data["speaker"] and data["speaker"].pk,
        }
        days = day_forms(
            initial=[{**same, "take": True, "date": m.date} for m in proposed if not m.holiday], **kwargs
        )
        return self.preview(form, days, proposed, 200)

    def preview(self, form, days, proposed, status):
        week_of = form.instance.semester.week_of
        lines = [(each, day, week_of(day)) for each, day in ((each, day_in(each)) for each in days)]
        context = self.get_context_data(
            form=form, days=days, lines=lines, skipped=[m for m in proposed if m.holiday],
            days_key=days_key(form),
        )  # fmt: skip
        return render(self.request, "activities/series_preview.html", context, status=status)

    def save(self, form):
        data, user, now = form.cleaned_data, self.request.user, timezone.now()
        common = {"members": selectors.called(user, data), "actor": user, "now": now, "tell": data["tell"]}
        if not data["repeat"]:
            self.done_text = _("Planned. Those who are to come are on the list.")
            return services.plan_activity(form.instance, **common)
        speakers = {person.pk: person for person in form.fields["speaker"].queryset}
        days = [
            PlannedDay(d["date"], d["title"], d["place"], speakers.get(d["speaker"]))
            for d in self.days if d.get("take")
        ]  # fmt: skip
        made = services.plan_series(form.instance, days, rhythm=data["repeat"], **common)
        discard_draft(user=user, key=days_key(form))
        self.done_text = ngettext("%(n)s activity planned.", "%(n)s activities planned.", len(made)) % {
            "n": len(made)
        }
        return made[0]


def days_key(form) -> str:
    """What the days of a series are kept under while they are looked over: other days are another draft."""
    data = form.cleaned_data
    return f"activity-days-{data['date']}-{data['repeat']}-{data['until']}"


def day_in(form):
    """The day a line of the preview is about."""
    return form.cleaned_data["date"] if form.is_bound and form.is_valid() else form.initial.get("date")


class SeriesPage:
    """Pages about one activity or all following of its series."""

    def later(self) -> int:
        return len(selectors.later_in_series(self.object))

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "later": self.later()}

    def following(self, form) -> bool:
        return form.cleaned_data.get("reach") == Reach.FOLLOWING


class ActivityEdit(ActivityArea, SeriesPage, RecordCorrect):
    permission = "activities.change_activity"
    form_class = ChangeForm
    done_text = gettext_lazy("Changed.")

    def save(self, form):
        data = form.cleaned_data
        services.change_activity(
            form.instance, form.changed_data, following=self.following(form), actor=self.request.user,
            now=timezone.now(), reason=data["reason"], tell=data["tell"],
        )  # fmt: skip
        return form.instance

    def get_title(self):
        return _("Change “%(activity)s”") % {"activity": self.object}


class ActivityWithdraw(ActivityArea, SeriesPage, RecordWithdraw):
    permission = "activities.change_activity"
    form_class = CancelForm
    submit_label = gettext_lazy("Cancel the activity")
    done_text = gettext_lazy("Cancelled. It stays readable and counts no more.")

    def save(self, form):
        data = form.cleaned_data
        services.cancel_activity(
            self.object, following=self.following(form), actor=self.request.user, now=timezone.now(),
            reason=data["reason"], tell=data["tell"],
        )  # fmt: skip

    def get_title(self):
        return _("Cancel “%(activity)s”?") % {"activity": self.object}


class ParticipantsEdit(ActivityArea, SeriesPage, RecordArea, ActOnPage):
    """Who is to come; whoever is marked already is taken off on the attendance page."""

    permission = "activities.change_activity"
    form_class = ParticipantsForm
    done_text = gettext_lazy("The list is changed.")

    def get_queryset(self):
        return super().get_queryset().select_related("semester__year", "school", "organiser")

    def get_form_kwargs(self):
        listed = self.object.attendances.values_list("member_id", "state")
        notes = {pk: Attended(state).label for pk, state in listed if state != Attended.EXPECTED}
        people = selectors.may_come(self.request.user, self.object)
        return {**super().get_form_kwargs(), "people": people, "notes": notes}

    def get_initial(self):
        return {"people": list(self.object.attendances.values_list("member_id", flat=True))}

    def save(self, form):
        data = form.cleaned_data
        services.set_participants(
            self.object, data["people"], following=self.following(form), actor=self.request.user,
            now=timezone.now(), tell=data["tell"],
        )  # fmt: skip

    def get_title(self):
        return _("Who comes to “%(activity)s”") % {"activity": self.object}

    def get_success_url(self):
        return reverse("activities:activity_detail", args=[self.object.pk])
