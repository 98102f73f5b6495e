"""Acts on rule packs and schemes over the API, made as their pages are: an app says what its documents are.

A program writes a document as a whole, as the YAML text of docs/rules.md; one rule at a time is written on the pages.
"""

from django.db import transaction
from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework import serializers

from apps.core.errors import Conflict
from apps.core.rest.formed import Formed, FormedAct, PlainAct, Removal
from apps.core.rest.views import Endpoint, FileItem
from apps.core.xlsx import file_response
from apps.credits import drafting
from apps.credits.document_forms import EndForm, PublishForm, TextForm
from apps.credits.document_pages import Kind
from apps.credits.rules.problems import Refused
from apps.credits.rules.texts import LARGEST, YAML, write_document
from apps.credits.wording import read


class YamlIn(serializers.Serializer):
    """The document in YAML."""

    text = serializers.CharField(max_length=LARGEST, trim_whitespace=False)


class OfKind:
    """``kind`` says whose documents; ``acts`` name by method the pages whose permission is asked for."""

    area = "ledger"
    kind: Kind | None = None
    acts: dict[str, str] = {}

    def __init_subclass__(cls, **kwargs):
        if cls.kind is not None:
            cls.model = cls.kind.model
        if cls.kind is not None and cls.acts:
            cls.may = {method: cls.kind.perm(act) for method, act in cls.acts.items()}
        super().__init_subclass__(**kwargs)

    @property
    def school(self):
        return self.request.user.seat.school


class OnDocument(OfKind):
    def rows(self):
        return super().rows().prefetch_related("rows").select_related("school")


class Write(OfKind, Formed, Endpoint):
    acts = {"post": "add"}
    summary = {"post": gettext_lazy("Make a draft of a YAML text; mistakes are told by line and key")}
    form_class, takes = TextForm, {"post": YamlIn}

    def post(self, request, *args, **kwargs):
        content = self.form(self.input()).cleaned_data["content"]
        try:
            made = drafting.begin_from_text(
                self.model, content, school=self.school, reader=self.kind.reader, actor=request.user
            )
        except Refused as refused:
            raise drafting.refusal_said(refused) from None
        return self.told(made)


class UsePreset(OfKind, Endpoint):
    """A ready document, by its name."""

    acts = {"post": "add"}
    summary = {"post": gettext_lazy("Make a draft of a ready document")}
    takes = PlainAct.takes

    def post(self, request, *args, **kwargs):
        self.input()
        if kwargs["name"] not in self.kind.presets():
            raise Http404
        value = self.kind.preset(kwargs["name"])
        return self.told(drafting.begin_from(self.model, value, school=self.school, actor=request.user))


class Yaml(OnDocument, FileItem):
    acts = {"get": "view"}
    summary = {"get": gettext_lazy("The document in YAML, to keep, to change or to hand on")}
    media_types = (YAML,)

    def get(self, request, *args, **kwargs):
        draft = read(self.object)
        if draft.problems:
            raise Conflict(_("There is something to put right first; the page lists it."))
        return file_response(write_document(draft.value).encode(), f"{self.object}.yaml", YAML)


class Publish(OnDocument, FormedAct):
    acts = {"post": "publish"}
    summary = {
        "post": gettext_lazy("Let a draft hold from a day on; the version before it ends the day before")
    }
    form_class = PublishForm

    @transaction.atomic
    def save(self, form):
        done = drafting.publish(self.object, first=form.cleaned_data["first"], actor=self.request.user)
        self.kind.published(done, actor=self.request.user)


class End(OnDocument, FormedAct):
    acts = {"post": "publish"}
    summary = {"post": gettext_lazy("Let a published version end with a day")}
    form_class = EndForm

    @transaction.atomic
    def save(self, form):
        done = drafting.end(self.object, last=form.cleaned_data["last"], actor=self.request.user)
        self.kind.published(done, actor=self.request.user)


class Version(OnDocument, PlainAct):
    acts = {"post": "add"}
    summary = {
        "post": gettext_lazy("Begin a new version as a copy; answers the draft, or the one there is already")
    }

    def post(self, request, *args, **kwargs):
        self.input()
        return self.told(drafting.new_version(self.object, actor=request.user))


class Delete(OnDocument, Removal):
    acts = {"post": "change"}
    summary = {"post": gettext_lazy("Throw a draft away; answers it as it was")}

    def remove(self):
        drafting.delete_draft(self.object)
