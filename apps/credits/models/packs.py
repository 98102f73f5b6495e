"""Rule packs as rows: what work is worth."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from apps.credits.choices import Unit
from apps.credits.models.documents import (
    RuleDocument,
    RuleRow,
    document_constraints,
    published_stays,
    rows_stay,
)
from apps.credits.rules.idle import faults
from apps.credits.rules.packs import Pack
from apps.credits.rules.texts import pack_of
from apps.credits.rules.words import Names


class RulePack(RuleDocument):
    """One version of a rule pack (规则包) of a school."""

    pure = Pack
    rows_key = "rules"
    alike = ("gives",)
    find_problems = staticmethod(faults)

    gives = models.CharField(_("counts in"), max_length=10, choices=Unit, default=Unit.HOURS)

    class Meta(RuleDocument.Meta):
        verbose_name = _("rule pack")
        verbose_name_plural = _("rule packs")
        constraints = [
            *document_constraints("rulepack", "gives"),
            models.CheckConstraint(condition=models.Q(gives__in=Unit.values), name="rulepack_unit_known"),
        ]
        triggers = [published_stays]

    def get_absolute_url(self):
        return reverse("credits:rulepack_detail", args=[self.pk])

    @staticmethod
    def unit_of(value) -> str:
        return value.gives

    def head(self) -> dict:
        return super().head() | {"gives": self.gives}

    def take_head(self, head: dict) -> None:
        super().take_head(head)
        self.gives = head.get("gives", Unit.HOURS)

    def to_pack(self, names: Names) -> Pack:
        """The pack as the pure package knows it, checked like YAML. ``names`` are the words of the school.

        Raises Refused for a draft that may not be used yet.
        """
        return pack_of(self.data(), names)


class PackRule(RuleRow):
    """One rule of a pack. ``type`` is what it does: one of the thirteen verbs."""

    parent = "pack"

    pack = models.ForeignKey(
        RulePack, models.CASCADE, related_name="rows", editable=False, verbose_name=_("rule pack")
    )
    type = models.CharField(_("what it does"), max_length=12, editable=False)

    class Meta(RuleRow.Meta):
        verbose_name = _("rule")
        verbose_name_plural = _("rules")
        constraints = [models.UniqueConstraint("pack", "code", name="packrule_code_once")]
        triggers = [rows_stay("credits_rulepack", "pack_id")]

    def __str__(self):
        return self.code

    @property
    def document(self) -> RulePack:
        return self.pack

    @document.setter
    def document(self, pack: RulePack) -> None:
        self.pack = pack

    def plain(self) -> dict:
        return {"type": self.type} | super().plain()

    def take(self, data: dict) -> None:
        own = dict(data)
        self.type = own.pop("type", self.type)
        super().take(own)
