"""Schemes of requirements, read only."""

from django.utils.translation import gettext_lazy

from apps.core.rest.fields import Out
from apps.core.rest.views import Collection, Item
from apps.credits.document_api import HEAD, DocumentOut
from apps.credits.document_lists import DocumentFilter
from apps.requirements.models import Scheme
from apps.requirements.rules.sentences import sentence


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
