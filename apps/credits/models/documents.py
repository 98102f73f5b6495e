"""What rule packs and schemes of requirements have in common: documents with versions that hold from day to day."""

import json
from datetime import date
from decimal import Decimal

import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from apps.core.models import Stamped
from apps.credits.choices import DocumentState, Standing
from apps.schools.models import DateSpan, Owned, OwnedQuerySet
from apps.staff.models import User


class PlainData(models.TextField):
    """Plain data as JSON text. Unlike jsonb it keeps the order of keys, which is the order they are said in; amounts
    are kept as exact text."""

    def from_db_value(self, value, expression, connection):
        return self.to_python(value)

    def to_python(self, value):
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value)
        except ValueError:
            raise ValidationError(_("This is not plain data.")) from None

    def get_prep_value(self, value):
        return None if value is None else json.dumps(value, ensure_ascii=False, default=_exact_text)

    def value_to_string(self, obj):
        return self.get_prep_value(self.value_from_object(obj))


def _exact_text(value) -> str:
    if isinstance(value, Decimal | date):
        return str(value)
    raise TypeError(f"{type(value).__name__} is no plain data")


class DocumentQuerySet(OwnedQuerySet):
    def visible_to(self, user):
        """What was published, by everybody in the school; drafts only by those who see the school."""
        rows = super().visible_to(user)
        return rows if user.seat and user.seat.sees_school else rows.published()

    def published(self):
        """Versions that hold, held or will hold; what was replaced before its first day is among them."""
        return self.exclude(state=DocumentState.DRAFT)

    def holding(self):
        """Published versions that hold on at least one day."""
        return self.published().filter(Q(valid_until=None) | Q(valid_until__gte=F("valid_from")))

    def drafts(self):
        return self.filter(state=DocumentState.DRAFT)


class RuleDocument(Owned):
    """A regulation written down as rules. A published version never changes; only its end is moved forward when a
    new version takes its place. One that ends the day before it begins holds on no day.
    """

    # The dataclass it is a row of, and the name of its list of rules there.
    pure: type
    rows_key = ""
    # Fields in which two documents that never hold on the same day are alike.
    alike: tuple[str, ...] = ()

    code = models.CharField(_("code"), max_length=40)
    name = models.CharField(_("name"), max_length=80)
    version = models.PositiveSmallIntegerField(_("version"), default=1)
    valid_from = models.DateField(_("holds from"))
    valid_until = models.DateField(_("holds until"), null=True, blank=True)
    document_title = models.CharField(_("regulation"), max_length=200, blank=True)
    document_number = models.CharField(_("number of the document"), max_length=60, blank=True)
    document_issuer = models.CharField(_("issued by"), max_length=100, blank=True)
    document_date = models.DateField(_("issued on"), null=True, blank=True)
    author = models.CharField(_("written down by"), max_length=60, blank=True)
    note = models.CharField(_("note"), max_length=500, blank=True)
    cycle = PlainData(_("cycle"), null=True, blank=True)
    names = PlainData(_("names of its own"), default=dict, blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=DocumentState, default=DocumentState.DRAFT, editable=False
    )
    published_at = models.DateTimeField(_("published at"), null=True, editable=False)
    published_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", editable=False, verbose_name=_("published by")
    )

    objects = DocumentQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["code", "-version"]

    def __str__(self):
        return f"{self.name} v{self.version}"

    @staticmethod
    def unit_of(value) -> str:
        """What a document counts in, as a row or as the pure package knows it; empty for one that gives nothing."""
        return ""

    @property
    def unit(self) -> str:
        return self.unit_of(self)

    @property
    def is_draft(self) -> bool:
        return self.state == DocumentState.DRAFT

    def standing(self, day: date) -> Standing:
        """What a published version is on a day: still to come, in force, or over."""
        if self.is_draft:
            return Standing.DRAFT
        if self.valid_until is not None and self.valid_until < max(day, self.valid_from):
            return Standing.OVER
        return Standing.COMING if day < self.valid_from else Standing.IN_FORCE

    def head(self) -> dict:
        """Everything but the rows, as plain data by the keys of YAML."""
        document = {
            "title": self.document_title, "number": self.document_number, "issuer": self.document_issuer,
            "issued_on": self.document_date,
        }  # fmt: skip
        until = self.valid_until and max(self.valid_from, self.valid_until)  # of one that never held
        valid = {"from": self.valid_from, "until": until}
        head = {
            "code": self.code, "name": self.name, "version": self.version, "valid": _filled(valid),
            "document": _filled(document), "author": self.author, "note": self.note, "cycle": self.cycle,
            "names": self.names,
        }  # fmt: skip
        return _filled(head)

    def take_head(self, head: dict) -> None:
        """Set the columns from plain data as ``schema.plain`` gives it; the version and the rows are left alone."""
        self.code, self.name = head["code"], head["name"]
        self.valid_from, self.valid_until = head["valid"]["from"], head["valid"].get("until")
        document = head.get("document", {})
        self.document_title = document.get("title", "")
        self.document_number = document.get("number", "")
        self.document_issuer = document.get("issuer", "")
        self.document_date = document.get("issued_on")
        self.author, self.note = head.get("author", ""), head.get("note", "")
        self.cycle, self.names = head.get("cycle"), head.get("names", {})

    def data(self) -> dict:
        """The whole document as plain data; its rows are read once and kept (``prefetch_related("rows")``)."""
        return self.head() | {self.rows_key: [row.plain() for row in self.rows.all()]}


class RuleRow(Stamped):
    """One rule of a document: where it stands, what it is called, the words it comes from, and the rest as data."""

    # The name of the foreign key to its document.
    parent = ""

    position = models.PositiveSmallIntegerField(_("position"))
    code = models.CharField(_("code"), max_length=40)
    clause = models.CharField(_("clause"), max_length=300, blank=True)
    data = PlainData(_("what it says"), default=dict)

    class Meta:
        abstract = True
        ordering = ["position", "pk"]

    def plain(self) -> dict:
        """The rule by the keys of YAML."""
        return _filled({"code": self.code, "clause": self.clause}) | self.data

    def take(self, data: dict) -> None:
        """Set the columns from plain data of the whole rule."""
        own = dict(data)
        self.code, self.clause = own.pop("code", self.code), own.pop("clause", "")
        self.data = own


def _filled(data: dict) -> dict:
    return {key: value for key, value in data.items() if value not in (None, "", {}, [])}


def document_constraints(name: str, *alike: str) -> list:
    """Published versions of one school that are ``alike`` never hold on the same day."""
    same = [(field, RangeOperators.EQUAL) for field in ("school", *alike)]
    held = Q(valid_until=None) | Q(valid_until__gte=F("valid_from"))
    draft = Q(state=DocumentState.DRAFT)
    return [
        models.UniqueConstraint("school", "code", "version", name=f"{name}_version_once"),
        ExclusionConstraint(
            name=f"{name}_one_at_a_time",
            expressions=[*same, (DateSpan("valid_from", "valid_until"), RangeOperators.OVERLAPS)],
            condition=~draft & held,
        ),
        models.CheckConstraint(
            condition=draft & Q(published_at=None) | ~draft & Q(published_at__isnull=False),
            name=f"{name}_published_with_time",
        ),
        models.CheckConstraint(condition=~draft | held, name=f"{name}_days_in_order"),
        models.CheckConstraint(condition=Q(state__in=DocumentState.values), name=f"{name}_state_known"),
    ]


_REFUSED = "USING ERRCODE = 'integrity_constraint_violation'"

published_stays = pgtrigger.Trigger(
    name="published_stays",
    operation=pgtrigger.Update | pgtrigger.Delete,
    when=pgtrigger.Before,
    func=f"""
    IF OLD.state = 'draft' THEN
        IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
        RETURN NEW;
    END IF;
    IF TG_OP = 'DELETE' THEN RAISE EXCEPTION 'a published version is never deleted' {_REFUSED}; END IF;
    IF NEW.state = 'draft'
        OR COALESCE(NEW.valid_until, 'infinity') > COALESCE(OLD.valid_until, 'infinity')
        OR to_jsonb(NEW) - ARRAY['state', 'valid_until', 'updated_at']
            IS DISTINCT FROM to_jsonb(OLD) - ARRAY['state', 'valid_until', 'updated_at']
    THEN RAISE EXCEPTION 'a published version never changes' {_REFUSED}; END IF;
    RETURN NEW;
    """,
)


def rows_stay(table: str, parent: str) -> pgtrigger.Trigger:
    """Rows of a published version are neither added, changed nor taken away."""

    def published(row: str) -> str:
        return f"EXISTS (SELECT FROM {table} d WHERE d.id = {row}.{parent} AND d.state <> 'draft')"

    refuse = f"RAISE EXCEPTION 'a published version never changes' {_REFUSED};"
    return pgtrigger.Trigger(
        name="rows_stay",
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        when=pgtrigger.Before,
        func=f"""
        IF TG_OP <> 'INSERT' THEN IF {published("OLD")} THEN {refuse} END IF; END IF;
        IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
        IF {published("NEW")} THEN {refuse} END IF;
        RETURN NEW;
        """,
    )
