"""Lesson plans: list, one of them with its review, handing in, correction and withdrawal."""

from urllib.parse import urlencode

from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.core.templatetags.core import day, linked
from apps.core.views import ListPage, PlainPage
from apps.credits.record_pages import (
    RecordCorrect,
    RecordCreate,
    RecordDraftFile,
    RecordList,
    RecordResubmit,
    RecordSubmit,
    RecordWithdraw,
    ReviewedDetail,
)  # fmt: skip
from apps.credits.record_tables import state_said
from apps.lessonplans import selectors, services
from apps.lessonplans.filters import LessonPlanFilter, MissingFilter, missing_in
from apps.lessonplans.forms import LessonPlanForm, SubmitForm
from apps.lessonplans.models import SOURCE, LessonPlan
from apps.lessonplans.tables import LessonPlanTable, MissingTable
from apps.notices.pages import RemindPage
from apps.staff.models import StaffMember


class LessonPlanArea:
    model = LessonPlan
    area = "lessonplans"
    list_name = "lessonplans:lessonplan_list"
    list_label = gettext_lazy("Lesson plans")
    related = ("author", "subject", "grade")
    save_records = staticmethod(services.save_lesson_plans)
    withdraw_records = staticmethod(services.withdraw_lesson_plans)


class LessonPlanList(LessonPlanArea, RecordList):
    permission = "lessonplans.view_lessonplan"
    add_permission = "lessonplans.add_lessonplan"
    create_name = "lessonplans:lessonplan_create"
    create_label = gettext_lazy("New lesson plan")
    table_class = LessonPlanTable
    filterset_class = LessonPlanFilter
    title = gettext_lazy("Lesson plans")
    empty_text = gettext_lazy(
        "No lesson plan this semester yet. Hand one in; the office's workbook brings more."
    )

    def actions(self):
        records = super().actions()
        url, style = reverse("lessonplans:lessonplan_submit"), "" if records else "primary"
        hand_in = self.action(_("Hand in a lesson plan"), url, "lessonplans.submit_lessonplan", style=style)
        missing = self.action(
            _("Not handed in"), reverse("lessonplans:missing_list"), "lessonplans.view_missing"
        )
        return [*records, *hand_in, *missing]


class LessonPlanDetail(LessonPlanArea, ReviewedDetail):
    permission = "lessonplans.view_lessonplan"
    change_permission = "lessonplans.change_lessonplan"
    edit_name = "lessonplans:lessonplan_edit"
    withdraw_name = "lessonplans:lessonplan_withdraw"
    subject = SOURCE
    resubmit_name = "lessonplans:lessonplan_resubmit"
    resubmit_permission = "lessonplans.resubmit_lessonplan"

    def source_key(self):
        return services.plan_key(self.object)

    def fields(self):
        plan = self.object
        return [
            (_("teacher"), linked(plan.author)), (_("subject"), plan.subject), (_("grade"), plan.grade),
            (_("week"), plan.week),
            (_("handed in on"), day(plan.submitted_on)), (_("state"), state_said(plan)),
            (_("mark"), plan.get_mark_display()), (_("entered by"), plan.get_origin_display()),
        ]  # fmt: skip


class LessonPlanCreate(LessonPlanArea, RecordCreate):
    permission = "lessonplans.add_lessonplan"
    form_class = LessonPlanForm
    title = gettext_lazy("New lesson plan")

    def get_initial(self):
        return {"submitted_on": self.request.today}


class LessonPlanEdit(LessonPlanArea, RecordCorrect):
    permission = "lessonplans.change_lessonplan"
    form_class = LessonPlanForm


class LessonPlanWithdraw(LessonPlanArea, RecordWithdraw):
    permission = "lessonplans.change_lessonplan"


class Handing:
    """The form and the service of both ways of handing a plan in."""

    draft_prefix = "plan"
    form_class = SubmitForm
    hand_in = staticmethod(services.hand_in)


class LessonPlanSubmit(Handing, LessonPlanArea, RecordSubmit):
    permission = "lessonplans.submit_lessonplan"
    title = gettext_lazy("Hand in a lesson plan")


class LessonPlanResubmit(Handing, LessonPlanArea, RecordResubmit):
    permission = "lessonplans.resubmit_lessonplan"
    subject = SOURCE


class DraftFile(LessonPlanArea, RecordDraftFile):
    permission = "lessonplans.view_lessonplan"


class MissingWeek:
    """Who has not handed in, for one week of the chosen semester: the one in the address, else the present one."""

    model = StaffMember
    area = "lessonplans"
    by_semester = True

    def week(self, given) -> int:
        return selectors.week_asked(self.request.semester, given.get("week", ""), self.request.today)

    def crumbs(self):
        return [(_("Lesson plans"), reverse("lessonplans:lessonplan_list"))]

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated and request.user.seat and request.semester is None:
            return redirect("lessonplans:lessonplan_list")
        return super().dispatch(request, *args, **kwargs)


class MissingList(MissingWeek, ListPage):
    """For the office the school, for a leader the own group; the reminder goes to those who are shown."""

    permission = "lessonplans.view_missing"
    part_template = "lessonplans/missing_part.html"
    table_class = MissingTable
    filterset_class = MissingFilter
    title = gettext_lazy("Not handed in")
    empty_text = gettext_lazy("Everybody has handed in for this week.")

    def get_queryset(self):
        request = self.request
        return selectors.expected(request.user, request.semester, self.week(request.GET), today=request.today)

    def get_filterset_kwargs(self, filterset_class):
        kwargs = super().get_filterset_kwargs(filterset_class)
        data = kwargs["data"].copy()
        data["week"] = str(self.week(data))
        return {**kwargs, "data": data}

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        chosen = self.filterset.form.cleaned_data
        missing = [row for row in context["table"].data.data if row.missing]
        others = [row for row in missing if row.pk != self.request.user.seat.member_id]
        return context | {
            "is_filtered": any(chosen.get(name) for name in ("q", "group", "show")),
            "week": self.week(self.request.GET),
            "group": chosen.get("group"), "missing": len(missing), "plans": sum(row.missing for row in missing),
            "others": others, "to_remind": [row for row in others if not row.reminded],
            "may_remind": self.request.user.has_perm("lessonplans.remind_missing"),
            "reset_url": f"{self.request.path}?week={self.week(self.request.GET)}",
        }  # fmt: skip


class MissingRemind(RemindPage, MissingWeek, PlainPage):
    """POST asks those whose plans are missing, in the group that is shown if one is; once a day each."""

    permission = "lessonplans.remind_missing"

    def leads_to(self):
        return reverse("lessonplans:missing_list")

    def post(self, request, *args, **kwargs):
        chosen = missing_in(request, request.POST.get("week", ""), request.POST.get("group", ""))
        if not chosen.is_valid():
            raise Http404
        members = [m for m in chosen.qs if m.pk != request.user.seat.member_id]
        self.remind(
            services.remind_missing, members, semester=request.semester, week=chosen.week,
            group=chosen.form.cleaned_data.get("group"), now=timezone.now(),
        )  # fmt: skip
        query = urlencode({"week": chosen.week, "group": request.POST.get("group", "")})
        return redirect(f"{reverse('lessonplans:missing_list')}?{query}")
