"""Works and awards as the office records them."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.core.rest.fields import ReasonInput
from apps.core.rest.forms import filled
from apps.core.rest.views import Act, ChangingItem, CreatingCollection
from apps.portfolio import services
from apps.portfolio.filters import WorkFilter
from apps.portfolio.forms import WorkForm
from apps.portfolio.models import Work
from apps.portfolio.serializers import WorkChange, WorkIn, WorkOut


class WorkArea:
    area = "works"
    model, reads = Work, WorkOut

    def rows(self):
        return super().rows().select_related("author", "category", "semester__year", "school")


class WorkList(WorkArea, CreatingCollection):
    may = {"get": "portfolio.view_work", "post": "portfolio.add_work"}
    summary = {"get": _("Works of a semester"), "post": _("Record a work for its author")}
    takes = {"post": WorkIn}
    filterset_class = WorkFilter
    by_semester = True
    sorts = {"date": "date", "title": "title", "characters": "characters"}

    def rows(self):
        rows = super().rows()
        return rows.filter(semester=self.request.semester) if self.request.method == "GET" else rows

    def create(self, sent):
        form = filled(WorkForm, sent, user=self.request.user, semester=self.request.semester)
        services.save_works([form.instance], actor=self.request.user, reason="")
        return form.instance


class WorkItem(WorkArea, ChangingItem):
    may = {"get": "portfolio.view_work", "patch": "portfolio.change_work"}
    summary = {"get": _("One work"), "patch": _("Correct a work")}
    takes = {"patch": WorkChange}

    def change(self, sent):
        form = filled(WorkForm, sent, user=self.request.user, instance=self.object)
        services.save_works([form.instance], actor=self.request.user, reason=form.cleaned_data["reason"])


class WorkWithdraw(WorkArea, Act):
    may = {"post": "portfolio.change_work"}
    summary = {"post": _("Withdraw a work; it is counted no more")}
    takes = {"post": ReasonInput}

    def act(self, sent):
        services.withdraw_works(
            [self.object], actor=self.request.user, now=timezone.now(), reason=sent["reason"]
        )
