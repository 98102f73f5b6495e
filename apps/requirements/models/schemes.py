"""Schemes of requirements as rows: who owes what by when."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from apps.credits.models.documents import (
    PlainData,
    RuleDocument,
    RuleRow,
    document_constraints,
    published_stays,
    rows_stay,
)
from apps.credits.rules.words import Names
from apps.requirements.rules.idle import faults
from apps.requirements.rules.schemes import Scheme as PureScheme
from apps.requirements.rules.texts import scheme_of


class Scheme(RuleDocument):
    """One version of a scheme of requirements (考核评价方案) of a school."""

    pure = PureScheme
    rows_key = "requirements"
    alike = ("code",)
    find_problems = staticmethod(faults)

    bands = PlainData(_("grades of the sum of points"), default=list, blank=True)

    class Meta(RuleDocument.Meta):
        verbose_name = _("scheme of requirements")
        verbose_name_plural = _("schemes of requirements")
        constraints = document_constraints("scheme", "code")
        triggers = [published_stays]

    def get_absolute_url(self):
        return reverse("requirements:scheme_detail", args=[self.pk])

    def head(self) -> dict:
        return super().head() | ({"bands": self.bands} if self.bands else {})

    def take_head(self, head: dict) -> None:
        super().take_head(head)
        self.bands = head.get("bands", [])

    def to_scheme(self, names: Names) -> PureScheme:
        """The scheme as the pure package knows it, checked like YAML. ``names`` are the words of the school.

        Raises Refused for a draft that may not be used yet.
        """
        return scheme_of(self.data(), names)


class SchemeRequirement(RuleRow):
    """One requirement of a scheme."""

    parent = "scheme"

    scheme = models.ForeignKey(
        Scheme, models.CASCADE, related_name="rows", editable=False, verbose_name=_("scheme of requirements")
    )

    class Meta(RuleRow.Meta):
        verbose_name = _("requirement")
        verbose_name_plural = _("requirements")
        constraints = [models.UniqueConstraint("scheme", "code", name="schemerequirement_code_once")]
        triggers = [rows_stay("requirements_scheme", "scheme_id")]

    def __str__(self):
        return self.data.get("name", self.code)

    @property
    def document(self) -> Scheme:
        return self.scheme

    @document.setter
    def document(self, scheme: Scheme) -> None:
        self.scheme = scheme
