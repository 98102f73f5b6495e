"""The inbox, decisions, deputies and routes."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.approvals import services, things
from apps.approvals.filters import InboxFilter
from apps.approvals.forms import AbsenceForm, DecisionForm, ReturnForm, RouteForm
from apps.approvals.models import Absence, Case, Route, RouteStep
from apps.approvals.tables import AbsenceTable, InboxTable
from apps.core.views import ActPage, ConfirmPage, CreatePage, Found, ListPage, PlainPage


class Inbox(ListPage):
    """What waits for one, the oldest first."""

    model = Case
    permission = "approvals.view_inbox"
    table_class = InboxTable
    filterset_class = InboxFilter
    title = gettext_lazy("Waiting for me")
    empty_text = gettext_lazy("Nothing waits for you.")
    area = "inbox"

    def get_queryset(self):
        user = self.request.user
        return super().get_queryset().lying_with(user).select_related("author").order_by("submitted_at", "pk")

    def actions(self):
        return [
            *self.action(_("While I am away"), reverse("approvals:absence_list"), "approvals.name_deputy"),
            *self.action(_("Routes"), reverse("approvals:route_list"), "approvals.change_route"),
        ]


class CasePage:
    model = Case

    def page(self) -> str:
        """The page of the thing the case is about; the inbox when it is gone."""
        return things.pages_of([self.object]).get(self.object.pk) or reverse("approvals:inbox")

    def next_page(self) -> str:
        """The next case that waits, so that a row of them is judged without going back to the list."""
        user = self.request.user
        waiting = Case.objects.visible_to(user).lying_with(user).filter(subject=self.object.subject)
        later = waiting.filter(submitted_at__gte=self.object.submitted_at).exclude(pk=self.object.pk)
        following = (
            later.order_by("submitted_at", "pk").first() or waiting.order_by("submitted_at", "pk").first()
        )
        return things.pages_of([following]).get(following.pk, "") if following else reverse("approvals:inbox")


class Decide(Found, CasePage, ActPage):
    """One decision on one draft; afterwards the next case."""

    permission = "approvals.decide_case"

    def get_object(self):
        found = (
            Case.objects.visible_to(self.request.user)
            .filter(pk=self.kwargs["pk"])
            .select_related("author")
            .first()
        )
        if found is None:
            raise Http404
        return found

    def save(self, form):
        self.decide(form.cleaned_data)

    def get_title(self):
        return self.object.title

    def crumbs(self):
        return [(_("Waiting for me"), reverse("approvals:inbox")), (self.object.title, self.page())]

    def get_initial(self):
        return {"draft": self.object.draft_number}

    def get_success_url(self):
        return self.next_page()


class CaseApprove(Decide):
    form_class = DecisionForm
    submit_label = gettext_lazy("Approve")
    done_text = gettext_lazy("Approved.")

    def decide(self, said):
        services.approve(
            self.object, actor=self.request.user, today=self.request.today, opinion=said["opinion"],
            mark=said["mark"], draft=said["draft"],
        )  # fmt: skip


class CaseReturn(Decide):
    form_class = ReturnForm
    submit_label = gettext_lazy("Return")
    done_text = gettext_lazy("Returned to the teacher.")

    def decide(self, said):
        services.return_case(
            self.object,
            actor=self.request.user,
            opinion=said["opinion"],
            mark=said["mark"],
            draft=said["draft"],
        )


class CaseWithdraw(CasePage, ConfirmPage):
    permission = "approvals.withdraw_case"
    submit_label = gettext_lazy("Take it back")
    warning = gettext_lazy("Nobody will review it until you hand it in again.")
    done_text = gettext_lazy("Taken back.")
    danger = False

    def act(self):
        services.withdraw(self.object, actor=self.request.user)

    def get_success_url(self):
        return self.page()


class CaseUndo(CasePage, ConfirmPage):
    permission = "approvals.undo_case"
    submit_label = gettext_lazy("Take the decision back")
    warning = gettext_lazy("It waits for you again, as before your decision.")
    done_text = gettext_lazy("The decision was taken back.")
    danger = False

    def act(self):
        services.undo(self.object, actor=self.request.user, now=timezone.now())

    def get_success_url(self):
        return self.page()


class CaseApproveMany(PlainPage):
    """POST approves the chosen cases, each by itself, and reports those that failed."""

    permission = "approvals.view_inbox"

    def get(self, request, *args, **kwargs):
        return redirect("approvals:inbox")

    def post(self, request):
        chosen = [pk for pk in request.POST.getlist("case") if pk.isdigit()]
        waiting = Case.objects.visible_to(request.user).lying_with(request.user)
        cases = list(waiting.filter(pk__in=chosen).select_related("author"))
        done, failed = services.approve_many(cases, actor=request.user, today=request.today)
        failed += [_("Some were decided by others meanwhile.")] if len(cases) < len(set(chosen)) else []
        messages.success(request, _("%(n)s approved.") % {"n": done})
        for sentence in failed:
            messages.error(request, sentence)
        return redirect("approvals:inbox")


class AbsenceList(ListPage):
    model = Absence
    permission = "approvals.name_deputy"
    table_class = AbsenceTable
    filterset_fields = []
    title = gettext_lazy("While I am away")
    empty_text = gettext_lazy(
        "While you are away, someone can review for you. New cases then go to both of you."
    )
    area = "inbox"

    def get_queryset(self):
        return (
            super().get_queryset().filter(member_id=self.request.user.seat.member_id).select_related("deputy")
        )

    def crumbs(self):
        return [(_("Waiting for me"), reverse("approvals:inbox"))]

    def actions(self):
        return self.action(
            _("Name a deputy"), reverse("approvals:absence_create"), "approvals.name_deputy", style="primary"
        )


class AbsenceCreate(CreatePage):
    model = Absence
    permission = "approvals.name_deputy"
    form_class = AbsenceForm
    title = gettext_lazy("Name a deputy")
    area = "inbox"

    def save(self, form):
        services.name_deputy(form.instance, member=self.request.user.seat.member)

    def get_success_url(self):
        return reverse("approvals:absence_list")

    def crumbs(self):
        return [(_("While I am away"), reverse("approvals:absence_list"))]


class RouteList(PlainPage):
    """Each thing that is reviewed, with its steps."""

    permission = "approvals.change_route"
    template_name = "approvals/route_list.html"
    title = gettext_lazy("Routes")
    area = "inbox"

    def crumbs(self):
        return [(_("Waiting for me"), reverse("approvals:inbox"))]

    def get_context_data(self, **kwargs):
        routes = Route.objects.visible_to(self.request.user).prefetch_related("steps")
        by_subject = {route.subject: list(route.steps.all()) for route in routes}
        rows = [(thing, by_subject.get(thing.subject, [])) for thing in things.all_things()]
        return super().get_context_data(rows=rows, **kwargs)


class RouteEdit(ActPage):
    permission = "approvals.change_route"
    form_class = RouteForm
    area = "inbox"

    def thing(self):
        try:
            return things.thing_of(self.kwargs["subject"])
        except KeyError as unknown:
            raise Http404 from unknown

    def get_title(self):
        return _("Route of %(thing)s") % {"thing": self.thing().label}

    def crumbs(self):
        return [(_("Routes"), reverse("approvals:route_list"))]

    def get_form_kwargs(self):
        steps = RouteStep.objects.visible_to(self.request.user).filter(route__subject=self.thing().subject)
        return {**super().get_form_kwargs(), "steps": list(steps)}

    def save(self, form):
        thing = self.thing()
        services.set_route(
            school=self.request.user.seat.school,
            subject=thing.subject,
            name=str(thing.label),
            steps=form.steps(),
        )

    def get_success_url(self):
        return reverse("approvals:route_list")
