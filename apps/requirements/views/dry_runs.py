"""Trying a rule pack or scheme on a semester: ask for it, read who would gain, lose, fail or pass, take it as Excel."""

from decimal import Decimal
from functools import cached_property

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from apps.core.views import DetailPage
from apps.core.worked import Asked, WorkedList
from apps.core.xlsx import file_response
from apps.credits import sources
from apps.credits.choices import Unit
from apps.credits.document_publishing import OnDocument
from apps.credits.pack_pages import PACKS
from apps.jobs.choices import JobState
from apps.jobs.models import Job
from apps.requirements.dry_run_sheets import workbook
from apps.requirements.forms.dry_runs import ShownForm, TryForm
from apps.requirements.selectors.dry_run_rows import AMOUNTS, IN_NONE, narrowed, ordered
from apps.requirements.services import dry_runs
from apps.requirements.views.schemes import SCHEMES

KINDS = {"pack": PACKS, "scheme": SCHEMES}
SORTS = {
    "number": pgettext_lazy("of a dry run", "Number"), "name": pgettext_lazy("of a dry run", "Name"),
    "group": gettext_lazy("Group"), "tier": gettext_lazy("Tier"), "before": pgettext_lazy("of a dry run", "Before"),
    "after": pgettext_lazy("of a dry run", "After"), "change": pgettext_lazy("of a dry run", "Change"),
}  # fmt: skip


class TryDocument(OnDocument):
    """Choose a semester; what was tried already stands below."""

    permission = "requirements.view_dryrun"
    template_name = "requirements/try.html"
    form_class = TryForm
    submit_label = gettext_lazy("Try it")
    done_text = gettext_lazy("Nothing is written: it is only worked out.")

    def get_queryset(self):
        return super().get_queryset().prefetch_related("rows")

    def get_title(self):
        return _("Try %(thing)s") % {"thing": self.object}

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"today": self.request.today}

    def get_context_data(self, **kwargs):
        runs = dry_runs.runs_of(self.object) & Job.objects.visible_to(self.request.user)
        return super().get_context_data(
            problems=self.draft.problems,
            runs=runs.filter(state=JobState.DONE),
            now=dry_runs.digest(self.object),
            **kwargs,
        )

    def save(self, form):
        self.job = dry_runs.request_dry_run(
            self.object, semester=form.cleaned_data["semester"], actor=self.request.user
        )

    def get_success_url(self):
        return self.job.get_absolute_url()


class TryPack(TryDocument):
    kind = PACKS


class TryScheme(TryDocument):
    kind = SCHEMES


class OfRun(DetailPage):
    """A page about what a dry run found."""

    model = Job
    permission = "requirements.view_dryrun"
    area = "rules"

    def get_queryset(self):
        return super().get_queryset().filter(kind=dry_runs.KIND, state=JobState.DONE)

    @property
    def result(self) -> dict:
        return self.object.result

    @cached_property
    def document(self):
        return dry_runs.document_of(self.object, self.request.user)

    @cached_property
    def people(self) -> list[dict]:
        return dry_runs.unpacked(self.object, dry_runs.PEOPLE)

    def crumbs(self):
        kind = KINDS[self.object.params["what"]]
        own = [(str(self.document), self.document.get_absolute_url())] if self.document else []
        return [(str(kind.title), kind.url("list")), *own]


class DryRunDetail(WorkedList, OfRun):
    template_name = "requirements/dryrun_detail.html"
    sorts, right, wide = SORTS, AMOUNTS, ("number",)

    def get_template_names(self):
        part = self.request.htmx and not self.request.htmx.boosted
        return ["requirements/dryrun_people.html" if part else self.template_name]

    def get(self, request, *args, **kwargs):
        if request.GET.get("export") == "xlsx":
            details = dry_runs.unpacked(self.object, dry_runs.DETAILS)
            content = workbook(self.result, self.people, details)
            return file_response(content, f"{self.get_title()} {self.result['semester']}.xlsx")
        return super().get(request, *args, **kwargs)

    def get_title(self):
        return _("Dry run of %(thing)s") % {"thing": self.result["title"]}

    def actions(self):
        own = self.document
        if own is None:
            return []
        kind, may = KINDS[self.object.params["what"]], self.request.user.has_perm
        again = self.action(_("Try it again"), reverse(kind.trial, args=[own.pk]), kind.may_try)
        if not own.is_draft or not may(kind.perm("publish")):
            return again
        publish = self.action(
            _("Publish"), kind.url("publish", own.pk), kind.perm("publish"), style="primary"
        )
        return publish + again

    def get_context_data(self, **kwargs):
        result, asked = self.result, self.request.GET
        form = ShownForm(
            asked,
            groups=[part["name"] for part in result["groups"]],
            tiers=[part["name"] for part in result["tiers"]],
        )
        listed = self.paged(ordered(narrowed(self.people, asked), asked.get("sort", "")))
        listed["rows"] = [self.shown(row) for row in listed["rows"]]
        return super().get_context_data(
            result=result, unit=unit_said(result), filter=Asked(form), totals=list(totals(result)), tiered=self.tiered,
            in_none=IN_NONE,
            changed=self.document is not None and dry_runs.digest(self.document) != result["digest"],
            is_filtered=any(asked.get(name) for name in ("q", "show", "group", "tier")), **listed, **kwargs,
        )  # fmt: skip

    def hidden(self):
        return {*(() if self.result["unit"] else AMOUNTS), *(() if self.tiered else ("tier",))}

    def shown(self, row: dict) -> dict:
        url = reverse("requirements:dryrun_person", args=[self.object.pk, *row["key"].split(":")])
        amounts = {name: row[name].replace("-", "−") for name in ("before", "after")}
        return row | amounts | {"url": url, "signed": signed(row["change"])}

    @property
    def tiered(self) -> bool:
        return any(part["name"] for part in self.result["tiers"])


def unit_said(result: dict) -> str:
    """What amounts are in; empty for a scheme, which moves none."""
    return str(Unit(result["unit"]).label) if result["unit"] else ""


def totals(result: dict):
    """(what, before, after) of everything that is summed up."""
    if result["unit"]:
        for unit, word in (*Unit.choices, ("count", _("pieces of work"))):
            before, after = result["totals"][unit]
            if before != "0" or after != "0":
                yield word, before, after
    yield _("People who meet everything"), *result["counts"]["met"]


def signed(change: str) -> str:
    """With its sign; a dash for nothing."""
    if Decimal(change) == 0:
        return "—"
    return change.replace("-", "−") if change.startswith("-") else f"+{change}"


class DryRunPerson(OfRun):
    """Which work of one person moved, and by which rule."""

    template_name = "requirements/dryrun_person.html"

    @cached_property
    def person(self) -> dict:
        key = f"{self.kwargs['of']}:{self.kwargs['number']}"
        found = next((row for row in self.people if row["key"] == key), None)
        if found is None:
            raise Http404
        return found

    def crumbs(self):
        title = _("Dry run of %(thing)s") % {"thing": self.result["title"]}
        return [*super().crumbs(), (title, reverse("requirements:dryrun_detail", args=[self.object.pk]))]

    def get_title(self):
        return self.person["name"]

    def get_context_data(self, **kwargs):
        details = dry_runs.unpacked(self.object, dry_runs.DETAILS).get(self.person["key"], {})
        pieces = details.get("pieces", [])
        pages = sources.addresses(piece["source"] for piece in pieces)
        return super().get_context_data(
            result=self.result, person=self.person, unit=unit_said(self.result),
            requirements=details.get("requirements", []),
            pieces=[self.told(piece, pages.get(piece["source"], "")) for piece in pieces], **kwargs,
        )  # fmt: skip

    def told(self, piece: dict, url: str) -> dict:
        """A piece of work with its page, the sentences of its rules, and how its worth changes."""
        rules, unit = self.result["rules"], self.result["unit"]
        before, after = (piece[side].get(unit, "0") for side in ("before", "after"))
        return piece | {
            "url": url,
            "said": [rules[n] for n in piece["rules"]],
            "change": f"{before} → {after}",
        }
