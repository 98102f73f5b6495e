"""Rule packs: read, written as YAML, published; schemes of requirements are made the same way."""

from django.utils.translation import gettext_lazy
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from apps.core.rest.fields import Out
from apps.core.rest.views import Collection, Item
from apps.credits import document_acts as acts
from apps.credits.document_lists import DocumentFilter
from apps.credits.models import RulePack
from apps.credits.pack_pages import PACKS
from apps.credits.rules.sentences import sentence
from apps.credits.wording import read

HEAD = [
    "id", "code", "name", "version", "state", "valid_from", "valid_until", "document_title", "document_number",
    "document_issuer", "document_date", "author", "note",
]  # fmt: skip


class RuleOut(serializers.Serializer):
    """One rule: the words it comes from, what it says, and its data by the keys of YAML (docs/rules.md)."""

    code = serializers.CharField()
    clause = serializers.CharField(allow_blank=True)
    sentence = serializers.CharField(allow_blank=True)
    data = serializers.DictField()


class DocumentOut(Out):
    """``says`` is the function that makes a rule's sentence."""

    says = None
    rules = serializers.SerializerMethodField()

    @extend_schema_field(RuleOut(many=True))
    def get_rules(self, document):
        draft = read(document)
        rows = zip(document.rows.all(), draft.rows, strict=True)
        said = [
            {
                "code": row.code, "clause": row.clause, "data": row.plain(),
                "sentence": type(self).says(value, draft.value, draft.names) if value is not None else "",
            }
            for row, value in rows
        ]  # fmt: skip
        return RuleOut(said, many=True).data


class RulePackOut(Out):
    class Meta:
        model = RulePack
        fields = [*HEAD, "gives"]


class RulePackWhole(DocumentOut):
    says = sentence

    class Meta:
        model = RulePack
        fields = [*HEAD, "gives", "rules"]


class RulePackFilter(DocumentFilter):
    class Meta:
        model = RulePack
        fields = ["gives"]


class RulePackList(Collection):
    area = "ledger"
    may = {"get": "credits.view_rulepack"}
    summary = {"get": gettext_lazy("Rule packs: what work is worth, all versions")}
    model, reads, filterset_class = RulePack, RulePackOut, RulePackFilter
    sorts = {"name": "name", "valid_from": "valid_from"}


class RulePackItem(Item):
    area = "ledger"
    may = {"get": "credits.view_rulepack"}
    summary = {"get": gettext_lazy("One version of a rule pack with its rules, each with its sentence")}
    model, reads = RulePack, RulePackWhole

    def rows(self):
        return super().rows().prefetch_related("rows")


class OfPacks:
    kind, reads = PACKS, RulePackWhole


class RulePackWrite(OfPacks, acts.Write):
    pass


class RulePackPreset(OfPacks, acts.UsePreset):
    pass


class RulePackYaml(OfPacks, acts.Yaml):
    pass


class RulePackPublish(OfPacks, acts.Publish):
    pass


class RulePackEnd(OfPacks, acts.End):
    pass


class RulePackVersion(OfPacks, acts.Version):
    pass


class RulePackDelete(OfPacks, acts.Delete):
    pass
