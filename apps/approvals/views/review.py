"""Reading, commenting and judging one thing after the other."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic.detail import SingleObjectMixin

from apps.approvals import reading, selectors, services, things
from apps.approvals.choices import CaseState
from apps.approvals.filters import QueueFilter
from apps.approvals.forms import AnswerForm, DecisionForm, RemarkForm
from apps.approvals.models import Case, CaseReviewer, Remark
from apps.approvals.views.inbox import CasePage, draft_key, queue_query
from apps.core.text import whole_number
from apps.core.views import DetailPage, Found, PlainPage, PostOnly

# How many of the queue are listed: some before the one that is open, the rest after it.
BEFORE, LISTED = 10, 60


class Queue:
    """What the filters in the address leave of the inbox, in order, around the one that is open."""

    def __init__(self, request, case: Case | None = None):
        rows = Case.objects.visible_to(request.user).select_related("author", "course", "grade")
        self.filter = QueueFilter(request.GET, queryset=rows, request=request)
        self.query = queue_query(request)
        self.is_filtered = bool(self.query)
        self.ids = list(self.filter.qs.values_list("pk", flat=True))
        self.total = len(self.ids)
        self.index = self.ids.index(case.pk) if case and case.pk in self.ids else None
        self.number = None if self.index is None else self.index + 1

    def rows(self) -> list[Case]:
        start = max(0, (self.index or 0) - BEFORE)
        return list(self.filter.qs[start : start + LISTED])

    def previous(self) -> int | None:
        return self.ids[self.index - 1] if self.index else None

    def next(self) -> int | None:
        """After the last one, what was left out before it; from outside the queue its first."""
        if self.index is None:
            return self.ids[0] if self.ids else None
        return self.ids[self.index + 1] if self.index + 1 < self.total else None

    def then(self) -> int | None:
        """What is opened after a decision: the next, else one that was left out before."""
        return self.next() or next((pk for n, pk in enumerate(self.ids) if n != self.index), None)

    def address(self, pk: int | None) -> str:
        return f"{reverse('approvals:case_review', args=[pk])}{self.query}" if pk else ""


class Review(CasePage, PlainPage):
    """Opens what is next in the queue; says so when nothing is left."""

    permission = "approvals.view_inbox"
    template_name = "approvals/review_done.html"
    title = gettext_lazy("Review")

    def get(self, request, *args, **kwargs):
        self.queue = Queue(request)
        then = request.GET.get("then", "")
        if self.queue.ids:
            named = whole_number(then)
            return redirect(self.queue.address(named if named in self.queue.ids else self.queue.ids[0]))
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        return super().get_context_data(queue=self.queue, **kwargs)


class CaseReview(CasePage, DetailPage):
    """One thing: the queue at the left, the draft beside the one before, comments and judgement at the right."""

    permission = "approvals.review_case"
    template_name = "approvals/case_review.html"

    def get_queryset(self):
        return super().get_queryset().select_related("author", "course", "grade")

    def get(self, request, *args, **kwargs):
        self.decides = request.user.has_perm("approvals.decide_case", self.object)
        if self.decides:
            services.mark_seen(self.object, actor=request.user)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        request, case = self.request, self.object
        shown = reading.read(
            case, request.user, request.GET.get("draft", ""), compare="plain" not in request.GET
        )
        judges = self.decides and case.state == CaseState.WAITING
        queue = Queue(request, case)
        then = queue.then()
        return super().get_context_data(
            case=case, queue=queue, reading=shown, judges=judges, thing=things.thing_of(case.subject),
            remarks=reading.remarks_of(case, request.user, shown),
            then_query=queue_query(request, **({"then": then} if then else {})),
            previous_url=queue.address(queue.previous()), next_url=queue.address(queue.next()),
            page_url=case.get_absolute_url(), stands_in_for=self.stands_in_for(), draft_key=draft_key(case),
            **(self.forms(shown) if judges else {}), **kwargs,
        )  # fmt: skip

    def forms(self, shown) -> dict:
        case, user = self.object, self.request.user
        marks = things.thing_of(case.subject).marks
        initial = {"draft": case.draft_number}
        for_county = selectors.for_the_county(case, user)
        said = initial | ({"decided_on": self.request.today} if for_county else {})
        return {
            "form": DecisionForm(user=user, marks=marks, for_county=for_county, initial=said),
            "remark_form": RemarkForm(
                auto_id="remark_%s", places=shown.places() if shown else [], initial=initial
            ),
            "phrases": selectors.phrases_of(case.school, things.thing_of(case.subject)),
        }

    def stands_in_for(self) -> str:
        """Whom the user reviews this for, when it lies with them as a deputy."""
        held = CaseReviewer.objects.filter(
            case=self.object, position=self.object.position, member_id=self.request.user.seat.member_id
        )
        return held.values_list("stands_in_for__name", flat=True).first() or ""


class RemarkCreate(PostOnly, Found, SingleObjectMixin, PlainPage):
    """POST comments on the draft that is open; answers the comments alone when the script asked."""

    model = Case
    permission = "approvals.decide_case"

    def leads_to(self):
        return reverse("approvals:case_review", args=[self.object.pk])

    def post(self, request, *args, **kwargs):
        case = self.object
        shown = reading.read(case, request.user)
        form = RemarkForm(request.POST, places=shown.places() if shown else [])
        refused = (
            self.add(form, shown)
            if form.is_valid()
            else " ".join(form.errors.get("text", [_("Reload the page.")]))
        )
        if request.htmx:
            remarks = reading.remarks_of(case, request.user, shown)
            return render(
                request, "approvals/remarks.html", {"remarks": remarks, "case": case, "refused": refused}
            )
        if refused:
            messages.error(request, refused)
        return redirect(reverse("approvals:case_review", args=[case.pk]) + queue_query(request))

    def add(self, form, shown) -> str:
        """Why it was refused; empty when it was not."""
        said = form.cleaned_data
        quote = said["quote"] or (shown.words_at(said["place"]) if shown else "")
        try:
            services.add_remark(
                self.object, actor=self.request.user, text=said["text"], draft=said["draft"], place=said["place"],
                quote=quote,
            )  # fmt: skip
        except ValidationError as refusal:
            return " ".join(refusal.messages)
        return ""


class RemarkPage(PostOnly, PlainPage):
    """POST acts on one comment of a case the user may see."""

    def leads_to(self):
        return self.remark.case.get_absolute_url()

    def permission_object(self):
        cases = Case.objects.visible_to(self.request.user)
        rows = Remark.objects.visible_to(self.request.user).filter(case__in=cases)
        self.remark = get_object_or_404(rows.select_related("case__author"), pk=self.kwargs["pk"])
        return self.remark


class RemarkDelete(RemarkPage):
    permission = "approvals.delete_remark"

    def post(self, request, *args, **kwargs):
        case = self.remark.case
        try:
            services.delete_remark(self.remark, actor=request.user)
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
        return redirect(reverse("approvals:case_review", args=[case.pk]) + queue_query(request))


class RemarkAnswer(RemarkPage):
    """The author answers a comment, or ticks it off."""

    permission = "approvals.answer_remark"

    def post(self, request, *args, **kwargs):
        form = AnswerForm(request.POST)
        if not form.is_valid():
            messages.error(request, _("An answer has at most 1,000 characters."))
            return redirect(f"{self.remark.case.get_absolute_url()}#remarks")
        said = form.cleaned_data
        services.answer_remark(self.remark, answer=said["answer"], done=said["done"], now=timezone.now())
        return redirect(f"{self.remark.case.get_absolute_url()}#remark-{self.remark.pk}")
