"""The inbox, decisions, deputies and routes."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.approvals import selectors, services, things
from apps.approvals.filters import InboxFilter
from apps.approvals.forms import AbsenceForm, DecisionForm, ReturnForm, RouteForm
from apps.approvals.models import Absence, Case, Route, RouteStep
from apps.approvals.tables import AbsenceTable, InboxTable
from apps.core.views import ActOnPage, ActPage, ConfirmPage, CreatePage, ListPage, PlainPage


class Inbox(ListPage):
    """What waits for one, the oldest first."""

    model = Case
    permission = "approvals.view_inbox"
    template_name = "approvals/inbox.html"
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

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"empty_actions": []}


class CasePage:
    model = Case
    area = "inbox"

    def crumbs(self):
        return [(_("Waiting for me"), reverse("approvals:inbox"))]


class Decide(CasePage, ActOnPage):
    """One decision on one draft; afterwards the next case."""

    permission = "approvals.decide_case"

    def save(self, form):
        self.decide(form.cleaned_data)

    def get_title(self):
        return self.object.title

    def get_initial(self):
        return {"draft": self.object.draft_number}

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "marks": things.thing_of(self.object.subject).marks}

    def get_success_url(self):
        following = selectors.next_case(self.request.user, self.object)
        return following.get_absolute_url() if following else reverse("approvals:inbox")


class CaseApprove(Decide):
    form_class = DecisionForm
    submit_label = gettext_lazy("Approve")
    done_text = gettext_lazy("Approved.")

    def decide(self, said):
        services.approve(
            self.object, actor=self.request.user, today=self.request.today, opinion=said["opinion"],
            mark=said.get("mark", ""), draft=said["draft"],
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
            mark=said.get("mark", ""),
            draft=said["draft"],
        )


class CaseWithdraw(CasePage, ConfirmPage):
    permission = "approvals.withdraw_case"
    submit_label = gettext_lazy("Take it back")
    warning = gettext_lazy("Nobody will review it until you hand it in again.")
    done_text = gettext_lazy("Taken back.")
    danger = False

    def get_title(self):
        return _("Take back “%(title)s”?") % {"title": self.object}

    def act(self):
        services.withdraw(self.object, actor=self.request.user)


class CaseUndo(CasePage, ConfirmPage):
    permission = "approvals.undo_case"
    submit_label = gettext_lazy("Take the decision back")
    warning = gettext_lazy("It waits for you again, as before your decision.")
    done_text = gettext_lazy("The decision was taken back.")
    danger = False

    def get_title(self):
        return _("Take back the decision on “%(title)s”?") % {"title": self.object}

    def act(self):
        services.undo(self.object, actor=self.request.user, now=timezone.now())


class CaseApproveMany(PlainPage):
    """POST approves the chosen cases, each by itself, and reports those that failed."""

    permission = "approvals.view_inbox"

    def get(self, request, *args, **kwargs):
        return redirect("approvals:inbox")

    def post(self, request):
        drafts = _drafts_named(request.POST.getlist("case"))
        waiting = Case.objects.visible_to(request.user).lying_with(request.user)
        cases = list(waiting.filter(pk__in=drafts).select_related("author"))
        for case in cases:
            case.draft_number = drafts[case.pk]
        done, failed = services.approve_many(cases, actor=request.user, today=request.today)
        failed += [_("Some were decided by others meanwhile.")] if len(cases) < len(drafts) else []
        if not drafts:
            failed.append(_("Tick at least one."))
        if done:
            messages.success(request, _("%(n)s approved.") % {"n": done})
        for sentence in failed:
            messages.error(request, sentence)
        return redirect("approvals:inbox")


def _drafts_named(values: list[str]) -> dict[int, int]:
    """{case: draft that was read} of ticks such as ``12-2``; anything else is left out."""
    pairs = [value.split("-") for value in values]
    return {
        int(pair[0]): int(pair[1]) for pair in pairs if len(pair) == 2 and all(p.isdecimal() for p in pair)
    }


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
