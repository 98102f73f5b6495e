"""Lesson plans: read, hand in, hand in again. Decisions on them are acts on their case (``cases/``)."""

from django.db.models import OuterRef, Subquery
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.approvals.models import Case
from apps.core.rest.forms import filled
from apps.core.rest.views import Act, CreatingCollection, Item
from apps.lessonplans import services
from apps.lessonplans.filters import LessonPlanFilter
from apps.lessonplans.forms import SubmitForm
from apps.lessonplans.models import SOURCE, LessonPlan
from apps.lessonplans.serializers import PlanAgainIn, PlanIn, PlanOut, PlanWithDrafts

RELATED = ("author", "subject", "grade", "semester__year", "school")


class PlanArea:
    area = "lesson_plans"
    model, reads = LessonPlan, PlanWithDrafts

    def rows(self):
        case = Case.objects.filter(subject=SOURCE, target_id=OuterRef("pk"), school=OuterRef("school"))
        return super().rows().select_related(*RELATED).annotate(case_id=Subquery(case.values("pk")[:1]))

    def hand_in(self, sent, **kwargs) -> LessonPlan:
        """Through the form and the service of the page."""
        user, today = self.request.user, self.request.today
        form = filled(SubmitForm, sent, user=user, author=user.seat.member, today=today, **kwargs)
        return services.hand_in(
            form.instance, sections=form.written(), upload=None, actor=user, today=today, now=timezone.now()
        )


class PlanList(PlanArea, CreatingCollection):
    may = {"get": "lessonplans.view_lessonplan", "post": "lessonplans.submit_lessonplan"}
    summary = {"get": _("Lesson plans of a semester"), "post": _("Hand in a lesson plan of mine")}
    takes = {"post": PlanIn}
    reads = PlanOut
    filterset_class = LessonPlanFilter
    by_semester = True
    sorts = {"submitted_on": "submitted_on", "week": "week", "title": "title"}

    def rows(self):
        rows = super().rows()
        return rows.filter(semester=self.request.semester) if self.request.method == "GET" else rows

    def create(self, sent):
        return self.hand_in(sent, semester=self.request.semester)


class PlanItem(PlanArea, Item):
    may = {"get": "lessonplans.view_lessonplan"}
    summary = {"get": _("One lesson plan, with its drafts")}

    def rows(self):
        return super().rows().prefetch_related("drafts__file")


class PlanResubmit(PlanArea, Act):
    may = {"post": "lessonplans.resubmit_lessonplan"}
    summary = {"post": _("Hand a returned lesson plan in again")}
    takes = {"post": PlanAgainIn}

    def act(self, sent):
        self.hand_in(sent, instance=self.object, semester=self.object.semester)
