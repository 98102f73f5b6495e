"""The inbox, and decisions on what lies in it."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.middleware.csrf import get_token
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from apps.approvals import selectors, services, things
from apps.approvals.filters import InboxFilter
from apps.approvals.forms import DecisionForm, ReturnForm
from apps.approvals.models import Case
from apps.approvals.tables import InboxTable
from apps.core.errors import Conflict
from apps.core.text import nest_quotes, whole_number
from apps.core.views import ActOnPage, ConfirmPage, ListPage, PlainPage, PostOnly
from apps.drafts.services import discard_draft

# What of an address belongs to the queue, and so goes on to the next thing in it.
QUEUE_KEYS = ("q", "subject", "group", "course", "grade", "week", "late", "state", "order")


def queue_query(request, **more) -> str:
    """``?…`` with the filters of the queue in the address, and what is added; empty without any."""
    kept = request.GET.copy()
    for name in set(kept) - set(QUEUE_KEYS):
        del kept[name]
    for name, value in more.items():
        kept[name] = str(value)
    return f"?{kept.urlencode()}" if kept else ""


def draft_key(case: Case) -> str:
    """Under which a reviewer's words are kept while they are typed."""
    return f"case-{case.pk}-{case.draft_number}"


def say_decided(request, text: str, cases: list[Case]) -> None:
    """Say what was done, with a button that takes it back; what went on to the next step cannot be taken back."""
    cases = [case for case in cases if case.decided_at]
    if not cases:
        messages.success(request, text)
        return
    fields = format_html_join("", '<input type="hidden" name="case" value="{}">', [(c.pk,) for c in cases])
    note = format_html(
        '<form method="post" action="{}" class="undo-note"><input type="hidden" name="csrfmiddlewaretoken" value="{}">'
        '{}<span>{}</span> <button class="btn btn-sm">{}</button></form>',
        reverse("approvals:case_undo_many"), get_token(request), fields, text, _("Undo"),
    )  # fmt: skip
    messages.success(request, note)


class Inbox(ListPage):
    """What waits for one, the longest waiting first."""

    model = Case
    permission = "approvals.view_inbox"
    template_name = "approvals/inbox.html"
    table_class = InboxTable
    filterset_class = InboxFilter
    title = gettext_lazy("Waiting for me")
    empty_text = gettext_lazy("Nothing waits for you.")
    area = "inbox"

    def get_queryset(self):
        return super().get_queryset().select_related("author", "course", "grade")

    def actions(self):
        return [
            *self.action(_("While I am away"), reverse("approvals:absence_list"), "approvals.name_deputy"),
            *self.action(_("Phrases"), reverse("approvals:phrases_edit"), "approvals.change_phrases"),
            *self.action(_("Routes"), reverse("approvals:route_list"), "approvals.change_route"),
        ]

    def get_context_data(self, **kwargs):
        marks = dict(mark for thing in things.all_things() for mark in thing.marks)
        return super().get_context_data(**kwargs) | {
            "empty_actions": [], "marks": list(marks.items()), "queue_query": queue_query(self.request),
        }  # fmt: skip


class CasePage:
    model = Case
    area = "inbox"

    def crumbs(self):
        return [(_("Waiting for me"), reverse("approvals:inbox"))]


class Decide(CasePage, ActOnPage):
    """One decision on one draft; afterwards the next of the queue. Who comes too late is told by whom."""

    permission = "approvals.decide_case"

    def decide(self, said: dict) -> Case:
        """Call the service; answers the case as it is then."""
        raise NotImplementedError

    def form_valid(self, form):
        try:
            decided = self.decide(form.cleaned_data)
        except Conflict as late:
            messages.error(self.request, " ".join(late.messages))
            return redirect(
                reverse("approvals:case_review", args=[self.object.pk]) + queue_query(self.request)
            )
        except ValidationError as refusal:
            for name, errors in refusal.message_dict.items():
                form.add_error(name if name in form.fields else None, errors)
            return self.form_invalid(form)
        discard_draft(user=self.request.user, key=draft_key(self.object))
        text = nest_quotes(_("“%(title)s”: %(done)s") % {"title": self.object.title, "done": self.done_text})
        say_decided(self.request, text, [decided])
        return redirect(self.get_success_url())

    def get_title(self):
        return self.object.title

    def get_initial(self):
        return {"draft": self.object.draft_number}

    def get_form_kwargs(self):
        return {
            **super().get_form_kwargs(), "marks": things.thing_of(self.object.subject).marks,
            "for_county": selectors.for_the_county(self.object, self.request.user),
        }  # fmt: skip

    def get_success_url(self):
        """The one that stood next when this one was opened, if it still waits."""
        then = self.request.GET.get("then", "")
        return reverse("approvals:review") + queue_query(self.request, **({"then": then} if then else {}))


class CaseApprove(Decide):
    form_class = DecisionForm
    submit_label = gettext_lazy("Approve")
    done_text = gettext_lazy("Approved.")

    def decide(self, said):
        return services.approve(
            self.object, actor=self.request.user, today=self.request.today, opinion=said["opinion"],
            mark=said.get("mark", ""), draft=said["draft"], decided_on=said.get("decided_on"),
        )  # fmt: skip


class CaseReturn(Decide):
    form_class = ReturnForm
    submit_label = gettext_lazy("Return")
    done_text = gettext_lazy("Returned to the teacher.")

    def decide(self, said):
        return services.return_case(
            self.object, actor=self.request.user, opinion=said["opinion"], mark=said.get("mark", ""),
            draft=said["draft"], decided_on=said.get("decided_on"),
        )  # fmt: skip


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

    def get_success_url(self):
        return reverse("approvals:case_review", args=[self.object.pk])


class ManyPage(PostOnly, PlainPage):
    """POST acts on many cases at once; a GET leads back to the inbox."""

    permission = "approvals.view_inbox"

    def leads_to(self):
        return reverse("approvals:inbox")


def _left_to_the_county(n: int) -> str:
    return ngettext(
        "%(n)s was not approved: the county decides on it. Open it and enter the county's decision and its day.",
        "%(n)s were not approved: the county decides on them. Open each and enter the county's decision and its day.",
        n,
    ) % {"n": n}  # fmt: skip


class CaseApproveMany(ManyPage):
    """POST approves the chosen cases, each by itself, and reports those that failed."""

    def post(self, request):
        drafts = _drafts_named(request.POST.getlist("case"))
        waiting = Case.objects.visible_to(request.user).lying_with(request.user)
        cases = list(waiting.filter(pk__in=drafts).select_related("author"))
        for case in cases:
            case.draft_number = drafts[case.pk]
        done, failed, for_county = services.approve_many(
            cases, actor=request.user, today=request.today, mark=request.POST.get("mark", "")
        )
        if for_county:
            failed.append(_left_to_the_county(len(for_county)))
        failed += [_("Some were decided by others meanwhile.")] if len(cases) < len(drafts) else []
        if not drafts:
            failed.append(_("Tick at least one."))
        if done:
            text = ngettext("%(n)s approved.", "%(n)s approved.", len(done)) % {"n": len(done)}
            say_decided(request, text, done)
        for sentence in failed:
            messages.error(request, sentence)
        return redirect(reverse("approvals:inbox") + queue_query(request))


class CaseUndoMany(ManyPage):
    """POST takes back the decisions just made."""

    def post(self, request):
        chosen = [pk for pk in map(whole_number, request.POST.getlist("case")) if pk is not None]
        cases = list(Case.objects.visible_to(request.user).reviewed_by(request.user).filter(pk__in=chosen))
        done, kept = services.undo_many(cases, actor=request.user, now=timezone.now())
        if done:
            messages.success(request, _("Taken back: %(n)s wait for you again.") % {"n": done})
        for sentence in kept:
            messages.error(request, sentence)
        if len(cases) == 1:
            return redirect("approvals:case_review", pk=cases[0].pk)
        return redirect("approvals:inbox")


def _drafts_named(values: list[str]) -> dict[int, int]:
    """{case: draft that was read} of ticks such as ``12-2``; anything else is left out."""
    pairs = [[whole_number(part) for part in value.split("-")] for value in values]
    return {pair[0]: pair[1] for pair in pairs if len(pair) == 2 and None not in pair}
