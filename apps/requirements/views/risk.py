"""Who is at risk: counts by requirement and by group, the people behind them, a reminder in one act, Excel."""

from urllib.parse import urlencode

from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.core.views import PlainPage
from apps.core.worked import Asked, WorkedList
from apps.core.xlsx import Link, SheetWriter, file_response
from apps.notices.pages import RemindPage
from apps.requirements.forms.risk import RiskForm, chosen_of
from apps.requirements.selectors.evaluating import FORECAST_WEEK, Answer
from apps.requirements.selectors.risk import Overview, Row, ordered, overview, to_remind
from apps.requirements.selectors.sums import total_of
from apps.requirements.services.reminding import remind
from apps.requirements.views.owed import OUTLOOKS


class Risk:
    """For those who see the school all of it, for a leader the own groups."""

    area = "risk"
    by_semester = True

    @cached_property
    def asked(self):
        return self.request.POST if self.request.method == "POST" else self.request.GET

    @cached_property
    def overview(self) -> Overview:
        request = self.request
        in_full = (
            request.GET.get("export") == "xlsx"
        )  # a code is told only of what the work behind it sums to
        return overview(
            request.user, request.semester, chosen_of(self.asked), today=request.today, details=in_full
        )

    def to_remind(self) -> list[Row]:
        """Those shown who can still do something, but for oneself."""
        return to_remind(self.overview, self.request.user)

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated and request.user.seat and request.semester is None:
            return redirect("portal:home")
        return super().dispatch(request, *args, **kwargs)


class RiskList(Risk, WorkedList, PlainPage):
    permission = "requirements.view_risk"
    title = gettext_lazy("At risk")
    sorts = {
        "name": gettext_lazy("Name of a person"),
        "group": gettext_lazy("Group"),
        "missing": gettext_lazy("What is missing"),
    }

    def get_template_names(self):
        part = self.request.htmx and not self.request.htmx.boosted
        return ["requirements/risk_part.html" if part else "requirements/risk.html"]

    def get(self, request, *args, **kwargs):
        if request.GET.get("export") == "xlsx":
            return self.export()
        return super().get(request, *args, **kwargs)

    def actions(self):
        burden = self.action(
            _("What it costs teachers"), reverse("requirements:burden"), "requirements.view_burden"
        )
        grants = self.action(
            _("Exemptions"), reverse("requirements:exemption_list"), "requirements.view_grant"
        )
        return [*grants, *burden]

    def get_context_data(self, **kwargs):
        semester, view = self.request.semester, self.overview
        week = semester.week_of(self.request.today)
        form = RiskForm(
            self.request.GET, groups=view.choices,
            requirements=[(r.code, r.name) for s in view.found.schemes for r in s.requirements],
        )  # fmt: skip
        listed = self.paged(ordered([*view.rows, *view.of_groups], self.request.GET.get("sort", "")))
        listed["rows"] = [(row, shown(row)) for row in listed["rows"]]
        doable = self.to_remind()
        return super().get_context_data(
            view=view, week=week, foretold=bool(week and week >= FORECAST_WEEK), filter=Asked(form),
            people=len(view.rows), myself=any(row.holder.pk == self.request.user.seat.member_id for row in view.rows),
            doable=len(doable), to_remind=[row for row in doable if not row.reminded],
            may_remind=self.request.user.has_perm("requirements.remind"),
            is_filtered=any(self.request.GET.get(name) for name in form.fields), **listed, **kwargs,
        )  # fmt: skip

    def export(self):
        writer, view = SheetWriter(), self.overview
        outlooks = [(outlook, str(word)) for outlook, (word, _tone) in OUTLOOKS.items()]
        for name, heading, counts in (
            (_("By requirement"), _("Requirement"), view.requirements), (_("By group"), _("Group"), view.groups),
        ):  # fmt: skip
            rows = [[count.name, *(count.outlooks[code] for code, _word in outlooks)] for count in counts]
            writer.sheet(name, [heading, *(word for _code, word in outlooks)], rows)
        headings = [
            capfirst(_("staff number")), _("Name or group"), _("Group"), _("Requirement"), _("Done"), _("Required"),
            _("Missing"), _("Unit"), _("Due"),
            _("State"), _("Short code or details"),
        ]  # fmt: skip
        rows = [*view.rows, *view.of_groups]
        writer.sheet(
            _("People"), headings, ([*line, self.leads_to(*of)] for row in rows for line, *of in lines(row))
        )
        return file_response(writer.content(), f"{self.get_title()}.xlsx")

    def leads_to(self, row: Row, answer: Answer) -> Link:
        """The code of the entries whose sum was done; of what is more than a sum, its place on the person's page."""
        total = total_of(answer, self.request.semester)
        if total:
            url = reverse("totals:total_open", args=[total.code])
            return Link(total.code, self.request.build_absolute_uri(url))
        name = "member_owed" if answer.holder.of == "staff" else "group_owed"
        page = reverse(f"requirements:{name}", args=[row.holder.pk])
        return Link(_("Details"), self.request.build_absolute_uri(f"{page}#req-{answer.requirement.code}"))


def shown(row: Row) -> list:
    """(answer, word, tone) of what is missing first; the rest only when it was asked for."""
    answers = row.short or row.answers
    return [(answer, *OUTLOOKS[answer.outlook]) for answer in answers]


def lines(row: Row):
    for answer in row.answers:
        owed = answer.owed
        yield [
            getattr(row.holder, "number", ""), row.holder.name, row.group, answer.requirement.name, owed.done,
            owed.required, owed.missing, answer.requirement.word, owed.due, str(OUTLOOKS[answer.outlook][0]),
        ], row, answer  # fmt: skip


class RiskRemind(RemindPage, Risk, PlainPage):
    """POST asks everybody who is shown and can still do something; once a day each."""

    permission = "requirements.remind"

    def leads_to(self):
        return reverse("requirements:risk")

    def post(self, request, *args, **kwargs):
        members = [row.holder for row in self.to_remind()]
        self.remind(remind, members, semester=request.semester, now=timezone.now())
        query = {
            name: request.POST[name]
            for name in ("q", "group", "requirement", "state")
            if request.POST.get(name)
        }
        return redirect(f"{reverse('requirements:risk')}?{urlencode(query)}")
