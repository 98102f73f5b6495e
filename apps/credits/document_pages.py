"""Pages that rule packs and schemes of requirements have in common. An app says what its documents and rows are.

``Kind`` names them; a page finds its own in ``kind``.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.core.views import ActPage, ConfirmPage, DetailPage, PlainPage, Seated
from apps.core.xlsx import file_response
from apps.credits import drafting
from apps.credits.choices import Unit
from apps.credits.document_forms import TextForm
from apps.credits.models.documents import RuleDocument, RuleRow
from apps.credits.rules.problems import Refused
from apps.credits.rules.texts import YAML, write_document
from apps.credits.rules.words import UNITS
from apps.credits.wording import read, school_names
from apps.jobs.models import Job


@dataclass(frozen=True)
class Kind:
    """Rule packs, or schemes: their rows, presets, readers and sentences.

    ``published`` is what follows when one begins or ends to hold, ``following`` the long work that was asked for then.
    ``beside`` are other published documents that may take its place, ``without`` says what holds where there is none.
    ``trial`` is the name of the page on which one is tried on a semester, ``may_try`` the permission for it.
    """

    model: type[RuleDocument]
    row_model: type[RuleRow]
    app: str
    stem: str
    row_stem: str
    area: str
    presets: Callable[[], list[str]]
    preset: Callable[[str], object]
    reader: Callable
    sentence: Callable
    published: Callable[..., None]
    following: Callable[..., Job | None]
    beside: Callable[[RuleDocument], QuerySet]
    without: Callable[[RuleDocument], str]
    trial: str
    may_try: str
    title: str | Promise
    new: str | Promise
    add_row: str | Promise

    def url(self, act: str, *args) -> str:
        return reverse(f"{self.app}:{self.stem}_{act}", args=args)

    def row_url(self, act: str, *args) -> str:
        return reverse(f"{self.app}:{self.row_stem}_{act}", args=args)

    def perm(self, act: str) -> str:
        return f"{self.app}.{act}_{self.stem}"

    def said(self, value, names) -> list[str]:
        """The sentences of a pack or scheme, in the school's words and its own."""
        words = names.plus({name: dict(table) for name, table in value.names})
        return [self.sentence(row, value, words) for row in getattr(value, self.model.rows_key)]


class OfKind(Seated):
    """A page about documents of one kind."""

    kind: Kind
    act = "change"

    @property
    def permission(self):
        return self.kind.perm(self.act)

    @property
    def area(self):
        return self.kind.area

    def crumbs(self):
        return [(str(self.kind.title), self.kind.url("list"))]

    @property
    def school(self):
        return self.request.user.seat.school


# Where the session keeps the rule that was taken out last.
TAKEN_OUT = "rule_taken_out"


class OfDocument(OfKind):
    """A page about one document."""

    def taken_out(self, document: RuleDocument) -> dict | None:
        """The rule that was taken out of it last, and may be put back."""
        kept = self.request.session.get(TAKEN_OUT) or {}
        return kept if (kept.get("kind"), kept.get("of")) == (self.kind.stem, str(document.pk)) else None

    @property
    def model(self):
        return self.kind.model

    @cached_property
    def draft(self):
        return read(self.object)


class DocumentDetail(OfDocument, DetailPage):
    template_name = "credits/document_detail.html"
    act = "view"

    def get_queryset(self):
        return super().get_queryset().select_related("published_by").prefetch_related("rows")

    def actions(self):
        kind, own = self.kind, self.object
        trial = self.action(_("Try it on a semester"), reverse(kind.trial, args=[own.pk]), kind.may_try)
        if not own.is_draft:
            again = self.action(
                _("Write a new version"), kind.url("version", own.pk), kind.perm("add"), style="primary"
            )
            ends = own.valid_until is None or own.valid_until >= self.request.today
            last = self.action(_("Let it end"), kind.url("end", own.pk), kind.perm("publish"))
            return again + trial + (last if ends else [])
        publish = self.action(
            _("Publish"), kind.url("publish", own.pk), kind.perm("publish"), style="primary"
        )
        edit = self.action(
            _("Edit name and document"), kind.url("edit", own.pk), kind.perm("change"), obj=own
        )
        return publish + trial + edit

    def fields(self):
        own = self.object
        document = " ".join(filter(None, [own.document_title, own.document_number, own.document_issuer]))
        unit = [(_("Counts in"), Unit(own.unit).label)] if own.unit else []
        cycle = own.cycle and _("%(n)s years, from %(day)s") % {
            "n": own.cycle["years"],
            "day": own.cycle["starts"],
        }
        return [
            *unit,
            (_("Holds"), self.days_said()),
            *([(_("The regulation behind it"), document)] if document else []),
            *([(_("Cycle"), cycle)] if cycle else []),
            *([(_("Written down by"), own.author)] if own.author else []),
            *([(_("Note"), own.note)] if own.note else []),
        ]

    def days_said(self):
        own = self.object
        if own.is_draft:
            return _("from %(first)s as it is written; chosen when it is published") % {
                "first": own.valid_from
            }
        if own.valid_until is None:
            return _("since %(first)s") % {"first": own.valid_from}
        return _("%(first)s to %(last)s") % {"first": own.valid_from, "last": own.valid_until}

    def get_context_data(self, **kwargs):
        own, draft, user = self.object, self.draft, self.request.user
        may = own.is_draft and user.has_perm(self.kind.perm("change"), own)
        rows = []
        for n, (row, value) in enumerate(zip(own.rows.all(), draft.rows, strict=True)):
            said = self.kind.sentence(value, draft.value, draft.names) if value is not None else ""
            rows.append({"row": row, "said": said, "problems": draft.of_row(n), "number": n + 1})
        others = self.model.objects.visible_to(user).filter(code=own.code).exclude(pk=own.pk)
        return super().get_context_data(
            kind=self.kind, rows=rows, may=may, standing=own.standing(self.request.today),
            versions=[(other, other.standing(self.request.today)) for other in others],
            problems=draft.of_head, row_problems=[r for r in rows if r["problems"]],
            urls={act: self.kind.url(act, own.pk) for act in ("yaml", "delete", "row_create", "row_restore")},
            row_urls=f"{self.kind.app}:{self.kind.row_stem}",
            taken_out=may and "out" in self.request.GET and self.taken_out(own) is not None,
            **self.follows(), **kwargs,
        )  # fmt: skip

    def follows(self) -> dict:
        """How far the work has come that its publication gave rise to."""
        job, user = self.kind.following(self.object), self.request.user
        sees = job is not None and user.has_perm("jobs.view_job", job)
        return {"job": job, "sees_job": sees, "may_change": sees and user.has_perm("jobs.change_job", job)}


class PresetList(OfKind, PlainPage):
    """Ready documents to choose from and adapt, and the two other ways to begin."""

    template_name = "credits/preset_list.html"
    act = "add"

    def get_title(self):
        return self.kind.new

    def get_context_data(self, **kwargs):
        key = self.kind.model.rows_key
        presets = []
        for name in self.kind.presets():
            value = self.kind.preset(name)
            presets.append(
                {
                    "value": value,
                    "rows": len(getattr(value, key)),
                    "url": self.kind.url("preset", name),
                    "unit": UNITS.get(self.kind.model.unit_of(value), ""),
                }  # fmt: skip
            )
        return super().get_context_data(
            presets=presets, empty_url=self.kind.url("create"), text_url=self.kind.url("upload"), **kwargs
        )


class PresetUse(OfKind, PlainPage):
    """What a ready document says; a POST makes a draft of it."""

    template_name = "credits/preset_use.html"
    act = "add"

    @cached_property
    def value(self):
        if self.kwargs["name"] not in self.kind.presets():
            raise Http404
        return self.kind.preset(self.kwargs["name"])

    def permission_object(self):
        return self.value and None

    def get_title(self):
        return self.kind.new

    def crumbs(self):
        return [*super().crumbs(), (str(self.kind.new), self.kind.url("choose"))]

    def get_context_data(self, **kwargs):
        said = self.kind.said(self.value, school_names(self.school.pk))
        rows = getattr(self.value, self.kind.model.rows_key)
        sentences = list(zip(rows, said, strict=True))
        return super().get_context_data(value=self.value, sentences=sentences, **kwargs)

    def post(self, request, **kwargs):
        made = drafting.begin_from(self.kind.model, self.value, school=self.school, actor=request.user)
        messages.success(
            request, _("This is your own copy now: change what is different with you, then publish it.")
        )
        return redirect(made)


class DocumentUpload(OfKind, ActPage):
    """A draft from YAML, pasted or as a file."""

    form_class = TextForm
    act = "add"
    title = gettext_lazy("From a YAML text")
    submit_label = gettext_lazy("Make a draft")
    done_text = gettext_lazy("A draft was made. Look it over, then publish it.")

    def crumbs(self):
        return [*super().crumbs(), (str(self.kind.new), self.kind.url("choose"))]

    def save(self, form):
        kind = self.kind
        try:
            return drafting.begin_from_text(
                kind.model, form.cleaned_data["content"], school=self.school, reader=kind.reader,
                actor=self.request.user,
            )  # fmt: skip
        except Refused as refused:
            raise drafting.refusal_said(refused) from None


class DocumentYaml(OfDocument, DetailPage):
    """The document as YAML, to keep or to hand on."""

    act = "view"

    def get(self, request, *args, **kwargs):
        draft = self.draft
        if draft.problems:
            messages.error(request, _("There is something to put right first; the page lists it."))
            return redirect(self.object)
        return file_response(write_document(draft.value).encode(), f"{self.object}.yaml", YAML)


class DocumentDelete(OfDocument, ConfirmPage):
    warning = gettext_lazy("The draft and all its rules are thrown away. What was published stays.")
    submit_label = gettext_lazy("Throw the draft away")
    done_text = gettext_lazy("The draft is gone.")

    def get_title(self):
        return _("Throw away %(thing)s") % {"thing": self.object}

    def act_on(self):
        drafting.delete_draft(self.object)

    def post(self, request, *args, **kwargs):
        try:
            self.act_on()
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
            return redirect(self.object)
        messages.success(request, str(self.done_text))
        return redirect(self.kind.url("list"))


class DocumentVersion(OfDocument, ConfirmPage):
    """A draft of the next version, which begins as a copy."""

    act = "add"
    danger = False
    warning = gettext_lazy(
        "What is published never changes. The new version begins as a copy of it, as a draft; the old one holds until "
        "you publish the new one from a day you choose."
    )
    submit_label = gettext_lazy("Write a new version")

    def get_title(self):
        return _("A new version of %(thing)s") % {"thing": self.object.name}

    def post(self, request, *args, **kwargs):
        return redirect(drafting.new_version(self.object, actor=request.user))
