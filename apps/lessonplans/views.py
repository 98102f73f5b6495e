"""Lesson plans: list, one of them, its correction and withdrawal."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.core.templatetags.core import day, linked
from apps.credits.record_pages import RecordCorrect, RecordCreate, RecordDetail, RecordList, RecordWithdraw
from apps.lessonplans import services
from apps.lessonplans.filters import LessonPlanFilter
from apps.lessonplans.forms import LessonPlanForm
from apps.lessonplans.models import LessonPlan
from apps.lessonplans.tables import LessonPlanTable


class LessonPlanArea:
    model = LessonPlan
    area = "lessonplans"
    list_name = "lessonplans:lessonplan_list"
    list_label = gettext_lazy("Lesson plans")
    related = ("author", "subject")


class LessonPlanList(LessonPlanArea, RecordList):
    permission = "lessonplans.view_lessonplan"
    add_permission = "lessonplans.add_lessonplan"
    create_name = "lessonplans:lessonplan_create"
    create_label = gettext_lazy("New lesson plan")
    table_class = LessonPlanTable
    filterset_class = LessonPlanFilter
    title = gettext_lazy("Lesson plans")
    empty_text = gettext_lazy("No lesson plan this semester yet. The office's workbook brings them in.")


class LessonPlanDetail(LessonPlanArea, RecordDetail):
    permission = "lessonplans.view_lessonplan"
    change_permission = "lessonplans.change_lessonplan"
    edit_name = "lessonplans:lessonplan_edit"
    withdraw_name = "lessonplans:lessonplan_withdraw"

    def source_key(self):
        return services.plan_key(self.object)

    def fields(self):
        plan = self.object
        return [
            (_("teacher"), linked(plan.author)), (_("subject"), plan.subject), (_("week"), plan.week),
            (_("handed in on"), day(plan.submitted_on)), (_("state"), plan.get_state_display()),
            (_("mark"), plan.get_mark_display()), (_("entered by"), plan.get_origin_display()),
        ]  # fmt: skip


class LessonPlanCreate(LessonPlanArea, RecordCreate):
    permission = "lessonplans.add_lessonplan"
    form_class = LessonPlanForm
    title = gettext_lazy("New lesson plan")

    def get_initial(self):
        return {"submitted_on": self.request.today}

    def write(self, records, reason):
        services.save_lesson_plans(records, actor=self.request.user, reason=reason)


class LessonPlanEdit(LessonPlanArea, RecordCorrect):
    permission = "lessonplans.change_lessonplan"
    form_class = LessonPlanForm

    def write(self, records, reason):
        services.save_lesson_plans(records, actor=self.request.user, reason=reason)


class LessonPlanWithdraw(LessonPlanArea, RecordWithdraw):
    permission = "lessonplans.change_lessonplan"

    def write(self, records, reason):
        services.withdraw_lesson_plans(records, actor=self.request.user, reason=reason)
