"""How the school reviews, and decisions on many cases at once."""

from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext_lazy

from apps.approvals import selectors, services, things
from apps.approvals.forms import STEPS, PhrasesForm, RouteForm, phrases_name
from apps.approvals.models import Case, Route, RouteStep
from apps.approvals.serializers import (
    ApprovedManyOut,
    ApproveManyIn,
    CasesIn,
    ManyDecidedOut,
    Phrases,
    RouteIn,
    RouteOut,
    RoutesOut,
)
from apps.core.meanwhile import one_at_a_time
from apps.core.rest.formed import Formed
from apps.core.rest.views import Endpoint

PARTS = ("reviewer", "days", "names", "opinions")
LATE = gettext_lazy("Some were decided by others meanwhile.")
COUNTY = gettext_lazy(
    "“%(title)s” was not approved: the county decides on it. Approve it by itself, with the day of its decision."
)


class Many(Endpoint):
    """Each case by itself: what fails is told, the rest is done."""

    area = "inbox"
    may = {"post": "approvals.view_inbox"}
    reads = ManyDecidedOut

    def told_of(self, done: int, failed: list[str], missing: int, **more):
        return self.told({"done": done, "failed": [*failed, *([str(LATE)] if missing else [])], **more})


class CaseApproveMany(Many):
    summary = {"post": gettext_lazy("Approve many, each the draft that was read")}
    takes, reads = {"post": ApproveManyIn}, ApprovedManyOut

    def post(self, request, *args, **kwargs):
        sent = self.input()
        drafts = {read["case"]: read["draft"] for read in sent["cases"]}
        waiting = Case.objects.visible_to(request.user).lying_with(request.user)
        cases = list(waiting.filter(pk__in=drafts).select_related("author"))
        for case in cases:
            case.draft_number = drafts[case.pk]
        done, failed, for_county = services.approve_many(
            cases, actor=request.user, today=request.today, mark=sent.get("mark", "")
        )
        failed += [str(COUNTY) % {"title": case.title} for case in for_county]
        left = {"for_county": [case.pk for case in for_county]}
        return self.told_of(len(done), failed, len(drafts) - len(cases), **left)


class CaseUndoMany(Many):
    summary = {"post": gettext_lazy("Take back my decisions on many, within an hour")}
    takes = {"post": CasesIn}

    def post(self, request, *args, **kwargs):
        chosen = set(self.input()["cases"])
        cases = list(Case.objects.visible_to(request.user).reviewed_by(request.user).filter(pk__in=chosen))
        done, kept = services.undo_many(cases, actor=request.user, now=timezone.now())
        return self.told_of(done, kept, len(chosen) - len(cases))


class RouteList(Endpoint):
    area = "inbox"
    may = {"get": "approvals.change_route"}
    summary = {"get": gettext_lazy("How each kind of thing is reviewed")}
    reads, tells_all = RoutesOut, True

    def get(self, request, *args, **kwargs):
        routes = Route.objects.visible_to(request.user).prefetch_related("steps")
        steps = {route.subject: list(route.steps.all()) for route in routes}
        return self.told({"routes": [route_of(thing, steps) for thing in things.all_things()]})


class RouteItem(Formed, Endpoint):
    """Cases under way keep the step they are at."""

    area = "inbox"
    may = {"get": "approvals.change_route", "put": "approvals.change_route"}
    summary = {
        "get": gettext_lazy("How one kind of thing is reviewed"),
        "put": gettext_lazy("Lay down how one kind of thing is reviewed: all steps, in order"),
    }
    reads, form_class, takes = RouteOut, RouteForm, {"put": RouteIn}
    names = {f"steps.{n}.{part}": f"{part}_{n}" for n in range(STEPS) for part in PARTS}

    def prepare(self, request):
        try:
            self.thing = things.thing_of(self.kwargs["subject"])
        except KeyError as unknown:
            raise Http404 from unknown

    def steps(self) -> list[RouteStep]:
        return selectors.route_of(self.request.user.seat.school.pk, self.thing.subject)

    def form_kwargs(self):
        return super().form_kwargs() | {"steps": self.steps()}

    def get(self, request, *args, **kwargs):
        return self.told(route_of(self.thing, {self.thing.subject: self.steps()}))

    def put(self, request, *args, **kwargs):
        steps = self.input()["steps"]
        sent = {f"steps.{n}.reviewer": "" for n in range(STEPS)}
        sent |= {f"steps.{n}.{part}": value for n, step in enumerate(steps) for part, value in step.items()}
        school = request.user.seat.school
        with one_at_a_time(school):
            form = self.form(sent)
            services.set_route(
                school=school, subject=self.thing.subject, name=str(self.thing.label), steps=form.steps()
            )
        return self.get(request)


def route_of(thing, steps: dict) -> dict:
    """The school's steps, or the usual ones while it has laid down none."""
    shown = steps[thing.subject] if thing.subject in steps else selectors.usual_steps(thing.subject)
    return {"subject": thing.subject, "label": str(thing.label), "steps": shown}


class PhraseList(Formed, Endpoint):
    area = "inbox"
    may = {"get": "approvals.change_phrases", "put": "approvals.change_phrases"}
    summary = {
        "get": gettext_lazy("Phrases offered to whoever returns something, by what is returned"),
        "put": gettext_lazy("Change the phrases: all of them, in order, by what is returned"),
    }
    reads, form_class, takes = Phrases, PhrasesForm, {"put": Phrases}

    def get(self, request, *args, **kwargs):
        school = request.user.seat.school
        rows = [
            {
                "subject": thing.subject,
                "label": str(thing.label),
                "phrases": selectors.phrases_of(school, thing),
            }
            for thing in things.all_things()
        ]
        return self.told({"things": rows})

    def put(self, request, *args, **kwargs):
        school = request.user.seat.school
        sent = {phrases_name(row["subject"]): "\n".join(row["phrases"]) for row in self.input()["things"]}
        with one_at_a_time(school):
            form = self.form(sent)
            services.set_phrases(school=school, texts=form.phrases())
        return self.get(request)
