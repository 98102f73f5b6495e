"""Pages of rule packs."""

from django.http import Http404
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.core.views import PlainPage
from apps.credits import document_editing as editing
from apps.credits import document_lists as lists
from apps.credits import document_pages as pages
from apps.credits import document_publishing as publishing
from apps.credits import document_rows as presses
from apps.credits.choices import Family
from apps.credits.drafting import holding_beside
from apps.credits.editor.verbs import BY_CODE, GROUPS
from apps.credits.models import PackRule, RulePack
from apps.credits.packs import following, published, without
from apps.credits.presets import preset_pack, preset_packs
from apps.credits.rules.drafts import Draft
from apps.credits.rules.gaps import never_reached, never_said, seldom_reached, seldom_said, unvalued
from apps.credits.rules.sentences import sentence
from apps.credits.rules.texts import read_pack
from apps.credits.rules.verbs import VERBS

PACKS = pages.Kind(
    model=RulePack, row_model=PackRule, app="credits", stem="rulepack", row_stem="packrule", area="rules",
    presets=preset_packs, preset=preset_pack, reader=read_pack, sentence=sentence, published=published,
    following=following, beside=holding_beside, without=without,
    trial="requirements:pack_dryrun", may_try="requirements.view_dryrun",
    title=gettext_lazy("Rule packs"), new=gettext_lazy("New rule pack"), add_row=gettext_lazy("New rule"),
)  # fmt: skip


class OfPacks:
    kind = PACKS


class RulePackTable(lists.DocumentTable):
    class Meta(lists.DocumentTable.Meta):
        model = RulePack
        fields = ["name", "gives", *lists.DocumentTable.Meta.fields[1:]]
        sequence = fields


class RulePackList(OfPacks, lists.DocumentList):
    other = ("requirements:scheme_list", gettext_lazy("Schemes of requirements"))
    table_class = RulePackTable
    lead_text = gettext_lazy(
        "A rule pack says what work is worth: how many hours, credits or points. A scheme of requirements says who "
        "has to do how much."
    )
    empty_text = gettext_lazy(
        "No rule pack yet. Until there is one, an activity counts the hours planned for it, for whoever was there."
    )


class RulePackDetail(OfPacks, pages.DocumentDetail):
    """Also what the pack leaves out: rules that never apply and, while it is written, kinds of activity it forgets."""

    def get_context_data(self, **kwargs):
        writes = self.request.user.has_perm(self.kind.perm("add"))
        told = left_out(self.object, self.draft) if writes else {}
        return super().get_context_data(**told, **kwargs)


def left_out(pack: RulePack, draft: Draft) -> dict:
    """Rules that never or hardly ever apply, each as (its row, what is said); kinds of activity without a
    rule, of a pack that is still written.
    """
    rows, words, own = draft.rows, draft.names.lists["kind"], list(pack.rows.all())
    said = [(later, never_said(later, earlier)) for later, earlier in never_reached(rows)]
    said += [(later, seldom_said(later, earlier)) for later, earlier in seldom_reached(rows)]
    activities = [kind for kind in words if kind.startswith(f"{Family.ACTIVITY}/")]
    left = unvalued(rows, activities) if pack.is_draft else []
    return {
        "never": [(own[number - 1], text) for number, text in sorted(said)],
        "unvalued": [words[kind] for kind in left],
    }


class RulePackChoose(OfPacks, pages.PresetList):
    pass


class RulePackPreset(OfPacks, pages.PresetUse):
    pass


class RulePackUpload(OfPacks, pages.DocumentUpload):
    pass


class RulePackCreate(OfPacks, editing.DocumentCreate):
    pass


class RulePackEdit(OfPacks, editing.DocumentEdit):
    pass


class RulePackYaml(OfPacks, pages.DocumentYaml):
    pass


class RulePackPublish(OfPacks, publishing.DocumentPublish):
    """Says once more what the pack leaves out."""

    def get_context_data(self, **kwargs):
        return super().get_context_data(**left_out(self.object, self.draft), **kwargs)


class RulePackEnd(OfPacks, publishing.DocumentEnd):
    pass


class RulePackDelete(OfPacks, pages.DocumentDelete):
    pass


class RulePackVersion(OfPacks, pages.DocumentVersion):
    pass


class VerbChoice(OfPacks, pages.OfKind, PlainPage):
    """What the new rule is to do."""

    template_name = "credits/verb_choice.html"
    title = gettext_lazy("What is the new rule to do?")

    def permission_object(self):
        self.document = editing.found(RulePack.objects.visible_to(self.request.user), self.kwargs["pk"])
        return self.document

    def crumbs(self):
        return [*super().crumbs(), (str(self.document), self.document.get_absolute_url())]

    def get_context_data(self, **kwargs):
        groups = [
            (title, [(verb, PACKS.row_url("create", self.document.pk, verb.code)) for verb in verbs])
            for title, verbs in GROUPS
        ]
        return super().get_context_data(groups=groups, **kwargs)


class OfVerb(OfPacks):
    """A page about a rule of one type."""

    def sheet_class(self):
        return VERBS[self.type]

    @property
    def intro(self):
        return _("For example: %(example)s.") % {"example": BY_CODE[self.type].example}


class PackRuleCreate(OfVerb, editing.RowCreate):
    @cached_property
    def type(self):
        if self.kwargs["type"] not in VERBS:
            raise Http404
        return self.kwargs["type"]

    def get_title(self):
        return BY_CODE[self.type].title

    def crumbs(self):
        url = PACKS.url("row_create", self.document.pk)
        return [*super().crumbs(), (_("New rule"), url)]


class PackRuleEdit(OfVerb, editing.RowEdit):
    @property
    def type(self):
        return self.row.type

    def get_title(self):
        return _("Rule %(n)s: %(does)s") % {"n": self.position + 1, "does": BY_CODE[self.type].title}


class PackRuleMove(OfPacks, presses.RowMove):
    pass


class PackRuleCopy(OfPacks, presses.RowCopy):
    pass


class PackRuleDelete(OfPacks, presses.RowDelete):
    pass


class PackRuleRestore(OfPacks, presses.RowRestore):
    pass
