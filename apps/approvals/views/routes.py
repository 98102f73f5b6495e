"""How the school reviews: its routes and its phrases."""

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.approvals import selectors, services, things
from apps.approvals.forms import PhrasesForm, RouteForm
from apps.approvals.models import Route
from apps.core.meanwhile import one_at_a_time
from apps.core.views import ActPage, PlainPage


class RouteList(PlainPage):
    """Each thing that is reviewed, with its steps."""

    permission = "approvals.change_route"
    template_name = "approvals/route_list.html"
    title = gettext_lazy("Routes")
    area = "inbox"

    def crumbs(self):
        return [(_("Waiting for me"), reverse("approvals:inbox"))]

    def actions(self):
        return self.action(_("County reviewers"), reverse("approvals:guest_list"), self.permission)

    def get_context_data(self, **kwargs):
        routes = Route.objects.visible_to(self.request.user).prefetch_related("steps")
        laid = {route.subject: list(route.steps.all()) for route in routes}
        rows = [
            (thing, laid[thing.subject] if thing.subject in laid else selectors.usual_steps(thing.subject))
            for thing in things.all_things()
        ]
        return super().get_context_data(rows=rows, **kwargs)


class OfTheSchool:
    """A form about how the school reviews: one at a time, and filled anew for those who had to wait."""

    def post(self, request, *args, **kwargs):
        with one_at_a_time(request.user.seat.school):
            return super().post(request, *args, **kwargs)


class RouteEdit(OfTheSchool, ActPage):
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
        steps = selectors.route_of(self.request.user.seat.school.pk, self.thing().subject)
        return {**super().get_form_kwargs(), "steps": steps}

    def save(self, form):
        thing = self.thing()
        services.set_route(
            school=self.request.user.seat.school, subject=thing.subject, name=str(thing.label),
            steps=form.steps(),
        )  # fmt: skip

    def get_success_url(self):
        return reverse("approvals:route_list")


class PhrasesEdit(OfTheSchool, ActPage):
    """What the school's reviewers often say when they return a thing, offered as chips."""

    permission = "approvals.change_phrases"
    form_class = PhrasesForm
    title = gettext_lazy("Phrases for returning")
    area = "inbox"

    def crumbs(self):
        return [(_("Waiting for me"), reverse("approvals:inbox"))]

    def save(self, form):
        services.set_phrases(school=self.request.user.seat.school, texts=form.phrases())

    def get_success_url(self):
        return reverse("approvals:inbox")
