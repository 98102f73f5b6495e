"""The calendar of a person, of their groups, of the school; and its subscription."""

from datetime import date, timedelta

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views import View

from apps.calendars import ical, selectors, services
from apps.calendars.choices import Scope
from apps.calendars.forms import ChosenForm
from apps.calendars.models import Subscription
from apps.core.views import PlainPage, PostOnly
from apps.groups.selectors import seat_of

PAST, COMING = timedelta(days=120), timedelta(days=370)


def scope_named(request) -> str:
    """The scope in the address; people on the staff begin with their own, others with the school's."""
    named = request.GET.get("scope", "") or request.POST.get("scope", "")
    if named in Scope.values:
        return named
    return Scope.ME if request.user.seat.member_id else Scope.SCHOOL


class Calendar(PlainPage):
    permission = "calendars.view_calendar"
    template_name = "calendars/calendar.html"
    area = "calendar"

    @property
    def by_semester(self) -> bool:
        return self.request.GET.get("view") == "semester" and self.request.semester is not None

    def month(self) -> date:
        """The month in the address (``?month=2025-11``), else the one of today."""
        try:
            year, month = self.request.GET.get("month", "").split("-")
            asked = date(int(year), int(month), 1)
        except (ValueError, OverflowError):
            asked = date.min
        # Before the first and after the last of these years the calendar would run out of days.
        return asked if 1900 <= asked.year < 2200 else self.request.today.replace(day=1)

    def get_title(self):
        return _("Calendar")

    def get_context_data(self, **kwargs):
        request, scope = self.request, scope_named(self.request)
        narrow = ChosenForm(request.GET, user=request.user, today=request.today)
        chosen = narrow.chosen()
        shown = self.semester(scope, chosen) if self.by_semester else self.one_month(scope, chosen)
        return super().get_context_data(
            scope=scope, scopes=Scope.choices, narrow=narrow, is_narrowed=bool(chosen.group or chosen.kind),
            subscribed=Subscription.objects.visible_to(request.user).filter(scope=scope).exists(), **shown, **kwargs,
        )  # fmt: skip

    def one_month(self, scope, chosen) -> dict:
        request, month = self.request, self.month()
        before, after = selectors.neighbours(month)
        weeks = selectors.month_of(request.user, scope, month, request.today, chosen)
        return {
            "month": month, "weeks": weeks,
            "numbered": [(selectors.week_number(request.semesters, week), week) for week in weeks],
            "busy": [d for week in weeks for d in week if d.in_month and (d.activities or d.holiday)],
            "before": f"{before:%Y-%m}", "after": f"{after:%Y-%m}",
        }  # fmt: skip

    def semester(self, scope, chosen) -> dict:
        """All weeks of the chosen semester, one below the other."""
        request = self.request
        weeks = selectors.semester_of(request.user, scope, request.semester, request.today, chosen)
        return {"semester": request.semester, "semester_weeks": weeks}


class CalendarSubscribe(PostOnly, PlainPage):
    """POST makes a new address and shows it once."""

    permission = "calendars.change_subscription"
    template_name = "calendars/calendar_subscribe.html"
    area = "calendar"

    def leads_to(self):
        return reverse("calendars:calendar")

    def get_title(self):
        return _("Subscribe to the calendar")

    def crumbs(self):
        return [(_("Calendar"), reverse("calendars:calendar"))]

    def post(self, request):
        scope = scope_named(request)
        token = services.subscribe(user=request.user, scope=scope)
        address = request.build_absolute_uri(reverse("calendars:calendar_feed", args=[token]))
        context = self.get_context_data(
            address=address, webcal=address.replace("https://", "webcal://").replace("http://", "webcal://")
        )
        answer = render(request, self.template_name, context)
        answer["Cache-Control"] = "no-store"
        return answer


class CalendarUnsubscribe(PostOnly, PlainPage):
    permission = "calendars.change_subscription"

    def leads_to(self):
        return reverse("calendars:calendar")

    def post(self, request):
        services.unsubscribe(user=request.user, scope=scope_named(request))
        return redirect("calendars:calendar")


class CalendarFeed(View):
    """What a calendar program reads; the secret in the address stands for the log-in."""

    def get(self, request, token):
        now = timezone.now()
        found = services.open_feed(token, now=now)
        if found is None:
            raise Http404
        user, today = found.user, request.today
        user.seat = seat_of(user, today=today, school_id=found.school_id)
        if user.seat is None or user.seat.school.pk != found.school_id:
            raise Http404
        rows = selectors.activities_of(user, found.scope, today - PAST, today + COMING)
        name = f"{found.school.name} · {found.get_scope_display()}"
        off = selectors.holidays_of(user, today - PAST, today + COMING)
        body = ical.feed(name, rows, off, lambda a: request.build_absolute_uri(a.get_absolute_url()), now)
        return HttpResponse(
            body, content_type="text/calendar; charset=utf-8", headers={"Cache-Control": "private"}
        )
