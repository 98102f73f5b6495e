"""Schemes of requirements, made like rule packs; and dry runs of both."""

from django.utils.translation import gettext_lazy

from apps.core.rest.fields import Out
from apps.core.rest.formed import FormedAct
from apps.core.rest.views import Collection, Item
from apps.credits import document_acts as acts
from apps.credits.document_api import HEAD, DocumentOut
from apps.credits.document_lists import DocumentFilter
from apps.credits.pack_pages import PACKS
from apps.jobs.serializers import JobOut
from apps.requirements.forms.dry_runs import TryForm
from apps.requirements.models import Scheme
from apps.requirements.rules.sentences import sentence
from apps.requirements.services import dry_runs
from apps.requirements.views.schemes import SCHEMES


class SchemeOut(Out):
    class Meta:
        model = Scheme
        fields = HEAD


class SchemeWhole(DocumentOut):
    """``rules`` are the requirements."""

    says = sentence

    class Meta:
        model = Scheme
        fields = [*HEAD, "rules"]


class SchemeList(Collection):
    area = "ledger"
    may = {"get": "requirements.view_scheme"}
    summary = {"get": gettext_lazy("Schemes of requirements: who owes what, all versions")}
    model, reads, filterset_class = Scheme, SchemeOut, DocumentFilter
    sorts = {"name": "name", "valid_from": "valid_from"}


class SchemeItem(Item):
    area = "ledger"
    may = {"get": "requirements.view_scheme"}
    summary = {"get": gettext_lazy("One version of a scheme with its requirements, each with its sentence")}
    model, reads = Scheme, SchemeWhole

    def rows(self):
        return super().rows().prefetch_related("rows")


class OfSchemes:
    kind, reads = SCHEMES, SchemeWhole


class SchemeWrite(OfSchemes, acts.Write):
    pass


class SchemePreset(OfSchemes, acts.UsePreset):
    pass


class SchemeYaml(OfSchemes, acts.Yaml):
    pass


class SchemePublish(OfSchemes, acts.Publish):
    pass


class SchemeEnd(OfSchemes, acts.End):
    pass


class SchemeVersion(OfSchemes, acts.Version):
    pass


class SchemeDelete(OfSchemes, acts.Delete):
    pass


class Try(acts.OnDocument, FormedAct):
    """Nothing is written: what comes of it is read in the result of the job."""

    may = {"post": "requirements.view_dryrun"}
    summary = {
        "post": gettext_lazy("Try it on a semester: who would gain, lose, fail or pass; answers the job")
    }
    form_class, reads = TryForm, JobOut

    def form_kwargs(self):
        return super().form_kwargs() | {"today": self.request.today}

    def post(self, request, *args, **kwargs):
        semester = self.form(self.input()).cleaned_data["semester"]
        return self.told(dry_runs.request_dry_run(self.object, semester=semester, actor=request.user))


class RulePackTry(Try):
    kind = PACKS


class SchemeTry(Try):
    kind = SCHEMES
