"""Lesson plans: read, hand in, hand in again; record, correct and withdraw. Decisions are acts on their case."""

from django.core.exceptions import ValidationError as Refusal
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.core.rest.fields import ReasonInput
from apps.core.rest.forms import filled
from apps.core.rest.views import (
    Act,
    ChangingItem,
    Collection,
    Creating,
    CreatingCollection,
    Endpoint,
)
from apps.credits.record_api import DraftFileItem, HandingIn
from apps.lessonplans import selectors, services
from apps.lessonplans.filters import LessonPlanFilter, MissingFilter, missing_in
from apps.lessonplans.forms import LessonPlanForm, SubmitForm
from apps.lessonplans.models import SOURCE, LessonPlan
from apps.lessonplans.serializers import (
    MissingOut,
    PlanAgainIn,
    PlanAgainUpload,
    PlanChange,
    PlanIn,
    PlanOut,
    PlanRecordIn,
    PlanUpload,
    PlanWithDrafts,
    RemindedOut,
    RemindIn,
)

RELATED = ("author", "subject", "grade", "semester__year", "school")


class PlanArea(HandingIn):
    area = "lesson_plans"
    model, reads = LessonPlan, PlanWithDrafts
    subject, submit_form, hand_in = SOURCE, SubmitForm, staticmethod(services.hand_in)

    def rows(self):
        return super().rows().select_related(*RELATED)


class PlanList(PlanArea, CreatingCollection):
    may = {"get": "lessonplans.view_lessonplan", "post": "lessonplans.submit_lessonplan"}
    summary = {"get": _("Lesson plans of a semester"), "post": _("Hand in a lesson plan of mine")}
    takes, uploads = {"post": PlanIn}, {"post": PlanUpload}
    reads = PlanOut
    filterset_class = LessonPlanFilter
    by_semester = rows_of_semester = True
    sorts = {"submitted_on": "submitted_on", "week": "week", "title": "title"}

    def create(self, sent):
        return self.handed_in(sent, semester=self.request.semester)


class PlanRecord(PlanArea, Creating):
    may = {"post": "lessonplans.add_lessonplan"}
    summary = {"post": _("Record a lesson plan for its author")}
    takes = {"post": PlanRecordIn}
    by_semester = True

    def create(self, sent):
        form = filled(LessonPlanForm, sent, user=self.request.user, semester=self.request.semester)
        services.save_lesson_plans([form.instance], actor=self.request.user, reason="")
        return form.instance


class PlanItem(PlanArea, ChangingItem):
    may = {"get": "lessonplans.view_lessonplan", "patch": "lessonplans.change_lessonplan"}
    summary = {"get": _("One lesson plan, with its drafts"), "patch": _("Correct a lesson plan")}
    takes = {"patch": PlanChange}

    def rows(self):
        return super().rows().prefetch_related("drafts__file")

    def change(self, sent):
        form = filled(LessonPlanForm, sent, user=self.request.user, instance=self.object)
        services.save_lesson_plans(
            [form.instance], actor=self.request.user, reason=form.cleaned_data["reason"]
        )


class PlanWithdraw(PlanArea, Act):
    may = {"post": "lessonplans.change_lessonplan"}
    summary = {"post": _("Withdraw a lesson plan; it is counted no more")}
    takes = {"post": ReasonInput}

    def act(self, sent):
        services.withdraw_lesson_plans(
            [self.object], actor=self.request.user, now=timezone.now(), reason=sent["reason"]
        )


class PlanDraftFile(PlanArea, DraftFileItem):
    may = {"get": "lessonplans.view_lessonplan"}
    summary = {"get": _("The document of a draft of a lesson plan")}


class PlanResubmit(PlanArea, Act):
    may = {"post": "lessonplans.resubmit_lessonplan"}
    summary = {"post": _("Hand a returned lesson plan in again")}
    takes, uploads = {"post": PlanAgainIn}, {"post": PlanAgainUpload}

    def act(self, sent):
        self.handed_in(sent, instance=self.object, semester=self.object.semester)


class Missing(Endpoint):
    """Who has not handed in, for one week of a semester."""

    area = "lesson_plans"
    model = LessonPlan
    by_semester = True

    def prepare(self, request):
        if request.semester is None:
            raise Http404


class MissingList(Missing, Collection):
    may = {"get": "lessonplans.view_missing"}
    summary = {"get": _("Whose lesson plans of a week have not come")}
    reads, filterset_class = MissingOut, MissingFilter

    def rows(self):
        request = self.request
        week = selectors.week_asked(request.semester, request.query_params.get("week", ""), request.today)
        return selectors.expected(request.user, request.semester, week, today=request.today)


class MissingRemind(Missing):
    may = {"post": "lessonplans.remind_missing"}
    summary = {"post": _("Remind those whose lesson plans of a week have not come, once a day each")}
    takes, reads = {"post": RemindIn}, RemindedOut

    def post(self, request, *args, **kwargs):
        sent, user = self.input(), request.user
        chosen = missing_in(request, str(sent.get("week", "")), str(sent.get("group", "")))
        if not chosen.is_valid():
            raise Refusal(chosen.errors.as_data())
        members = [member for member in chosen.qs if member.pk != user.seat.member_id]
        told = services.remind_missing(
            members, semester=request.semester, week=chosen.week, group=chosen.form.cleaned_data.get("group"),
            actor=user, today=request.today, now=timezone.now(),
        )  # fmt: skip
        return self.told({"week": chosen.week, "reminded": told, "earlier": len(members) - told})
