"""Writing a document with the mouse: its head, and one rule at a time beside the sentence it says."""

import hashlib
import json
from functools import cached_property

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from apps.core.views import PlainPage
from apps.credits import drafting
from apps.credits.document_pages import OfDocument, OfKind
from apps.credits.editor import Sheet, Words
from apps.credits.editor.posted import ON
from apps.credits.rules.drafts import read_draft, read_head
from apps.credits.rules.problems import Problem
from apps.credits.rules.words import OPEN, UNITS, Names
from apps.credits.wording import school_names, words_named
from apps.drafts.pages import DraftedForm
from apps.drafts.services import discard_draft
from apps.groups.models import Group
from apps.schools.models import Campus, Subject
from apps.staff.models import StaffMember, StaffTag
from apps.staff.pinyin import syllables

LONGEST_CODE = 30


class SheetPage(DraftedForm, OfKind, PlainPage):
    """A form made of the declarations of a class. Presses inside it come back as a part of the page. What is typed is
    kept until it is saved.
    """

    template_name = "credits/editor/form.html"
    says = False
    intro = ""
    again_label = ""

    def sheet_class(self) -> type:
        raise NotImplementedError

    def words(self) -> Words:
        raise NotImplementedError

    def initial(self) -> dict:
        return {}

    skip: tuple[str, ...] = ()

    def check(self, sheet: Sheet) -> None:
        """Leave what is wrong in ``sheet.problems``."""
        raise NotImplementedError

    def save(self, sheet: Sheet):
        """Write it; answers where to go."""
        raise NotImplementedError

    def get(self, request, *args, **kwargs):
        return self.show(Sheet(self.sheet_class(), self.words(), self.initial(), self.skip))

    def post(self, request, *args, **kwargs):
        sheet = Sheet.posted(self.sheet_class(), self.words(), request.POST, self.skip)
        act = request.POST.get("act", "")
        if act == "say":
            return render(request, "credits/editor/said.html", self.said(sheet))
        if act:
            sheet.act(act)
            if not request.htmx:
                return self.show(sheet)
            parts = self.said(sheet) | self.drawn(sheet) | {"says": self.says, "focus": sheet.led_to(act)}
            return render(request, "credits/editor/swapped.html", parts)
        sheet.tidy()
        self.check(sheet)
        if not sheet.problems and request.POST.get("seen", "") == self.seen():
            try:
                done = redirect(self.save(sheet))
                discard_draft(user=request.user, key=self.draft_key())
                return done
            except ValidationError as refusal:
                sheet.notes = refusal.messages
        elif not sheet.problems:
            sheet.notes = [
                _("This was changed meanwhile, by somebody else or by you in another window."),
                _("What you wrote is still here; saved again, it replaces theirs."),
            ]
        return self.show(sheet, status=422)

    def show(self, sheet: Sheet, status=200):
        context = self.get_context_data(**self.drawn(sheet), **(self.said(sheet) if self.says else {}))
        return self.render_to_response(context, status=status)

    def drawn(self, sheet: Sheet) -> dict:
        return {"sheet": sheet, "fields": sheet.fields(), "seen": self.seen()}

    def seen(self) -> str:
        """A digest of what is edited as it stands in the database."""
        return ""

    def said(self, sheet: Sheet) -> dict:
        return {}

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            says=self.says, intro=self.intro, again_label=self.again_label, submit_label=_("Save"),
            back_url=self.crumbs()[-1][1], **kwargs,
        )  # fmt: skip


def digest(data: dict) -> str:
    text = json.dumps(data, ensure_ascii=False, default=str, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


class HeadPage(SheetPage):
    """Name, days, regulation, cycle."""

    @property
    def skip(self):
        return (self.kind.model.rows_key, "names", "version")

    def sheet_class(self):
        return self.kind.model.pure

    def words(self):
        return Words(school_names(self.school.pk))

    def check(self, sheet):
        data = sheet.data
        if data.get("name") and not data.get("code"):
            data["code"] = self.code_for(data["name"])
        self.head, found = read_head(self.sheet_class(), data, self.skip, sheet.words.names)
        # Without a name there is no code yet, and nobody is asked for one.
        sheet.problems = [p for p in found if data.get("name") or p.params.get("key") != "code"]

    def code_for(self, name: str) -> str:
        """The initials of the name in pinyin; nobody has to think of a code."""
        signs = "".join(syllable[0] for syllable in syllables(name)).lower()
        plain = "".join(sign for sign in signs if sign.isascii() and sign.isalnum())
        return plain[:LONGEST_CODE] or self.kind.stem


class DocumentCreate(HeadPage):
    act = "add"

    def draft_key(self):
        return f"{self.kind.stem}-new"

    def get_title(self):
        return _("Begin with nothing")

    def crumbs(self):
        return [*super().crumbs(), (str(self.kind.new), self.kind.url("choose"))]

    def initial(self):
        semester = self.request.semester
        first = semester.starts_on if semester else self.request.today
        return {"valid": {"from": first}, ON: ["document"]}

    def save(self, sheet):
        return drafting.begin(self.kind.model, school=self.school, data=self.head, actor=self.request.user)


class DocumentEdit(OfDocument, HeadPage):
    def draft_key(self):
        return f"{self.kind.stem}-{self.object.pk}"

    def get_title(self):
        return _("Name and document of %(thing)s") % {"thing": self.object}

    def permission_object(self):
        self.object = found(self.kind.model.objects.visible_to(self.request.user), self.kwargs["pk"])
        return self.object

    def crumbs(self):
        return [*super().crumbs(), (str(self.object), self.object.get_absolute_url())]

    def initial(self):
        return {key: value for key, value in self.object.head().items() if key not in self.skip}

    def code_for(self, name):
        return self.object.code

    def seen(self):
        return digest(self.initial())

    def save(self, sheet):
        messages.success(self.request, _("Saved."))
        return drafting.save_head(self.object, self.head)


def found(rows, pk):
    row = rows.filter(pk=pk).first()
    if row is None:
        raise Http404
    return row


def found_row(kind, user, pk):
    """A rule of a document the user may see; the document's rules are read here, once a request: while this one works
    another may add one or take one away. Raises Http404.
    """
    parent, visible = kind.row_model.parent, kind.model.objects.visible_to(user)
    rows = kind.row_model.objects.filter(**{f"{parent}__in": visible})
    row = found(rows.select_related(parent).prefetch_related(f"{parent}__rows"), pk)
    if row not in row.document.rows.all():  # taken away this moment
        raise Http404
    return row


class RowPage(SheetPage):
    """One rule of a draft."""

    says = True

    row = None

    def crumbs(self):
        return [*super().crumbs(), (str(self.document), self.document.get_absolute_url())]

    @property
    def type(self) -> str:
        """What the rule does, where rows are of several types."""
        return ""

    def words(self):
        unit = UNITS.get(self.document.unit, "")
        rows = [row for row in self.document.rows.all() if row != self.row]
        references = {row.code: str(row) for row in rows}
        own = self.row.code if self.row else ""
        return Words(self.names, unit, known_words(self.school), references, own)

    @cached_property
    def names(self) -> Names:
        """The words of the school, of its other documents and of this one."""
        return school_names(self.school.pk).plus(self.elsewhere).plus(self.document.names)

    @cached_property
    def elsewhere(self) -> dict[str, dict[str, str]]:
        """Words other documents of the school name: what a pack files work under, a scheme may ask for."""
        return words_named(self.school.pk)

    @cached_property
    def position(self) -> int:
        rows = list(self.document.rows.all())
        return rows.index(self.row) if self.row else len(rows)

    def whole(self, sheet: Sheet) -> dict:
        """The rule as plain data, with its type and a code."""
        data = sheet.data
        if self.type:
            return {"type": self.type} | data
        return {"code": self.row.code if self.row else self.free_code()} | data

    def free_code(self) -> str:
        taken = {row.code for row in self.document.rows.all()}
        return next(code for n in range(1, 999) if (code := f"item-{n}") not in taken)

    def draft_with(self, sheet: Sheet):
        """The document as it would be with this rule in it."""
        data, model = self.document.data(), self.kind.model
        rows, n = data[model.rows_key], self.position
        data[model.rows_key] = [*rows[:n], self.whole(sheet), *(rows[n + 1 :] if self.row else ())]
        names = self.names.plus(sheet.fresh)
        return read_draft(model.pure, data, model.rows_key, names, model.find_problems)

    def check(self, sheet):
        draft = self.draft_with(sheet)
        sheet.problems = [
            Problem(p.code, p.path[2:], p.params)
            for p in draft.of_row(self.position)
            if p.path[2:] != ("type",)
        ]
        return draft

    def said(self, sheet):
        shown = Sheet(sheet.cls, sheet.words, sheet.raw, sheet.skip, sheet.fresh)
        shown.tidy()
        draft = self.check(shown)
        value = draft.rows[self.position]
        said = ""
        if value is not None and not shown.problems:
            said = self.kind.sentence(value, draft.value, draft.names)
        return {"said": said, "complaints": shown.complaints()}

    def save(self, sheet):
        saved = drafting.save_row(self.document, self.row, self.whole(sheet), self.kept(sheet))
        if self.request.POST.get("again"):
            return self.kind.url("row_create", self.document.pk)
        return f"{self.document.get_absolute_url()}#row-{saved.pk}"

    def kept(self, sheet) -> dict:
        """New words that were really used, and those of other documents: each document explains itself."""
        used = json.dumps(sheet.data, ensure_ascii=False)
        own, offered = self.document.names, Names({name: {} for name in OPEN}).plus(self.elsewhere)
        return {
            name: kept
            for name, table in offered.plus(sheet.fresh).lists.items()
            if (
                kept := {
                    code: word
                    for code, word in table.items()
                    if code not in own.get(name, {}) and json.dumps(code, ensure_ascii=False) in used
                }
            )
        }

    def seen(self):
        return digest(self.row.plain()) if self.row else ""


class RowCreate(RowPage):
    def draft_key(self):
        return f"{self.kind.row_stem}-new-{self.document.pk}-{self.type or 'one'}"

    @property
    def again_label(self):
        return _("Save and write the next one")

    def permission_object(self):
        visible = self.kind.model.objects.visible_to(self.request.user)
        # Read once, as in found_row: the sentence is said of the rules that were counted.
        self.document = found(visible.prefetch_related("rows"), self.kwargs["pk"])
        return self.document

    def get_title(self):
        return self.kind.add_row


class RowEdit(RowPage):
    def draft_key(self):
        return f"{self.kind.row_stem}-{self.row.pk}"

    def permission_object(self):
        self.row = found_row(self.kind, self.request.user, self.kwargs["pk"])
        self.document = self.row.document
        return self.document

    def get_title(self):
        return _("Edit rule %(n)s") % {"n": self.position + 1}

    def initial(self):
        return {key: value for key, value in self.row.plain().items() if key != "type"}


def known_words(school) -> dict[str, list[str]]:
    """What the school calls its own, by the key under which conditions on people ask for it; four queries."""
    staff = StaffMember.objects.filter(school=school, left_on=None)
    names = lambda model: list(model.objects.filter(school=school).values_list("name", flat=True))  # noqa: E731
    return {
        "tags": names(StaffTag), "subjects": names(Subject), "campuses": names(Campus), "groups": names(Group),
        "titles": sorted(set(staff.exclude(title="").values_list("title", flat=True))),
    }  # fmt: skip
